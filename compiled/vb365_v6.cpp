#include <veeam/client/vb365_v6.ipp>
#include <veeam/vb365/v6.ipp>
