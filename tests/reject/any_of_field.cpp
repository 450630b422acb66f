// expect: name_field && any_of_and_all_of_take_a_range_and_a_function
#include <reject/prelude.hpp>

void any_of_field() {
    [[maybe_unused]] std::vector<std::string> const names{"a"};
    [[maybe_unused]] auto const same = [](auto const& n) { return job::name == n; };
#ifdef FAULT
    use(filters::any_of(job::name, names));
#else
    use(filters::any_of(names, same));
#endif
}
