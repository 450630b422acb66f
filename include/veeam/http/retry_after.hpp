#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

/// Reads a date of HTTP in its three forms: `Sun, 06 Nov 1994 08:49:37 GMT` and the two obsolete ones.
///
/// None: not a date. The two-digit years of the RFC 850 form belong to 1970 to 2069.
///
/// @par Example
/// @code
/// auto const when = veeam::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
/// @endcode
///
/// @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept;

/// How long the server asks to wait, from a `Retry-After` header in seconds or as a date.
///
/// A date is measured against the server's own `Date` where it sends one, else against `now`, so that clocks which
/// disagree do not matter; one that has passed is a wait of zero. None: no such header, or one that cannot be read.
///
/// @par Example
/// @code
/// veeam::headers const h{{"Retry-After", "120"}};
/// auto const wait = veeam::retry_after(h, std::chrono::system_clock::now());  // 120 s
/// @endcode
std::optional<std::chrono::milliseconds> retry_after(headers const& h,
                                                     std::chrono::system_clock::time_point now) noexcept;

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/retry_after.ipp>
#endif
