// What the documented examples of logons, of the root of Enterprise Manager and of errors say, field by field.

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/em/schemas/enterprise_manager.hpp>
#include <veeam/em/schemas/error.hpp>
#include <veeam/em/schemas/logon_session.hpp>
#include <veeam/vb365/v6/schemas/error.hpp>
#include <veeam/vb365/v6/schemas/token.hpp>
#include <veeam/vspc/v2/schemas/error.hpp>
#include <veeam/vspc/v2/schemas/token.hpp>
#include <veeam/vspc/v3/schemas/error.hpp>
#include <veeam/vspc/v3/schemas/token.hpp>

#include <support/example_checks.hpp>

namespace {

namespace em = veeam::em;
namespace v2 = veeam::vspc::v2;
namespace v3 = veeam::vspc::v3;
namespace v6 = veeam::vb365::v6;
using veeam::support::example_of;
using veeam::support::format;

std::filesystem::path specification(std::string const& api) { return std::filesystem::path(VEEAM_SPECS_DIR) / api; }

veeam::support::layout names(format form) {
    if (form == format::json) return {.wrapped = {"SupportedVersions.SupportedVersions"}};
    return {.wrapped = {"SupportedVersion", "Link"}};
}

veeam::timestamp at(std::string_view text) { return veeam::timestamp::parse(text).value(); }

example_of<em::LogonSession> logon_session(format form) {
    std::string const api = "https://srv12.tech.local:9398/api/";
    std::vector<em::Link> links{
        {.rel = "Up", .href = api, .type = "EnterpriseManager"},
        {.rel = "Down", .href = api + "backupServers", .type = "BackupServerReferenceList"},
        {.rel = "Down", .href = api + "managedServers", .type = "ManagedServerReferenceList"},
        {.rel = "Down", .href = api + "jobs", .type = "JobReferenceList"},
        {.rel = "Down", .href = api + "failoverPlans", .type = "FailoverPlanReferenceList"},
        {.rel = "Down", .href = api + "hierarchyRoots", .type = "HierarchyRootReferenceList"},
        {.rel = "Down", .href = api + "repositories", .type = "RepositoryReferenceList"},
        {.rel = "Down", .href = api + "backups", .type = "BackupReferenceList"},
        {.rel = "Down", .href = api + "restorePoints", .type = "RestorePointReferenceList"},
        {.rel = "Down", .href = api + "vmRestorePoints", .type = "VmRestorePointReferenceList"},
        {.rel = "Down", .href = api + "vAppRestorePoints", .type = "VAppRestorePointReferenceList"},
        {.rel = "Down", .href = api + "replicas", .type = "ReplicaReferenceList"},
        {.rel = "Down", .href = api + "vmReplicaPoints", .type = "VmReplicaPointReferenceList"},
        {.rel = "Down", .href = api + "catalog/vms", .type = "CatalogVmReferenceList"},
        {.rel = "Down", .href = api + "backupSessions", .type = "BackupJobSessionReferenceList"},
        {.rel = "Down", .href = api + "restoreSessions", .type = "RestoreSessionReferenceList"},
        {.rel = "Down", .href = api + "replicaSessions", .type = "ReplicaJobSessionReferenceList"},
        {.rel = "Down", .href = api + "backupTaskSessions", .type = "BackupTaskSessionReferenceList"},
        {.rel = "Down", .href = api + "replicaTaskSessions", .type = "ReplicaTaskSessionReferenceList"},
        {.rel = "Down", .href = api + "security", .type = "EnterpriseSecuritySettings"},
        {.rel = "Down", .href = api + "wanAccelerators", .type = "WanAcceleratorReferenceList"},
        {.rel = "Down", .href = api + "backupFiles", .type = "BackupFileReferenceList"},
        {.rel = "Down", .href = api + "externalRepositories", .type = "ExternalRepositoryReferenceList"},
        {.rel = "Down", .href = api + "tasks", .type = "TaskList"},
        {.rel = "Down", .href = api + "querySvc", .type = "QueryService"},
        {.rel = "Down", .href = api + "lookupSvc", .type = "LookupService"},
        {.rel = "Down", .href = api + "reports/summary", .name = "Summary", .type = "Report"},
        {.rel = "Down", .href = api + "backupServers?format=Entity", .type = "BackupServerList"},
        {.rel = "Down", .href = api + "managedServers?format=Entity", .type = "ManagedServerList"},
        {.rel = "Create", .href = api + "backupServers?action=create"},
        {.rel = "Down", .href = api + "jobs?format=Entity", .type = "JobList"},
        {.rel = "Down", .href = api + "failoverPlans?format=Entity", .type = "FailoverPlanList"},
        {.rel = "Down", .href = api + "hierarchyRoots?format=Entity", .type = "HierarchyRootList"},
        {.rel = "Down", .href = api + "repositories?format=Entity", .type = "RepositoryList"},
        {.rel = "Down", .href = api + "backups?format=Entity", .type = "BackupList"},
        {.rel = "Down", .href = api + "restorePoints?format=Entity", .type = "RestorePointList"},
        {.rel = "Down", .href = api + "vmRestorePoints?format=Entity", .type = "VmRestorePointList"},
        {.rel = "Down", .href = api + "vAppRestorePoints?format=Entity", .type = "VAppRestorePointList"},
        {.rel = "Down", .href = api + "replicas?format=Entity", .type = "ReplicaList"},
        {.rel = "Down", .href = api + "vmReplicaPoints?format=Entity", .type = "VmReplicaPointList"},
        {.rel = "Down", .href = api + "catalog/vms?format=Entity", .type = "CatalogVmList"},
        {.rel = "Down", .href = api + "backupSessions?format=Entity", .type = "BackupJobSessionList"},
        {.rel = "Down", .href = api + "restoreSessions?format=Entity", .type = "RestoreSessionList"},
        {.rel = "Down", .href = api + "replicaSessions?format=Entity", .type = "ReplicaJobSessionList"},
        {.rel = "Down", .href = api + "backupTaskSessions?format=Entity", .type = "BackupTaskSessionList"},
        {.rel = "Down", .href = api + "replicaTaskSessions?format=Entity", .type = "ReplicaTaskSessionList"},
        {.rel = "Down", .href = api + "wanAccelerators?format=Entity", .type = "WanAcceleratorList"},
        {.rel = "Down", .href = api + "vCloud", .type = "VCloudService"},
        {.rel = "Down", .href = api + "backupFiles?format=Entity", .type = "BackupFileList"},
        {.rel = "Down", .href = api + "agents", .type = "AgentsService"},
        {.rel = "Down", .href = api + "selfService/vSphere", .type = "VSphereSelfService"},
        {.rel = "Down", .href = api + "externalRepositories?format=Entity", .type = "ExternalRepositoryList"},
        {.rel = "Down", .href = api + "nas", .type = "NasService"},
        {.rel = "Delete", .href = api + "logonSessions/15a3fc97-0325-4119-b789-5c0367c6c565"},
    };
    return {specification("em"),
            "CreateLogonSession",
            form,
            {.href = api + "logonSessions/15a3fc97-0325-4119-b789-5c0367c6c565",
             .type = "LogonSession",
             .links = std::move(links),
             .user_name = "SRV12\\Administrator",
             .session_id = "15a3fc97-0325-4119-b789-5c0367c6c565"},
            names(form)};
}

em::SupportedVersion version(std::string const& name) {
    return {.name = name,
            .links = std::vector<em::Link>{{.rel = "Create",
                                            .href = "https://enterprise04.tech.local:9398/api/sessionMngr/?v=" + name,
                                            .type = "LogonSession"}}};
}

example_of<em::EnterpriseManager> root(format form) {
    return {specification("em"),
            "GetEnterpriseManager",
            form,
            {.links = std::vector<em::Link>{{.rel = "Down",
                                             .href = "https://enterprise04.tech.local:9398/api/logonSessions",
                                             .type = "LogonSessionList"},
                                            {.rel = "Create",
                                             .href = "https://enterprise04.tech.local:9398/api/sessionMngr/?v=latest",
                                             .type = "LogonSession"}},
             .supported_versions = std::vector{version("v1_5"), version("v1_6"), version("v1_7")}},
            names(form)};
}

example_of<em::Error> server_error(format form) {
    return {specification("em"),
            "Error",
            form,
            {.message = "Object reference not set to an instance of an object.",
             .status_code = 500,
             .first_chance_exception_message = "Object reference not set to an instance of an object."}};
}

example_of<em::Error> unreadable_body(format form) {
    return {specification("em"),
            "Error.unreadable_body",
            form,
            {.message = "Node [root] does not exist.", .status_code = 400}};
}

/// `use(example, absent)` for each example and the members that its value lacks.
template <class Use>
void for_each_em_example(Use use) {
    for (format const form : {format::json, format::xml}) {
        std::string const written_in = form == format::json ? "JSON" : "XML";
        CAPTURE(written_in);
        use(logon_session(form), "");
        use(root(form), "Href Type ");
        use(server_error(form), "Status StackTrace ");
        use(unreadable_body(form), "Status FirstChanceExceptionMessage StackTrace ");
    }
}

template <class Use>
void for_each_token(Use use) {
    use(example_of<v2::Token>(specification("vspc_v2"), "CreateToken", format::json,
                              {.access_token = "veeam-example-access-token",
                               .token_type = "bearer",
                               .expires_in = 3600,
                               .refresh_token = "veeam-example-refresh-token"}),
        "");
    use(example_of<v3::Token>(specification("vspc_v3"), "CreateToken", format::json,
                              {.access_token = "veeam-example-access-token",
                               .token_type = "bearer",
                               .refresh_token = "veeam-example-refresh-token",
                               .expires_in = 3600}),
        "mfa_token encrypted_code ");
    use(example_of<v3::Token>(specification("vspc_v3"), "CreateToken.mfa", format::json,
                              {.mfa_token = "veeam-example-mfa-token", .expires_in = 0}),
        "access_token token_type refresh_token encrypted_code ");
    use(example_of<v6::Token>(specification("vb365_v6"), "CreateToken", format::json,
                              {.access_token = "veeam-example-access-token",
                               .token_type = "bearer",
                               .refresh_token = "veeam-example-refresh-token",
                               .expires_in = 3600,
                               .user_name = "abc\\administrator",
                               .issued = at("2022-01-31T16:39:24.008771Z"),
                               .expires = at("2022-01-31T17:39:24.008771Z")}),
        "");
}

template <class Use>
void for_each_console_error(Use use) {
    use(example_of<v2::Error>(specification("vspc_v2"), "Error", format::json, {.message = "The job was not found."}),
        "");
    use(example_of<v2::TokenError>(
            specification("vspc_v2"), "TokenError", format::json,
            {.error = "invalid_grant", .error_description = "The user name or password is incorrect."}),
        "error_uri ");
    use(example_of<v3::Error>(
            specification("vspc_v3"), "Error", format::json,
            {.errors = std::vector<v3::ErrorEntry>{{.message = "Property value must be larger or equal to 0.",
                                                    .type = veeam::open_enum<v3::ErrorType>("logical"),
                                                    .code = 400,
                                                    .parameter_name = "offset"}}}),
        "");
    use(example_of<v3::OAuth2Error>(
            specification("vspc_v3"), "OAuth2Error", format::json,
            {.error = "invalid_grant", .error_description = "The user name or password is incorrect."}),
        "error_uri ");
    use(example_of<v6::Error>(specification("vb365_v6"), "Error", format::json,
                              {.message = "Incorrect username or password."}),
        "");
}

template <class Use>
void for_each_example(Use use) {
    for_each_em_example(use);
    for_each_token(use);
    for_each_console_error(use);
}

}  // namespace

