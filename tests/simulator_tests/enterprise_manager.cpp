#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/client/em.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/em/enterprise_manager.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/logon_sessions.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/em/queries/job.hpp>

#include "server.hpp"

namespace {

namespace em = veeam::em;
namespace job = em::query::job;
namespace session = em::query::backup_job_session;
using veeam::http_method;

constexpr char const* database_job = "5658281f-625e-4627-89dd-d2a0c48be99e";

/// A server with a client that is not yet logged on.
struct enterprise_manager : running_server {
    veeam::client<veeam::httplib_transport, veeam::em_logon> api{
        wire, veeam::em_logon("operator", right_password()), {}, clock()};
};

template <class Api, class Op>
std::vector<std::string> names(Api& api, Op const& op) {
    std::vector<std::string> out;
    for (auto const& item : api.items(op)) out.push_back(item.name);
    return out;
}

}  // namespace

TEST_CASE("The root of Enterprise Manager answers without a session") {
    enterprise_manager host;
    auto const root = host.api(em::GetEnterpriseManager{});
    REQUIRE(root.has_value());
    REQUIRE(root->supported_versions);
    CHECK(root->supported_versions->back().name == "v1_7");
    CHECK(host.server.count() == 1);
}

TEST_CASE("A tenant logs on with credentials in the body") {
    enterprise_manager host;
    auto const log_on = [&](std::string password) {
        em::TenantLogon who{};
        who.username = "operator";
        who.password = std::move(password);
        return veeam::to_request(
            em::CreateTenantLogonSession{.version = em::ApiVersion::Latest, .body = em::LoginSpec{.credentials = who}},
            veeam::xml_codec{});
    };
    auto const good = host.wire.send(log_on("simulator").value());
    REQUIRE(good.has_value());
    CHECK(good->status == 201);
    CHECK(good->headers.contains("X-RestSvcSessionId"));
    CHECK(host.wire.send(log_on("wrong").value())->status == 401);
}

TEST_CASE("A client logs on once, and off") {
    enterprise_manager host;
    CHECK(host.api(em::GetJob{.job_id = database_job}).has_value());
    CHECK(host.api(em::GetJob{.job_id = database_job}).has_value());
    CHECK(host.api.log_off().has_value());
    auto const log = host.server.log();
    REQUIRE(log.size() == 4);
    CHECK(log[0].method + " " + log[0].target == "POST /api/sessionMngr/?v=latest");
    CHECK(log[0].status == 201);
    CHECK(log[1].target == "/api/jobs/5658281f-625e-4627-89dd-d2a0c48be99e?format=Entity");
    CHECK(log[3].method == "DELETE");
    CHECK(log[3].target.starts_with("/api/logonSessions/"));
    CHECK(log[3].status == 204);
}

TEST_CASE("A wrong password is refused with the scheme it was sent by") {
    enterprise_manager host;
    veeam::client stranger{host.wire, veeam::em_logon("operator", veeam::secret("wrong"))};
    auto const refused = stranger.log_on();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind() == veeam::error_kind::authentication);
    CHECK(refused.error().http_status() == 401);
    auto const raw = host.send(http_method::post, "/api/sessionMngr/?v=latest");
    REQUIRE(raw.has_value());
    CHECK(raw->status == 401);
    CHECK(raw->headers.get("WWW-Authenticate").value() == "Basic Realm=RestSvc");
    CHECK(raw->body.find("Message=\"Unauthorized\"") != std::string::npos);
}

TEST_CASE("A version that is not supported is refused") {
    enterprise_manager host;
    veeam::client old{host.wire, veeam::em_logon("operator", right_password(), "v1_1")};
    auto const refused = old.log_on();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message() == "The version v1_1 is not supported.");
}

TEST_CASE("A job comes as documented, in XML and in JSON, with links to the server that was asked") {
    enterprise_manager host;
    veeam::client json{host.wire, veeam::em_logon("operator", right_password()), veeam::json_codec{}};
    auto const from_xml = host.api(em::GetJob{.job_id = database_job});
    auto const from_json = json(em::GetJob{.job_id = database_job});
    REQUIRE(from_xml.has_value());
    REQUIRE(from_json.has_value());
    CHECK(from_xml->name == "DB Backup");
    CHECK(from_xml->platform->text() == "HyperV");
    CHECK(from_xml->href.value() == host.server.url() + "/api/jobs/" + database_job + "?format=Entity");
    CHECK(*from_xml == *from_json);
}

