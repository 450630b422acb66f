// expect: ::backup_server_name\b|backup_server_name_field && field_cannot_be_sorted_by
#include <reject/prelude.hpp>

void sort_by_unsortable_field() {
#ifdef FAULT
    use(ascending(session::backup_server_name));
#else
    use(ascending(session::job_name));
#endif
}
