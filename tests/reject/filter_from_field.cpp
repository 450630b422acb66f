// expect: ::is_retry\b|is_retry_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void filter_from_field() {
#ifdef FAULT
    use(query_sessions{.filter = session::is_retry});
#else
    use(query_sessions{.filter = session::is_retry == true});
#endif
}
