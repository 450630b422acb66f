#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/codec.hpp>
#include <veeam/core/compiled.hpp>
#include <veeam/core/deadline.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/media_type.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/retry_after.hpp>
#include <veeam/http/status.hpp>

namespace veeam::inline v0 {

namespace detail {

VEEAM_DEFINE bool is_blank(std::string_view body) noexcept {
    if (body.starts_with("\xef\xbb\xbf")) body.remove_prefix(3);
    return body.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

VEEAM_DEFINE error_info about(operation_facts const& facts, response const& answer, error_kind kind,
                              std::string message) {
    error_info out{.kind = kind,
                   .was_sent = sent::maybe,
                   .http_status = answer.status,
                   .operation = std::string(facts.name),
                   .message = std::move(message)};
    out.retry_after = retry_after(answer.headers, std::chrono::system_clock::now());
    if (!facts.secret_body) out.body = answer.body.substr(0, error_info::max_body);
    return out;
}

VEEAM_DEFINE std::optional<error> check_media_type(operation_facts const& facts, response const& answer,
                                                   std::string_view wanted) {
    auto const type = answer.headers.get("Content-Type");
    if (!type || is_media_type(*type, wanted)) return std::nullopt;
    std::string message = "the answer is " + one_line(*type, 100) + ", not " + std::string(wanted);
    return error(about(facts, answer, error_kind::media_type, std::move(message)));
}

VEEAM_DEFINE result<std::string> file_of(operation_facts const& facts, response const& answer,
                                         std::string_view documents) {
    if (answer.status == 202) return error(about(facts, answer, error_kind::accepted, "the server goes on working"));
    auto const type = answer.headers.get("Content-Type");
    if (type && (is_media_type(*type, "text/html") || is_media_type(*type, documents)))
        return error(
            about(facts, answer, error_kind::media_type, "the answer is " + one_line(*type, 100) + ", not a file"));
    return answer.body;
}

VEEAM_DEFINE error decode_error(operation_facts const& facts, response const& answer, error const& found) {
    // A codec may quote what it could not read, and here that may be a token.
    std::string message = facts.secret_body ? "the answer does not have the expected shape" : found.message();
    error_info out = about(facts, answer, error_kind::decode, std::move(message));
    out.path = found.path();
    out.offset = found.offset();
    return error(std::move(out));
}

VEEAM_DEFINE std::optional<error> decode_body(operation_facts const& facts, response const& answer,
                                              codec_ref const& codec, void* value, field const& row) {
    if (auto problem = check_media_type(facts, answer, codec.media_type())) return problem;
    if (is_blank(answer.body)) {
        std::string wanted = "a value";
        if (row.kind == field_kind::object && row.shape == field_shape::single)
            wanted = std::string(row.object_type().name);
        return error(about(facts, answer, error_kind::decode, "the answer is empty, not " + wanted));
    }
    if (auto const found = codec.decode(answer.body, value, row)) return decode_error(facts, answer, *found);
    return std::nullopt;
}

VEEAM_DEFINE std::optional<std::chrono::milliseconds> wait_of(std::int64_t seconds) noexcept {
    if (seconds < 0) return std::nullopt;
    return bounded_seconds(seconds);
}

VEEAM_DEFINE std::optional<error> check_no_page(operation_facts const& facts, response const& answer) {
    auto const type = answer.headers.get("Content-Type");
    if (!type || is_blank(answer.body) || !is_media_type(*type, "text/html")) return std::nullopt;
    return error(
        about(facts, answer, error_kind::media_type, "the answer is " + one_line(*type, 100) + ", a page for people"));
}

VEEAM_DEFINE std::string plain_reason(response const& answer) {
    std::string out(reason_phrase(answer.status));
    if (answer.status >= 300 && answer.status < 400) {
        out += out.empty() ? "redirects are not followed" : ": redirects are not followed";
        if (auto const to = answer.headers.get("Location")) out += ", to " + one_line(*to, 300);
    }
    return out;
}

VEEAM_DEFINE error accepted(operation_facts const& facts, response const& answer, bool can_start) {
    std::string message = "the server goes on working";
    if (auto const where = answer.headers.get("Location")) {
        message += ", see " + one_line(*where, 300);
        if (can_start) message += " (a client's start and wait give the answer)";
    }
    return error(about(facts, answer, error_kind::accepted, std::move(message)));
}

}  // namespace detail

}  // namespace veeam::inline v0
