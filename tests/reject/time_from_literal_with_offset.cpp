// expect: ::creation_time\b|creation_time_field && 06:00:00\+02:00 && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_literal_with_offset() {
#ifdef FAULT
    use(session::creation_time > "2025-08-15T06:00:00+02:00"_utc);
#else
    use(session::creation_time > "2025-08-15T04:00:00Z"_utc);
#endif
}
