// expect: IsRetry==true && value_expected
// anywhere: problem_at<6>
#include <reject/prelude.hpp>

void literal_without_value() {
#ifdef FAULT
    use(query_sessions{.filter = "Name==;IsRetry==true"_fiql});
#else
    use(query_sessions{.filter = "Name==a;IsRetry==true"_fiql});
#endif
}
