#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "faults.hpp"

namespace veeam::inline v0::simulation {

/// The runs of jobs of Backup for Microsoft 365 that clients have started. Thread-safe.
///
/// A run has a session from its beginning, which runs until it is looked at a second time.
class job_runs {
public:
    /// Whether it could be started: a job has one run at a time.
    bool start(std::string job, std::optional<fault_kind> fate);
    /// Whether there was a run to stop.
    bool stop(std::string_view job);
    /// The sessions that `wanted` names by their own identifier and that of their job, newest first.
    std::vector<nlohmann::ordered_json> look(
        std::function<bool(std::string_view id, std::string_view job)> const& wanted);

    void clear();

private:
    struct run {
        std::string id{};
        std::string job{};
        std::optional<fault_kind> fate{};
        nlohmann::ordered_json document{};
        std::size_t looks{};
        bool running{true};
    };
    static void end(run& one, std::string_view status, std::string_view details);

    std::mutex mutex_;
    std::vector<run> all_;  // newest last
};

}  // namespace veeam::inline v0::simulation
