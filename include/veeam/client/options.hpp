#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include <veeam/client/logon.hpp>
#include <veeam/core/deadline.hpp>
#include <veeam/core/sleep.hpp>
#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

/// What can be said for one call.
///
/// @par Example
/// @code
/// std::stop_source stop;
/// veeam::call_options const options{.timeout = std::chrono::seconds(30), .stop = stop.get_token()};
/// @endcode
struct call_options {
    /// The longest time for one operation, logging on included; for `pages` and `items` that of each page.
    std::optional<std::chrono::milliseconds> timeout{};
    /// When everything must have ended, every page included.
    std::optional<std::chrono::steady_clock::time_point> deadline{};
    std::stop_token stop{};    ///< Asks to give up soon, from any thread.
    veeam::headers headers{};  ///< Sent as well; they replace those of the same name.
    /// One id for one call: sent in the header by which the operation's server knows a repeated request, as a uuid, or
    /// as `X-Request-Id`. A server that knows it takes a second call with the same id for the first one, whatever it
    /// asks for. Without it an operation that has such a header gets a random one for each call.
    std::string request_id{};
    std::size_t max_pages{100'000};  ///< `pages` and `items` end with an error after so many, as a guard.

    /// The limits of an operation that starts now.
    call_limits limits() const {
        return {.deadline = detail::end_of(deadline, timeout, std::chrono::steady_clock::now()), .stop = stop};
    }
};

/// Where a client reads the time for the life of its session, and how it waits. Tests put their own functions here.
///
/// Deadlines of requests are not measured with it: they are for transports, which live in real time.
///
/// @par Example
/// @code
/// auto now = std::chrono::steady_clock::now();
/// veeam::client_clock const clock{.now = [&] { return now; }};
/// @endcode
struct client_clock {
    std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;
    /// Returns early when a stop is requested.
    std::function<void(std::chrono::milliseconds, std::stop_token)> sleep = &detail::sleep_unless_stopped;
};

}  // namespace veeam::inline v0
