// expect: Backup Job && value_needs_quotes
// anywhere: problem_at<12>
#include <reject/prelude.hpp>

void literal_with_bare_space() {
#ifdef FAULT
    use(query_sessions{.filter = "Name==Backup Job"_fiql});
#else
    use(query_sessions{.filter = "Name==BackupJob"_fiql});
#endif
}
