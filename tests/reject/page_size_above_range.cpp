// expect: a_page_size_must_be_from_1_to_2147483647
#include <reject/prelude.hpp>

void page_size_above_range() {
#ifdef FAULT
    use(query_sessions{.page_size = 2147483648});
#else
    use(query_sessions{.page_size = 2147483647});
#endif
}
