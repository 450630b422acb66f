// expect: ::is_retry\b|is_retry_field && a_field_is_not_a_condition_compare_it
#include <reject/prelude.hpp>

void two_fields_in_and() {
#ifdef FAULT
    use(session::is_retry && session::is_retry);
#else
    use(session::is_retry == true);
#endif
}
