// What the documented examples of the agent jobs of both versions of the Service Provider Console say, field by field.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/vspc/v2/schemas/backup_agent_job.hpp>
#include <veeam/vspc/v3/schemas/backup_agent_job.hpp>

#include <support/example_checks.hpp>

namespace {

namespace v2 = veeam::vspc::v2;
namespace v3 = veeam::vspc::v3;
using veeam::support::example_of;
using veeam::support::format;

constexpr char of_v2[] = VEEAM_SPECS_DIR "/vspc_v2";
constexpr char of_v3[] = VEEAM_SPECS_DIR "/vspc_v3";

veeam::timestamp at(std::string_view text) { return veeam::timestamp::parse(text).value(); }

example_of<v2::BackupAgentJob> job() {
    std::string const self =
        "https://vac:1281/v2/backupAgents/cc52ec30-a1b0-41dd-8b24-553dab48b43f/jobs/"
        "4610eb17-b41c-4cc5-81d1-938ee6d89b7a";
    return {of_v2,
            "GetBackupAgentJob",
            format::json,
            {.id = veeam::uuid("4610eb17-b41c-4cc5-81d1-938ee6d89b7a"),
             .last_session_status = v2::SessionStatus::Success,
             .name = "Workstation: File level backup. Personal files. Local drive. Daily schedule.",
             .description = "",
             .operation_mode = v2::OperationMode::Workstation,
             .destination = "C:\\VeeamBackup\\",
             .restore_points = 2,
             .backup_size = 67325952,
             .schedule_type = v2::ScheduleType::Daily,
             .last_run = at("2018-12-07T08:30:00.767Z"),
             .last_modified = at("2018-10-12T01:37:05.2423906+03:00"),
             .last_modification_done_by = "srv5\\administrator",
             .free_space = 90541989888,
             .avg_duration = 116,
             .last_duration = 98,
             .backup_mode = v2::BackupMode::Folder,
             .target_type = v2::TargetType::Local,
             .disabled = false,
             .failure_message = "",
             .cloud_connect_agent_uid = veeam::uuid("3745c96c-8b7b-40e6-8be5-6de1af6b075b"),
             .backup_policy_id = 0,
             .backup_policy_status = v2::BackupPolicyStatus::Custom,
             .next_run = at("2018-12-08T00:30:00+03:00"),
             .links = std::vector<v2::Link>{{.rel = "self", .method = "GET", .href = self},
                                            {.rel = "startJob", .method = "POST", .href = self + "/start"},
                                            {.rel = "delete", .method = "DELETE", .href = self + "/delete"}}}};
}

/// What both jobs of the list have in common.
v3::WindowsBackupAgentJob daily_job() {
    return {.organization_uid = veeam::uuid("20c8486b-8c20-4b24-86a5-7cf31751c504"),
            .status = veeam::open_enum<v3::BackupAgentJobStatus>("success"),
            .operation_mode = veeam::open_enum<v3::BackupAgentOperationMode>("workstation"),
            .destination = "C:\\VeeamBackup",
            .restore_points = 4,
            .backup_mode = veeam::open_enum<v3::BackupAgentJobBackupMode>("file"),
            .target_type = veeam::open_enum<v3::WindowsBackupAgentJobTargetType>("local"),
            .is_enabled = true,
            .schedule_type = veeam::open_enum<v3::BackupAgentJobScheduleType>("daily"),
            .schedule_events = std::vector<veeam::open_enum<v3::ScheduleEvent>>{},
            .last_modified_by = "vspc\\administrator"};
}

example_of<v3::WindowsBackupAgentJobPage> list() {
    v3::WindowsBackupAgentJob first = daily_job();
    first.instance_uid = veeam::uuid("724111ac-15f5-bf02-604d-20862fbafece");
    first.backup_agent_uid = veeam::uuid("07673b42-89fb-7227-9c6a-95e6908f25de");
    first.name = "Workstation: File level backup. Personal files. Local drive. Daily schedule._restv3em";
    first.config_uid = veeam::uuid("4610eb17-b41c-4cc5-81d1-938e57d89b7a");
    first.backup_policy_uid = veeam::uuid("7d953629-677a-408f-88ed-9b61031b8151");
    first.last_run = at("2020-03-01T11:35:00+03:00");
    first.last_end_time = at("2020-03-01T11:45:13+03:00");
    first.last_duration = 613;
    first.next_run = at("2020-03-02T11:30:00+03:00");
    first.avg_duration = 575;
    first.last_modified_date = at("2020-02-28T04:17:34.507218+03:00");
    first.backed_up_size = 12550788;

    v3::WindowsBackupAgentJob second = daily_job();
    second.instance_uid = veeam::uuid("3d29a667-2026-2f74-1143-18e04ba3c8e2");
    second.backup_agent_uid = veeam::uuid("19873b42-32ea-bbc5-e764-74d8f6ebd698");
    second.name = "Workstation: File level backup. Personal files. Local drive. Daily schedule._restv3vawServ1";
    second.config_uid = veeam::uuid("7416ea5c-1773-4e3e-86d8-71de3b54418f");
    second.backup_policy_uid = veeam::uuid("d598ae5a-eb96-42f0-9168-66d5d0ab2de0");
    second.last_run = at("2020-03-01T10:00:00+02:00");
    second.last_end_time = at("2020-03-01T10:13:22+02:00");
    second.last_duration = 802;
    second.next_run = at("2020-03-30T10:00:00+02:00");
    second.avg_duration = 795;
    second.last_modified_date = at("2020-02-28T04:10:30.0325436+03:00");
    second.backed_up_size = 16354212;

    return {of_v3,
            "ListWindowsBackupAgentJobs",
            format::json,
            {.meta = v3::PageMetadata{.paging_info = v3::PagingInfo{.total = 2, .count = 2, .offset = 0}},
             .data = {std::move(first), std::move(second)}}};
}

}  // namespace

