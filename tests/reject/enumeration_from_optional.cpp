// expect: ::job_type\b|job_type_field && value_is_optional_use_if_set
#include <reject/prelude.hpp>

void enumeration_from_optional(std::optional<sample::JobType> type) {
#ifdef FAULT
    use(job::job_type == type);
#else
    use(filters::if_set(type, [](auto t) { return job::job_type == t; }));
#endif
}
