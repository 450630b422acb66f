// expect: ::capacity\b|capacity_field && value_is_optional_use_if_set
#include <reject/prelude.hpp>

void integer_from_optional(std::optional<std::int64_t> least) {
#ifdef FAULT
    use(job::capacity > least);
#else
    use(filters::if_set(least, [](auto n) { return job::capacity > n; }));
#endif
}
