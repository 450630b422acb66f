// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_characters() {
#ifdef FAULT
    use(job::name == std::vector<char>{'a'});
#else
    use(job::name == std::string(1, 'a'));
#endif
}
