#include <veeam/compiled.ipp>
