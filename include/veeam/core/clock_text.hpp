#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <string_view>

/// @file
/// What `timestamp` and `time_of_day` share: the proleptic Gregorian calendar and the texts of dates, times and zones.
///
/// Written by hand since these texts are on the hot path of every decoder: eight characters are checked and converted
/// at once, as bytes of one integer. All of it is `constexpr`.

namespace veeam::inline v0 {

/// The resolution of every time that the servers send: 100 ns.
using clock_ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;

namespace detail {

inline constexpr std::int64_t ticks_per_second = 10'000'000;
inline constexpr std::int64_t ticks_per_minute = 60 * ticks_per_second;
inline constexpr std::int64_t ticks_per_day = 24 * 60 * ticks_per_minute;
inline constexpr std::int32_t day_count = 3'652'059;  ///< Days from 0001-01-01 to 9999-12-31, both included.
inline constexpr std::int32_t unix_epoch_day = 719'162;

constexpr bool is_leap(unsigned year) noexcept { return year % 4 == 0 && (year % 25 != 0 || year % 16 == 0); }

inline constexpr std::array<std::uint8_t, 13> month_sizes{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
inline constexpr std::array<std::uint16_t, 13> days_before_month{0,   0,   31,  59,  90,  120, 151,
                                                                 181, 212, 243, 273, 304, 334};

/// Requires a month from 1 to 12.
constexpr unsigned days_in_month(unsigned year, unsigned month) noexcept {
    return month_sizes[month] + (month == 2 && is_leap(year) ? 1u : 0u);
}

/// Days since 0001-01-01; requires a real date of the years 1 to 9999.
constexpr std::int32_t day_from_date(unsigned year, unsigned month, unsigned day) noexcept {
    unsigned const past = year - 1;
    unsigned const days = past * 365 + past / 4 - past / 100 + past / 400 + days_before_month[month] + day - 1;
    return static_cast<std::int32_t>(days + (month > 2 && is_leap(year) ? 1u : 0u));
}

struct calendar_date {
    unsigned year{};
    unsigned month{};
    unsigned day{};
};

/// The inverse of `day_from_date`.
constexpr calendar_date date_from_day(std::int32_t day) noexcept {
    // Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022);
    // years begin in March, which puts the leap day last.
    std::uint32_t const quarters = 4 * (static_cast<std::uint32_t>(day) + 306) + 3;
    std::uint32_t const century = quarters / 146'097;
    std::uint64_t const scaled = std::uint64_t{2'939'745} * (quarters % 146'097 | 3u);
    auto const year_of_century = static_cast<std::uint32_t>(scaled >> 32);
    std::uint32_t const day_of_year = static_cast<std::uint32_t>(scaled) / 2'939'745 / 4;
    std::uint32_t const scaled_month = 2'141 * day_of_year + 197'913;
    bool const next_year = day_of_year >= 306;
    return {.year = 100 * century + year_of_century + (next_year ? 1u : 0u),
            .month = (scaled_month >> 16) - (next_year ? 12u : 0u),
            .day = (scaled_month & 0xffffu) / 2'141 + 1};
}

/// How the offset from UTC is written: not at all, `Z`, or signed minutes. `-00:00` is not `+00:00` on the wire.
class clock_zone {
public:
    constexpr clock_zone() noexcept = default;
    /// Requires less than a day.
    static constexpr clock_zone minutes(std::int32_t offset) noexcept {
        return clock_zone(static_cast<std::int16_t>(offset));
    }
    static constexpr clock_zone utc() noexcept { return clock_zone(utc_); }

    constexpr bool is_none() const noexcept { return code_ == none_; }
    constexpr bool is_utc_letter() const noexcept { return code_ == utc_; }
    constexpr std::optional<std::chrono::minutes> offset() const noexcept {
        if (is_none()) return std::nullopt;
        return std::chrono::minutes(is_number() ? code_ : 0);
    }

    static constexpr std::size_t max_size = 6;

    /// Takes the whole of `text`; false if it is no zone.
    constexpr bool parse(std::string_view text) noexcept {
        if (text.size() == 1 && text[0] == 'Z') {
            code_ = utc_;
            return true;
        }
        if (text.size() != max_size) {
            code_ = none_;
            return text.empty();
        }
        bool const minus = text[0] == '-';
        unsigned const h1 = digit(text[1]), h0 = digit(text[2]), m1 = digit(text[4]), m0 = digit(text[5]);
        unsigned const hours = h1 * 10 + h0;
        if ((!minus && text[0] != '+') || text[3] != ':' || h1 > 9 || h0 > 9 || m1 > 5 || m0 > 9 || hours > 23)
            return false;
        auto const offset = static_cast<std::int16_t>(hours * 60 + m1 * 10 + m0);
        code_ = minus ? (offset == 0 ? minus_zero_ : static_cast<std::int16_t>(-offset)) : offset;
        return true;
    }

    /// Returns the end of what it wrote: at most `max_size` characters.
    constexpr char* print(char* out) const noexcept {
        if (code_ == none_) return out;
        if (code_ == utc_) {
            *out = 'Z';
            return out + 1;
        }
        bool const minus = code_ < 0;
        auto const offset = static_cast<unsigned>(is_number() ? (minus ? -code_ : code_) : 0);
        out[0] = minus ? '-' : '+';
        out[1] = static_cast<char>('0' + offset / 600);
        out[2] = static_cast<char>('0' + offset / 60 % 10);
        out[3] = ':';
        out[4] = static_cast<char>('0' + offset % 60 / 10);
        out[5] = static_cast<char>('0' + offset % 10);
        return out + max_size;
    }

    friend constexpr bool operator==(clock_zone, clock_zone) noexcept = default;

private:
    constexpr explicit clock_zone(std::int16_t code) noexcept : code_(code) {}

    constexpr bool is_number() const noexcept { return code_ > minus_zero_; }
    static constexpr unsigned digit(char c) noexcept { return static_cast<unsigned char>(c) - unsigned{'0'}; }

    static constexpr std::int16_t none_ = std::numeric_limits<std::int16_t>::min();
    static constexpr std::int16_t utc_ = none_ + 1;
    static constexpr std::int16_t minus_zero_ = none_ + 2;

    std::int16_t code_{none_};  // minutes, or one of the three above
};

/// Eight characters as one integer, the first in the lowest byte; compilers make it one load.
constexpr std::uint64_t load_eight(char const* p) noexcept {
    auto const byte = [p](int i) { return std::uint64_t{static_cast<unsigned char>(p[i])} << (8 * i); };
    return byte(0) | byte(1) | byte(2) | byte(3) | byte(4) | byte(5) | byte(6) | byte(7);
}

/// What eight characters must be: `0` stands for any digit, everything else for itself.
struct digit_shape {
    std::uint64_t text{};
    std::uint64_t bias{};  ///< Carries a digit above 9, or anything but 0 elsewhere, into the top bit of its byte.

    consteval explicit digit_shape(char const* shape) noexcept : text(load_eight(shape)) {
        for (int i = 0; i < 8; ++i) bias |= std::uint64_t{shape[i] == '0' ? 0x76u : 0x7fu} << (8 * i);
    }
};

/// Eight characters checked against a shape, and the numbers in them.
class digit_group {
public:
    constexpr digit_group(char const* text, digit_shape shape) noexcept {
        std::uint64_t const digits = load_eight(text) ^ shape.text;
        bad_ = (digits | (digits + shape.bias)) & 0x8080808080808080u;
        pairs_ = digits * 10 + (digits >> 8);
    }

    /// Whether the characters do not have the shape; then the numbers mean nothing.
    constexpr bool bad() const noexcept { return bad_ != 0; }
    /// The number made of characters `i` and `i + 1`.
    constexpr unsigned pair(int i) const noexcept { return static_cast<unsigned>(pairs_ >> (8 * i)) & 0xffu; }

private:
    std::uint64_t bad_{};
    std::uint64_t pairs_{};
};

inline constexpr std::size_t date_size = 10;  ///< `2020-02-04`
inline constexpr std::size_t time_size = 8;   ///< `22:00:00`
inline constexpr std::size_t max_fraction_size = 8;

/// Reads `YYYY-MM-DD`; requires `date_size` characters. -1: no such day.
constexpr std::int32_t parse_date(char const* p) noexcept {
    digit_group const head(p, digit_shape("0000-00-"));
    unsigned const d1 = static_cast<unsigned char>(p[8]) - unsigned{'0'};
    unsigned const d0 = static_cast<unsigned char>(p[9]) - unsigned{'0'};
    unsigned const year = head.pair(0) * 100 + head.pair(2);
    unsigned const month = head.pair(5);
    unsigned const day = d1 * 10 + d0;
    if (head.bad() || d1 > 9 || d0 > 9 || year == 0 || month - 1 > 11 || day == 0 || day > days_in_month(year, month))
        return -1;
    return day_from_date(year, month, day);
}

/// Reads `hh:mm:ss`; requires `time_size` characters. The seconds of the day; -1: no such time.
constexpr std::int32_t parse_time(char const* p) noexcept {
    digit_group const all(p, digit_shape("00:00:00"));
    unsigned const hours = all.pair(0), minutes = all.pair(3), seconds = all.pair(6);
    if (all.bad() || hours > 23 || minutes > 59 || seconds > 59) return -1;
    return static_cast<std::int32_t>((hours * 60 + minutes) * 60 + seconds);
}

inline constexpr std::array<std::int32_t, 8> powers_of_ten{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};

/// A fraction of a second and the zone after it: what follows `hh:mm:ss`.
struct clock_tail {
    std::int32_t ticks{};
    std::uint8_t digits{};
    clock_zone zone{};

    /// Takes the whole of `text`; false if it is something else.
    constexpr bool parse(std::string_view text) noexcept {
        std::size_t i = 0;
        if (!text.empty() && text[0] == '.') {
            std::int32_t value = 0;
            for (i = 1; i < text.size(); ++i) {
                unsigned const digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
                if (digit > 9) break;
                if (i == max_fraction_size) return false;
                value = value * 10 + static_cast<std::int32_t>(digit);
            }
            if (i == 1) return false;
            digits = static_cast<std::uint8_t>(i - 1);
            ticks = value * powers_of_ten[8 - i];
        }
        text.remove_prefix(i);
        return zone.parse(text);
    }

    /// Returns the end of what it wrote.
    constexpr char* print(char* out) const noexcept {
        if (digits != 0) {
            auto value = static_cast<std::uint32_t>(ticks / powers_of_ten[7u - digits]);
            *out++ = '.';
            for (std::size_t i = digits; i-- != 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
            out += digits;
        }
        return zone.print(out);
    }
};

/// The texts of 00 to 99, one after the other.
inline constexpr std::array<char, 200> digit_pairs = [] {
    std::array<char, 200> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
    return out;
}();

constexpr char* print_pair(char* out, unsigned value) noexcept {
    out[0] = digit_pairs[2 * value];
    out[1] = digit_pairs[2 * value + 1];
    return out + 2;
}

/// Writes `YYYY-MM-DD` and returns its end.
constexpr char* print_date(char* out, std::int32_t day) noexcept {
    calendar_date const date = date_from_day(day);
    out = print_pair(out, date.year / 100);
    out = print_pair(out, date.year % 100);
    *out++ = '-';
    out = print_pair(out, date.month);
    *out++ = '-';
    return print_pair(out, date.day);
}

/// Writes `hh:mm:ss` and returns its end.
constexpr char* print_time(char* out, std::int32_t seconds_of_day) noexcept {
    auto const seconds = static_cast<unsigned>(seconds_of_day);
    out = print_pair(out, seconds / 3600);
    *out++ = ':';
    out = print_pair(out, seconds / 60 % 60);
    *out++ = ':';
    return print_pair(out, seconds % 60);
}

}  // namespace detail
}  // namespace veeam::inline v0
