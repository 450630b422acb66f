#pragma once

#include <string>
#include <string_view>

#include <veeam/core/result.hpp>

namespace veeam::inline v0 {

/// The target that a link leads to, to be sent to the server that the client already talks to.
///
/// Servers print absolute links with a host name of their own that need not be reachable, so scheme and host are left
/// out and the session never goes to another host. Path and query stay byte for byte as they are, since some servers do
/// not recognise their own links once they are encoded anew.
/// Errors: `decode` for a link that is not percent-encoded, not absolute, or leaves `base_path` ("/api").
///
/// @par Example
/// @code
/// auto const next = veeam::followed_target("https://em.local:9398/api/query?type=Job&page=2", "/api");
/// std::cout << next.value() << '\n';  // /api/query?type=Job&page=2
/// @endcode
result<std::string> followed_target(std::string_view href, std::string_view base_path);

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/followed_target.ipp>
#endif
