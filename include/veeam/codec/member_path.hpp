#pragma once

#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/core/box.hpp>
#include <veeam/core/nullable.hpp>

namespace veeam::inline v0 {

namespace detail {

template <class T>
inline constexpr bool holds_one = false;
template <class T>
inline constexpr bool holds_one<std::optional<T>> = true;
template <class T>
inline constexpr bool holds_one<nullable<T>> = true;
template <class T>
inline constexpr bool is_box = false;
template <class T>
inline constexpr bool is_box<box<T>> = true;

/// The value inside optionals, nullables and boxes; null where it is absent.
template <class T>
auto* step_into(T* value) noexcept {
    if constexpr (holds_one<std::remove_const_t<T>>)
        return value != nullptr && value->has_value() ? step_into(std::addressof(**value)) : nullptr;
    else if constexpr (is_box<std::remove_const_t<T>>)
        return value != nullptr && !value->valueless_after_move() ? step_into(std::addressof(**value)) : nullptr;
    else return value;
}

/// The first element of a list on the way to a member.
template <class T>
T* front_of(T* value) noexcept {
    return value;
}
template <class T>
T* front_of(std::vector<T>* value) noexcept {
    return value != nullptr && !value->empty() ? &value->front() : nullptr;
}
template <class T>
T const* front_of(std::vector<T> const* value) noexcept {
    return value != nullptr && !value->empty() ? &value->front() : nullptr;
}

template <class Object, class Member, class... Rest>
auto follow(Object* object, Member first, Rest... rest) noexcept {
    using value = std::remove_reference_t<decltype(*step_into(&(object->*first)))>;
    value* next = object != nullptr ? step_into(&(object->*first)) : nullptr;
    if constexpr (sizeof...(Rest) == 0) return next;
    else return follow(step_into(front_of(next)), rest...);
}

}  // namespace detail

/// The way from a document to one of its members, through optionals, boxes and the first element of lists.
///
/// @par Example
/// @code
/// struct inner {
///     std::vector<int> items{};
/// };
/// struct outer {
///     std::optional<inner> content{};
/// };
/// constexpr veeam::member_path items{&outer::content, &inner::items};
/// outer document{inner{{1, 2}}};
/// if (std::vector<int>* found = items.in(document)) std::cout << found->size() << '\n';  // 2
/// document.content.reset();
/// std::cout << (items.in(document) == nullptr) << '\n';  // 1
/// @endcode
template <class... M>
class member_path {
public:
    constexpr explicit(sizeof...(M) == 0) member_path(M... members) noexcept : members_(members...) {}

    /// A pointer to the member, or null where something on the way is absent.
    template <class Document>
    auto in(Document& document) const noexcept {
        return std::apply([&](auto... m) { return detail::follow(&document, m...); }, members_);
    }

private:
    std::tuple<M...> members_;
};
template <class... M>
member_path(M...) -> member_path<M...>;

}  // namespace veeam::inline v0
