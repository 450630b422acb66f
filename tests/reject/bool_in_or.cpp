// expect: ::name\b|name_field && operand_is_not_a_condition_use_when
#include <reject/prelude.hpp>

void bool_in_or(bool on) {
#ifdef FAULT
    use(job::name == "a" || on);
#else
    use(job::name == "a" || filters::when(on, job::name == "b"));
#endif
}
