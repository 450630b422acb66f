// expect: ::compress_ratio\b|compress_ratio_field && value_must_be_a_number
#include <reject/prelude.hpp>

void real_from_long_double() {
#ifdef FAULT
    use(job::compress_ratio > 1.5L);
#else
    use(job::compress_ratio > 1.5F);
#endif
}
