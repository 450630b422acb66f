#pragma once

#include <type_traits>

namespace veeam::inline v0 {

/// Types, and nothing else: what an operation may lead to.
///
/// @par Example
/// @code
/// using results = veeam::type_list<int, char>;
/// static_assert(results::size == 2 && results::holds<char> && !results::holds<long>);
/// @endcode
template <class... T>
struct type_list {
    static constexpr auto size = sizeof...(T);

    template <class U>
    static constexpr bool holds = (std::is_same_v<T, U> || ...);
};

}  // namespace veeam::inline v0
