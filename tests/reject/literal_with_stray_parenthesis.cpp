// expect: Name==a && parenthesis_is_not_opened
// anywhere: problem_at<7>
#include <reject/prelude.hpp>

void literal_with_stray_parenthesis() {
#ifdef FAULT
    use(query_sessions{.filter = "Name==a)"_fiql});
#else
    use(query_sessions{.filter = "Name==a"_fiql});
#endif
}
