#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace veeam::inline v0::detail {

/// So much after `from`; the last or the first point in time where that is out of range.
constexpr std::chrono::steady_clock::time_point add_saturated(std::chrono::steady_clock::time_point from,
                                                              std::chrono::milliseconds duration) noexcept {
    using time_point = std::chrono::steady_clock::time_point;
    using std::chrono::milliseconds;
    // A duration that fits between the origin and the end of time also fits into the ticks of the clock.
    if (duration > std::chrono::duration_cast<milliseconds>(time_point::max() - std::max(from, time_point())))
        return time_point::max();
    if (duration < std::chrono::duration_cast<milliseconds>(time_point::min() - std::min(from, time_point())))
        return time_point::min();
    return from + duration;
}

/// When something that starts now must have ended: at the deadline, or earlier if its time has passed. None: whenever.
constexpr std::optional<std::chrono::steady_clock::time_point> end_of(
    std::optional<std::chrono::steady_clock::time_point> deadline, std::optional<std::chrono::milliseconds> timeout,
    std::chrono::steady_clock::time_point now) noexcept {
    if (!timeout) return deadline;
    auto const end = add_saturated(now, *timeout);
    return deadline ? std::min(*deadline, end) : end;
}

/// So many seconds as a server says, but for a number that would overflow in a sum with a time.
constexpr std::chrono::seconds bounded_seconds(std::int64_t said) noexcept {
    return std::chrono::seconds(std::min<std::int64_t>(said, 366 * 86'400));
}

}  // namespace veeam::inline v0::detail
