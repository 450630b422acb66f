// expect: Result==Failed && text_is_not_checked_use_the_fiql_literal_or_parse
#include <reject/prelude.hpp>

void filter_from_text() {
#ifdef FAULT
    use(query_sessions{.filter = "Result==Failed"});
#else
    use(query_sessions{.filter = "Result==Failed"_fiql});
#endif
}
