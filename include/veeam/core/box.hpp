#pragma once

#include <utility>

namespace veeam::inline v0 {

/// A value on the heap that copies, compares and behaves like the value; it lets a type contain itself.
///
/// Holds a value at all times but one: a moved-from box may only be assigned, copied, compared, asked
/// `valueless_after_move` and destroyed. That keeps moving cheap and `noexcept`, so that vectors of boxes, and of
/// structs with boxes, move their elements when they grow.
/// Holds a raw pointer because `std::unique_ptr` members are not standard-layout everywhere, which field tables need.
///
/// @par Example
/// @code
/// struct folder {
///     std::string name{};
///     std::optional<veeam::box<folder>> parent{};
/// };
/// folder const child{"child", folder{"root", {}}};
/// std::cout << (*child.parent)->name << '\n';  // root
/// @endcode
template <class T>
class box {
public:
    using value_type = T;

    box() : value_(new T()) {}
    box(T value) : value_(new T(std::move(value))) {}
    box(box const& other) : value_(other.value_ != nullptr ? new T(*other.value_) : nullptr) {}
    box(box&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    box& operator=(box other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~box() { delete value_; }

    bool valueless_after_move() const noexcept { return value_ == nullptr; }

    /// Requires `!valueless_after_move()`, as do the three below.
    T& operator*() noexcept { return *value_; }
    T const& operator*() const noexcept { return *value_; }
    T* operator->() noexcept { return value_; }
    T const* operator->() const noexcept { return value_; }

    friend bool operator==(box const& a, box const& b) {
        if (a.value_ == nullptr || b.value_ == nullptr) return a.value_ == b.value_;
        return *a.value_ == *b.value_;
    }

private:
    T* value_;
};

}  // namespace veeam::inline v0
