// Work that goes on after the answer, of three products, from its start to its end over TLS.

#include <algorithm>
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/client/em.hpp>
#include <veeam/client/em_task.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vb365_session.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/client/vspc_async_action.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vb365/v6/jobs.hpp>
#include <veeam/vspc/v3/async_actions.hpp>
#include <veeam/vspc/v3/backup_agent_jobs.hpp>

#include "server.hpp"

namespace {

namespace em = veeam::em;
namespace v3 = veeam::vspc::v3;
namespace v6 = veeam::vb365::v6;
using veeam::fault_kind;
using veeam::long_outcome;

constexpr char const* database_job = "5658281f-625e-4627-89dd-d2a0c48be99e";
constexpr veeam::uuid agent{"07673b42-89fb-7227-9c6a-95e6908f25de"};
constexpr veeam::uuid agent_job{"724111ac-15f5-bf02-604d-20862fbafece"};
constexpr veeam::uuid mailboxes{"1f6f7c97-0df4-4866-8c37-309fda301894"};

/// A client for which waiting takes no time.
template <class Logon>
struct host : running_server {
    veeam::client_clock clock() {
        veeam::client_clock out = running_server::clock();
        out.sleep = [this](std::chrono::milliseconds d, std::stop_token const&) { time += d; };
        return out;
    }
    veeam::client<veeam::httplib_transport, Logon> api{wire, Logon("operator", right_password()), {}, clock()};
};
using enterprise_manager = host<veeam::em_logon>;
using microsoft_365 = host<veeam::vb365_logon>;

struct console : host<veeam::vspc_v3_logon> {
    /// What happens to the next request that a client sends by this method.
    void next(fault_kind kind, std::string method = "POST") {
        server.inject(
            {.kind = kind, .method = std::move(method), .path = "/api/v3/infrastructure/backupAgents/windows"});
    }
    std::string status() {
        auto const found =
            api(v3::GetWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job});
        return std::string(found.value().status->text());
    }
    auto start() {
        return api.start(v3::StartWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job})
            .value();
    }
};

template <class State>
std::string text(veeam::conclusion<State> const& end) {
    std::string out(to_text(end.outcome));
    return end.why ? out + ", " + end.why->text() : out;
}

}  // namespace

TEST_CASE("Enterprise Manager: a task succeeds, or fails on demand and leaves nothing behind") {
    enterprise_manager host;
    auto const sessions = [&] { return host.api(em::ListTasks{})->tasks->size(); };
    auto const good = host.api.start(em::StartJob{.job_id = database_job});
    CHECK(text(host.api.wait(*good)) == "succeeded");
    host.server.inject({.kind = fault_kind::fail_task, .method = "POST", .path = "/api/jobs/"});
    auto const bad = host.api.start(em::StartJob{.job_id = database_job});
    auto const end = host.api.wait(*bad);
    CHECK(text(end) == "failed, StartJob: api: The backup server could not be reached.");
    CHECK(end.state->state == em::TaskState::Finished);
    CHECK(end.state->links->size() == 1);  // the link to delete it, and none to a session
    CHECK(sessions() == 2);
}

TEST_CASE("Enterprise Manager: a task that fails does not change the job") {
    enterprise_manager host;
    auto job = host.api(em::GetJob{.job_id = database_job}).value();
    auto const before = job.description;
    job.description = "edited";
    host.server.inject({.kind = fault_kind::fail_task, .method = "PUT"});
    auto const task = host.api.start(em::EditJob{.job_id = database_job, .body = job});
    CHECK(host.api.wait(task.value()).outcome == long_outcome::failed);
    CHECK(host.api(em::GetJob{.job_id = database_job})->description == before);
}

TEST_CASE("Service Provider Console: what is answered at once and what is queued end alike") {
    {
        console vspc;
        auto const at_once = vspc.start();
        CHECK(!at_once.id());
        CHECK(text(vspc.api.wait(at_once)) == "succeeded");
        CHECK(vspc.status() == "Running");
    }
    console vspc;
    vspc.next(fault_kind::run_async);
    auto const queued = vspc.start();
    REQUIRE(queued.id());
    CHECK(vspc.status() == "success");  // it is carried out later
    std::vector<std::string> states;
    auto const end = vspc.api.wait(queued, {}, [&](auto const& now) { states.emplace_back(now.info->status->text()); });
    CHECK(text(end) == "succeeded");
    CHECK(end.value().answer->errors->empty());
    CHECK(end.value().info->action_name == "StartWindowsBackupAgentJob");
    CHECK(states == std::vector<std::string>{"running", "succeed"});
    CHECK(vspc.status() == "Running");
}

