#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace veeam::inline v0::json::detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Where a number ends, as far as the grammar of RFC 8259 goes.
struct number_extent {
    char const* end{};  ///< Behind the number or, where it is malformed, at the byte that is no digit.
    bool valid{};
    bool plain{};  ///< Neither fraction nor exponent.
};

inline number_extent scan_number(char const* p, char const* end) noexcept {
    auto const digits = [&] {
        char const* const first = p;
        while (p != end && is_digit(*p)) ++p;
        return p != first;
    };
    number_extent out{.plain = true};
    if (p != end && *p == '-') ++p;
    if (p != end && *p == '0') ++p;
    else if (!digits()) return {.end = p};
    if (p != end && *p == '.') {
        ++p;
        out.plain = false;
        if (!digits()) return {.end = p};
    }
    if (p != end && (*p == 'e' || *p == 'E')) {
        ++p;
        out.plain = false;
        if (p != end && (*p == '+' || *p == '-')) ++p;
        if (!digits()) return {.end = p};
    }
    out.end = p;
    out.valid = true;
    return out;
}

/// The value of a number in JSON form if it is an integer of 64 bits, exactly: `3.0` and `1e2` are, `1.5` is not.
inline std::optional<std::int64_t> exact_integer(std::string_view number) noexcept {
    bool const negative = number.front() == '-';
    if (negative) number.remove_prefix(1);

    std::int64_t exponent = 0;
    if (std::size_t const e = number.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view digits = number.substr(e + 1);
        bool const down = digits.front() == '-';
        if (down || digits.front() == '+') digits.remove_prefix(1);
        // Beyond this any number but zero is out of range or no integer, whatever its digits: texts are shorter.
        constexpr std::int64_t saturated = 1'000'000'000'000'000;
        for (char const c : digits)
            if (exponent < saturated) exponent = exponent * 10 + (c - '0');
        if (down) exponent = -exponent;
        number = number.substr(0, e);
    }
    std::size_t const dot = number.find('.');
    std::string_view const whole = number.substr(0, dot);
    std::string_view const fraction = dot == std::string_view::npos ? std::string_view{} : number.substr(dot + 1);
    exponent -= static_cast<std::int64_t>(fraction.size());

    auto const digit = [&](std::size_t i) { return i < whole.size() ? whole[i] : fraction[i - whole.size()]; };
    std::size_t first = 0;
    std::size_t last = whole.size() + fraction.size();
    while (first != last && digit(first) == '0') ++first;
    if (first == last) return 0;
    for (; digit(last - 1) == '0'; --last) ++exponent;
    if (exponent < 0 || static_cast<std::int64_t>(last - first) + exponent > 19) return std::nullopt;

    std::uint64_t value = 0;  // 19 digits fit
    for (; first != last; ++first) value = value * 10 + static_cast<std::uint64_t>(digit(first) - '0');
    for (; exponent > 0; --exponent) value *= 10;
    constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value > max + (negative ? 1 : 0)) return std::nullopt;
    return static_cast<std::int64_t>(negative ? 0 - value : value);
}

/// The nearest double of a number in JSON form; none where it is too large. What is too small is zero.
inline std::optional<double> nearest_double(std::string_view number) noexcept {
    double value{};
    auto const [end, status] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (status == std::errc{}) return std::isfinite(value) ? std::optional(value) : std::nullopt;
    // The library says "out of range" for both ends: only the decimal exponent of the first digit tells them apart.
    std::int64_t magnitude = 0;
    std::size_t i = number.front() == '-' ? 1 : 0;
    bool significant = false;
    bool after_dot = false;
    for (; i < number.size() && number[i] != 'e' && number[i] != 'E'; ++i) {
        if (number[i] == '.') {
            after_dot = true;
            continue;
        }
        significant = significant || number[i] != '0';
        if (significant && !after_dot) ++magnitude;
        if (!significant && after_dot) --magnitude;
    }
    if (i < number.size()) {
        bool const down = number[i + 1] == '-';
        std::int64_t exponent = 0;
        for (char const c : number.substr(i + 1))
            if (is_digit(c) && exponent < 1'000'000'000'000'000) exponent = exponent * 10 + (c - '0');
        magnitude += down ? -exponent : exponent;
    }
    if (magnitude > 0) return std::nullopt;
    return number.front() == '-' ? -0.0 : 0.0;
}

}  // namespace veeam::inline v0::json::detail
