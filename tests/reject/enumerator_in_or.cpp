// expect: job_type_field && operand_is_a_value_compare_it_with_the_field
#include <reject/prelude.hpp>

void enumerator_in_or() {
#ifdef FAULT
    use(job::job_type == sample::JobType::Backup || sample::JobType::Replica);
#else
    use(job::job_type == sample::JobType::Backup || job::job_type == sample::JobType::Replica);
#endif
}
