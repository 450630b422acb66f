// expect: Fialed && ::value_must_be_an_enumerator_of_this\b|value_must_be_an_enumerator_of_this_field
// anywhere: problem_at<8>
#include <reject/prelude.hpp>

void literal_unknown_enumerator() {
#ifdef FAULT
    use(query_sessions{.filter = "Result==Fialed"_fiql});
#else
    use(query_sessions{.filter = "Result==Failed"_fiql});
#endif
}
