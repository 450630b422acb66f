// expect: Backup && operand_is_a_value_compare_it_with_the_field
#include <reject/prelude.hpp>

void when_with_value() {
#ifdef FAULT
    use(filters::when(true, sample::JobType::Backup));
#else
    use(filters::when(true, job::job_type == sample::JobType::Backup));
#endif
}
