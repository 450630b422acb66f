#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/em_links.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/em/schemas/backup_server.hpp>
#include <veeam/em/schemas/cloud_tenant.hpp>
#include <veeam/em/schemas/entity_reference.hpp>
#include <veeam/em/schemas/job.hpp>
#include <veeam/em/schemas/password_key.hpp>
#include <veeam/transport/scripted.hpp>

namespace {

namespace em = veeam::em;
namespace rel = veeam::em::rel;

em::Link link(std::string relation, std::string type, std::string href) {
    em::Link out{};
    out.rel = std::move(relation);
    if (!type.empty()) out.type = std::move(type);
    if (!href.empty()) out.href = std::move(href);
    return out;
}

template <class T>
std::string target_of(em::Link const& l) {
    auto const op = em::follow<T>(l);
    return op ? op->target : "error: " + op.error().message();
}

}  // namespace

TEST_CASE("a link gives the operation for what it leads to") {
    CHECK(target_of<em::Job>(link("Alternate", "Job", "https://em:9398/api/jobs/1?format=Entity")) ==
          "/api/jobs/1?format=Entity");
    CHECK(target_of<em::EntityReference>(link("Up", "BackupServerReference", "https://em:9398/api/backupServers/2")) ==
          "/api/backupServers/2");
    CHECK(target_of<em::EntityReferenceList>(
              link("Down", "BackupJobSessionReferenceList", "https://em:9398/api/jobs/1/backupSessions")) ==
          "/api/jobs/1/backupSessions");
    CHECK(target_of<em::PasswordKeyInfo>(link("Down", "PasswordKey", "https://em:9398/api/x/passwords/3")) ==
          "/api/x/passwords/3");
}

TEST_CASE("a link to references is followed to the whole entities where those are wanted") {
    CHECK(target_of<em::BackupServer>(link("Up", "BackupServerReference", "https://em:9398/api/backupServers/2")) ==
          "/api/backupServers/2?format=Entity");
    CHECK(target_of<em::JobList>(link("Down", "JobReferenceList", "https://em:9398/api/jobs?x=1")) ==
          "/api/jobs?x=1&format=Entity");
    CHECK(target_of<em::Job>(link("Up", "JobReference", "https://em:9398/api/jobs/1?format=Entity")) ==
          "/api/jobs/1?format=Entity");
}

TEST_CASE("a link that leads elsewhere, does something or has no address is refused") {
    CHECK(target_of<em::Job>(link("Up", "BackupServer", "https://em:9398/api/backupServers/2")) ==
          "error: the link \"Up\" leads to BackupServer, not to Job");
    CHECK(target_of<em::EntityReference>(link("Up", "Job", "https://em:9398/api/jobs/2")) ==
          "error: the link \"Up\" leads to Job, not to EntityReference");
    CHECK(target_of<em::Job>(link("Up", "", "https://em:9398/api/jobs/2")) ==
          "error: the link \"Up\" leads to nothing that it names, not to Job");
    CHECK(target_of<em::Job>(link("Delete", "Job", "https://em:9398/api/jobs/2")) ==
          "error: a link \"Delete\" does something; it is not followed");
    CHECK(target_of<em::Job>(link("Up", "Job", "")) == "error: the link \"Up\" has no address");
}

TEST_CASE("the way never leaves the interface or the server") {
    CHECK(target_of<em::Job>(link("Up", "Job", "https://elsewhere.example/api/jobs/2")) == "/api/jobs/2");
    for (char const* const href : {"https://em:9398/other/jobs/2", "https://em:9398/api/../secret",
                                   "https://em:9398/api/%2e%2e/secret", "https://em:9398/api/a b", "jobs/2"})
        CHECK_FALSE(em::follow<em::Job>(link("Up", "Job", href)).has_value());
}

TEST_CASE("among several links the relation and the type choose, and what is missing is named") {
    std::vector<em::Link> const links{link("Down", "JobReferenceList", "https://em/api/backupServers/2/jobs"),
                                      link("Down", "RepositoryReferenceList", "https://em/api/repositories"),
                                      link("up", "BackupServerReference", "https://em/api/backupServers/2"),
                                      link("Delete", "Job", "https://em/api/jobs/1")};
    CHECK(em::follow<em::JobList>(links, rel::down)->target == "/api/backupServers/2/jobs?format=Entity");
    CHECK(em::follow<em::BackupServer>(links, rel::up)->target == "/api/backupServers/2?format=Entity");
    CHECK(em::follow<em::Job>(links, rel::alternate).error().message() ==
          "there is no link \"Alternate\"; there are Down, up, Delete");
    CHECK(em::follow<em::Job>(links, rel::down).error().message() ==
          "the link \"Down\" leads to JobReferenceList, not to Job");
    CHECK(em::follow<em::Job>(std::optional<std::vector<em::Link>>{}, rel::up).error().message() ==
          "there is no link \"Up\", nor any other");
}

TEST_CASE("what a link leads to is sent as any operation is") {
    veeam::scripted_transport wire;
    veeam::response logon = veeam::xml_response(201, "<LogonSession><SessionId>5658281f</SessionId></LogonSession>");
    logon.headers.add("X-RestSvcSessionId", "token");
    wire.then(std::move(logon)).then(veeam::xml_response(404, R"(<Error Message="gone" StatusCode="404"/>)"));
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("open sesame")}};
    auto const server =
        api(em::follow<em::BackupServer>(link("Up", "BackupServer", "https://em/api/backupServers/2")).value());
    REQUIRE_FALSE(server.has_value());
    CHECK(wire.requests().back().target == "/api/backupServers/2");
    CHECK(server.error().text() == "BackupServer: api 404: gone");
}

TEST_CASE("an error of what a link leads to never shows the answer, which may hold a password") {
    veeam::response const answer =
        veeam::json_response(200, R"({"Name": "x", "UID": "y", "Password": "hunter2", "Enabled": 1.5})");
    auto const got = veeam::from_response<em::Linked<em::CloudTenant>>(answer, veeam::json_codec{});
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().body() == "");
    CHECK(got.error().text().find("hunter2") == std::string::npos);
}

TEST_CASE("only a parameter named format says that whole entities are asked for already") {
    CHECK(target_of<em::Job>(link("Up", "JobReference", "https://em/api/jobs/1?name=format=x")) ==
          "/api/jobs/1?name=format=x&format=Entity");
    CHECK(target_of<em::Job>(link("Up", "JobReference", "https://em/api/jobs/1?Format=Entity")) ==
          "/api/jobs/1?Format=Entity");
    CHECK(target_of<em::Job>(link("Up", "JobReference", "https://em/api/jobs/1?")) == "/api/jobs/1?format=Entity");
}

TEST_CASE("encoded slashes and dots do not lead out of the interface") {
    for (char const* const href : {"https://em/api/..%2fsecret", "https://em/api/%2e%2e%2fsecret",
                                   "https://em/api/x%2F..%2F..%2Fy", "https://em/api/x%5cy"})
        CHECK_FALSE(em::follow<em::Job>(link("Up", "Job", href)).has_value());
    CHECK(em::follow<em::Job>(link("Up", "Job", "https://em/api/jobs/a%2Fb")).has_value());
}
