// expect: ::creation_time\b|creation_time_field && time_point_must_count_in_whole_units
#include <reject/prelude.hpp>

void time_from_floating_seconds() {
#ifdef FAULT
    use(session::creation_time > std::chrono::sys_time<std::chrono::duration<double>>{});
#else
    use(session::creation_time > std::chrono::sys_time<std::chrono::milliseconds>{});
#endif
}
