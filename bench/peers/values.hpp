#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/time_of_day.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uid.hpp>

/// @file
/// From texts to values and back, the same for every library, so that only the libraries differ.

namespace bench {

inline bool from_text(std::string_view text, std::string& out) {
    out.assign(text);
    return true;
}
inline bool from_text(std::string_view text, veeam::uid& out) {
    out = veeam::uid(text);
    return true;
}
template <class T>
bool from_parsed(std::optional<T> value, T& out) {
    if (value) out = *value;
    return value.has_value();
}
inline bool from_text(std::string_view text, veeam::timestamp& out) {
    return from_parsed(veeam::timestamp::parse(text), out);
}
inline bool from_text(std::string_view text, veeam::time_of_day& out) {
    return from_parsed(veeam::time_of_day::parse(text), out);
}
template <class E>
bool from_text(std::string_view text, veeam::open_enum<E>& out) {
    out = veeam::open_enum<E>(text);
    return true;
}

inline std::string to_text(std::string const& value) { return value; }
inline std::string to_text(veeam::uid const& value) { return value.text(); }
inline std::string to_text(veeam::timestamp const& value) { return value.text(); }
template <class E>
std::string to_text(veeam::open_enum<E> const& value) {
    return std::string(value.text());
}
inline std::string to_json_text(auto const& value) { return to_text(value); }
inline std::string to_json_text(veeam::time_of_day const& value) {
    char buffer[veeam::time_of_day::max_date_time_size];
    return std::string(buffer, value.print_date_time(buffer));
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// A value that is a text in JSON.
template <class T>
concept textual = requires(std::string_view text, T& out) { from_text(text, out); };

}  // namespace bench
