// expect: ::compress_ratio\b|compress_ratio_field && value_must_be_a_number
#include <reject/prelude.hpp>

void real_from_text() {
#ifdef FAULT
    use(job::compress_ratio > "1.5");
#else
    use(job::compress_ratio > 1.5);
#endif
}
