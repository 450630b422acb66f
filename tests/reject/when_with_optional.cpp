// expect: name_field && when_takes_a_bool_for_an_optional_use_if_set
#include <reject/prelude.hpp>

void when_with_optional() {
    [[maybe_unused]] std::optional<std::string> const wanted;
    [[maybe_unused]] auto const same = [](auto const& n) { return job::name == n; };
#ifdef FAULT
    use(filters::when(wanted, job::name == "a"));
#else
    use(filters::when(wanted.has_value(), job::name == "a"));
#endif
}
