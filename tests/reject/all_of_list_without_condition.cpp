// expect: the_function_must_return_a_condition
#include <reject/prelude.hpp>

void all_of_list_without_condition() {
#ifdef FAULT
    filters::all_of({1, 2}, [](int n) { return n == 1; });
#else
    use(filters::all_of({1, 2}, [](int n) { return job::capacity != n; }));
#endif
}
