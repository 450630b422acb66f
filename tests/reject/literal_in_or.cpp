// expect: ::name\b|name_field && JobType==Backup && ::unknown\b|unknown_field
#include <reject/prelude.hpp>

void literal_in_or() {
#ifdef FAULT
    use(session::name == "a" || "JobType==Backup"_fiql);
#else
    use(job::name == "a" || "JobType==Backup"_fiql);
#endif
}
