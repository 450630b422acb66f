#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include <httplib.h>

#include "faults.hpp"
#include "message.hpp"

namespace veeam::inline v0::simulation {

/// Waits that end early when the server stops. Thread-safe.
class interruptible {
public:
    void sleep(std::chrono::milliseconds time);
    void stop();

private:
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool stopped_{false};
};

/// The answer that a fault puts in the place of the right one; nothing where the request is to be carried out.
/// `json`: whether hostile documents are JSON or XML.
std::optional<response> replacement(fault const& what, bool json);

/// Hands an answer to cpp-httplib, damaged as the fault says.
void deliver(response answer, std::optional<fault> const& what, bool json, httplib::Request const& to,
             httplib::Response& out, interruptible& waits);

}  // namespace veeam::inline v0::simulation
