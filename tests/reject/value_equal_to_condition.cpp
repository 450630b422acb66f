// expect: schedule_configured_field && a_condition_compares_with_nothing_join_it
#include <reject/prelude.hpp>

void value_equal_to_condition() {
#ifdef FAULT
    use(false == (job::schedule_configured == true));
#else
    use(job::schedule_configured == false);
#endif
}
