// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_char() {
#ifdef FAULT
    use(job::name == 'a');
#else
    use(job::name == "a");
#endif
}
