// expect: constant|constexpr
// anywhere: every_part_of_an_or_is_switched_off
#include <reject/prelude.hpp>

void constant_with_vanished_or() {
#ifdef FAULT
    constexpr auto none =
        fiql::constant(filters::when(false, job::name == "a") || filters::when(false, job::name == "b"));
    use(none);
#else
    constexpr auto one =
        fiql::constant(filters::when(true, job::name == "a") || filters::when(false, job::name == "b"));
    use(one);
#endif
}
