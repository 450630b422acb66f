// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_char() {
#ifdef FAULT
    use(job::capacity == '1');
#else
    use(job::capacity == 1);
#endif
}
