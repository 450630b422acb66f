#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vspc/v2/backup_agent_jobs.hpp>
#include <veeam/vspc/v3/backup_agent_jobs.hpp>

#include "server.hpp"

namespace {

namespace vb365 = veeam::vb365::v6;
namespace vspc2 = veeam::vspc::v2;
namespace vspc3 = veeam::vspc::v3;

constexpr veeam::uuid agent{"cc52ec30-a1b0-41dd-8b24-553dab48b43f"};
constexpr veeam::uuid agent_job{"4610eb17-b41c-4cc5-81d1-938ee6d89b7a"};

struct console_v2 : running_server {
    veeam::client<veeam::httplib_transport, veeam::vspc_v2_logon> api{
        wire, veeam::vspc_v2_logon("operator", right_password()), {}, clock()};
};
struct console_v3 : running_server {
    veeam::client<veeam::httplib_transport, veeam::vspc_v3_logon> api{
        wire, veeam::vspc_v3_logon("operator", right_password()), {}, clock()};
};
struct microsoft_365 : running_server {
    veeam::client<veeam::httplib_transport, veeam::vb365_logon> api{
        wire, veeam::vb365_logon("operator", right_password()), {}, clock()};
};

}  // namespace

TEST_CASE("Version 2 shows the documented job of an agent") {
    console_v2 vspc;
    auto const job = vspc.api(vspc2::GetBackupAgentJob{.backup_agent_id = agent, .job_id = agent_job});
    REQUIRE(job.has_value());
    CHECK(job->name.value().starts_with("Workstation: File level backup."));
    CHECK(job->backup_size == 67325952);
    auto const log = vspc.server.log();
    REQUIRE(log.size() == 2);
    CHECK(log[0].target == "/token");
    CHECK(log[1].target ==
          "/v2/backupAgents/cc52ec30-a1b0-41dd-8b24-553dab48b43f/jobs/4610eb17-b41c-4cc5-81d1-938ee6d89b7a");
}

TEST_CASE("Version 2 says in its own document that there is no such job") {
    console_v2 vspc;
    auto const missing = vspc.api(vspc2::GetBackupAgentJob{.backup_agent_id = agent, .job_id = agent});
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().http_status() == 404);
    CHECK(missing.error().message() == "The job was not found.");
}

TEST_CASE("Version 3 pages by offset and tells the total") {
    console_v3 vspc;
    auto items = vspc.api.items(vspc3::ListWindowsBackupAgentJobs{.limit = 10});
    std::size_t count = 0;
    for (auto const& job : items) count += job.instance_uid.is_nil() ? 0u : 1u;
    CHECK(count == 23);
    CHECK(items.total() == 23);
    CHECK(vspc.server.count("GET", "/api/v3/infrastructure/backupAgents/windows/jobs?limit=10") == 3);
}

TEST_CASE("Version 3 refuses a limit out of range with its list of errors") {
    console_v3 vspc;
    veeam::request r;
    r.target = "/api/v3/infrastructure/backupAgents/windows/jobs?limit=501";
    auto const answer = vspc.api.raw(r);
    REQUIRE(answer.has_value());
    CHECK(answer->status == 400);
    CHECK(answer->headers.get("Content-Type").value() == "application/json; charset=utf-8");
    CHECK(answer->body == R"({"errors":[{"message":"Property value must be between 1 and 500.","type":"logical",)"
                          R"("code":400,"parameterName":"limit"}]})");
}

TEST_CASE("A wrong password is refused by each token endpoint in its own document") {
    console_v3 vspc;
    veeam::client two{vspc.wire, veeam::vspc_v2_logon("operator", veeam::secret("wrong"))};
    veeam::client three{vspc.wire, veeam::vspc_v3_logon("operator", veeam::secret("wrong"))};
    veeam::client six{vspc.wire, veeam::vb365_logon("operator", veeam::secret("wrong"))};
    for (auto const& refused : {two.log_on(), three.log_on(), six.log_on()}) {
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind() == veeam::error_kind::authentication);
        CHECK(refused.error().message() == "The user name or password is incorrect.");
    }
}

TEST_CASE("Backup for Microsoft 365 narrows its list and leads through it by links") {
    microsoft_365 vb;
    std::size_t copies = 0;
    for (vb365::JobSession const& s :
         vb.api.items(vb365::ListJobSessions{.job_type = vb365::JobType::Copy, .limit = 10})) {
        CHECK(s.end_time);
        ++copies;
    }
    CHECK(copies == 24);
    auto const log = vb.server.log("GET", "/v6/JobSessions");
    REQUIRE(log.size() == 3);
    CHECK(log[0].target == "/v6/JobSessions?jobType=Copy&limit=10");
    CHECK(log[1].target.find("offset=10") != std::string::npos);
    CHECK(log[1].target.find("setId=") != std::string::npos);

    std::size_t recent = 0;
    for ([[maybe_unused]] vb365::JobSession const& s :
         vb.api.items(vb365::ListJobSessions{.end_time_lower_bound = veeam::timestamp::parse("2022-01-31T16:38:00Z")}))
        ++recent;
    CHECK(recent == 2);
}

TEST_CASE("An access token that has expired is renewed with the refresh token, which works once") {
    microsoft_365 vb;
    CHECK(vb.api(vb365::ListJobSessions{}).has_value());
    vb.time += std::chrono::minutes(61);
    CHECK(vb.api(vb365::ListJobSessions{}).has_value());
    CHECK(vb.server.count("POST", "/v6/token") == 2);
    vb.server.inject({.kind = veeam::fault_kind::revoke_tokens, .method = "GET"});
    CHECK(vb.api(vb365::ListJobSessions{}).has_value());
    // The refresh token no longer works, so that the password has to.
    CHECK(vb.server.count("POST", "/v6/token") == 4);
}

TEST_CASE("Requests without a token are refused by all three") {
    running_server any;
    for (char const* target :
         {"/v2/backupAgents/a/jobs/b", "/api/v3/infrastructure/backupAgents/windows/jobs", "/v6/JobSessions"}) {
        CAPTURE(target);
        CHECK(any.get(target).value().status == 401);
    }
    CHECK(any.get("/v6/Nothing").value().status == 404);
    CHECK(any.send(veeam::http_method::put, "/v6/JobSessions", {{"Content-Length", "0"}}).value().status == 405);
}

TEST_CASE("A token of one product does not open another") {
    running_server any;
    auto const given =
        any.send(veeam::http_method::post, "/v6/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
                 "grant_type=password&username=operator&password=simulator");
    REQUIRE(given.has_value());
    REQUIRE(given->status == 200);
    std::size_t const start = given->body.find(":\"") + 2;
    std::string const bearer = "Bearer " + given->body.substr(start, given->body.find('"', start) - start);
    CHECK(any.send(veeam::http_method::get, "/v6/JobSessions", {{"Authorization", bearer}}).value().status == 200);
    CHECK(any.send(veeam::http_method::get, "/api/v3/infrastructure/backupAgents/windows/jobs",
                   {{"Authorization", bearer}})
              .value()
              .status == 401);
}
