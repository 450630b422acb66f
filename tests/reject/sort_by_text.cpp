// expect: "Name"|char && sort_must_say_ascending_or_descending
#include <reject/prelude.hpp>

void sort_by_text() {
#ifdef FAULT
    use(query_sessions{.sort = "Name"});
#else
    use(query_sessions{.sort = ascending(session::name)});
#endif
}
