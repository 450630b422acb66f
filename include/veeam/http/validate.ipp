#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <veeam/core/compiled.hpp>
#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/validate.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE std::optional<error> validate(request const& r) {
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

VEEAM_DEFINE std::optional<error> given_up(request const& r) {
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
