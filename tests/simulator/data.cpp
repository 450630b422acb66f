#include "data.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::ordered_json;
using support::example_text;

std::string agent_of(ordered_json const& job) {
    // .../v2/backupAgents/{agent}/jobs/{job}
    std::string const href = job.at("_links").at(0).at("href");
    std::string_view const before = "/backupAgents/";
    return href.substr(href.find(before) + before.size(), 36);
}

void load_agent_jobs(std::filesystem::path const& specification, data& into) {
    ordered_json const documented = ordered_json::parse(example_text(specification, "GetBackupAgentJob", "json"));
    std::string const agent = agent_of(documented);
    into.agent_jobs.push_back({agent, documented.at("id"), documented});

    // A spelling that no page lists, a member that none does, and a run that failed.
    ordered_json failed = documented;
    std::string const id = fixed_guid(0x0202, 1);
    failed["id"] = id;
    failed["name"] = "Server: Volume level backup. Weekly schedule.";
    failed["operationMode"] = "FailoverCluster";
    failed["lastSessionStatus"] = "Failed";
    failed["failureMessage"] = "Error: The network path was not found.\r\n";
    failed["nextRun"] = "0001-01-01T00:00:00";
    failed["protectedMachines"] = 3;
    into.agent_jobs.push_back({agent, id, std::move(failed)});
}

void load_windows_jobs(std::filesystem::path const& specification, data& into) {
    ordered_json const page = ordered_json::parse(example_text(specification, "ListWindowsBackupAgentJobs", "json"));
    for (ordered_json const& documented : page.at("data")) into.windows_jobs.push_back(documented);
    static constexpr std::array<std::string_view, 5> statuses{"success", "warning", "failed", "Running", "none"};
    static constexpr std::array<std::string_view, 3> schedules{"daily", "weekly", "periodically"};
    for (std::size_t i = 1; i <= 21; ++i) {
        ordered_json job = page.at("data").at(i % 2);
        job["instanceUid"] = fixed_guid(0x0301, i);
        job["backupAgentUid"] = fixed_guid(0x0302, i);
        job["name"] = "Server " + std::to_string(100 + i) + ": Entire computer";
        job["operationMode"] = "server";
        job["status"] = statuses[i % statuses.size()];
        job["scheduleType"] = schedules[i % schedules.size()];
        job["isEnabled"] = i % 7 != 0;
        if (i % statuses.size() == 2) job["failureMessage"] = "The agent did not answer in time.";
        if (i % 4 == 0) job["immutabilityDays"] = 14;  // no page lists this member
        into.windows_jobs.push_back(std::move(job));
    }
}

std::string minutes_before(timestamp start, std::size_t minutes) {
    auto const instant = start.instant();
    if (!instant) throw std::runtime_error("the first session of ListJobSessions has no time zone");
    return timestamp(*instant - std::chrono::minutes(minutes)).text();
}

timestamp time_of(ordered_json const& session, char const* member) {
    auto const time = timestamp::parse(session.at(member).get<std::string>());
    if (!time) throw std::runtime_error(std::string("ListJobSessions has a bad ") + member);
    return *time;
}

void load_job_sessions(std::filesystem::path const& specification, data& into) {
    ordered_json const page = ordered_json::parse(example_text(specification, "ListJobSessions", "json"));
    ordered_json const& documented = page.at("results");
    for (ordered_json const& session : documented)
        into.job_sessions.push_back({"Backup", time_of(session, "endTime"), session});
    timestamp const oldest = time_of(documented.back(), "creationTime");
    // The last pair is one that no page lists.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> outcomes{
        {{"Success", "Transferred: 36.1 KB (6 items) at 2.4 KB/s (0 items/s)"},
         {"Warning", "Some objects were processed with warnings"},
         {"Failed", "The mailbox could not be opened."},
         {"Success", "Transferred: 0 B (0 items) at 0 B/s (0 items/s)"},
         {"Canceled", "Stopped by an administrator"}}};
    for (std::size_t i = 1; i <= 72; ++i) {
        ordered_json session = documented.at(i % documented.size());
        std::string const id = fixed_guid(0x3650, i);
        session["id"] = id;
        session["creationTime"] = minutes_before(oldest, 60 * i);
        session["endTime"] = minutes_before(oldest, 60 * i - 7);
        session["status"] = outcomes[i % outcomes.size()].first;
        session["details"] = outcomes[i % outcomes.size()].second;
        session["_links"]["self"]["href"] = "/v6/jobsessions/" + id;
        session["_links"]["log"]["href"] = "/v6/jobsessions/" + id + "/logitems";
        timestamp const end = time_of(session, "endTime");
        into.job_sessions.push_back({i % 3 == 0 ? "Copy" : "Backup", end, std::move(session)});
    }
}

/// The jobs whose sessions there are.
void load_m365_jobs(std::filesystem::path const& specification, data& into) {
    ordered_json const documented = ordered_json::parse(example_text(specification, "GetJob", "json"));
    into.m365_jobs.push_back(documented);
    for (job_session const& session : into.job_sessions) {
        std::string const id = job_of(session.document);
        auto const is_it = [&](ordered_json const& job) { return job.at("id") == id; };
        if (std::ranges::any_of(into.m365_jobs, is_it)) continue;
        ordered_json job = documented;
        job["id"] = id;
        job["name"] = "Mailboxes, part " + std::to_string(into.m365_jobs.size());
        job["isEnabled"] = false;
        job["_links"]["self"]["href"] = "/v6/jobs/" + id;
        job["_links"]["jobsessions"]["href"] = "/v6/jobs/" + id + "/jobsessions";
        into.m365_jobs.push_back(std::move(job));
    }
}

}  // namespace

std::string job_of(ordered_json const& session) {
    std::string const href = session.at("_links").at("job").at("href");
    return href.substr(href.rfind('/') + 1);
}

std::string fixed_guid(unsigned salt, std::size_t index) {
    std::array<char, 37> text{};
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%012zx", 0x5e0a0000u + salt, salt & 0xffffu,
                  salt & 0xfffu, (salt * 7) & 0xfffu, index);
    return text.data();
}

data load_data(std::string const& specs) {
    std::filesystem::path const root(specs);
    data all;
    load_enterprise_manager(root / "em", all);
    load_agent_jobs(root / "vspc_v2", all);
    load_windows_jobs(root / "vspc_v3", all);
    load_job_sessions(root / "vb365_v6", all);
    load_m365_jobs(root / "vb365_v6", all);
    return all;
}

}  // namespace veeam::inline v0::simulation