TEST_CASE("Service Provider Console: the answer of a queued operation has the operation's own type") {
    console vspc;
    vspc.next(fault_kind::run_async, "GET");
    auto const job =
        vspc.api.start(v3::GetWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job});
    CHECK(vspc.api.wait(*job).value().answer.value().instance_uid == agent_job);
    vspc.next(fault_kind::run_async, "GET");
    auto const page = vspc.api.start(v3::ListWindowsBackupAgentJobs{.limit = 5});
    CHECK(vspc.api.wait(*page).value().answer.value().data.size() == 5);
    vspc.next(fault_kind::run_async, "PATCH");
    auto const patch = vspc.api.start(v3::PatchWindowsBackupAgentJob{
        .backup_agent_uid = agent,
        .backup_agent_job_uid = agent_job,
        .body = std::vector{
            v3::JsonPatch{.op = v3::JsonPatchOp::Replace, .value = veeam::json_text{"false"}, .path = "/isEnabled"}}});
    CHECK(vspc.api.wait(*patch).value().answer.value().is_enabled == false);
    CHECK(vspc.api(v3::ListWindowsBackupAgentJobsByAgent{.backup_agent_uid = agent})->data.front().is_enabled == false);
}

TEST_CASE("Service Provider Console: an action fails, is cancelled by somebody, and by its owner") {
    console vspc;
    vspc.next(fault_kind::fail_task);
    CHECK(text(vspc.api.wait(vspc.start())) ==
          "failed, StartWindowsBackupAgentJob: api 520 [1001]: The management agent is not connected.");
    vspc.next(fault_kind::cancel_task);
    CHECK(text(vspc.api.wait(vspc.start())) ==
          "cancelled, StartWindowsBackupAgentJob: cancelled: the action was cancelled at the server");
    vspc.next(fault_kind::run_async);
    auto const own = vspc.start();
    CHECK(vspc.api.cancel(own).has_value());
    CHECK(vspc.api.wait(own).outcome == long_outcome::cancelled);
    CHECK(vspc.api.cancel(own).error().message() == "The action has ended.");
    CHECK(vspc.status() == "success");
}

TEST_CASE("Service Provider Console: an operation that would be refused at once fails as an action") {
    console vspc;
    vspc.next(fault_kind::run_async);
    auto const started =
        vspc.api.start(v3::StartWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent});
    CHECK(text(vspc.api.wait(*started)) == "failed, StartWindowsBackupAgentJob: api 404: There is no such job.");
}

TEST_CASE(
    "Service Provider Console: actions are found by their id, in another session as well, until they are forgotten") {
    console vspc;
    vspc.next(fault_kind::run_async);
    veeam::uuid const id{"ba547d14-c556-42bb-b85c-eeeb16e2f5e7"};
    v3::StartWindowsBackupAgentJob const op{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job};
    CHECK(vspc.api.start(op, {.request_id = id.text()})->id() == id);
    CHECK(vspc.api.start(op, {.request_id = id.text()})->id() == id);  // the same request once more
    CHECK(vspc.api(v3::ListAsyncActions{})->size() == 1);
    CHECK(vspc.api(v3::AttachRequestDataToAsyncAction{.action_id = id, .body = {{.request_body = "by hand"}}})
              ->request_body == "by hand");
    CHECK(vspc.api.log_off().has_value());
    veeam::vspc_async_action<v3::StartWindowsBackupAgentJob> const found(id);
    CHECK(text(vspc.api.wait(found)) == "succeeded");
    CHECK(vspc.api(v3::GetAsyncActionResult{.action_id = id})->text() == R"({"errors":[],"data":{}})");
    CHECK(vspc.api(v3::ClearAsyncActionResult{.action_id = id}).has_value());
    CHECK(vspc.api.wait(found).value().answer.error().http_status() == 404);
    CHECK(vspc.api(v3::GetAsyncActionsConfig{})->result_retention_time == 300);
    vspc.server.reset();
    CHECK(vspc.api.wait(found).outcome == long_outcome::unknown);
}

TEST_CASE("Service Provider Console: a job that was deleted is gone") {
    console vspc;
    v3::DeleteWindowsBackupAgentJob const op{
        .backup_agent_uid = agent, .backup_agent_job_uid = agent_job, .remove_restore_points = false};
    CHECK(vspc.api(op).has_value());
    CHECK(vspc.api(op).error().http_status() == 404);
    std::size_t count = 0;
    for ([[maybe_unused]] auto const& one : vspc.api.items(v3::ListWindowsBackupAgentJobs{})) ++count;
    CHECK(count == 22);
    CHECK(vspc.api(v3::StopWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job})
              .error()
              .http_status() == 404);
}

