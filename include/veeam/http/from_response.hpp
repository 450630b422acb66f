#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <veeam/codec/codec.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/media_type.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/plain_text.hpp>
#include <veeam/http/retry_after.hpp>
#include <veeam/http/status.hpp>

namespace veeam::inline v0 {

namespace detail {

constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }

inline bool is_blank(std::string_view body) noexcept {
    if (body.starts_with("\xef\xbb\xbf")) body.remove_prefix(3);
    return body.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// What every error about an answer says: operation, status, the server's hint and the beginning of the body.
inline error_info about(operation_facts const& facts, response const& answer, error_kind kind, std::string message) {
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
inline std::optional<error> check_media_type(operation_facts const& facts, response const& answer,
                                             std::string_view wanted) {
    auto const type = answer.headers.get("Content-Type");
    if (!type || is_media_type(*type, wanted)) return std::nullopt;
    std::string message = "the answer is " + one_line(*type, 100) + ", not " + std::string(wanted);
    return error(about(facts, answer, error_kind::media_type, std::move(message)));
}

/// The content of a file. A login page or a document in its place is none: files are labelled as such, or by their own
/// type.
inline result<std::string> file_of(operation_facts const& facts, response const& answer, std::string_view documents) {
    if (answer.status == 202) return error(about(facts, answer, error_kind::accepted, "the server goes on working"));
    auto const type = answer.headers.get("Content-Type");
    if (type && (is_media_type(*type, "text/html") || is_media_type(*type, documents)))
        return error(
            about(facts, answer, error_kind::media_type, "the answer is " + one_line(*type, 100) + ", not a file"));
    return answer.body;
}

/// What a codec found, with the operation and the answer it belongs to.
inline error decode_error(operation_facts const& facts, response const& answer, error const& found) {
    // A codec may quote what it could not read, and here that may be a token.
    std::string message = facts.secret_body ? "the answer does not have the expected shape" : found.message();
    error_info out = about(facts, answer, error_kind::decode, std::move(message));
    out.path = found.path();
    out.offset = found.offset();
    return error(std::move(out));
}

template <codec Codec>
std::optional<error> decode_body(operation_facts const& facts, response const& answer, Codec const& codec, void* value,
                                 field const& row) {
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

/// Fills in what the server's own error document says; false: the body is no such document, or it says nothing.
template <class Document, codec Codec>
bool explain(error_info& out, response const& answer, Codec const& codec) {
    auto const type = answer.headers.get("Content-Type");
    if (is_blank(answer.body) || (type && !is_media_type(*type, codec.media_type()))) return false;
    Document document{};
    if (codec.decode(answer.body, &document, root_row<Document>)) return false;
    using members = error_members<Document>;
    Document const& read = document;
    std::string message = one_line(plain_text(members::message.in(read)));
    std::string code;
    if constexpr (requires { members::code; }) code = one_line(plain_text(members::code.in(read)), 100);
    if constexpr (requires { members::retry_after; }) {
        // Service Provider Console has no header for it.
        if (auto const* seconds = members::retry_after.in(read); seconds != nullptr && !out.retry_after)
            out.retry_after = std::chrono::seconds(*seconds);
    }
    if (message.empty() && code.empty()) return false;
    out.message = std::move(message);
    out.code = std::move(code);
    return true;
}

/// The words for a status without an error document.
inline std::string plain_reason(response const& answer) {
    std::string out(reason_phrase(answer.status));
    if (answer.status >= 300 && answer.status < 400) {
        out += out.empty() ? "redirects are not followed" : ": redirects are not followed";
        if (auto const to = answer.headers.get("Location")) out += ", to " + one_line(*to, 300);
    }
    return out;
}

/// The error of an answer whose status is no success.
template <class Document, codec Codec>
error refusal(operation_facts const& facts, response const& answer, Codec const& codec) {
    error_info out = about(facts, answer, error_kind::http_status, plain_reason(answer));
    if constexpr (tabled<Document>)
        if (explain<Document>(out, answer, codec)) out.kind = error_kind::api;
    if (answer.status == 401) out.kind = error_kind::authentication;
    return error(std::move(out));
}

inline error accepted(operation_facts const& facts, response const& answer) {
    std::string message = "the server goes on working";
    if (auto const where = answer.headers.get("Location")) message += ", see " + one_line(*where, 300);
    return error(about(facts, answer, error_kind::accepted, std::move(message)));
}

}  // namespace detail

/// What an operation's answer says: its value, or why there is none.
///
/// Errors, each with the operation's name, the status and the first bytes of the body:
/// - `authentication` for 401, `api` where the body is the operation's error document, else `http_status`;
/// - `accepted` for 202 without the value that was asked for;
/// - `media_type` for a body in another format, for example a proxy's HTML page;
/// - `decode` for a body that is empty or not of the expected shape, with the place.
///
/// Pure; it throws nothing but `std::bad_alloc`.
///
/// @par Example
/// @code
/// auto const value_of = []<veeam::operation Op>(Op const& op, veeam::response const& answer,
///                                               veeam::codec auto const& codec) {
///     return veeam::from_response(op, answer, codec);
/// };
/// @endcode
template <operation Op, codec Codec>
result<typename Op::response> from_response(response const& answer, Codec const& codec) {
    using value_type = typename Op::response;
    operation_facts const& facts = *operation_of<Op>::value.facts;
    if (!detail::is_success(answer.status)) return detail::refusal<typename Op::error_document>(facts, answer, codec);
    if constexpr (std::is_void_v<value_type>) {
        if (answer.status == 202) return detail::accepted(facts, answer);
        return {};
    } else {
        if (answer.status == 202 && detail::is_blank(answer.body)) return detail::accepted(facts, answer);
        if constexpr (std::is_same_v<value_type, std::string>)
            if (facts.binary_answer) return detail::file_of(facts, answer, codec.media_type());
        if constexpr (requires { typename Op::document; }) {
            using document_type = typename Op::document;
            document_type document{};
            if (auto problem = detail::decode_body(facts, answer, codec, &document, root_row<document_type>))
                return *std::move(problem);
            auto* const value = Op::envelope.in(document);
            if (value == nullptr)
                return error(detail::about(facts, answer, error_kind::decode, "the envelope of the answer is empty"));
            return value_type(std::move(*value));
        } else {
            value_type value{};
            if (auto problem = detail::decode_body(facts, answer, codec, &value, root_row<value_type>))
                return *std::move(problem);
            return value;
        }
    }
}

template <operation Op, codec Codec>
result<typename Op::response> from_response(Op const&, response const& answer, Codec const& codec) {
    return from_response<Op>(answer, codec);
}

}  // namespace veeam::inline v0
