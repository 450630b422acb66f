// expect: Name=a && operator_expected
// anywhere: problem_at<4>
#include <reject/prelude.hpp>

void literal_without_operator() {
#ifdef FAULT
    use(query_sessions{.filter = "Name=a"_fiql});
#else
    use(query_sessions{.filter = "Name==a"_fiql});
#endif
}
