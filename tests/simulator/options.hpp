#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <veeam/core/secret.hpp>

namespace veeam::inline v0 {

/// What the simulator's certificate says; the defaults make one that a careful client accepts.
struct certificate_options {
    /// Host names and IPv4 addresses it is valid for.
    std::vector<std::string> names{"localhost", "127.0.0.1"};
    std::chrono::seconds valid_from{std::chrono::hours(-1)};        ///< Relative to the moment it is made.
    std::chrono::seconds valid_until{std::chrono::hours(24 * 30)};  ///< Likewise; negative: it has expired already.
};

/// How a `simulator` behaves.
struct simulator_options {
    std::string specs{};    ///< The folder with the specifications, whose examples are what it answers.
    std::uint16_t port{0};  ///< 0: a free one.
    std::string user{"operator"};
    veeam::secret password{"simulator"};
    std::chrono::seconds idle{std::chrono::minutes(15)};             ///< Enterprise Manager ends idle sessions.
    std::chrono::seconds token_lifetime{std::chrono::hours(1)};      ///< Access tokens of the other products.
    std::chrono::seconds refresh_lifetime{std::chrono::hours(336)};  ///< Refresh tokens; each works once.
    certificate_options certificate{};
    std::size_t workers{128};  ///< Connections served at once; each takes a thread while it is open.
    /// The clock that sessions and tokens age by. Tests set it to age them at will; called from many threads.
    std::function<std::chrono::steady_clock::time_point()> now{[] { return std::chrono::steady_clock::now(); }};
};

}  // namespace veeam::inline v0
