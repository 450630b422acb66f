// expect: ::schedule_configured\b|schedule_configured_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void when_with_field(bool on) {
#ifdef FAULT
    use(filters::when(on, job::schedule_configured));
#else
    use(filters::when(on, job::schedule_configured == true));
#endif
}
