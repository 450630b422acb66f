// expect: Description==a && ::unknown\b|unknown_field
// anywhere: problem_at<15>
#include <reject/prelude.hpp>

void literal_field_of_other_query_type() {
#ifdef FAULT
    use(query_sessions{.filter = "Result==Failed;Description==a"_fiql});
#else
    use(query_sessions{.filter = "Result==Failed;Name==a"_fiql});
#endif
}
