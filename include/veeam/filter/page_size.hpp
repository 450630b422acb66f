#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <veeam/filter/number_text.hpp>

namespace veeam::inline v0 {

namespace detail {

/// Names the rule in the compiler's message: as the template argument of what cannot be called, on clang, and as the
/// function that cannot be, on g++; that one is not constexpr on purpose.
struct a_page_size_must_be_from_1_to_2147483647;
inline void refuse_since_a_page_size_must_be_from_1_to_2147483647() {}

}  // namespace detail

/// How many items one page holds: from 1 to 2,147,483,647, or nothing, which leaves it to the server.
///
/// Servers count in 32 bits. A constant out of range does not compile; a value that is known at run time goes through
/// `of`.
///
/// @code
/// veeam::page_size const fixed = 100;
/// veeam::page_size const chosen = veeam::page_size::of(std::int64_t{50});
/// std::cout << fixed.value() << ' ' << chosen.value() << '\n';  // 100 50
/// @endcode
class page_size {
public:
    static constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();

    constexpr page_size() noexcept = default;

    template <std::integral I, class Rule = detail::a_page_size_must_be_from_1_to_2147483647>
        requires(!std::same_as<I, bool>)
    consteval page_size(I items) : value_(static_cast<std::int64_t>(items)) {
        if (items <= 0 || std::cmp_greater(items, largest))
            detail::refuse_since_a_page_size_must_be_from_1_to_2147483647();
    }

    /// Throws `std::invalid_argument` for what is not from 1 to `largest`.
    static constexpr page_size of(std::int64_t items) {
        if (items <= 0 || items > largest)
            throw std::invalid_argument("veeam::page_size: must be from 1 to 2147483647");
        page_size out;
        out.value_ = items;
        return out;
    }

    constexpr bool empty() const noexcept { return value_ == 0; }
    /// 0 where it is empty.
    constexpr std::int64_t value() const noexcept { return value_; }

    /// Adds the query parameter; nothing where it is empty.
    template <class Sink>
    void write_parameter(std::string_view name, Sink& out) const {
        if (empty()) return;
        filters::detail::text_buffer<20> digits;
        filters::detail::put_integer(digits, value_);
        out.add(name, digits.view());
    }

    friend constexpr bool operator==(page_size const&, page_size const&) noexcept = default;

private:
    std::int64_t value_{};
};

}  // namespace veeam::inline v0
