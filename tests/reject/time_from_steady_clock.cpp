// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_steady_clock() {
#ifdef FAULT
    use(session::creation_time > std::chrono::steady_clock::now());
#else
    use(session::creation_time > std::chrono::system_clock::now());
#endif
}
