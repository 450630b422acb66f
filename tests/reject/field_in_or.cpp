// expect: ::schedule_configured\b|schedule_configured_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void field_in_or() {
#ifdef FAULT
    use(job::name == "a" || job::schedule_configured);
#else
    use(job::name == "a" || job::schedule_configured == true);
#endif
}