TEST_CASE("A reference has the links of the job, with the whole job as the alternate") {
    enterprise_manager host;
    auto const reference = host.api(em::GetJobRef{.job_id = database_job});
    REQUIRE(reference.has_value());
    CHECK(reference->name == "DB Backup");
    CHECK(reference->type.value() == "JobReference");
    CHECK(reference->href.value() == host.server.url() + "/api/jobs/" + database_job);
    auto const alternate =
        std::ranges::find_if(*reference->links, [](em::Link const& link) { return link.rel == "Alternate"; });
    REQUIRE(alternate != reference->links->end());
    CHECK(alternate->type.value() == "Job");
    CHECK(alternate->href.value().ends_with("?format=Entity"));
}

TEST_CASE("An unknown job is an error of the server, in the format that was asked for") {
    enterprise_manager host;
    veeam::client json{host.wire, veeam::em_logon("operator", right_password()), veeam::json_codec{}};
    em::GetJob const unknown{.job_id = "00000000-0000-0000-0000-000000000000"};
    for (auto const& missing : {host.api(unknown), json(unknown)}) {
        REQUIRE_FALSE(missing.has_value());
        CHECK(missing.error().kind() == veeam::error_kind::api);
        CHECK(missing.error().http_status() == 404);
        CHECK(missing.error().message() == "There is no job with ID 00000000-0000-0000-0000-000000000000.");
    }
}

TEST_CASE("Members and spellings that no page documents arrive in either format") {
    enterprise_manager host;
    veeam::client json{host.wire, veeam::em_logon("operator", right_password()), veeam::json_codec{}};
    em::QueryJobs const proxmox{.filter = job::name == "Proxmox Backup"};
    for (auto const& page : {host.api(proxmox), json(proxmox)}) {
        REQUIRE(page.has_value());
        auto const& jobs = page->entities.value().jobs.value();
        REQUIRE(jobs.size() == 1);
        CHECK_FALSE(jobs[0].platform->known());
        CHECK(jobs[0].platform->text() == "Proxmox");
        REQUIRE(jobs[0].unknown.size() == 1);
        CHECK(jobs[0].unknown.begin()->name == "StorageTier");
    }
}

TEST_CASE("All jobs come at once from the collection, in either format") {
    enterprise_manager host;
    veeam::client json{host.wire, veeam::em_logon("operator", right_password()), veeam::json_codec{}};
    auto const xml_list = host.api(em::ListJobs{});
    auto const json_list = json(em::ListJobs{});
    REQUIRE(xml_list.has_value());
    REQUIRE(json_list.has_value());
    CHECK(xml_list->jobs.value().size() == 11);
    CHECK(*xml_list == *json_list);
    auto const references = host.api(em::ListJobRefs{});
    REQUIRE(references.has_value());
    CHECK(references->refs.value().size() == 11);
}

TEST_CASE("A query is sorted and paged by the server, and the links lead through all pages") {
    enterprise_manager host;
    auto const found = names(host.api, em::QueryJobs{.sort = ascending(job::name), .page_size = 4});
    CHECK(found.size() == 11);
    CHECK(std::ranges::is_sorted(found));
    CHECK(host.server.count("GET", "/api/query?type=Job") == 3);
    auto const backwards = names(host.api, em::QueryJobs{.sort = descending(job::name), .page_size = 100});
    CHECK(std::ranges::equal(found, std::vector<std::string>(backwards.rbegin(), backwards.rend())));
}

TEST_CASE("The server filters: the failed sessions of one job, newest first, over several pages") {
    enterprise_manager host;
    em::QueryBackupJobSessions const failed{
        .filter = session::result == em::SessionResult::Failed && session::job_name == "Backup Job 2",
        .sort = descending(session::creation_time),
        .page_size = 3};
    std::vector<em::BackupJobSession> found;
    for (em::BackupJobSession const& s : host.api.items(failed)) found.push_back(s);
    REQUIRE(found.size() == 8);
    CHECK(found.front().name == "Backup Job 2@2025-08-15 20:00:24.003406");
    CHECK(found.back().name == "Backup Job 2@2025-08-02 20:00:24.003406");
    for (em::BackupJobSession const& s : found) {
        CHECK(s.job_name.value() == "Backup Job 2");
        CHECK(s.result == em::SessionResult::Failed);
    }
    CHECK(host.server.count("GET", "/api/query") == 3);
}

TEST_CASE("Quotes, separators and letters beyond ASCII pass through filter, page link and answer") {
    enterprise_manager host;
    std::string const name = "R&D <Z\xc3\xbcrich> \"special\"; (all)";
    CHECK(names(host.api, em::QueryJobs{.filter = job::name == name}) == std::vector<std::string>{name});
    em::QueryJobs const others{.filter = job::name != name, .page_size = 5};
    CHECK(names(host.api, others).size() == 10);
}

