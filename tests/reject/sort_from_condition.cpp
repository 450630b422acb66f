// expect: is_retry && a_condition_is_not_a_sort_order
#include <reject/prelude.hpp>

void sort_from_condition() {
#ifdef FAULT
    use(query_sessions{.sort = session::is_retry == true});
#else
    use(query_sessions{.filter = session::is_retry == true});
#endif
}
