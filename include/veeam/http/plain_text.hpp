#pragma once

#include <concepts>
#include <optional>
#include <string>

#include <veeam/core/json_text.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/uid.hpp>
#include <veeam/core/uuid.hpp>

namespace veeam::inline v0::detail {

/// A member as plain text, however a specification holds it; empty where it is absent.
inline std::string plain_text(std::string const& value) { return value; }
inline std::string plain_text(json_text const& value) { return std::string(value.text()); }
inline std::string plain_text(uuid const& value) { return value.text(); }
inline std::string plain_text(uid const& value) { return value.text(); }
template <class E>
std::string plain_text(open_enum<E> const& value) {
    return std::string(value.text());
}
template <std::integral N>
std::string plain_text(N value) {
    return std::to_string(value);
}
template <class T>
std::string plain_text(std::optional<T> const& value) {
    return value ? plain_text(*value) : std::string();
}
template <class T>
std::string plain_text(T const* value) {
    return value != nullptr ? plain_text(*value) : std::string();
}

}  // namespace veeam::inline v0::detail
