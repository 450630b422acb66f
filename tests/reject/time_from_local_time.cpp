// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_local_time() {
#ifdef FAULT
    use(session::creation_time > std::chrono::local_days{std::chrono::days{20000}});
#else
    use(session::creation_time > std::chrono::sys_days{std::chrono::days{20000}});
#endif
}
