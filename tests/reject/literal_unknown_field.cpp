// expect: Reslt==Failed && ::unknown\b|unknown_field
// anywhere: problem_at<0>
#include <reject/prelude.hpp>

void literal_unknown_field() {
#ifdef FAULT
    use(query_sessions{.filter = "Reslt==Failed"_fiql});
#else
    use(query_sessions{.filter = "Result==Failed"_fiql});
#endif
}
