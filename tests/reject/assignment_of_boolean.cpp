// expect: schedule_configured_field && assignment_is_not_a_comparison_use_eq
#include <reject/prelude.hpp>

void assignment_of_boolean() {
#ifdef FAULT
    use(job::schedule_configured = true);
#else
    use(job::schedule_configured == true);
#endif
}
