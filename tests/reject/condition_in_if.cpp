// expect: a_condition_is_not_a_bool_use_matches && ::name\b|name_field
#include <reject/prelude.hpp>

void condition_in_if() {
#ifdef FAULT
    if (job::name == "a") return;
#else
    if (fiql::text(job::name == "a").empty()) return;
#endif
}
