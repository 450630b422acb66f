// expect: ::name\b|name_field && fiql_has_no_not_invert_the_comparison
#include <reject/prelude.hpp>

void not_condition() {
#ifdef FAULT
    use(!(job::name == "a"));
#else
    use(job::name != "a");
#endif
}
