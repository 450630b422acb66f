// expect: name_field && when_takes_a_bool_for_an_optional_use_if_set
#include <reject/prelude.hpp>

void when_with_text() {
    [[maybe_unused]] char const* const wanted = "x";
#ifdef FAULT
    use(filters::when(wanted, job::name == "a"));
#else
    use(filters::when(wanted != nullptr, job::name == "a"));
#endif
}
