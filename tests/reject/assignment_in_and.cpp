// expect: is_retry_field && assignment_is_not_a_comparison_use_eq
#include <reject/prelude.hpp>

void assignment_in_and() {
#ifdef FAULT
    use(session::job_name == "a" && (session::is_retry = true));
#else
    use(session::job_name == "a" && (session::is_retry == true));
#endif
}
