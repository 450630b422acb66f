// expect: ::creation_time\b|creation_time_field && value_must_be_a_utc_time_point
#include <reject/prelude.hpp>

void time_from_timestamp(veeam::timestamp when) {
#ifdef FAULT
    use(session::creation_time > when);
#else
    use(filters::if_set(when.instant(), [](auto at) { return session::creation_time > at; }));
#endif
}
