// expect: ::creation_time\b|creation_time_field && 2025-02-30 && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_malformed_literal() {
#ifdef FAULT
    use(session::creation_time > "2025-02-30"_utc);
#else
    use(session::creation_time > "2025-02-28"_utc);
#endif
}
