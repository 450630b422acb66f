// expect: ::schedule_configured\b|schedule_configured_field && value_must_be_true_or_false
#include <reject/prelude.hpp>

void boolean_from_integer() {
#ifdef FAULT
    use(job::schedule_configured == 1);
#else
    use(job::schedule_configured == true);
#endif
}
