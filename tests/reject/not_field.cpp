// expect: ::schedule_configured\b|schedule_configured_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void not_field() {
#ifdef FAULT
    use(!job::schedule_configured);
#else
    use(job::schedule_configured == false);
#endif
}
