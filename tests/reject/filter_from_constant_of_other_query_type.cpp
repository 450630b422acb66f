// expect: filter_is_for_another_query_type
#include <reject/prelude.hpp>

void filter_from_constant_of_other_query_type() {
#ifdef FAULT
    constexpr auto named = fiql::constant(job::name == "a");
    use(query_sessions{.filter = named});
#else
    constexpr auto named = fiql::constant(session::name == "a");
    use(query_sessions{.filter = named});
#endif
}
