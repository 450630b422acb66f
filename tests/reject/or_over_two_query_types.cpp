// expect: ::name\b|name_field && ::name\b|name_field && operands_filter_different_query_types
#include <reject/prelude.hpp>

void or_over_two_query_types() {
#ifdef FAULT
    use(session::name == "a" || job::name == "a");
#else
    use(session::name == "a" || session::job_name == "a");
#endif
}
