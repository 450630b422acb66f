// expect: the_function_must_return_a_condition
#include <reject/prelude.hpp>

void any_of_without_condition(std::vector<std::string> const& names) {
#ifdef FAULT
    filters::any_of(names, [](auto const&) { return job::name; });
#else
    use(filters::any_of(names, [](auto const& n) { return job::name == n; }));
#endif
}
