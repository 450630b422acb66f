// expect: Name== && quote_is_not_closed
// anywhere: problem_at<6>
#include <reject/prelude.hpp>

void literal_with_open_quote() {
#ifdef FAULT
    use(query_sessions{.filter = "Name==\"a"_fiql});
#else
    use(query_sessions{.filter = "Name==\"a\""_fiql});
#endif
}
