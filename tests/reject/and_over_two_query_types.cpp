// expect: ::name\b|name_field && ::result\b|result_field && operands_filter_different_query_types
#include <reject/prelude.hpp>

void and_over_two_query_types() {
#ifdef FAULT
    use(job::name == "a" && session::result == sample::SessionResult::Failed);
#else
    use(session::name == "a" && session::result == sample::SessionResult::Failed);
#endif
}
