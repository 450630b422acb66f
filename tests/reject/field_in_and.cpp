// expect: ::schedule_configured\b|schedule_configured_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void field_in_and() {
#ifdef FAULT
    use(job::schedule_configured && job::name == "a");
#else
    use(job::schedule_configured == true && job::name == "a");
#endif
}
