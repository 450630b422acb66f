#pragma once

#include <chrono>
#include <utility>
#include <variant>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>

/// @file
/// What the machines of the client ask for. A machine does no input or output and reads no clock: it says what comes
/// next, and whoever drives it does that and tells it the outcome. `client` is one driver; an event loop can be
/// another.

namespace veeam::inline v0 {

/// Send this request and give the outcome to `receive`. The request belongs to the machine and lives until then.
struct send_step {
    veeam::request const* request{};
};

/// Wait so long, then ask for the next step.
struct sleep_step {
    std::chrono::milliseconds duration{};
};

/// The machine has ended with this outcome.
template <class T>
struct done_step {
    result<T> outcome;
};

/// What a machine that ends with a `T` can ask for.
template <class T>
using step = std::variant<send_step, sleep_step, done_step<T>>;

}  // namespace veeam::inline v0
