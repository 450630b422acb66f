// expect: the_function_must_return_a_condition
#include <reject/prelude.hpp>

void if_set_without_condition(std::optional<std::string> const& name) {
#ifdef FAULT
    filters::if_set(name, [](auto const& n) { return n == "a"; });
#else
    use(filters::if_set(name, [](auto const& n) { return job::name == n; }));
#endif
}
