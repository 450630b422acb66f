// expect: Name==b && parenthesis_is_not_closed
// anywhere: problem_at<0>
#include <reject/prelude.hpp>

void literal_with_open_parenthesis() {
#ifdef FAULT
    use(query_sessions{.filter = "(Name==a,Name==b"_fiql});
#else
    use(query_sessions{.filter = "(Name==a,Name==b)"_fiql});
#endif
}
