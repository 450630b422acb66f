#pragma once

#include <string_view>

#include <veeam/core/open_enum.hpp>

namespace veeam::inline v0 {

namespace detail {

constexpr std::string_view trim_blanks(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

constexpr bool ends_with_ignoring_case(std::string_view text, std::string_view end) noexcept {
    return text.size() >= end.size() && equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

}  // namespace detail

/// Whether a `Content-Type` says that a body is in the format of a codec, `application/json` or `application/xml`.
///
/// Parameters and case do not matter; `text/json` and `application/problem+json` are JSON as well.
///
/// @par Example
/// @code
/// static_assert(veeam::is_media_type("application/json; charset=utf-8", "application/json"));
/// static_assert(!veeam::is_media_type("text/html", "application/json"));
/// @endcode
constexpr bool is_media_type(std::string_view content_type, std::string_view wanted) noexcept {
    std::string_view const type = detail::trim_blanks(content_type.substr(0, content_type.find(';')));
    if (detail::equal_ignoring_case(type, wanted)) return true;
    std::string_view const format = wanted.substr(wanted.find('/') + 1);
    if (!detail::ends_with_ignoring_case(type, format)) return false;
    std::string_view const before = type.substr(0, type.size() - format.size());
    return detail::equal_ignoring_case(before, "text/") ||
           (before.ends_with('+') && before.size() > 1 && before.find('/') < before.size() - 2);
}

}  // namespace veeam::inline v0
