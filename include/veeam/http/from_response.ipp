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

/// None: the body may be in the wanted format.
VEEAM_DEFINE std::optional<error> check_media_type(operation_facts const& facts, response const& answer,
                                                   std::string_view wanted) {
    auto const type = answer.headers.get("Content-Type");
    if (!type || is_media_type(*type, wanted)) return std::nullopt;
    std::string message = "the answer is " + one_line(*type, 100) + ", not " + std::string(wanted);
    return error(about(facts, answer, error_kind::media_type, std::move(message)));
}

/// What a codec found, with the operation and the answer it belongs to.
VEEAM_DEFINE error decode_error(operation_facts const& facts, response const& answer, error const& found) {
    // A codec may quote what it could not read, and here that may be a token.
    std::string message = facts.secret_body ? "the answer does not have the expected shape" : found.message();
    error_info out = about(facts, answer, error_kind::decode, std::move(message));
    out.path = found.path();
    out.offset = found.offset();
    return error(std::move(out));
}

VEEAM_DEFINE std::optional<std::chrono::milliseconds> wait_of(std::int64_t seconds) noexcept {
    if (seconds < 0) return std::nullopt;
    return bounded_seconds(seconds);
}

/// The words for a status without an error document.
VEEAM_DEFINE std::string plain_reason(response const& answer) {
    std::string out(reason_phrase(answer.status));
    if (answer.status >= 300 && answer.status < 400 && answer.status != 304) {
        out += out.empty() ? "redirects are not followed" : ": redirects are not followed";
        if (auto const to = answer.headers.get("Location")) out += ", to " + one_line(*to, 300);
    }
    return out;
}

/// The error of an answer whose status is no success.
VEEAM_DEFINE error refusal(answer_rules const& rules, response const& answer, codec_ref const& codec) {
    error_info out = about(*rules.facts, answer, error_kind::http_status, plain_reason(answer));
    if (rules.explain != nullptr && rules.explain(out, answer, codec)) out.kind = error_kind::api;
    if (answer.status == 401) out.kind = error_kind::authentication;
    return error(std::move(out));
}

VEEAM_DEFINE error accepted(answer_rules const& rules, response const& answer) {
    std::string message = "the server goes on working";
    if (auto const where = answer.headers.get("Location")) {
        message += ", see " + one_line(*where, 300);
        if (rules.can_start) message += " (a client's start and wait give the answer)";
    }
    return error(about(*rules.facts, answer, error_kind::accepted, std::move(message)));
}

/// The error of an answer that has no value in it, whatever the operation's value is; none: its body may be one.
VEEAM_DEFINE std::optional<error> check_answer(answer_rules const& rules, response const& answer,
                                               codec_ref const& codec) {
    if (!is_success(answer.status)) return refusal(rules, answer, codec);
    if (answer.status == 202 && is_blank(answer.body)) return accepted(rules, answer);
    return std::nullopt;
}

// A proxy's or a login page is no sign that anything was done, whatever its status.
VEEAM_DEFINE std::optional<error> read_nothing(answer_rules const& rules, response const& answer,
                                               codec_ref const& codec) {
    if (auto problem = check_answer(rules, answer, codec)) return problem;
    if (answer.status == 202) return accepted(rules, answer);
    auto const type = answer.headers.get("Content-Type");
    if (!type || is_blank(answer.body) || !is_media_type(*type, "text/html")) return std::nullopt;
    std::string message = "the answer is " + one_line(*type, 100) + ", a page for people";
    return error(about(*rules.facts, answer, error_kind::media_type, std::move(message)));
}

// A login page or a document in place of a file is none: files are labelled as such, or by their own type.
VEEAM_DEFINE std::optional<error> read_file(answer_rules const& rules, response const& answer, codec_ref const& codec,
                                            std::string* value) {
    if (auto problem = check_answer(rules, answer, codec)) return problem;
    if (answer.status == 202)
        return error(about(*rules.facts, answer, error_kind::accepted, "the server goes on working"));
    auto const type = answer.headers.get("Content-Type");
    if (type && (is_media_type(*type, "text/html") || is_media_type(*type, codec.media_type()))) {
        std::string message = "the answer is " + one_line(*type, 100) + ", not a file";
        return error(about(*rules.facts, answer, error_kind::media_type, std::move(message)));
    }
    *value = answer.body;
    return std::nullopt;
}

VEEAM_DEFINE std::optional<error> read_value(answer_rules const& rules, response const& answer, codec_ref const& codec,
                                             void* value, field const& row) {
    if (auto problem = check_answer(rules, answer, codec)) return problem;
    if (auto problem = check_media_type(*rules.facts, answer, codec.media_type())) return problem;
    if (is_blank(answer.body)) {
        std::string wanted = "a value";
        if (row.kind == field_kind::object && row.shape == field_shape::single)
            wanted = std::string(row.object_type().name);
        return error(about(*rules.facts, answer, error_kind::decode, "the answer is empty, not " + wanted));
    }
    if (auto const found = codec.decode(answer.body, value, row)) return decode_error(*rules.facts, answer, *found);
    return std::nullopt;
}

VEEAM_DEFINE error empty_envelope(answer_rules const& rules, response const& answer) {
    return error(about(*rules.facts, answer, error_kind::decode, "the envelope of the answer is empty"));
}

}  // namespace detail

}  // namespace veeam::inline v0
