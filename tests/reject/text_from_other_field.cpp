// expect: ::name\b|name_field && ::value_is_another\b|value_is_another_field
#include <reject/prelude.hpp>

void text_from_other_field() {
#ifdef FAULT
    use(job::name == job::description);
#else
    use(job::name == "a" && job::description == "a");
#endif
}
