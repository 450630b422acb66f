// expect: ::creation_time\b|creation_time_field && value_is_optional_use_if_set
#include <reject/prelude.hpp>

void time_from_optional(veeam::timestamp when) {
#ifdef FAULT
    use(session::creation_time > when.instant());
#else
    use(session::creation_time > *when.instant());
#endif
}
