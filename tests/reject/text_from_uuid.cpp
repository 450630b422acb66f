// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_uuid(veeam::uuid id) {
#ifdef FAULT
    use(job::name == id);
#else
    use(job::name == id.text());
#endif
}
