#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>

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
inline std::optional<error> validate(request const& r) {
    auto const refused = [&](std::string message) {
        return error({.kind = error_kind::invalid_request,
                      .operation = std::string(detail::operation_name(r)),
                      .message = std::move(message)});
    };
    if (!detail::is_origin_form(r.target))
        return refused("the target must start with / and be percent-encoded: \"" + one_line(r.target, 300) + "\"");
    if (r.upload != nullptr && !r.body.empty()) return refused("a request has a body or a source of one, not both");
    for (auto const& [name, value] : r.headers) {
        if (!detail::is_header_name(name))
            return refused("\"" + one_line(name, 100) + "\" is not the name of a header");
        if (!detail::is_header_value(value))
            return refused("the header " + name + " holds a line break or another control character");
    }
    return std::nullopt;
}

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
inline std::optional<error> given_up(request const& r) {
    std::string operation(detail::operation_name(r));
    if (r.stop.stop_requested())
        return error({.kind = error_kind::cancelled,
                      .was_sent = sent::no,
                      .operation = std::move(operation),
                      .message = "stopped before it was sent"});
    if (r.deadline && std::chrono::steady_clock::now() >= *r.deadline)
        return error({.kind = error_kind::timeout,
                      .was_sent = sent::no,
                      .operation = std::move(operation),
                      .message = "the deadline passed before it was sent"});
    return std::nullopt;
}

}  // namespace veeam::inline v0
