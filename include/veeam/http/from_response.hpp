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

/// None for fewer than none; not so many that milliseconds overflow.
std::optional<std::chrono::milliseconds> wait_of(std::int64_t seconds) noexcept;

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

/// Reads an error document: `explain` for one type of it.
using explainer = bool (*)(error_info& out, response const& answer, codec_ref const& codec);

template <class Document>
constexpr explainer explainer_of() noexcept {
    if constexpr (tabled<Document>) return &explain<Document>;
    else return nullptr;
}

/// What reading an answer depends on, beside the type of the value.
struct answer_rules {
    operation_facts const* facts{};
    explainer explain{};
    bool can_start{};  ///< Whether a client's `start` takes the operation.
};

template <operation Op>
inline constexpr answer_rules answer_rules_of{
    .facts = &Op::facts, .explain = explainer_of<typename Op::error_document>(), .can_start = long_operation<Op>};

/// None: an operation without a value was done.
std::optional<error> read_nothing(answer_rules const& rules, response const& answer, codec_ref const& codec);

std::optional<error> read_file(answer_rules const& rules, response const& answer, codec_ref const& codec,
                               std::string* value);

/// Fills the value that `row` describes.
std::optional<error> read_value(answer_rules const& rules, response const& answer, codec_ref const& codec, void* value,
                                field const& row);

error empty_envelope(answer_rules const& rules, response const& answer);

/// Fills what an operation's answer says; `value` points to a new `Op::response`, and is not used for `void`.
template <operation Op>
std::optional<error> read_answer(response const& answer, codec_ref const& codec,
                                 [[maybe_unused]] typename Op::response* value) {
    using value_type = typename Op::response;
    if constexpr (std::is_void_v<value_type>) {
        return read_nothing(answer_rules_of<Op>, answer, codec);
    } else if constexpr (requires { typename Op::document; }) {
        using document_type = typename Op::document;
        document_type document{};
        if (auto problem = read_value(answer_rules_of<Op>, answer, codec, &document, root_row<document_type>))
            return problem;
        auto* const found = Op::envelope.in(document);
        if (found == nullptr) return empty_envelope(answer_rules_of<Op>, answer);
        *value = std::move(*found);
        return std::nullopt;
    } else {
        if constexpr (std::is_same_v<value_type, std::string>)
            if (Op::facts.binary_answer) return read_file(answer_rules_of<Op>, answer, codec, value);
        return read_value(answer_rules_of<Op>, answer, codec, value, root_row<value_type>);
    }
}

/// The result that `fill` makes where it stays. `fill` takes a pointer to a new `T`, null for `void`, and returns the
/// error or none.
template <class T, class Fill>
result<T> filled(Fill fill) {
    if constexpr (std::is_void_v<T>) {
        if (auto problem = fill(static_cast<void*>(nullptr))) return *std::move(problem);
        return {};
    } else {
        return {in_place_fill{}, std::move(fill)};
    }
}

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
    return detail::filled<typename Op::response>(
        [&](typename Op::response* value) { return detail::read_answer<Op>(answer, codec, value); });
}

template <operation Op, codec Codec>
result<typename Op::response> from_response(Op const&, response const& answer, Codec const& codec) {
    return from_response<Op>(answer, codec);
}

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/from_response.ipp>
#endif
