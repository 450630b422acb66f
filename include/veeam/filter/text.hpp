#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <veeam/core/attributes.hpp>

namespace veeam::inline v0::filters {

/// The six comparisons, and the two by parts of text, which only Service Provider Console v3 has.
enum class op : std::uint8_t { eq, ne, lt, le, gt, ge, contains, excludes };

constexpr bool is_ordering(op o) noexcept { return o >= op::lt && o <= op::ge; }
constexpr bool is_search(op o) noexcept { return o >= op::contains; }

/// As FIQL writes it; a search as FIQL lets an extension be named.
constexpr std::string_view symbol(op o) noexcept {
    constexpr std::array<std::string_view, 8> symbols{"==", "!=", "<", "<=", ">", ">=", "=contains=", "=excludes="};
    return symbols[static_cast<std::size_t>(o)];
}

/// What a condition is at this moment; decides parentheses.
enum class shape : std::uint8_t {
    none,     ///< Switched off: as if it were not written.
    every,    ///< Restricts nothing and is meant to: a filter without conditions, `all_of` of an empty range.
    leaf,     ///< One comparison.
    all,      ///< Joined by and.
    any,      ///< Joined by or.
    never,    ///< An or whose parts are all switched off. FIQL cannot say "nothing matches".
    widened,  ///< An or with a part that restricts nothing: it would select everything, whatever the others say.
};

/// The shape of two conditions joined by `how`, which is `all` or `any`.
///
/// Parts that are switched off do not count. What restricts nothing changes nothing in an and; in an or it is neither
/// dropped, which would select less than was asked for, nor obeyed, which would select everything: `refuse_vanished`
/// throws.
constexpr shape join(shape how, shape left, shape right) noexcept {
    if (left == shape::widened || right == shape::widened) return shape::widened;
    if (how == shape::all) {
        if (left == shape::never || right == shape::never) return shape::never;
        if (left == shape::none || (left == shape::every && right != shape::none)) return right;
        return right == shape::none || right == shape::every ? left : how;
    }
    if (left == shape::every || right == shape::every) return shape::widened;
    bool const no_left = left == shape::none || left == shape::never;
    bool const no_right = right == shape::none || right == shape::never;
    if (no_left) return no_right ? shape::never : right;
    return no_right ? left : how;
}

namespace detail {

// What a filter refuses at run time by throwing, a constant filter refuses while compiling: these functions are not
// constexpr on purpose, so that compilers show their names.

[[noreturn]] inline void every_part_of_an_or_is_switched_off() {
    throw std::invalid_argument("veeam::filter: every part of an || is switched off, which would select everything");
}
[[noreturn]] inline void a_part_of_an_or_restricts_nothing() {
    throw std::invalid_argument(
        "veeam::filter: a part of an || restricts nothing, so the whole would select everything; in a loop, use "
        "any_of");
}
[[noreturn]] inline void an_unsigned_value_is_above_the_signed_64_bit_range() {
    throw std::invalid_argument("veeam::filter: an unsigned value is above the signed 64-bit range");
}
[[noreturn]] inline void a_value_is_infinite_or_not_a_number() {
    throw std::invalid_argument("veeam::filter: a value is infinite or not a number");
}
[[noreturn]] inline void a_day_does_not_exist() { throw std::invalid_argument("veeam::filter: a day does not exist"); }
[[noreturn]] inline void a_number_is_no_enumerator() {
    throw std::invalid_argument("veeam::filter: a number is no enumerator");
}
[[noreturn]] inline void a_value_is_a_null_pointer() {
    throw std::invalid_argument("veeam::filter: a value is a null pointer");
}
[[noreturn]] inline void a_text_to_search_for_is_empty() {
    throw std::invalid_argument("veeam::filter: a text to search for is empty, and every text contains that");
}
[[noreturn]] inline void the_filter_is_longer_than_the_capacity_of_the_constant() {
    throw std::length_error("veeam::filter: the filter is longer than the capacity of the constant");
}
[[noreturn]] inline void a_constant_real_must_have_at_most_15_digits() {
    throw std::length_error("veeam::filter: a constant real must have at most 15 digits");
}

}  // namespace detail

/// Refuses an or that has no live part, since leaving it out would select everything, and one with a part that
/// restricts nothing.
constexpr shape refuse_vanished(shape s) {
    if (s == shape::never) detail::every_part_of_an_or_is_switched_off();
    if (s == shape::widened) detail::a_part_of_an_or_restricts_nothing();
    return s;
}

namespace detail {

/// A sink for text whose size is known while compiling.
template <std::size_t Capacity>
struct text_buffer {
    std::array<char, Capacity> chars{};
    std::size_t used{};

    constexpr void put(char c) {
        if (used == Capacity) the_filter_is_longer_than_the_capacity_of_the_constant();
        chars[used++] = c;
    }
    constexpr void put(std::string_view s) {
        for (char const c : s) put(c);
    }
    constexpr std::size_t size() const noexcept { return used; }
    constexpr void insert(std::size_t at, char c) {
        put(c);
        for (std::size_t i = used - 1; i > at; --i) chars[i] = chars[i - 1];
        chars[at] = c;
    }
    constexpr std::string_view view() const noexcept { return {chars.data(), used}; }
};

/// A sink that appends to a string. Out of line: every filter calls it several times, and inlined it would be most of
/// what a filter costs to compile.
struct string_sink {
    std::string& out;

    VEEAM_OUT_OF_LINE void put(char c) { out.push_back(c); }
    VEEAM_OUT_OF_LINE void put(std::string_view s) { out.append(s); }
    std::size_t size() const noexcept { return out.size(); }
    VEEAM_OUT_OF_LINE void insert(std::size_t at, char c) { out.insert(at, 1, c); }
};

/// A sink for text that nobody needs.
struct null_sink {
    constexpr void put(char) noexcept {}
    constexpr void put(std::string_view) noexcept {}
    constexpr std::size_t size() const noexcept { return 0; }
    constexpr void insert(std::size_t, char) noexcept {}
};

constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_word(char c) noexcept { return is_letter(c) || is_digit(c); }

}  // namespace detail

/// Writes a value as FIQL carries it: bare when it consists of letters, digits and underscores, else in double quotes
/// with each quote inside doubled.
///
/// Whatever the text holds, the server reads it back as one value. Percent-encoding is a separate layer.
template <class Out>
VEEAM_OUT_OF_LINE constexpr void write_value(Out& out, std::string_view value) {
    bool bare = !value.empty();
    for (char const c : value) bare = bare && detail::is_word(c);
    if (bare) {
        out.put(value);
        return;
    }
    out.put('"');
    for (char const c : value) {
        if (c == '"') out.put('"');
        out.put(c);
    }
    out.put('"');
}

}  // namespace veeam::inline v0::filters
