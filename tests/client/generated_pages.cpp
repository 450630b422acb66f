#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/transport/scripted.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vspc/v3/backup_agent_jobs.hpp>

// The pagers over the generated operations: each walks two pages.

namespace {

std::vector<std::string> targets(veeam::scripted_transport const& wire) {
    std::vector<std::string> out;
    for (veeam::request const& r : wire.requests()) out.push_back(r.target);
    return out;
}

}  // namespace

TEST_CASE("backup job sessions of Enterprise Manager are walked by their links, in XML") {
    auto const page = [](std::string const& name, std::string const& links) {
        return veeam::xml_response(
            200,
            R"(<?xml version="1.0" encoding="utf-8"?><QueryResult xmlns="http://www.veeam.com/ent/v1.0"><Entities>)"
            R"(<BackupJobSessions><BackupJobSession Type="BackupJobSession" Href="https://em:9398/api/x" Name=")" +
                name +
                R"(" UID="urn:veeam:BackupJobSession:4610eb17-b41c-4cc5-81d1-938ee6d89b7a"/>)"
                R"(</BackupJobSessions></Entities><PagingInfo PageNum="1" PageSize="1" PagesCount="2"><Links>)" +
                links + "</Links></PagingInfo></QueryResult>");
    };
    veeam::response logon = veeam::xml_response(
        201, R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>1</SessionId></LogonSession>)");
    logon.headers.add("X-RestSvcSessionId", "token-1");
    veeam::scripted_transport wire;
    wire.then(logon)
        .then(page("first",
                   R"(<Link Rel="First" Href="https://em:9398/api/query?page=1"/>)"
                   R"(<Link Rel="Next" Href="https://em.internal:9398/api/query?type=BackupJobSession&amp;page=2"/>)"))
        .then(page("second", R"(<Link Rel="Previous" Href="https://em:9398/api/query?page=1"/>)"));
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("password")}};
    std::vector<std::string> names;
    for (auto const& session : api.items(veeam::em::QueryBackupJobSessions{.page_size = 1}))
        names.push_back(session.name);
    CHECK(names == std::vector<std::string>{"first", "second"});
    CHECK(targets(wire) == std::vector<std::string>{"/api/sessionMngr/?v=latest",
                                                    "/api/query?type=BackupJobSession&format=Entities&pageSize=1",
                                                    "/api/query?type=BackupJobSession&page=2"});
}

TEST_CASE("jobs of Service Provider Console are walked by offset to their total") {
    auto const page = [](std::string const& uid) {
        return veeam::json_response(
            200,
            R"({"meta":{"pagingInfo":{"total":2,"count":1,"offset":0}},"data":[{"instanceUid":")" + uid + R"("}]})");
    };
    veeam::scripted_transport wire;
    wire.then(page("4610eb17-b41c-4cc5-81d1-938ee6d89b7a")).then(page("4610eb17-b41c-4cc5-81d1-938ee6d89b7b"));
    veeam::client api{wire, veeam::vspc_v3_logon{veeam::api_key{veeam::secret("the-api-key")}}};
    auto jobs = api.items(veeam::vspc::v3::ListWindowsBackupAgentJobs{.limit = 1});
    std::size_t count = 0;
    for ([[maybe_unused]] auto const& job : jobs) ++count;
    CHECK(count == 2);
    CHECK(jobs.total() == 2);
    std::string const path = "/api/v3/infrastructure/backupAgents/windows/jobs";
    CHECK(targets(wire) == std::vector<std::string>{path + "?limit=1", path + "?limit=1&offset=1"});
}

TEST_CASE("job sessions of Backup for Microsoft 365 are walked by link, and by offset and set where there is none") {
    auto const page = [](std::string const& id, std::string const& rest) {
        return veeam::json_response(200, R"({"offset":0,"limit":1,"results":[{"id":")" + id + R"("}])" + rest + "}");
    };
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, R"({"access_token":"access-1","token_type":"bearer","expires_in":3600})"))
        .then(page("4610eb17-b41c-4cc5-81d1-938ee6d89b7a", R"(,"setId":"fcb1c775-edbb-4beb-830f-fb051ef9ab1b")"))
        .then(page("4610eb17-b41c-4cc5-81d1-938ee6d89b7b",
                   R"(,"_links":{"next":{"href":"/v6/JobSessions?offset=2&limit=1&setId=fcb1c775"}})"))
        .then(veeam::json_response(
            200, R"({"offset":2,"limit":1,"results":[],"_links":{"self":{"href":"/v6/JobSessions"}}})"));
    veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret("password")}};
    std::size_t count = 0;
    for ([[maybe_unused]] auto const& session : api.items(veeam::vb365::v6::ListJobSessions{})) ++count;
    CHECK(count == 2);
    CHECK(targets(wire) ==
          std::vector<std::string>{"/v6/token", "/v6/JobSessions",
                                   "/v6/JobSessions?offset=1&setId=fcb1c775-edbb-4beb-830f-fb051ef9ab1b",
                                   "/v6/JobSessions?offset=2&limit=1&setId=fcb1c775"});
}
