#include <veeam/client/em.ipp>
#include <veeam/em.ipp>
