#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <veeam/core/clock_text.hpp>

namespace veeam::inline v0 {

/// The time of a schedule: a time of day, with an offset from UTC if it was sent with one.
///
/// XML carries a time (`22:00:00.0000000-07:00`), JSON a whole date and time whose date means nothing
/// (`2020-02-04T22:00:00+13:00`). What was read in one form is written back in that form byte for byte.
/// `==` compares the time and the offset: the date and the count of fraction digits are formatting, and so is the
/// choice between `Z` and `+00:00`. The same object read from XML and from JSON is therefore equal.
///
/// @par Example
/// @code
/// veeam::time_of_day const ten_pm = veeam::time_of_day::at(22, 0, std::chrono::hours{-7});
/// std::cout << ten_pm << '\n';                                                                // 22:00:00-07:00
/// std::cout << (veeam::time_of_day::parse("2020-02-04T22:00:00.000-07:00") == ten_pm) << '\n';  // 1
/// @endcode
class time_of_day {
public:
    /// The longest time text: `22:00:00.0000000-07:00`.
    static constexpr std::size_t max_time_size = 22;
    /// The longest date-time text.
    static constexpr std::size_t max_date_time_size = 33;

    /// Midnight, without an offset.
    constexpr time_of_day() noexcept = default;

    /// A time to send; without an offset it is the server's own local time.
    ///
    /// Throws `std::out_of_range` for a time that no clock shows and for an offset of a day or more.
    static constexpr time_of_day at(int hours, int minutes, std::optional<std::chrono::minutes> offset = {}) {
        using namespace std::chrono_literals;
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            throw std::out_of_range("veeam::time_of_day: not from 00:00 to 23:59");
        if (offset && (*offset <= -24h || *offset >= 24h))
            throw std::out_of_range("veeam::time_of_day: an offset of a day or more");
        time_of_day out;
        out.ticks_ = (hours * 60 + minutes) * detail::ticks_per_minute;
        if (offset) out.zone_ = detail::clock_zone::minutes(static_cast<std::int32_t>(offset->count()));
        return out;
    }

    /// Reads `hh:mm:ss[.f][Z|+hh:mm|-hh:mm]` with one to seven fraction digits.
    static constexpr std::optional<time_of_day> parse_time(std::string_view text) noexcept {
        if (text.size() < detail::time_size) return std::nullopt;
        std::int32_t const seconds = detail::parse_time(text.data());
        detail::clock_tail tail;
        if (seconds < 0 || !tail.parse(text.substr(detail::time_size))) return std::nullopt;
        time_of_day out;
        out.ticks_ = seconds * detail::ticks_per_second + tail.ticks;
        out.zone_ = tail.zone;
        out.digits_ = tail.digits;
        return out;
    }

    /// Reads a date, `T` and a time; keeps the date for writing it back.
    static constexpr std::optional<time_of_day> parse_date_time(std::string_view text) noexcept {
        constexpr std::size_t time_at = detail::date_size + 1;
        if (text.size() < time_at || text[detail::date_size] != 'T') return std::nullopt;
        std::int32_t const day = detail::parse_date(text.data());
        std::optional<time_of_day> out = parse_time(text.substr(time_at));
        if (day < 0 || !out) return std::nullopt;
        out->day_ = day;
        return out;
    }

    /// Reads either form.
    static constexpr std::optional<time_of_day> parse(std::string_view text) noexcept {
        return text.size() > 2 && text[2] == ':' ? parse_time(text) : parse_date_time(text);
    }

    /// Writes the time form and returns its size; `out` has room for `max_time_size` characters.
    constexpr std::size_t print_time(char* out) const noexcept {
        char* const p = detail::print_time(out, static_cast<std::int32_t>(ticks_ / detail::ticks_per_second));
        detail::clock_tail const tail{
            .ticks = static_cast<std::int32_t>(ticks_ % detail::ticks_per_second), .digits = digits_, .zone = zone_};
        return static_cast<std::size_t>(tail.print(p) - out);
    }

    /// Writes the date-time form and returns its size; `out` has room for `max_date_time_size` characters.
    ///
    /// The date is the one it was read with, else 2000-01-01.
    constexpr std::size_t print_date_time(char* out) const noexcept {
        char* p = detail::print_date(out, day_ == no_day_ ? detail::day_from_date(2000, 1, 1) : day_);
        *p++ = 'T';
        return detail::date_size + 1 + print_time(p);
    }

    /// The time form: the date means nothing.
    std::string text() const {
        char buffer[max_time_size];
        return std::string(buffer, print_time(buffer));
    }

    constexpr clock_ticks since_midnight() const noexcept { return clock_ticks(ticks_); }
    /// What the clock is ahead of UTC; zero for `Z`, none if it was sent without.
    constexpr std::optional<std::chrono::minutes> offset() const noexcept { return zone_.offset(); }

    friend constexpr bool operator==(time_of_day const& a, time_of_day const& b) noexcept {
        return a.ticks_ == b.ticks_ && a.offset() == b.offset();
    }

    friend std::ostream& operator<<(std::ostream& out, time_of_day const& t) {
        char buffer[max_time_size];
        return out << std::string_view(buffer, t.print_time(buffer));
    }

private:
    static constexpr std::int32_t no_day_ = -1;

    std::int64_t ticks_{};       // since midnight
    std::int32_t day_{no_day_};  // since 0001-01-01
    detail::clock_zone zone_{};
    std::uint8_t digits_{};
};

}  // namespace veeam::inline v0
