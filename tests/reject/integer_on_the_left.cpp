// expect: ::capacity\b|capacity_field && field_belongs_on_the_left
#include <reject/prelude.hpp>

void integer_on_the_left() {
#ifdef FAULT
    use(100 < job::capacity);
#else
    use(job::capacity > 100);
#endif
}
