// expect: ::result\b|result_field && field_belongs_on_the_left
#include <reject/prelude.hpp>

void enumerator_on_the_left() {
#ifdef FAULT
    use(sample::SessionResult::Failed == session::result);
#else
    use(session::result == sample::SessionResult::Failed);
#endif
}
