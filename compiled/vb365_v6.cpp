#include <veeam/vb365/v6.ipp>
