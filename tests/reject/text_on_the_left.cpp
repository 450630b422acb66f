// expect: ::name\b|name_field && field_belongs_on_the_left
#include <reject/prelude.hpp>

void text_on_the_left() {
#ifdef FAULT
    use("a" == job::name);
#else
    use(job::name == "a");
#endif
}
