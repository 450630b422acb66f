// expect: ::schedule_configured\b|schedule_configured_field && value_must_be_true_or_false
#include <reject/prelude.hpp>

void boolean_from_text() {
#ifdef FAULT
    use(job::schedule_configured == "true");
#else
    use(job::schedule_configured == true);
#endif
}
