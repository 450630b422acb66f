// expect: name_field|capacity_field && conditions_join_by_logical_operators_not_a_comma
#include <reject/prelude.hpp>

void comma_between_conditions() {
#ifdef FAULT
    use((job::name == "a", job::capacity == 1));
#else
    use(job::name == "a" || job::capacity == 1);
#endif
}
