// expect: ::schedule_configured\b|schedule_configured_field && field_has_no_order_use_eq_or_ne
#include <reject/prelude.hpp>

void boolean_in_order() {
#ifdef FAULT
    use(job::schedule_configured > false);
#else
    use(job::schedule_configured != false);
#endif
}
