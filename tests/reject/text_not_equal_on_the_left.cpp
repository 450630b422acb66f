// expect: ::name\b|name_field && field_belongs_on_the_left
#include <reject/prelude.hpp>

void text_not_equal_on_the_left() {
#ifdef FAULT
    use(std::string("a") != job::name);
#else
    use(job::name != std::string("a"));
#endif
}
