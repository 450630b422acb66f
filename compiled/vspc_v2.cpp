#include <veeam/vspc/v2.ipp>
