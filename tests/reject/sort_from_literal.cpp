// expect: IsRetry && a_condition_is_not_a_sort_order
#include <reject/prelude.hpp>

void sort_from_literal() {
#ifdef FAULT
    use(query_sessions{.sort = "IsRetry==true"_fiql});
#else
    use(query_sessions{.filter = "IsRetry==true"_fiql});
#endif
}
