// expect: name_field && if_set_takes_an_optional_and_a_function
#include <reject/prelude.hpp>

void if_set_of_condition() {
    [[maybe_unused]] std::optional<std::string> const wanted;
    [[maybe_unused]] auto const same = [](auto const& n) { return job::name == n; };
#ifdef FAULT
    use(filters::if_set(wanted, job::name == *wanted));
#else
    use(filters::if_set(wanted, same));
#endif
}
