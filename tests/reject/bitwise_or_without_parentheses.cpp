// expect: job_type_field && conditions_join_by_logical_operators_not_bitwise_ones
#include <reject/prelude.hpp>

void bitwise_or_without_parentheses() {
#ifdef FAULT
    use(job::job_type == sample::JobType::Backup | job::job_type == sample::JobType::Replica);
#else
    use(job::job_type == sample::JobType::Backup || job::job_type == sample::JobType::Replica);
#endif
}