TEST_CASE("the examples of logons, of the root and of errors have the printed values in every field") {
    for_each_example([](auto const& one, auto absent) { one.check_values(absent); });
}

TEST_CASE("no leaf of the examples of logons, of the root and of errors is read into nowhere") {
    for_each_example([](auto const& one, auto) { one.check_changes(); });
}

TEST_CASE("damage anywhere in the examples of logons, of the root and of errors is told with its place") {
    for_each_example([](auto const& one, auto) { one.check_damages(); });
}

TEST_CASE("a refused parameter is a documented sort of fault in a spelling of its own") {
    auto const got =
        veeam::json::read<v3::Error>(veeam::support::example_text(specification("vspc_v3"), "Error", "json"));
    REQUIRE(got.has_value());
    REQUIRE(got->errors.value().size() == 1);
    v3::ErrorEntry const& entry = got->errors->front();
    CHECK(entry.type.value() == v3::ErrorType::Logical);
    CHECK(entry.type.value().text() == "logical");
    CHECK(veeam::support::absent_members(entry) == "propertyName retryAfter ");
}

TEST_CASE("the times of a token keep their digits") {
    auto const got =
        veeam::json::read<v6::Token>(veeam::support::example_text(specification("vb365_v6"), "CreateToken", "json"));
    REQUIRE(got.has_value());
    CHECK(got->issued.value().text() == "2022-01-31T16:39:24.008771Z");
    CHECK(got->expires.value().text() == "2022-01-31T17:39:24.008771Z");
}
