// expect: ::name\b|name_field && value_is_a_condition
#include <reject/prelude.hpp>

void text_from_condition() {
#ifdef FAULT
    use(job::name == (job::description == "a"));
#else
    use(job::name == "a" && job::description == "a");
#endif
}
