// expect: sort_must_say_ascending_or_descending
#include <reject/prelude.hpp>

void sort_from_braces() {
#ifdef FAULT
    use(query_sessions{.sort = {"No such field", true}});
#else
    use(query_sessions{.sort = descending(session::name)});
#endif
}
