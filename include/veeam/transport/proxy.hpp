#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

/// An HTTP proxy between the program and the server: asked for a tunnel to an `https://` server, and given the whole
/// address of an `http://` one. Transports take none from the environment. A proxy that wants a password is not
/// supported: cpp-httplib 0.11 would tell the server the password as well.
///
/// @par Example
/// @code
/// veeam::http_proxy const proxy{.host = "proxy.example.com", .port = 3128};
/// @endcode
struct http_proxy {
    std::string host{};
    std::uint16_t port{};
};

namespace detail {

/// Why a proxy cannot be used; none: it can. A host of the form `user:password@host` is not shown.
inline std::optional<error> refused_proxy(std::optional<http_proxy> const& proxy) {
    if (!proxy || proxy->host.find('@') == std::string::npos) return std::nullopt;
    return error({.kind = error_kind::invalid_request,
                  .message = "the host of the proxy holds a user name: proxies that want one are not supported"});
}

}  // namespace detail

}  // namespace veeam::inline v0
