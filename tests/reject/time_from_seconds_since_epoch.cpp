// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_seconds_since_epoch() {
#ifdef FAULT
    use(session::creation_time > 1755237600);
#else
    use(session::creation_time > std::chrono::sys_seconds{std::chrono::seconds{1755237600}});
#endif
}
