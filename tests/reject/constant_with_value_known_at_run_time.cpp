// expect: constant|constexpr
#include <reject/prelude.hpp>

void constant_with_value_known_at_run_time(std::string const& text) {
#ifdef FAULT
    filters::constant const named(job::name == text);
    use(named);
#else
    veeam::filter<job::query> const named(job::name == text);
    use(named);
#endif
}
