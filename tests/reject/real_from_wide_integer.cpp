// expect: ::compress_ratio\b|compress_ratio_field && integer_may_not_be_exact_as_a_real_convert_it
#include <reject/prelude.hpp>

void real_from_wide_integer() {
#ifdef FAULT
    use(job::compress_ratio > std::int64_t{2});
#else
    use(job::compress_ratio > 2);
#endif
}
