// expect: name_field && any_of_and_all_of_take_a_range_and_a_function
#include <reject/prelude.hpp>

void all_of_conditions() {
#ifdef FAULT
    use(filters::all_of(job::name != "a", job::name != "b", job::name != "c"));
#else
    use(job::name != "a" && job::name != "b" && job::name != "c");
#endif
}
