// expect: ::name\b|name_field && filter_is_for_another_query_type
#include <reject/prelude.hpp>

void filter_of_other_query_type() {
#ifdef FAULT
    use(query_sessions{.filter = job::name == "a"});
#else
    use(query_sessions{.filter = session::name == "a"});
#endif
}
