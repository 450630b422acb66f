// expect: not a veeam::transport: its member send does not return veeam::result<veeam::response>
#include <reject/prelude.hpp>
#include <veeam/client/vb365.hpp>

struct transport_with_other_result {
#ifdef FAULT
    veeam::response send(veeam::request const& r);
#else
    veeam::result<veeam::response> send(veeam::request const& r);
#endif
};

void use_transport_with_other_result(transport_with_other_result& wire) {
    veeam::client const api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
    use(api);
}