TEST_CASE("the example of an agent job of version 2 has the printed values in every field") {
    // All three are null in the example.
    job().check_values("lastRestorePoint backupPolicyNote backupPolicyName ");
}

TEST_CASE("the example of a list of agent jobs of version 3 has the printed values in every field") {
    list().check_values("errors ");
}

TEST_CASE("no leaf of the examples of agent jobs is read into nowhere") {
    job().check_changes();
    list().check_changes();
}

TEST_CASE("damage anywhere in the examples of agent jobs is told with its place") {
    job().check_damages();
    list().check_damages();
}

TEST_CASE("agent jobs keep the spelling of their times and enumerators") {
    using veeam::support::example_text;
    auto const one = veeam::json::read<v2::BackupAgentJob>(example_text(of_v2, "GetBackupAgentJob", "json"));
    REQUIRE(one.has_value());
    CHECK(one->last_modified.value().text() == "2018-10-12T01:37:05.2423906+03:00");
    CHECK(one->last_run.value().text() == "2018-12-07T08:30:00.767Z");
    CHECK(one->operation_mode.value().text() == "Workstation");

    auto const page =
        veeam::json::read<v3::WindowsBackupAgentJobPage>(example_text(of_v3, "ListWindowsBackupAgentJobs", "json"));
    REQUIRE(page.has_value());
    REQUIRE(page->data.size() == 2);
    for (v3::WindowsBackupAgentJob const& job : page->data) {
        CHECK(job.status.value() == v3::BackupAgentJobStatus::Success);
        CHECK(job.status.value().text() == "success");
        CHECK(job.operation_mode.value() == v3::BackupAgentOperationMode::Workstation);
        CHECK(job.operation_mode.value().text() == "workstation");
        CHECK(job.backup_mode.value() == v3::BackupAgentJobBackupMode::File);
        CHECK(job.target_type.value() == v3::WindowsBackupAgentJobTargetType::Local);
        CHECK(job.schedule_type.value() == v3::BackupAgentJobScheduleType::Daily);
        // Two of them are null in the example, the others only in newer versions of the interface.
        CHECK(veeam::support::absent_members(job) ==
              "description backupPolicyName backupPolicyAssignStatus "
              "backupPolicyFailureMessage failureMessage freeSpace ");
    }
    CHECK(page->data[1].last_modified_date.value().text() == "2020-02-28T04:10:30.0325436+03:00");
}
