#include "job_runs.hpp"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <utility>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/timestamp.hpp>

#include "identities.hpp"

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::ordered_json;

std::string now() { return timestamp(std::chrono::system_clock::now()).text(); }

ordered_json new_session(std::string const& id, std::string const& job) {
    ordered_json links;
    links["self"]["href"] = "/v6/jobsessions/" + id;
    links["log"]["href"] = "/v6/jobsessions/" + id + "/logitems";
    links["job"]["href"] = "/v6/jobs/" + job;
    return {{"id", id},
            {"creationTime", now()},
            {"retryCount", 0},
            {"progress", 0},
            {"status", "Running"},
            {"statistics",
             {{"processingRateBytesPS", 0},
              {"processingRateItemsPS", 0},
              {"readRateBytesPS", 0},
              {"writeRateBytesPS", 0},
              {"transferredDataBytes", 0},
              {"processedObjects", 0},
              {"bottleneck", "Detecting"}}},
            {"_links", std::move(links)}};
}

}  // namespace

bool job_runs::start(std::string job, std::optional<fault_kind> fate) {
    std::lock_guard lock(mutex_);
    auto const is_busy = [&](run const& one) { return one.running && detail::equal_ignoring_case(one.job, job); };
    if (std::ranges::any_of(all_, is_busy)) return false;
    std::string const id = random_guid();
    ordered_json document = new_session(id, job);
    all_.push_back({.id = id, .job = std::move(job), .fate = fate, .document = std::move(document)});
    return true;
}

bool job_runs::stop(std::string_view job) {
    std::lock_guard lock(mutex_);
    for (run& one : all_) {
        if (!one.running || !detail::equal_ignoring_case(one.job, job)) continue;
        end(one, "Stopped", "Stopped by an administrator");
        return true;
    }
    return false;
}

void job_runs::end(run& one, std::string_view status, std::string_view details) {
    one.running = false;
    one.document["status"] = status;
    one.document["details"] = details;
    one.document["endTime"] = now();
}

std::vector<ordered_json> job_runs::look(std::function<bool(std::string_view id, std::string_view job)> const& wanted) {
    std::lock_guard lock(mutex_);
    std::vector<ordered_json> out;
    for (run& one : std::views::reverse(all_)) {
        if (!wanted(one.id, one.job)) continue;
        if (one.running && ++one.looks == 2) {
            if (one.fate == fault_kind::fail_task) end(one, "Failed", "The mailbox could not be opened.");
            else if (one.fate == fault_kind::cancel_task) end(one, "Stopped", "Stopped by an administrator");
            else if (one.fate == fault_kind::warn_task)
                end(one, "Warning", "Some objects were processed with warnings");
            else end(one, "Success", "Transferred: 36.1 KB (6 items) at 2.4 KB/s (0 items/s)");
        }
        out.push_back(one.document);
    }
    return out;
}

void job_runs::clear() {
    std::lock_guard lock(mutex_);
    all_.clear();
}

}  // namespace veeam::inline v0::simulation
