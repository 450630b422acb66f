#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veeam::inline v0 {

namespace detail {

/// White space and control characters.
constexpr bool is_blank_character(char c) noexcept { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

}  // namespace detail

/// A server's text as one printable line of at most `limit` bytes: line breaks and other control characters become
/// spaces, and runs of spaces become one.
///
/// @par Example
/// @code
/// std::string const text = veeam::one_line("Access denied.\r\n");  // "Access denied."
/// @endcode
std::string one_line(std::string_view text, std::size_t limit = 1000);

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/one_line.ipp>
#endif
