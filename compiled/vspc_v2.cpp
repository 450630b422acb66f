#include <veeam/client/vspc_v2.ipp>
#include <veeam/vspc/v2.ipp>
