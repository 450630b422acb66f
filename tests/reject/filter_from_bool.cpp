// expect: operand_is_not_a_condition_use_when
#include <reject/prelude.hpp>

void filter_from_bool() {
#ifdef FAULT
    use(query_sessions{.filter = true});
#else
    use(query_sessions{.filter = session::is_retry == true});
#endif
}
