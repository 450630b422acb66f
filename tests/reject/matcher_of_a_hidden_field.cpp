// expect: ::backup_server_name\b|backup_server_name_field && the_entity_does_not_show_this_field
#include <reject/prelude.hpp>

void matcher_of_a_hidden_field() {
#ifdef FAULT
    use(filters::matcher<session::query>(session::backup_server_name == "b"));
#else
    use(filters::matcher<session::query>(session::job_name == "b"));
#endif
}
