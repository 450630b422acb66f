// expect: name && a_condition_is_not_a_bool_use_matches
#include <reject/prelude.hpp>

void bool_from_switched_condition() {
#ifdef FAULT
    bool const found = filters::when(true, job::name == "a");
    use(found);
#else
    auto const found = filters::when(true, job::name == "a");
    use(found);
#endif
}
