// expect: ::uid\b|uid_field && field_has_no_order_use_eq_or_ne
#include <reject/prelude.hpp>

void uid_in_order(veeam::uid const& id) {
#ifdef FAULT
    use(job::uid >= id);
#else
    use(job::uid != id);
#endif
}
