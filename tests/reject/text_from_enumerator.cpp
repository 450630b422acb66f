// expect: ::name\b|name_field && value_must_be_text
#include <reject/prelude.hpp>

void text_from_enumerator() {
#ifdef FAULT
    use(job::name == sample::JobType::Backup);
#else
    use(job::name == veeam::to_text(sample::JobType::Backup));
#endif
}
