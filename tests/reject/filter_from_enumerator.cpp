// expect: SessionResult && operand_is_a_value_compare_it_with_the_field
#include <reject/prelude.hpp>

void filter_from_enumerator() {
#ifdef FAULT
    use(query_sessions{.filter = sample::SessionResult::Failed});
#else
    use(query_sessions{.filter = session::result == sample::SessionResult::Failed});
#endif
}
