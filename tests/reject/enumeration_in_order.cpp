// expect: ::state\b|state_field && field_has_no_order_use_eq_or_ne
#include <reject/prelude.hpp>

void enumeration_in_order() {
#ifdef FAULT
    use(session::state >= sample::JobSessionState::Working);
#else
    use(session::result >= sample::SessionResult::Warning);
#endif
}
