// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_bool() {
#ifdef FAULT
    use(job::name == true);
#else
    use(job::name == "true");
#endif
}
