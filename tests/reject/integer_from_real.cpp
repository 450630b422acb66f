// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_real() {
#ifdef FAULT
    use(job::capacity < 1.5);
#else
    use(job::capacity < 2);
#endif
}
