// expect: ::name\b|name_field && field_has_no_order_use_eq_or_ne
#include <reject/prelude.hpp>

void text_in_order() {
#ifdef FAULT
    use(job::name < "b");
#else
    use(job::name != "b");
#endif
}
