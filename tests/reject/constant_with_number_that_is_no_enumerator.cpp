// expect: constant|constexpr
// anywhere: a_number_is_no_enumerator
#include <reject/prelude.hpp>

void constant_with_number_that_is_no_enumerator() {
#ifdef FAULT
    constexpr auto typed = fiql::constant(job::job_type == static_cast<sample::JobType>(99));
    use(typed);
#else
    constexpr auto typed = fiql::constant(job::job_type == static_cast<sample::JobType>(3));
    use(typed);
#endif
}
