// expect: State>Working && field_has_no_order_use_eq_or_ne
// anywhere: problem_at<5>
#include <reject/prelude.hpp>

void literal_order_of_unordered_field() {
#ifdef FAULT
    use(query_sessions{.filter = "State>Working"_fiql});
#else
    use(query_sessions{.filter = "Result>Success"_fiql});
#endif
}
