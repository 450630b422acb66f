// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_real() {
#ifdef FAULT
    use(job::name == 1.5);
#else
    use(job::name == "1.5");
#endif
}
