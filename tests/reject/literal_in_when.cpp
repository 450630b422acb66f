// expect: Reslt && unknown_field
#include <reject/prelude.hpp>

void literal_in_when() {
#ifdef FAULT
    use(query_sessions{.filter = filters::when(true, "Reslt==Failed"_fiql)});
#else
    use(query_sessions{.filter = filters::when(true, "Result==Failed"_fiql)});
#endif
}
