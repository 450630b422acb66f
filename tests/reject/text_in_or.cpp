// expect: name_field && operand_is_a_value_compare_it_with_the_field
#include <reject/prelude.hpp>

void text_in_or() {
#ifdef FAULT
    use(job::name == "a" || "b");
#else
    use(job::name == "a" || job::name == "b");
#endif
}
