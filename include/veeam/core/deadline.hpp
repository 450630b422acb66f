#pragma once

#include <algorithm>
#include <chrono>

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

}  // namespace veeam::inline v0::detail
