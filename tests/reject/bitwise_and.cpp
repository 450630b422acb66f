// expect: name_field|capacity_field && conditions_join_by_logical_operators_not_bitwise_ones
#include <reject/prelude.hpp>

void bitwise_and() {
#ifdef FAULT
    use((job::name == "a") & (job::capacity == 1));
#else
    use((job::name == "a") && (job::capacity == 1));
#endif
}
