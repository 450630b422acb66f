#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <veeam/filter/text.hpp>

/// @file
/// Numbers as text, in constant expressions too, where `std::to_chars` is not available in C++20.

namespace veeam::inline v0::filters::detail {

/// The longest fixed form of a double: 309 digits before the point, 1074 behind it, and sign and point.
inline constexpr std::size_t max_real_size = 1400;

template <class Out>
constexpr void put_digits(Out& out, std::uint64_t value) {
    std::array<char, 20> digits{};
    std::size_t first = digits.size();
    do {
        digits[--first] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    out.put(std::string_view(digits.data() + first, digits.size() - first));
}

template <class Out>
constexpr void put_integer(Out& out, std::int64_t value) {
    if (value < 0) out.put('-');
    // Unsigned negation is defined for the most negative value, too.
    put_digits(out,
               value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
}

/// A decimal with at most 15 digits that is exactly `value`, if there is one: a whole number over a power of ten.
template <class Out>
constexpr bool put_short_decimal(Out& out, double value) {
    double const magnitude = value < 0 ? -value : value;
    double scale = 1;
    // Both numbers are exact up to 10^15, so the division rounds as reading the decimal would.
    for (int decimals = 0; decimals <= 15; ++decimals, scale *= 10) {
        double const scaled = magnitude * scale;
        if (scaled >= 1e15) return false;
        auto const whole = static_cast<std::uint64_t>(scaled + 0.5);
        if (static_cast<double>(whole) / scale != magnitude) continue;
        auto const unit = static_cast<std::uint64_t>(scale);
        if (value < 0) out.put('-');
        put_digits(out, whole / unit);
        if (decimals == 0) return true;
        out.put('.');
        std::uint64_t rest = whole % unit;
        for (int i = 0; i < decimals; ++i) {
            rest *= 10;
            out.put(static_cast<char>('0' + rest / unit));
            rest %= unit;
        }
        return true;
    }
    return false;
}

/// The shortest fixed decimal that reads back as the finite `value`, without exponent and whatever the locale.
template <class Out>
constexpr void put_real(Out& out, double value) {
    if (value == 0) {
        out.put('0');
        return;
    }
    if (std::is_constant_evaluated()) {
        if (!put_short_decimal(out, value)) a_constant_real_must_have_at_most_15_digits();
    } else {
        std::array<char, max_real_size> digits;
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
        out.put(std::string_view(digits.data(), static_cast<std::size_t>(end.ptr - digits.data())));
    }
}

/// Whether a text is a whole number within 64 bits, as JSON spells one: no plus, no leading zeros. Then `value` is it.
enum class integer_text : std::uint8_t { good, malformed, out_of_range };
constexpr integer_text read_integer(std::string_view text, std::int64_t& value) noexcept {
    bool const negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return integer_text::malformed;
    for (char const c : text)
        if (!is_digit(c)) return integer_text::malformed;
    std::uint64_t const limit = std::uint64_t{1} << 63u;
    std::uint64_t magnitude = 0;
    for (char const c : text) {
        auto const digit = static_cast<std::uint64_t>(c - '0');
        if (magnitude > (limit - digit) / 10) return integer_text::out_of_range;
        magnitude = magnitude * 10 + digit;
    }
    if (!negative && magnitude == limit) return integer_text::out_of_range;
    value = static_cast<std::int64_t>(negative ? std::uint64_t{0} - magnitude : magnitude);
    return integer_text::good;
}

/// Whether a text is a decimal as JSON spells one, without exponent, and not longer than doubles get.
constexpr bool is_real(std::string_view text) noexcept {
    constexpr std::size_t most_digits = 309;  // of the largest double
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    std::size_t i = 0;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == 0 || i > most_digits || (i > 1 && text.front() == '0')) return false;
    if (i == text.size()) return true;
    if (text[i] != '.' || i + 1 == text.size()) return false;
    for (++i; i < text.size(); ++i)
        if (!is_digit(text[i])) return false;
    return true;
}

}  // namespace veeam::inline v0::filters::detail
