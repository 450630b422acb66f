// expect: IsRetry==yes && value_must_be_true_or_false
// anywhere: problem_at<9>
#include <reject/prelude.hpp>

void literal_malformed_boolean() {
#ifdef FAULT
    use(query_sessions{.filter = "IsRetry==yes"_fiql});
#else
    use(query_sessions{.filter = "IsRetry==true"_fiql});
#endif
}
