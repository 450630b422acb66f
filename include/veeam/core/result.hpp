#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

namespace detail {

/// Makes a `result` in its final place, so that its value is never moved.
struct in_place_fill {};

}  // namespace detail

/// A value or the reason why there is none.
///
/// Test it like a pointer, or call `.value()`, which throws `api_error`. Using the value that a failed result does not
/// have (`*r`, `r->name`) ends the program with the error on stderr. Both sides survive being moved from: a value as
/// its type says, an error unchanged. An assignment that throws leaves the result an error.
///
/// It is Boost.System's `result` as far as one can see, and costs the compiler a fifth of it.
///
/// @par Example
/// @code
/// veeam::result<int> const answer = 42;
/// if (answer) std::cout << *answer << '\n';
/// else std::cerr << answer.error() << '\n';
/// @endcode
template <class T>
class [[nodiscard]] result {
    static_assert(std::is_object_v<T> && !std::is_array_v<T>, "a result holds an object");
    static_assert(!std::is_same_v<std::remove_cv_t<T>, veeam::error>, "an error is the other side of every result");

public:
    using value_type = T;
    using error_type = veeam::error;

    /// The value that `T()` is.
    result() : value_() {}
    result(T const& value) : value_(value) {}
    result(T&& value) : value_(std::move(value)) {}
    template <class U>
        requires(!std::is_same_v<std::remove_cvref_t<U>, result> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
                 !std::is_same_v<std::remove_cvref_t<U>, veeam::error> && std::is_convertible_v<U, T>)
    result(U&& value) : value_(std::forward<U>(value)) {}
    result(veeam::error why) noexcept : why_(std::move(why)), has_value_(false) {}

    /// For who fills values where they stay: `fill(T*)` returns the error or none.
    template <class Fill>
    result(detail::in_place_fill, Fill fill) : result() {
        if (std::optional<veeam::error> const why = fill(std::addressof(value_))) fail(*why);
    }

    result(result const& other)
        requires std::is_copy_constructible_v<T>
        : has_value_(other.has_value_) {
        if (has_value_) std::construct_at(std::addressof(value_), other.value_);
        else std::construct_at(std::addressof(why_), other.why_);
    }
    result(result&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : has_value_(other.has_value_) {
        if (has_value_) std::construct_at(std::addressof(value_), std::move(other.value_));
        else std::construct_at(std::addressof(why_), other.why_);
    }
    result& operator=(result const& other)
        requires std::is_copy_constructible_v<T>
    {
        return *this = result(other);
    }
    result& operator=(result&& other) noexcept(std::is_nothrow_move_constructible_v<T>) {
        if (this == &other) return *this;
        if (!other.has_value_) return *this = other.why_;
        if (has_value_) fail(detail::no_error());
        if constexpr (std::is_nothrow_move_constructible_v<T>) {
            why_.~error();
            std::construct_at(std::addressof(value_), std::move(other.value_));
        } else {
            veeam::error const kept = why_;
            why_.~error();
            try {
                std::construct_at(std::addressof(value_), std::move(other.value_));
            } catch (...) {
                std::construct_at(std::addressof(why_), kept);
                throw;
            }
        }
        has_value_ = true;
        return *this;
    }
    result& operator=(veeam::error why) noexcept {
        if (has_value_) fail(why);
        else why_ = why;
        return *this;
    }
    ~result() {
        if (has_value_) value_.~T();
        else why_.~error();
    }

    bool has_value() const noexcept { return has_value_; }
    bool has_error() const noexcept { return !has_value_; }
    explicit operator bool() const noexcept { return has_value_; }

    /// Throws `api_error` where there is none.
    T& value() & {
        if (!has_value_) detail::throw_error(why_);
        return value_;
    }
    T const& value() const& {
        if (!has_value_) detail::throw_error(why_);
        return value_;
    }
    T&& value() && {
        if (!has_value_) detail::throw_error(why_);
        return std::move(value_);
    }

    T& operator*() & noexcept { return *pointer(); }
    T const& operator*() const& noexcept { return *pointer(); }
    T&& operator*() && noexcept { return std::move(*pointer()); }
    T* operator->() noexcept { return pointer(); }
    T const* operator->() const noexcept { return pointer(); }

    /// Of a result with a value: an error that says nothing.
    veeam::error const& error() const noexcept { return has_value_ ? detail::no_error() : why_; }

private:
    void fail(veeam::error const& why) noexcept {
        value_.~T();
        std::construct_at(std::addressof(why_), why);
        has_value_ = false;
    }
    T* pointer() noexcept {
        if (!has_value_) detail::no_value(why_);
        return std::addressof(value_);
    }
    T const* pointer() const noexcept {
        if (!has_value_) detail::no_value(why_);
        return std::addressof(value_);
    }

    union {
        T value_;
        veeam::error why_;
    };
    bool has_value_{true};
};

/// Done, or the reason why not.
template <>
class [[nodiscard]] result<void> {
public:
    using value_type = void;
    using error_type = veeam::error;

    result() noexcept = default;
    result(veeam::error why) noexcept : why_(std::move(why)) {}

    bool has_value() const noexcept { return !why_; }
    bool has_error() const noexcept { return why_.has_value(); }
    explicit operator bool() const noexcept { return !why_; }

    /// Throws `api_error` unless it is done.
    void value() const {
        if (why_) detail::throw_error(*why_);
    }
    void operator*() const noexcept {
        if (why_) detail::no_value(*why_);
    }

    /// Of a result that is done: an error that says nothing.
    veeam::error const& error() const noexcept { return why_ ? *why_ : detail::no_error(); }

private:
    std::optional<veeam::error> why_{};
};

}  // namespace veeam::inline v0
