#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

template <class T>
class result;

namespace detail {

template <class T, class U>
inline constexpr bool makes_value =
    std::is_same_v<T, bool> ? std::is_same_v<U, bool>
                            : !std::is_same_v<U, T> && !std::is_same_v<U, result<T>> && !std::is_same_v<U, error>;

/// Makes a `result` in its final place, so that its value is never moved.
struct in_place_fill {};

}  // namespace detail

/// A value or the reason why there is none.
///
/// Test it like a pointer, or call `.value()`, which throws `api_error`. Using the value that a failed result does not
/// have (`*r`, `r->name`) ends the program with the error on stderr. Both sides survive being moved from: a value as
/// its type says, an error unchanged. An assignment that throws leaves the result an error.
///
/// A type of our own, since a general one, over a variant of any two types, is most of what the compiler spends on a
/// function that reads a document.
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
    result()
        requires std::is_default_constructible_v<T>
        : value_() {}
    result(T const& value)
        requires(std::is_copy_constructible_v<T> && !std::is_same_v<T, bool>)
        : value_(value) {}
    result(T&& value)
        requires(std::is_move_constructible_v<T> && !std::is_same_v<T, bool>)
        : value_(std::move(value)) {}
    /// What converts to a value; to a `bool` nothing does but a `bool`, since every pointer would.
    template <class U>
        requires(detail::makes_value<T, std::remove_cvref_t<U>> && std::is_convertible_v<U, T>)
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
    result(result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
        requires std::is_move_constructible_v<T>
        : has_value_(other.has_value_) {
        if (has_value_) std::construct_at(std::addressof(value_), std::move(other.value_));
        else std::construct_at(std::addressof(why_), other.why_);
    }
    result& operator=(result const& other)
        requires std::is_copy_constructible_v<T>
    {
        return *this = result(other);
    }
    result& operator=(result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
        requires std::is_move_constructible_v<T>
    {
        if (this == &other) return *this;
        result from(std::move(other));  // it may be a part of our value
        if (!from.has_value_) return *this = from.why_;
        if (has_value_) fail(detail::no_error());
        if constexpr (std::is_nothrow_move_constructible_v<T>) {
            why_.~error();
            std::construct_at(std::addressof(value_), std::move(from.value_));
        } else {
            veeam::error const kept = why_;
            why_.~error();
            try {
                std::construct_at(std::addressof(value_), std::move(from.value_));
            } catch (...) {
                std::construct_at(std::addressof(why_), kept);
                throw;
            }
        }
        has_value_ = true;
        return *this;
    }
    /// A template, so that `r = {}` is the default value.
    template <std::same_as<veeam::error> E>
    result& operator=(E why) noexcept {
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

    /// Throws `api_error` where there is none. Of a temporary it is given away whole, so that a loop may be over it.
    T& value() & {
        if (!has_value_) detail::throw_error(why_);
        return value_;
    }
    T const& value() const& {
        if (!has_value_) detail::throw_error(why_);
        return value_;
    }
    T value() && {
        if (!has_value_) detail::throw_error(why_);
        return std::move(value_);
    }
    T value() const&& = delete;

    T& operator*() & noexcept { return *pointer(); }
    T const& operator*() const& noexcept { return *pointer(); }
    T operator*() && noexcept(std::is_nothrow_move_constructible_v<T>) { return std::move(*pointer()); }
    T operator*() const&& = delete;
    T* operator->() noexcept { return pointer(); }
    T const* operator->() const noexcept { return pointer(); }

    /// The value, or `other` where there is none.
    template <class U>
    T value_or(U&& other) const& {
        return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
    }
    template <class U>
    T value_or(U&& other) && {
        return has_value_ ? std::move(value_) : static_cast<T>(std::forward<U>(other));
    }

    /// Of a result with a value: an error that says nothing.
    veeam::error const& error() const& noexcept { return has_value_ ? detail::no_error() : why_; }
    veeam::error error() const&& noexcept { return has_value_ ? detail::no_error() : why_; }

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
    veeam::error const& error() const& noexcept { return why_ ? *why_ : detail::no_error(); }
    veeam::error error() const&& noexcept { return why_ ? *why_ : detail::no_error(); }

private:
    std::optional<veeam::error> why_{};
};

}  // namespace veeam::inline v0
