// expect: a_page_size_must_be_from_1_to_2147483647
#include <reject/prelude.hpp>

void page_size_below_0() {
#ifdef FAULT
    use(query_sessions{.page_size = -100});
#else
    use(query_sessions{.page_size = 100});
#endif
}
