// expect: name_field && any_of_and_all_of_take_a_range_and_a_function
#include <reject/prelude.hpp>

void any_of_conditions() {
#ifdef FAULT
    use(filters::any_of(job::name == "a", job::name == "b"));
#else
    use(job::name == "a" || job::name == "b");
#endif
}
