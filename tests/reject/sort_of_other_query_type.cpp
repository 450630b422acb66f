// expect: sort_is_for_another_query_type
#include <reject/prelude.hpp>

void sort_of_other_query_type() {
#ifdef FAULT
    use(query_sessions{.sort = ascending(job::name)});
#else
    use(query_sessions{.sort = ascending(session::name)});
#endif
}
