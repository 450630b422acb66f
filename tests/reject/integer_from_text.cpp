// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_text() {
#ifdef FAULT
    use(job::capacity >= "100");
#else
    use(job::capacity >= 100);
#endif
}
