#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

/// Whether a text may be the name or the address of a host: nothing that could part it from a password, a port or a
/// path. Two colons make it an IPv6 address, which may name its interface.
inline bool is_host(std::string_view text) noexcept {
    constexpr std::string_view of_names = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_";
    bool const is_ipv6 = text.find(':') != text.rfind(':');
    for (char const c : text)
        if (of_names.find(c) == of_names.npos &&
            !(is_ipv6 && std::string_view(":[]%").find(c) != std::string_view::npos))
            return false;
    return !text.empty();
}

/// Why a proxy cannot be used; none: it can. What may be a password is not shown.
inline std::optional<error> refused_proxy(std::optional<http_proxy> const& proxy) {
    if (!proxy || is_host(proxy->host)) return std::nullopt;
    bool const holds_user = proxy->host.find('@') != std::string::npos;
    return error({.kind = error_kind::invalid_request,
                  .message = holds_user
                                 ? "the host of the proxy holds a user name: proxies that want one are not supported"
                                 : "the host of the proxy is no name and no address alone"});
}

}  // namespace detail

}  // namespace veeam::inline v0
