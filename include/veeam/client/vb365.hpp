#pragma once

#include <veeam/client/client.hpp>
#include <veeam/client/oauth2.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/vb365/v6/token.hpp>

namespace veeam::inline v0 {

/// How one logs on to Backup for Microsoft 365: a user name and a password.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
/// if (auto const on = api.log_on(); !on) std::cerr << on.error() << '\n';
/// @endcode
class vb365_logon : public oauth2_logon<vb365::v6::CreateToken, json_codec> {
public:
    using oauth2_logon::oauth2_logon;
};

#ifdef VEEAM_COMPILED
extern template class detail::sender<vb365_logon, json_codec>;
#endif

}  // namespace veeam::inline v0
