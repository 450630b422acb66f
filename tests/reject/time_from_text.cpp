// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_text() {
#ifdef FAULT
    use(session::creation_time > "2025-08-15T06:00:00Z");
#else
    use(session::creation_time > "2025-08-15T06:00:00Z"_utc);
#endif
}
