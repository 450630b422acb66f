#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include <veeam/core/open_enum.hpp>

namespace veeam::inline v0 {

/// The header fields whose values are never printed or recorded.
inline constexpr std::array<std::string_view, 6> secret_headers{"Authorization", "X-RestSvcSessionId",  "Cookie",
                                                                "Set-Cookie",    "Proxy-Authorization", "X-Api-Key"};

/// Whether the value of a header field is a secret.
///
/// @par Example
/// @code
/// static_assert(veeam::is_secret_header("authorization"));
/// @endcode
constexpr bool is_secret_header(std::string_view name) noexcept {
    return std::any_of(secret_headers.begin(), secret_headers.end(),
                       [&](std::string_view secret) { return detail::equal_ignoring_case(secret, name); });
}

}  // namespace veeam::inline v0
