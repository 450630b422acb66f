#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <stop_token>

#include <veeam/core/sleep.hpp>

namespace veeam::inline v0 {

/// Where a layer reads the time, how it waits and what it draws lots with. Tests put their own type in its place.
///
/// Requirements on a clock `c`:
/// 1. `c.now()` is a `steady_clock::time_point`, comparable with the deadlines of requests.
/// 2. `c.sleep(duration, stop)` waits so long, or until a stop is requested.
/// 3. `c.random()` is a number in [0, 1).
///
/// It must be usable from as many threads as the layer.
///
/// @par Exemplar
/// @code
/// struct frozen_clock {
///     std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
///     std::chrono::steady_clock::time_point now() const { return time; }
///     void sleep(std::chrono::milliseconds d, std::stop_token const&) { time += d; }
///     double random() const { return 0.5; }
/// };
/// static_assert(veeam::layer_clock<frozen_clock>);
/// @endcode
template <class C>
concept layer_clock = requires(C& c, std::chrono::milliseconds duration, std::stop_token const& stop) {
    { c.now() } -> std::same_as<std::chrono::steady_clock::time_point>;
    c.sleep(duration, stop);
    { c.random() } -> std::convertible_to<double>;
};

/// The real time. Thread safety: may be used from many threads.
///
/// @par Example
/// @code
/// std::stop_source stop;
/// veeam::real_clock clock;
/// clock.sleep(std::chrono::milliseconds(1), stop.get_token());
/// @endcode
class real_clock {
public:
    std::chrono::steady_clock::time_point now() const noexcept { return std::chrono::steady_clock::now(); }

    void sleep(std::chrono::milliseconds duration, std::stop_token const& stop) const {
        detail::sleep_unless_stopped(duration, stop);
    }

    /// Good enough to spread requests, not for secrets.
    double random() const noexcept {
        // SplitMix64. Each thread starts elsewhere: at the address of its own state, and at the time.
        thread_local std::uint64_t state =
            reinterpret_cast<std::uintptr_t>(&state) ^ static_cast<std::uint64_t>(now().time_since_epoch().count());
        std::uint64_t z = state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }
};
static_assert(layer_clock<real_clock>);

}  // namespace veeam::inline v0
