// expect: yesterday && value_must_be_a_utc_time_point
// anywhere: problem_at<14>
#include <reject/prelude.hpp>

void literal_malformed_time() {
#ifdef FAULT
    use(query_sessions{.filter = "CreationTime>=yesterday"_fiql});
#else
    use(query_sessions{.filter = "CreationTime>=2025-08-15"_fiql});
#endif
}
