// expect: ::name\b|name_field && value_is_optional_use_if_set
#include <reject/prelude.hpp>

void text_from_nullable(veeam::nullable<std::string> const& name) {
#ifdef FAULT
    use(job::name == name);
#else
    use(filters::if_set(name, [](auto const& n) { return job::name == n; }));
#endif
}
