#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace veeam::inline v0 {

/// A member that has no default: an operation that is made without it does not compile.
///
/// @par Example
/// @code
/// struct get_job {
///     veeam::required<std::string> job_id;
/// };
/// get_job const op{.job_id = "5658281f-625e-4627-89dd-d2a0c48be99e"};
/// std::cout << *op.job_id << '\n';  // and `get_job{}` is refused
/// @endcode
template <class T>
class required {
public:
    using value_type = T;

    template <class U = T>
        requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, required>)
    constexpr explicit(!std::convertible_to<U, T>) required(U&& value) : value_(std::forward<U>(value)) {}

    constexpr T& operator*() noexcept { return value_; }
    constexpr T const& operator*() const noexcept { return value_; }
    constexpr T* operator->() noexcept { return &value_; }
    constexpr T const* operator->() const noexcept { return &value_; }

    friend bool operator==(required const&, required const&) = default;

private:
    T value_;
};

}  // namespace veeam::inline v0
