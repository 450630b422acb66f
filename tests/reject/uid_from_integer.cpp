// expect: ::uid\b|uid_field && value_must_be_a_uid_a_uuid_or_text
#include <reject/prelude.hpp>

void uid_from_integer() {
#ifdef FAULT
    use(job::uid == 42);
#else
    use(job::uid == "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
#endif
}
