#pragma once

#include <chrono>
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

namespace veeam::inline v0 {

namespace detail {

constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }

bool is_blank(std::string_view body) noexcept;

/// What every error about an answer says: operation, status, the server's hint and the beginning of the body.
error_info about(operation_facts const& facts, response const& answer, error_kind kind, std::string message);

/// None: the body may be in the wanted format.
std::optional<error> check_media_type(operation_facts const& facts, response const& answer, std::string_view wanted);

/// The content of a file. A login page or a document in its place is none: files are labelled as such, or by their own
/// type.
result<std::string> file_of(operation_facts const& facts, response const& answer, std::string_view documents);

/// What a codec found, with the operation and the answer it belongs to.
error decode_error(operation_facts const& facts, response const& answer, error const& found);

std::optional<error> decode_body(operation_facts const& facts, response const& answer, codec_ref const& codec,
                                 void* value, field const& row);

/// None for fewer than none; not so many that milliseconds overflow.
std::optional<std::chrono::milliseconds> wait_of(std::int64_t seconds) noexcept;

/// An operation without a value is refused a proxy's or a login page, whatever its status.
std::optional<error> check_no_page(operation_facts const& facts, response const& answer);

/// Fills in what the server's own error document says; false: the body is no such document, or it says nothing.
template <class Document>
bool explain(error_info& out, response const& answer, codec_ref const& codec) {
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
            out.retry_after = wait_of(*seconds);
    }
    if (message.empty() && code.empty()) return false;
    out.message = std::move(message);
    out.code = std::move(code);
    return true;
}

/// The words for a status without an error document.
std::string plain_reason(response const& answer);

/// The error of an answer whose status is no success.
template <class Document>
error refusal(operation_facts const& facts, response const& answer, codec_ref const& codec) {
    error_info out = about(facts, answer, error_kind::http_status, plain_reason(answer));
    if constexpr (tabled<Document>)
        if (explain<Document>(out, answer, codec)) out.kind = error_kind::api;
    if (answer.status == 401) out.kind = error_kind::authentication;
    return error(std::move(out));
}

error accepted(operation_facts const& facts, response const& answer, bool can_start);

}  // namespace detail

/// What an operation's answer says: its value, or why there is none.
///
/// Errors, each with the operation's name, the status and the first bytes of the body:
/// - `authentication` for 401, `api` where the body is the operation's error document, else `http_status`;
/// - `accepted` for 202 without the value that was asked for, with the place where the server tells more;
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
    constexpr operation_facts const& facts = Op::facts;
    if (!detail::is_success(answer.status)) return detail::refusal<typename Op::error_document>(facts, answer, codec);
    if constexpr (std::is_void_v<value_type>) {
        if (answer.status == 202) return detail::accepted(facts, answer, long_operation<Op>);
        if (auto problem = detail::check_no_page(facts, answer)) return *std::move(problem);
        return {};
    } else {
        if (answer.status == 202 && detail::is_blank(answer.body))
            return detail::accepted(facts, answer, long_operation<Op>);
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

#ifndef VEEAM_COMPILED
#    include <veeam/http/from_response.ipp>
#endif
