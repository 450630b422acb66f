// expect: name_field && a_condition_compares_with_nothing_join_it
#include <reject/prelude.hpp>

void condition_not_equal_to_condition() {
#ifdef FAULT
    use((job::name == "a") != (job::capacity == 1));
#else
    use((job::name == "a") && (job::capacity != 1));
#endif
}
