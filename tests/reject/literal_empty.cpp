// expect: text_is_empty
// anywhere: problem_at<0>
#include <reject/prelude.hpp>

void literal_empty() {
#ifdef FAULT
    use(query_sessions{.filter = ""_fiql});
#else
    use(query_sessions{.filter = "Name==a"_fiql});
#endif
}
