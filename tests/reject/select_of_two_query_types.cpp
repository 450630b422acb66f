// expect: ::name\b|name_field && ::name\b|name_field && operands_filter_different_query_types
#include <reject/prelude.hpp>

void select_of_two_query_types() {
#ifdef FAULT
    use(filters::select<session::query>(session::name, job::name));
#else
    use(filters::select<session::query>(session::name, session::result));
#endif
}
