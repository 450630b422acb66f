// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_wide_text() {
#ifdef FAULT
    use(job::name == L"a");
#else
    use(job::name == "a");
#endif
}
