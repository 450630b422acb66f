// expect: Reslt==Failed && ::name\b|name_field && ::unknown\b|unknown_field
#include <reject/prelude.hpp>

void literal_in_and() {
#ifdef FAULT
    use("Reslt==Failed"_fiql && session::name == "a");
#else
    use("Result==Failed"_fiql && session::name == "a");
#endif
}
