// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_unique_pointer(std::unique_ptr<std::int64_t> const* least) {
#ifdef FAULT
    use(job::capacity > *least);
#else
    use(job::capacity > **least);
#endif
}