TEST_CASE("Service Provider Console: a stop and a change are carried out, and a bad change is refused") {
    console vspc;
    CHECK(vspc.api(v3::StopWindowsBackupAgentJob{.backup_agent_uid = agent, .backup_agent_job_uid = agent_job})
              .has_value());
    CHECK(vspc.status() == "Stopping");
    v3::PatchWindowsBackupAgentJob bad{
        .backup_agent_uid = agent,
        .backup_agent_job_uid = agent_job,
        .body = std::vector{v3::JsonPatch{.op = v3::JsonPatchOp::Remove, .path = "name"}}};
    CHECK(vspc.api(bad).error().http_status() == 400);
}

TEST_CASE("Service Provider Console: the wait that its error document asks for is in the error") {
    console vspc;
    vspc.server.inject({.kind = fault_kind::status,
                        .path = "/api/v3/infrastructure",
                        .status = 429,
                        .body = R"({"errors":[{"message":"Slow down.","type":"transport","code":429,"retryAfter":7}]})",
                        .content_type = "application/json"});
    auto const refused = vspc.api(v3::ListWindowsBackupAgentJobs{});
    CHECK(refused.error().message() == "Slow down.");
    CHECK(refused.error().retry_after() == std::chrono::seconds(7));
}

TEST_CASE("Backup for Microsoft 365: a run ends well, with warnings, badly, or is stopped") {
    microsoft_365 vb365;
    auto const run = [&](std::optional<fault_kind> kind) {
        if (kind) vb365.server.inject({.kind = *kind, .method = "POST", .path = "/v6/Jobs/"});
        auto const started = vb365.api.start(v6::StartJob{.job_id = mailboxes, .body = v6::StartJobOptions{}});
        auto const end = vb365.api.wait(started.value());
        CHECK(end.state->id == vb365.api(v6::GetJobSession{.job_session_id = end.state->id})->id);
        CHECK(vb365.api.wait(veeam::vb365_session(end.state->id)).outcome == end.outcome);
        return std::pair(text(end), std::string(end.state->status->text()));
    };
    CHECK(run(std::nullopt) == std::pair<std::string, std::string>("succeeded", "Success"));
    CHECK(run(fault_kind::warn_task) == std::pair<std::string, std::string>("succeeded", "Warning"));
    CHECK(run(fault_kind::fail_task) ==
          std::pair<std::string, std::string>(
              "failed, StartJob: api: the session failed: The mailbox could not be opened.", "Failed"));
    CHECK(run(fault_kind::cancel_task) ==
          std::pair<std::string, std::string>(
              "cancelled, StartJob: cancelled: the session was stopped: Stopped by an administrator", "Stopped"));
}

TEST_CASE("Backup for Microsoft 365: a job runs once at a time, and stopping it ends the run") {
    microsoft_365 vb365;
    v6::StartJob const op{.job_id = mailboxes, .body = v6::StartJobOptions{.full = true}};
    auto const run = vb365.api.start(op);
    REQUIRE(run.has_value());
    CHECK(vb365.api(op).error().text() == "StartJob: api 400: The job is running already.");
    CHECK(vb365.api(v6::ListJobSessions{})->results.front().status == v6::JobSessionStatus::Running);
    CHECK(vb365.api.cancel(*run).has_value());
    CHECK(vb365.api.wait(*run).outcome == long_outcome::cancelled);
    CHECK(vb365.api.cancel(*run).error().text() == "StopJob: api 400: The job is not running.");
}

TEST_CASE("Backup for Microsoft 365: jobs are listed, read, switched and removed") {
    microsoft_365 vb365;
    auto const jobs = vb365.api(v6::ListJobs{});
    REQUIRE(jobs.has_value());
    CHECK(jobs->size() == 2);
    CHECK(vb365.api(v6::GetJob{.job_id = mailboxes})->is_enabled == true);
    CHECK(vb365.api(v6::DisableJob{.job_id = mailboxes}).has_value());
    CHECK(vb365.api(v6::GetJob{.job_id = mailboxes})->is_enabled == false);
    CHECK(vb365.api(v6::EnableJob{.job_id = mailboxes}).has_value());
    CHECK(vb365.api(v6::GetJob{.job_id = mailboxes})->is_enabled == true);
    CHECK(vb365.api(v6::ListSessionsOfJob{.job_id = mailboxes, .limit = 5})->results.size() == 5);
    CHECK(vb365.api(v6::DeleteJob{.job_id = mailboxes}).has_value());
    CHECK(vb365.api(v6::GetJob{.job_id = mailboxes}).error().http_status() == 404);
    CHECK(vb365.api(v6::ListJobs{})->size() == 1);
}

TEST_CASE("Backup for Microsoft 365: what becomes of a run is decided by the request that starts it") {
    microsoft_365 vb365;
    vb365.server.inject({.kind = fault_kind::fail_task, .path = "/v6/Jobs/"});
    auto const started = vb365.api.start(v6::StartJob{.job_id = mailboxes, .body = v6::StartJobOptions{}});
    CHECK(vb365.api.wait(started.value()).outcome == long_outcome::failed);
}
