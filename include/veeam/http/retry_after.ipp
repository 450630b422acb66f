#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <veeam/core/compiled.hpp>
#include <veeam/http/headers.hpp>
#include <veeam/http/media_type.hpp>
#include <veeam/http/retry_after.hpp>

namespace veeam::inline v0 {

namespace detail {

/// Reads a number from the front of `text` and takes it off; none: no digit there.
inline std::optional<std::int64_t> take_number(std::string_view& text) noexcept {
    std::size_t size = 0;
    std::int64_t value = 0;
    // A number beyond any sensible date or wait stays at the largest that cannot overflow.
    for (; size < text.size() && text[size] >= '0' && text[size] <= '9'; ++size)
        value = std::min<std::int64_t>(value * 10 + (text[size] - '0'), 100'000'000'000);
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

inline bool take(std::string_view& text, std::string_view prefix) noexcept {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

inline std::optional<unsigned> take_month(std::string_view& text) noexcept {
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() < 3) return std::nullopt;
    for (unsigned month = 0; month < 12; ++month) {
        if (text.substr(0, 3) != names.substr(month * 3, 3)) continue;
        text.remove_prefix(3);
        return month + 1;
    }
    return std::nullopt;
}

inline std::optional<std::chrono::seconds> take_time(std::string_view& text) noexcept {
    auto const hours = take_number(text);
    if (!hours || !take(text, ":")) return std::nullopt;
    auto const minutes = take_number(text);
    if (!minutes || !take(text, ":")) return std::nullopt;
    auto const seconds = take_number(text);
    if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds);
}

inline std::optional<std::chrono::sys_seconds> make_time(std::int64_t year, unsigned month, std::int64_t day,
                                                         std::chrono::seconds time) noexcept {
    if (year < 1600 || year > 9999 || day < 1 || day > 31) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::sys_days(date)) + time;
}

}  // namespace detail

VEEAM_DEFINE std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept {
    std::size_t const comma = text.find(',');
    if (comma == std::string_view::npos) {  // Sun Nov  6 08:49:37 1994
        if (text.size() < 4 || text[3] != ' ') return std::nullopt;
        text.remove_prefix(4);
        auto const month = detail::take_month(text);
        if (!month || !detail::take(text, " ")) return std::nullopt;
        detail::take(text, " ");
        auto const day = detail::take_number(text);
        if (!day || !detail::take(text, " ")) return std::nullopt;
        auto const time = detail::take_time(text);
        if (!time || !detail::take(text, " ")) return std::nullopt;
        auto const year = detail::take_number(text);
        if (!year || !text.empty()) return std::nullopt;
        return detail::make_time(*year, *month, *day, *time);
    }
    text.remove_prefix(comma + 1);
    if (!detail::take(text, " ")) return std::nullopt;
    auto const day = detail::take_number(text);
    bool const obsolete = detail::take(text, "-");  // Sunday, 06-Nov-94 08:49:37 GMT
    if (!day || (!obsolete && !detail::take(text, " "))) return std::nullopt;
    auto const month = detail::take_month(text);
    if (!month || !detail::take(text, obsolete ? "-" : " ")) return std::nullopt;
    auto year = detail::take_number(text);
    if (!year || !detail::take(text, " ")) return std::nullopt;
    if (obsolete && *year < 100) *year += *year < 70 ? 2000 : 1900;
    auto const time = detail::take_time(text);
    if (!time || text != " GMT") return std::nullopt;
    return detail::make_time(*year, *month, *day, *time);
}

VEEAM_DEFINE std::optional<std::chrono::milliseconds> retry_after(headers const& h,
                                                                  std::chrono::system_clock::time_point now) noexcept {
    auto const value = h.get("Retry-After");
    if (!value) return std::nullopt;
    std::string_view text = detail::trim_blanks(*value);
    std::string_view digits = text;
    if (auto const seconds = detail::take_number(digits))
        return digits.empty() ? std::optional(std::chrono::milliseconds(std::chrono::seconds(*seconds))) : std::nullopt;
    auto const when = parse_http_date(text);
    if (!when) return std::nullopt;
    auto from = std::chrono::floor<std::chrono::seconds>(now);
    if (auto const date = h.get("Date"))
        if (auto const theirs = parse_http_date(detail::trim_blanks(*date))) from = *theirs;
    return std::chrono::milliseconds(std::max(std::chrono::seconds(0), *when - from));
}

}  // namespace veeam::inline v0
