// expect: ::name\b|name_field && value_is_a_null_pointer
#include <reject/prelude.hpp>

void text_from_null_pointer() {
#ifdef FAULT
    use(job::name == nullptr);
#else
    use(job::name == "");
#endif
}
