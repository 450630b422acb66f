// expect: bool && operand_is_not_a_condition_use_when
#include <reject/prelude.hpp>

void when_with_bool(bool on) {
#ifdef FAULT
    use(filters::when(on, true));
#else
    use(filters::when(on, job::schedule_configured == true));
#endif
}
