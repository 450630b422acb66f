// expect: ::name\b|name_field && sort_must_say_ascending_or_descending
#include <reject/prelude.hpp>

void sort_without_direction() {
#ifdef FAULT
    use(query_sessions{.sort = session::name});
#else
    use(query_sessions{.sort = ascending(session::name)});
#endif
}
