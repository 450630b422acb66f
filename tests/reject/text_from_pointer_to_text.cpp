// expect: ::name\b|name_field && value_is_a_pointer_dereference_it
#include <reject/prelude.hpp>

void text_from_pointer_to_text(std::string const* name) {
#ifdef FAULT
    use(job::name == name);
#else
    use(job::name == *name);
#endif
}
