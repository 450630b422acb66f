// expect: job::query && ::name\b|name_field && operands_filter_different_query_types
#include <reject/prelude.hpp>

void and_with_filter_of_other_query_type(veeam::filter<job::query> const& f) {
#ifdef FAULT
    use(f && session::name == "a");
#else
    use(f && job::name == "a");
#endif
}
