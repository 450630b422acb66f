// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_bool() {
#ifdef FAULT
    use(job::capacity == true);
#else
    use(job::capacity == 1);
#endif
}
