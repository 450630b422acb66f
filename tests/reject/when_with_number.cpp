// expect: name_field && when_takes_a_bool_for_an_optional_use_if_set
#include <reject/prelude.hpp>

void when_with_number() {
    [[maybe_unused]] int const days = 3;
#ifdef FAULT
    use(filters::when(days, job::name == "a"));
#else
    use(filters::when(days != 0, job::name == "a"));
#endif
}
