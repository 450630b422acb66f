// expect: schedule_configured && when_takes_a_bool_for_an_optional_use_if_set
#include <reject/prelude.hpp>

void when_with_condition_as_switch() {
#ifdef FAULT
    use(filters::when(job::schedule_configured == true, job::name == "a"));
#else
    use(job::schedule_configured == true && job::name == "a");
#endif
}
