// expect: ::compress_ratio\b|compress_ratio_field && value_must_be_a_number
#include <reject/prelude.hpp>

void real_from_bool() {
#ifdef FAULT
    use(job::compress_ratio > true);
#else
    use(job::compress_ratio > 1);
#endif
}
