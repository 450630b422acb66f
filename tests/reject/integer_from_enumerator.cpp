// expect: ::capacity\b|capacity_field && value_must_be_an_integer
#include <reject/prelude.hpp>

void integer_from_enumerator() {
#ifdef FAULT
    use(job::capacity == sample::JobType::Backup);
#else
    use(job::capacity == static_cast<int>(sample::JobType::Backup));
#endif
}
