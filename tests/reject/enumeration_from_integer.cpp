// expect: ::job_type\b|job_type_field &&
// ::value_must_be_an_enumerator_of_this\b|value_must_be_an_enumerator_of_this_field
#include <reject/prelude.hpp>

void enumeration_from_integer() {
#ifdef FAULT
    use(job::job_type == 0);
#else
    use(job::job_type == sample::JobType::Backup);
#endif
}
