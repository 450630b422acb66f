// expect: Name==a && comparison_expected
// anywhere: problem_at<8>
#include <reject/prelude.hpp>

void literal_with_trailing_separator() {
#ifdef FAULT
    use(query_sessions{.filter = "Name==a;"_fiql});
#else
    use(query_sessions{.filter = "Name==a"_fiql});
#endif
}
