#pragma once

#include <optional>
#include <type_traits>
#include <utility>

namespace veeam::inline v0 {

/// Asks a server to clear a member: `settings.description = veeam::null`.
struct null_t {
    friend constexpr bool operator==(null_t, null_t) = default;
};
inline constexpr null_t null{};

/// A member of a request with three states: absent (leave it as it is), null (clear it), or a value.
///
/// Used only where a server tells "clear" from "leave"; everywhere else `std::optional` is enough.
///
/// @par Example
/// @code
/// veeam::nullable<std::string> description;  // absent
/// description = veeam::null;                 // clear
/// description = "Nightly";                   // set
/// std::cout << description.has_value() << ' ' << *description << '\n';  // 1 Nightly
/// @endcode
template <class T>
class nullable {
public:
    using value_type = T;

    constexpr nullable() = default;
    constexpr nullable(null_t) noexcept : null_(true) {}
    template <class U = T>
        requires(std::is_constructible_v<T, U> && !std::is_same_v<std::remove_cvref_t<U>, nullable> &&
                 !std::is_same_v<std::remove_cvref_t<U>, null_t>)
    constexpr explicit(!std::is_convertible_v<U, T>) nullable(U&& value) : value_(std::forward<U>(value)) {}

    constexpr bool is_absent() const noexcept { return !null_ && !value_; }
    constexpr bool is_null() const noexcept { return null_; }
    constexpr bool has_value() const noexcept { return value_.has_value(); }
    constexpr explicit operator bool() const noexcept { return has_value(); }

    /// Requires `has_value()`.
    constexpr T& operator*() noexcept { return *value_; }
    constexpr T const& operator*() const noexcept { return *value_; }
    constexpr T* operator->() noexcept { return &*value_; }
    constexpr T const* operator->() const noexcept { return &*value_; }

    constexpr void reset() noexcept {
        value_.reset();
        null_ = false;
    }
    template <class... A>
    constexpr T& emplace(A&&... arguments) {
        null_ = false;
        return value_.emplace(std::forward<A>(arguments)...);
    }

    friend bool operator==(nullable const&, nullable const&) = default;

private:
    std::optional<T> value_{};
    bool null_{false};
};

}  // namespace veeam::inline v0
