// What the documented examples of QueryBackupJobSessions say, field by field.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/em/queries/backup_job_session.hpp>

#include <support/example_checks.hpp>

namespace {

namespace em = veeam::em;
using veeam::support::example_of;
using veeam::support::format;

constexpr char specification[] = VEEAM_SPECS_DIR "/em";

veeam::support::layout names(format form) {
    if (form == format::json) return {.wrapped = {"BackupJobSessions.BackupJobSessions", "Refs.Refs"}};
    return {.wrapped = {"BackupJobSession", "Ref", "Link"}};
}

veeam::timestamp at(std::string_view text) { return veeam::timestamp::parse(text).value(); }

std::string const server = "https://enterpriseem02.tech.local:9398/api/";

/// The links of a session; all examples have the same five.
std::vector<em::Link> links(std::string const& session, std::string const& session_name, std::string const& job,
                            std::string const& job_name) {
    std::string const self = server + "backupSessions/" + session;
    return {{.rel = "Up",
             .href = server + "backupServers/a0c8ea55-8bd4-49fe-9095-927d7bddddc3",
             .name = "enterprisevbr01.tech.local",
             .type = "BackupServerReference"},
            {.rel = "Up", .href = server + "jobs/" + job, .name = job_name, .type = "JobReference"},
            {.rel = "Alternate", .href = self, .name = session_name, .type = "BackupJobSessionReference"},
            {.rel = "Down", .href = self + "/taskSessions", .type = "BackupTaskSessionReferenceList"},
            {.rel = "Stop", .href = self + "?action=stop"}};
}

em::BackupJobSession backup_job_2(em::SessionResult result) {
    std::string const id = "1f038a6b-7968-4052-be97-3ed6b7aaf6a3";
    return {.name = "Backup Job 2@2025-08-15 20:00:24.003406",
            .uid = "urn:veeam:BackupJobSession:1f038a6b-7968-4052-be97-3ed6b7aaf6a3",
            .href = server + "backupSessions/1f038a6b-7968-4052-be97-3ed6b7aaf6a3?format=Entity",
            .type = "BackupJobSession",
            .links = links(id, "Backup Job 2@2025-08-15 20:00:24.003406", "0a6262a1-8add-49c5-85ea-0b1ba9361a3b",
                           "Backup Job 2"),
            .job_uid = "urn:veeam:Job:0a6262a1-8add-49c5-85ea-0b1ba9361a3b",
            .job_name = "Backup Job 2",
            .job_type = em::SessionJobType::Backup,
            .creation_time_utc = at("2025-08-15T20:00:24.003406Z"),
            .end_time_utc = at("2025-08-15T20:04:13.487602Z"),
            .state = em::SessionState::Stopped,
            .result = result,
            .progress = 100,
            .is_retry = false};
}

em::BackupJobSession copy_worker() {
    std::string const id = "07fb4019-dc8c-45ba-a36f-d15f2e7fe41b";
    std::string const name = R"(Periodic Backup Copy Job\Backup Job 1@2025-08-16 05:17:38.22142)";
    return {
        .name = name,
        .uid = "urn:veeam:BackupJobSession:07fb4019-dc8c-45ba-a36f-d15f2e7fe41b",
        .href = server + "backupSessions/07fb4019-dc8c-45ba-a36f-d15f2e7fe41b?format=Entity",
        .type = "BackupJobSession",
        .links = links(id, name, "643e7958-f608-41fd-932c-084596f5b44f", R"(Periodic Backup Copy Job\Backup Job 1)"),
        .job_uid = "urn:veeam:Job:643e7958-f608-41fd-932c-084596f5b44f",
        .job_name = R"(Periodic Backup Copy Job\Backup Job 1)",
        .job_type = em::SessionJobType::ImmediateBackupCopyWorker,
        .creation_time_utc = at("2025-08-16T05:17:38.22142Z"),
        .end_time_utc = at("2025-08-16T05:25:01.879599Z"),
        .state = em::SessionState::Stopped,
        .result = em::SessionResult::Failed,
        .progress = 100,
        .is_retry = true};
}

/// A list of one page: its first page is its last.
em::PagingInfo one_page(std::string const& href) {
    return {.page_num = 1,
            .page_size = 100,
            .pages_count = 1,
            .links = std::vector<em::Link>{{.rel = "First", .href = href}, {.rel = "Last", .href = href}}};
}

example_of<em::BackupJobSessionQueryResult> failed_sessions(format form) {
    return {specification,
            "QueryBackupJobSessions",
            form,
            {.entities = em::BackupJobSessionEntities{.backup_job_sessions =
                                                          std::vector{backup_job_2(em::SessionResult::Failed)}},
             .paging_info = one_page("https://localhost:9398/api/query?type=BackupJobSession&format=Entities&filter="
                                     "Result==Failed;JobName==\"Backup Job 2\"&pageSize=100&page=1")},
            names(form)};
}

example_of<em::BackupJobSessionQueryResult> sessions_of_a_day(format form) {
    return {specification,
            "QueryBackupJobSessions.one_day",
            form,
            {.entities =
                 em::BackupJobSessionEntities{.backup_job_sessions =
                                                  std::vector{copy_worker(), backup_job_2(em::SessionResult::Success)}},
             .paging_info = one_page("https://enterpriseem02.tech.local:9398/api/query?type=BackupJobSession&format="
                                     "Entities&filter=CreationTime%3E%3D%222025-08-15T06%3A00%3A00Z%22;CreationTime"
                                     "%3C%3D%222025-08-16T06%3A00%3A00Z%22&pageSize=100&page=1")},
            names(form)};
}

example_of<em::ReferenceQueryResult> references(format form) {
    std::string const self = "https://localhost:9398/api/backupSessions/d46e39e0-1131-4585-91a7-e828ce7eafae";
    em::EntityReference reference{
        .name = "Fileserver Backup@2014-10-19 05:22:52",
        .uid = "urn:veeam:BackupJobSession:d46e39e0-1131-4585-91a7-e828ce7eafae",
        .href = self,
        .type = "BackupJobSessionReference",
        .links = std::vector<em::Link>{
            {.rel = "Up",
             .href = "https://localhost:9398/api/backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018",
             .name = "srv02.tech.local",
             .type = "BackupServerReference"},
            {.rel = "Up",
             .href = "https://localhost:9398/api/jobs/4856ab37-2235-45e8-affe-d515878b01a9",
             .name = "Fileserver Backup",
             .type = "JobReference"},
            {.rel = "Alternate",
             .href = self + "?format=Entity",
             .name = "Fileserver Backup@2014-10-19 05:22:52",
             .type = "BackupJobSession"},
            {.rel = "Down", .href = self + "/taskSessions", .type = "BackupTaskSessionReferenceList"}}};
    return {specification,
            "QueryBackupJobSessionRefs",
            form,
            {.refs = std::vector{std::move(reference)},
             .paging_info = one_page("https://localhost:9398/api/query?type=BackupJobSession&filter=JobName=="
                                     "\"Fileserver Backup\"&pageSize=100&page=1")},
            names(form)};
}

/// `use(example, absent)` for each example and the members that its result lacks.
template <class Use>
void for_each_example(Use use) {
    for (format const form : {format::json, format::xml}) {
        std::string const written_in = form == format::json ? "JSON" : "XML";
        CAPTURE(written_in);
        use(failed_sessions(form), "Links ");
        use(sessions_of_a_day(form), "Links ");
        use(references(form), "Links ");
    }
}

}  // namespace

