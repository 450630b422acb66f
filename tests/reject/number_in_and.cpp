// expect: capacity_field && operand_is_a_value_compare_it_with_the_field
#include <reject/prelude.hpp>

void number_in_and() {
#ifdef FAULT
    use(job::capacity > 1 && 5);
#else
    use(job::capacity > 1 && job::capacity < 5);
#endif
}
