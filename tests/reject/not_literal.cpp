// expect: IsRetry && fiql_has_no_not_invert_the_comparison
#include <reject/prelude.hpp>

void not_literal() {
#ifdef FAULT
    use(!"IsRetry==true"_fiql);
#else
    use("IsRetry==false"_fiql);
#endif
}
