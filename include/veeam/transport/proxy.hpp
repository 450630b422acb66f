#pragma once

#include <cstdint>
#include <string>

namespace veeam::inline v0 {

/// An HTTP proxy between the program and the server: asked for a tunnel to an `https://` server, and given the whole
/// address of an `http://` one. Transports take none from the environment.
///
/// @par Example
/// @code
/// veeam::http_proxy const proxy{.host = "proxy.example.com", .port = 3128};
/// @endcode
struct http_proxy {
    std::string host{};
    std::uint16_t port{};
};

}  // namespace veeam::inline v0
