// expect: job::name_field && the_field_cannot_be_searched
#include <reject/prelude.hpp>

void search_in_fiql() {
#ifdef FAULT
    use(contains(job::name, "a"));
#else
    use(job::name == "a");
#endif
}
