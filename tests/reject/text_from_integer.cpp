// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_integer() {
#ifdef FAULT
    use(job::name == 42);
#else
    use(job::name == "42");
#endif
}
