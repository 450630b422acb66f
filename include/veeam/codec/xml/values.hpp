#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <veeam/codec/json/excerpt.hpp>
#include <veeam/codec/json/number.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/characters.hpp>

/// @file
/// The values that are text in XML. All but texts, uids and enumerations may have white space around them.

namespace veeam::inline v0::xml::detail {

template <class T>
T& as(void* value) noexcept {
    return *static_cast<T*>(value);
}
template <class T>
T const& as(void const* value) noexcept {
    return *static_cast<T const*>(value);
}

/// Whether the empty text is a value of a kind. For other kinds an empty element or attribute means absent.
constexpr bool may_be_empty(field_kind kind) noexcept {
    return kind == field_kind::text || kind == field_kind::uid || kind == field_kind::enumeration;
}

template <class T>
bool store(std::optional<T> value, void* out) {
    if (value) as<T>(out) = *std::move(value);
    return value.has_value();
}

constexpr std::optional<bool> parse_boolean(std::string_view text) noexcept {
    switch (text.size()) {
        case 1: return text[0] == '1' ? std::optional(true) : text[0] == '0' ? std::optional(false) : std::nullopt;
        case 4: return text == "true" ? std::optional(true) : std::nullopt;
        case 5: return text == "false" ? std::optional(false) : std::nullopt;
        default: return std::nullopt;
    }
}

inline std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
    if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
    std::int64_t value{};
    char const* const end = text.data() + text.size();
    auto const [stop, status] = std::from_chars(text.data(), end, value);
    if (status != std::errc{} || stop != end) return std::nullopt;
    return value;
}

/// Decimal with an optional exponent. `INF` and `NaN` are refused: no other format could carry them.
inline std::optional<double> parse_number(std::string_view text) noexcept {
    if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
    std::string_view rest = text;
    auto const skip_sign = [&](std::string_view signs) {
        if (!rest.empty() && signs.find(rest.front()) != signs.npos) rest.remove_prefix(1);
    };
    auto const skip_digits = [&] {
        std::size_t const before = rest.size();
        while (!rest.empty() && json::detail::is_digit(rest.front())) rest.remove_prefix(1);
        return before - rest.size();
    };
    skip_sign("-");
    std::size_t digits = skip_digits();
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        digits += skip_digits();
    }
    if (digits == 0) return std::nullopt;
    if (rest.starts_with('e') || rest.starts_with('E')) {
        rest.remove_prefix(1);
        skip_sign("+-");
        if (skip_digits() == 0) return std::nullopt;
    }
    if (!rest.empty()) return std::nullopt;
    return json::detail::nearest_double(text);
}

/// Reads a text into a value of the kind of a row; false: it is not one. Not for objects and free-form JSON.
inline bool parse_value(field const& row, std::string_view text, void* out) {
    switch (row.kind) {
        case field_kind::text: as<std::string>(out) = text; return true;
        case field_kind::uid: as<uid>(out) = uid(text); return true;
        case field_kind::enumeration:
            as<veeam::detail::enum_storage>(out).assign(trim(text), row.enum_type());
            return true;
        case field_kind::boolean: return store(parse_boolean(trim(text)), out);
        case field_kind::integer: return store(parse_integer(trim(text)), out);
        case field_kind::number: return store(parse_number(trim(text)), out);
        case field_kind::timestamp: return store(timestamp::parse(trim(text)), out);
        case field_kind::time_of_day: return store(time_of_day::parse(trim(text)), out);
        case field_kind::uuid: return store(uuid::parse(trim(text)), out);
        case field_kind::json:
        case field_kind::object: break;
    }
    return false;
}

/// A short piece of somebody else's text for a message, in quotation marks.
inline std::string excerpt(std::string_view text) { return '"' + json::detail::excerpt(text) + '"'; }

/// Enough for every value that is not text.
using value_buffer = char[64];

/// The text of a value; `buffer` may hold it. Not for objects and free-form JSON.
inline std::string_view print_value(field const& row, void const* value, value_buffer& buffer) {
    auto const printed = [&buffer](std::size_t size) { return std::string_view(buffer, size); };
    switch (row.kind) {
        case field_kind::text: return as<std::string>(value);
        case field_kind::uid: return as<uid>(value).text();
        case field_kind::enumeration: return as<veeam::detail::enum_storage>(value).text(row.enum_type());
        case field_kind::boolean: return as<bool>(value) ? "true" : "false";
        case field_kind::integer: {
            auto const end = std::to_chars(buffer, buffer + sizeof buffer, as<std::int64_t>(value)).ptr;
            return printed(static_cast<std::size_t>(end - buffer));
        }
        case field_kind::number: {
            auto const end = std::to_chars(buffer, buffer + sizeof buffer, as<double>(value)).ptr;
            return printed(static_cast<std::size_t>(end - buffer));
        }
        case field_kind::timestamp: return printed(as<timestamp>(value).print(buffer));
        case field_kind::time_of_day: return printed(as<time_of_day>(value).print_time(buffer));
        case field_kind::uuid: return printed(as<uuid>(value).print(buffer));
        case field_kind::json:
        case field_kind::object: break;
    }
    return {};
}

/// What no limit for the depth can exceed: elements are read and written by recursion, and a stack has an end.
inline constexpr std::size_t depth_ceiling = 1024;

/// Where a value stands, for messages: one link for each element on the way, all of them on the stack.
struct place {
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

    place const* outer{};
    std::string_view name{};
    std::size_t index{no_index};
    char const* where{};  ///< Its name in a document that is read.

    /// `JobInfo.Includes[2].Name`; the root element is not part of it.
    std::string path() const {
        std::string out = outer != nullptr ? outer->path() : std::string{};
        if (!name.empty()) {
            if (!out.empty()) out += '.';
            out += name;
        }
        if (index != no_index) out.append("[").append(std::to_string(index)).append("]");
        return out;
    }
};

}  // namespace veeam::inline v0::xml::detail
