#include <veeam/client/vspc_v3.ipp>
#include <veeam/vspc/v3.ipp>
