// expect: a_condition_is_not_a_bool_use_matches && job::query
#include <reject/prelude.hpp>

void group_in_if() {
#ifdef FAULT
    if (job::name == "a" || job::name == "b") return;
#else
    if (fiql::text(job::name == "a" || job::name == "b").empty()) return;
#endif
}