TEST_CASE("References of a query are paged as well") {
    enterprise_manager host;
    em::QueryBackupJobSessionRefs const all{.sort = ascending(session::creation_time), .page_size = 20};
    auto const found = names(host.api, all);
    CHECK(found.size() == 45);
    CHECK(found.back() == "Periodic Backup Copy Job\\Backup Job 1@2025-08-16 05:17:38.22142");
    CHECK(host.server.count("GET", "/api/query") == 3);
}

TEST_CASE("A page has 100 entries unless a size is asked for, and only the links it needs") {
    enterprise_manager host;
    auto const whole = host.api(em::QueryBackupJobSessions{});
    REQUIRE(whole.has_value());
    em::PagingInfo const info = whole->paging_info.value();
    CHECK(info.page_num == 1);
    CHECK(info.page_size == 100);
    CHECK(info.pages_count == 1);
    REQUIRE(info.links.value().size() == 2);
    CHECK(info.links->front().rel == "First");
    CHECK(info.links->front().href.value() ==
          host.server.url() + "/api/query?type=BackupJobSession&format=Entities&pageSize=100&page=1");
    auto const middle = host.api(em::QueryBackupJobSessions{.page_size = 10, .page = 3});
    REQUIRE(middle.has_value());
    std::vector<std::string> relations;
    for (em::Link const& link : *middle->paging_info.value().links) relations.push_back(link.rel.value());
    CHECK(relations == std::vector<std::string>{"First", "Previous", "Next", "Last"});
}

TEST_CASE("A filter that makes no sense is refused with 400 and the reason") {
    enterprise_manager host;
    struct sample {
        char const* query;
        char const* message;
    };
    for (auto const& [query, message] :
         {sample{"type=Job&filter=Nmae==x", "there is no such field: Nmae; did you mean Name?"},
          sample{"type=BackupJobSession&filter=Result==Bad", "Result is one of Success Warning Failed"},
          sample{"type=Job&pageSize=0", "The parameter pageSize must be a number greater than 0."},
          sample{"type=Job&page=x", "The parameter page must be a number greater than 0."},
          sample{"type=Job&sortAsc=Nope", "there is no such field: Nope"},
          sample{"type=Job&filter=BackupServerName==x", "The simulator cannot do this"},
          sample{"type=Tape", "There is no query type Tape."}, sample{"", "The parameter type is missing."}}) {
        CAPTURE(query);
        veeam::request r;
        r.target = std::string("/api/query?") + query;
        auto const answer = host.api.raw(r);
        REQUIRE(answer.has_value());
        CHECK(answer->status == 400);
        CHECK(answer->headers.get("Content-Type").value() == "application/xml");
        auto const document = veeam::xml::read<em::Error>(answer->body);
        REQUIRE(document.has_value());
        CHECK(document->message.value().find(message) != std::string::npos);
    }
}

TEST_CASE("A session ends when it is idle, and the client logs on again") {
    enterprise_manager host;
    CHECK(host.api(em::GetJob{.job_id = database_job}).has_value());
    host.time += std::chrono::minutes(14);
    CHECK(host.api(em::GetJob{.job_id = database_job}).has_value());
    CHECK(host.server.count("POST", "/api/sessionMngr/") == 1);
    host.time += std::chrono::minutes(16);
    CHECK(host.api(em::GetJob{.job_id = database_job}).has_value());
    CHECK(host.server.count("POST", "/api/sessionMngr/") == 2);
}

TEST_CASE("A stale cookie wins over a good session header") {
    enterprise_manager host;
    auto const opened =
        host.send(http_method::post, "/api/sessionMngr/?v=v1_7", {{"Authorization", "Basic b3BlcmF0b3I6c2ltdWxhdG9y"}});
    REQUIRE(opened.has_value());
    REQUIRE(opened->status == 201);
    std::string const token(opened->headers.get("X-RestSvcSessionId").value());
    veeam::headers headers{{"X-RestSvcSessionId", token}};
    CHECK(host.send(http_method::get, "/api/jobs", headers).value().status == 200);
    headers.add("Cookie", "other=1; X-RestSvcSessionId=c3RhbGU=");
    CHECK(host.send(http_method::get, "/api/jobs", headers).value().status == 401);
    CHECK(opened->headers.get("Set-Cookie").value().starts_with("X-RestSvcSessionId=" + token));
}

TEST_CASE("JSON of Enterprise Manager begins with a byte order mark, XML does not") {
    enterprise_manager host;
    auto const json = host.send(http_method::get, "/api/", {{"Accept", "application/json"}});
    REQUIRE(json.has_value());
    CHECK(json->body.starts_with("\xef\xbb\xbf{"));
    CHECK(json->headers.get("Content-Type").value() == "application/json");
    CHECK(host.get("/api/").value().body.front() == '<');
}
