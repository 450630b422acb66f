// expect: name_field && a_condition_compares_with_nothing_join_it
#include <reject/prelude.hpp>

void condition_equal_to_true() {
#ifdef FAULT
    use((job::name == "a") == true);
#else
    use(job::name == "a");
#endif
}
