#include <veeam/vspc/v3.ipp>
