#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace veeam::inline v0::detail {

/// Waits so long, or until a stop is requested.
inline void sleep_unless_stopped(std::chrono::milliseconds duration, std::stop_token const& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, duration, [] { return false; });
}

}  // namespace veeam::inline v0::detail
