// expect: ::job_type\b|job_type_field &&
// ::value_must_be_an_enumerator_of_this\b|value_must_be_an_enumerator_of_this_field
#include <reject/prelude.hpp>

void enumeration_from_open_enum(veeam::open_enum<sample::JobType> const& type) {
#ifdef FAULT
    use(job::job_type == type);
#else
    use(job::job_type == type.value());
#endif
}
