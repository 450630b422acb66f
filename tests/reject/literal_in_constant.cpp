// expect: Reslt && unknown_field
#include <reject/prelude.hpp>

void literal_in_constant() {
#ifdef FAULT
    constexpr auto failed = fiql::constant("Reslt==Failed"_fiql);
    use(query_sessions{.filter = failed});
#else
    constexpr auto failed = fiql::constant("Result==Failed"_fiql);
    use(query_sessions{.filter = failed});
#endif
}
