// expect: IsRetry && unknown_field
#include <reject/prelude.hpp>

void literals_joined_for_other_query_type() {
#ifdef FAULT
    use(query_sessions{.filter = "IsRetry==true"_fiql && "JobType==Backup"_fiql});
#else
    use(query_sessions{.filter = "IsRetry==true"_fiql && "Result==Failed"_fiql});
#endif
}
