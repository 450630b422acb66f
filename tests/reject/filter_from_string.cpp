// expect: text_is_not_checked_use_the_fiql_literal_or_parse
#include <reject/prelude.hpp>

void filter_from_string(std::string const& text) {
#ifdef FAULT
    use(query_sessions{.filter = text});
#else
    use(query_sessions{.filter = session::name == text});
#endif
}
