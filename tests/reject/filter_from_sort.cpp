// expect: creation_time && a_sort_order_is_not_a_filter
#include <reject/prelude.hpp>

void filter_from_sort() {
#ifdef FAULT
    use(query_sessions{.filter = descending(session::creation_time)});
#else
    use(query_sessions{.sort = descending(session::creation_time)});
#endif
}
