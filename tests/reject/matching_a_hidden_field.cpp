// expect: backup_server_name_field && the_entity_does_not_show_this_field
#include <reject/prelude.hpp>

void matching_a_hidden_field() {
    sample::BackupJobSession const s{};
#ifdef FAULT
    use(filters::matches(session::name == "a" && session::backup_server_name == "b", s));
#else
    use(filters::matches(session::name == "a" && session::job_name == "b", s));
#endif
}
