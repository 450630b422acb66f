// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_duration() {
#ifdef FAULT
    use(session::creation_time > std::chrono::hours{24});
#else
    use(session::creation_time > std::chrono::system_clock::now() - std::chrono::hours{24});
#endif
}
