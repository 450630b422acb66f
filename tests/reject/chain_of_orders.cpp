// expect: capacity_field && a_condition_compares_with_nothing_join_it
#include <reject/prelude.hpp>

void chain_of_orders() {
#ifdef FAULT
    use((job::capacity > 1) < 5);
#else
    use(job::capacity > 1 && job::capacity < 5);
#endif
}
