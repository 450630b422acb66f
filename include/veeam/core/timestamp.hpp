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

/// A date and time as a server wrote it: the wall clock, its zone if it had one, and how many fraction digits.
///
/// Reading accepts `YYYY-MM-DDThh:mm:ss[.f][Z|+hh:mm|-hh:mm]` with one to seven fraction digits, a day that exists and
/// no second 60. What is accepted is printed back byte for byte; everything else is refused.
/// `==` means the same text. There is no `<`, since two wall clocks of different or unknown zones have no order:
/// compare `instant()`.
///
/// @par Example
/// @code
/// std::optional<veeam::timestamp> const at = veeam::timestamp::parse("2024-03-01T22:15:00.5+01:00");
/// std::cout << *at << '\n';  // 2024-03-01T22:15:00.5+01:00
/// veeam::timestamp const cutoff(std::chrono::sys_days(std::chrono::year{2024} / 3 / 1));
/// std::cout << cutoff << ' ' << (at->instant() > cutoff.instant()) << '\n';  // 2024-03-01T00:00:00Z 1
/// @endcode
class timestamp {
public:
    /// A point in time to 100 ns. Holds every year from 1 to 9999, which `std::chrono::system_clock` does not.
    using instant_type = std::chrono::sys_time<clock_ticks>;

    /// The longest text: `0001-01-01T00:00:00.0000000+00:00`.
    static constexpr std::size_t max_size = 33;

    /// `0001-01-01T00:00:00`, which means never.
    constexpr timestamp() noexcept = default;

    /// A point in time, rounded down to 100 ns; written in UTC, with `Z` and as many fraction digits as it needs.
    ///
    /// Throws `std::out_of_range` outside the years 1 to 9999.
    template <class Duration>
    constexpr explicit timestamp(std::chrono::sys_time<Duration> when)
        : ticks_(ticks_of(when)), zone_(detail::clock_zone::utc()) {
        for (std::int64_t rest = ticks_ % detail::ticks_per_second; rest != 0; ++digits_)
            rest = rest * 10 % detail::ticks_per_second;
    }

    /// None: not the text of a date and time that could be printed back.
    static constexpr std::optional<timestamp> parse(std::string_view text) noexcept {
        constexpr std::size_t time_at = detail::date_size + 1;
        constexpr std::size_t tail_at = time_at + detail::time_size;
        if (text.size() < tail_at || text[detail::date_size] != 'T') return std::nullopt;
        std::int32_t const day = detail::parse_date(text.data());
        std::int32_t const seconds = detail::parse_time(text.data() + time_at);
        detail::clock_tail tail;
        if ((day | seconds) < 0 || !tail.parse(text.substr(tail_at))) return std::nullopt;
        timestamp out;
        out.ticks_ = day * detail::ticks_per_day + seconds * detail::ticks_per_second + tail.ticks;
        out.zone_ = tail.zone;
        out.digits_ = tail.digits;
        return out;
    }

    /// Writes the text without a terminating zero and returns its size; `out` has room for `max_size` characters.
    constexpr std::size_t print(char* out) const noexcept {
        std::int64_t const seconds = ticks_ / detail::ticks_per_second;
        constexpr std::int64_t seconds_per_day = detail::ticks_per_day / detail::ticks_per_second;
        char* p = detail::print_date(out, static_cast<std::int32_t>(seconds / seconds_per_day));
        *p++ = 'T';
        p = detail::print_time(p, static_cast<std::int32_t>(seconds % seconds_per_day));
        detail::clock_tail const tail{
            .ticks = static_cast<std::int32_t>(ticks_ % detail::ticks_per_second), .digits = digits_, .zone = zone_};
        return static_cast<std::size_t>(tail.print(p) - out);
    }

    std::string text() const {
        char buffer[max_size];
        return std::string(buffer, print(buffer));
    }

    /// The point in time; none where the text has no zone, since then it is the local time of nobody knows where.
    constexpr std::optional<instant_type> instant() const noexcept {
        auto const from_utc = zone_.offset();
        if (!from_utc) return std::nullopt;
        constexpr std::int64_t epoch = detail::unix_epoch_day * detail::ticks_per_day;
        return instant_type(clock_ticks(ticks_ - epoch) - *from_utc);
    }

    /// The wall clock, whatever its zone.
    constexpr std::chrono::local_time<clock_ticks> local() const noexcept {
        constexpr std::int64_t epoch = detail::unix_epoch_day * detail::ticks_per_day;
        return std::chrono::local_time<clock_ticks>(clock_ticks(ticks_ - epoch));
    }

    /// What the wall clock is ahead of UTC; zero for `Z`, none without a zone.
    constexpr std::optional<std::chrono::minutes> offset() const noexcept { return zone_.offset(); }

    /// Whether it is one of the dates that servers send for "has not happened": `0001-01-01T00:00:00` with or without a
    /// zone, or `1753-01-01T00:00:00Z`.
    constexpr bool is_never() const noexcept {
        constexpr std::int64_t first_of_1753 = detail::day_from_date(1753, 1, 1) * detail::ticks_per_day;
        return ticks_ == 0 || (ticks_ == first_of_1753 && zone_.is_utc_letter());
    }

    friend constexpr bool operator==(timestamp const&, timestamp const&) noexcept = default;

    friend std::ostream& operator<<(std::ostream& out, timestamp const& t) {
        char buffer[max_size];
        return out << std::string_view(buffer, t.print(buffer));
    }

private:
    template <class Duration>
    static constexpr std::int64_t ticks_of(std::chrono::sys_time<Duration> when) {
        constexpr std::int64_t epoch = detail::unix_epoch_day * detail::ticks_per_day;
        constexpr std::int64_t end = detail::day_count * detail::ticks_per_day;
        // A coarse duration reaches times whose ticks overflow, so a rough look in floating point comes first.
        std::chrono::duration<long double, std::ratio<86'400>> const days = when.time_since_epoch();
        if (!(days.count() > -detail::unix_epoch_day - 1.0L && days.count() < detail::day_count))
            throw std::out_of_range("veeam::timestamp: not in the years 1 to 9999");
        std::int64_t const ticks = std::chrono::floor<clock_ticks>(when).time_since_epoch().count() + epoch;
        if (ticks < 0 || ticks >= end) throw std::out_of_range("veeam::timestamp: not in the years 1 to 9999");
        return ticks;
    }

    std::int64_t ticks_{};  // of the wall clock, since 0001-01-01
    detail::clock_zone zone_{};
    std::uint8_t digits_{};
};

}  // namespace veeam::inline v0
