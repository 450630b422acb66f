// expect: name_field && assignment_is_not_a_comparison_use_eq
#include <reject/prelude.hpp>

void assignment_of_text() {
#ifdef FAULT
    use(job::name = "a");
#else
    use(job::name == "a");
#endif
}
