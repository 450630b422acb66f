// expect: ::schedule_configured\b|schedule_configured_field && value_is_a_pointer_dereference_it
#include <reject/prelude.hpp>

void boolean_from_pointer(bool const* on) {
#ifdef FAULT
    use(job::schedule_configured == on);
#else
    use(job::schedule_configured == *on);
#endif
}
