// expect: constant|constexpr
// anywhere: a_part_of_an_or_restricts_nothing
#include <reject/prelude.hpp>

void constant_with_empty_part_of_or() {
#ifdef FAULT
    constexpr auto all = fiql::constant(fiql::constant(filters::when(false, job::name == "a")) || job::name == "b");
    use(all);
#else
    constexpr auto one = fiql::constant(filters::when(false, job::name == "a") || job::name == "b");
    use(one);
#endif
}
