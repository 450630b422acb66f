#include <veeam/em.ipp>
