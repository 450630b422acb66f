// expect: filter_is_for_another_query_type
#include <reject/prelude.hpp>

void filter_from_filter_of_other_query_type(veeam::filter<job::query> const& f) {
#ifdef FAULT
    use(veeam::filter<session::query>(f));
#else
    use(veeam::filter<job::query>(f));
#endif
}
