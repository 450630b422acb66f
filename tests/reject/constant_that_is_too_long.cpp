// expect: constant|constexpr
// anywhere: the_filter_is_longer_than_the_capacity_of_the_constant
#include <reject/prelude.hpp>

void constant_that_is_too_long() {
#ifdef FAULT
    constexpr filters::constant<job::query, 8> named(job::name == "abc");
    use(named);
#else
    constexpr filters::constant<job::query, 9> named(job::name == "abc");
    use(named);
#endif
}
