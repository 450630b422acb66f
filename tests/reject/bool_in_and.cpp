// expect: ::name\b|name_field && operand_is_not_a_condition_use_when
#include <reject/prelude.hpp>

void bool_in_and(bool on) {
#ifdef FAULT
    use(on && job::name == "a");
#else
    use(filters::when(on, job::name == "a"));
#endif
}
