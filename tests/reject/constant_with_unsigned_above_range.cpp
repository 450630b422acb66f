// expect: constant|constexpr
// anywhere: an_unsigned_value_is_above_the_signed_64_bit_range
#include <reject/prelude.hpp>

void constant_with_unsigned_above_range() {
#ifdef FAULT
    constexpr auto large = fiql::constant(job::capacity < 18446744073709551615U);
    use(large);
#else
    constexpr auto large = fiql::constant(job::capacity < 9223372036854775807U);
    use(large);
#endif
}
