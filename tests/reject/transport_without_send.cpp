// expect: not a veeam::transport: it has no member send that can be called with a veeam::request const&
#include <reject/prelude.hpp>
#include <veeam/client/vb365.hpp>

struct transport_without_send {
#ifdef FAULT
    veeam::result<veeam::response> post(veeam::request const& r);
#else
    veeam::result<veeam::response> send(veeam::request const& r);
#endif
};

void use_transport_without_send(transport_without_send& wire) {
    veeam::client const api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
    use(api);
}
