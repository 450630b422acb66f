#pragma once

#include <optional>
#include <string_view>

#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

namespace detail {

constexpr bool is_token_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

/// Whether a target consists of visible ASCII and starts with a slash, so that it cannot end the request line.
constexpr bool is_origin_form(std::string_view target) noexcept {
    if (!target.starts_with('/')) return false;
    for (char const c : target)
        if (c <= ' ' || c > '~' || c == '#') return false;
    return true;
}

constexpr bool is_header_name(std::string_view name) noexcept {
    for (char const c : name)
        if (!is_token_character(c)) return false;
    return !name.empty();
}

/// Whether a header value cannot end its line, and so cannot become another header or another request.
constexpr bool is_header_value(std::string_view value) noexcept {
    for (char const c : value)
        if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f') return false;
    return true;
}

}  // namespace detail

/// Why a request cannot be sent as it is; none: it can.
///
/// The target must be in origin form and percent-encoded; header names must be tokens, and header values free of line
/// breaks, so that no value can smuggle in a second header or request. The text never shows a header's value.
///
/// @par Example
/// @code
/// veeam::request r;
/// r.target = "/api/jobs with a space";
/// if (auto const problem = veeam::validate(r)) std::cerr << *problem << '\n';
/// @endcode
std::optional<error> validate(request const& r);

/// Why a request is not to be sent any more: its stop was requested, or its deadline has passed. None: it may be sent.
///
/// @par Example
/// @code
/// std::stop_source stop;
/// veeam::request r;
/// r.stop = stop.get_token();
/// stop.request_stop();
/// if (auto const problem = veeam::given_up(r)) std::cerr << *problem << '\n';  // cancelled: stopped ...
/// @endcode
std::optional<error> given_up(request const& r);

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/validate.ipp>
#endif