TEST_CASE("the examples of session queries have the printed values in every field") {
    for_each_example([](auto const& one, auto absent) { one.check_values(absent); });
}

TEST_CASE("no leaf of the examples of session queries is read into nowhere") {
    for_each_example([](auto const& one, auto) { one.check_changes(); });
}

TEST_CASE("damage anywhere in the examples of session queries is told with its place") {
    for_each_example([](auto const& one, auto) { one.check_damages(); });
}

TEST_CASE("a session keeps the spelling of its times and enumerators") {
    for (char const* const form : {"json", "xml"}) {
        std::string const text = veeam::support::example_text(specification, "QueryBackupJobSessions.one_day", form);
        auto const got = *form == 'j' ? veeam::json::read<em::BackupJobSessionQueryResult>(text)
                                      : veeam::xml::read<em::BackupJobSessionQueryResult>(text);
        REQUIRE(got.has_value());
        em::BackupJobSession const& session = got->entities.value().backup_job_sessions.value().at(0);
        CHECK(session.creation_time_utc.value().text() == "2025-08-16T05:17:38.22142Z");
        CHECK(session.end_time_utc.value().text() == "2025-08-16T05:25:01.879599Z");
        CHECK(session.job_type.value().text() == "ImmediateBackupCopyWorker");
        CHECK(session.job_type.value().known());
        CHECK(session.state.value().text() == "Stopped");
        CHECK(session.result.value().text() == "Failed");
        CHECK(veeam::support::absent_members(session) == "FailureMessage ");
    }
}
