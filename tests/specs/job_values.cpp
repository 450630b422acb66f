// What the documented examples of GetJob and GetJobRef say, field by field.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/em/schemas/entity_reference.hpp>
#include <veeam/em/schemas/job.hpp>

#include <support/example_checks.hpp>

namespace {

namespace em = veeam::em;
using veeam::support::example_of;
using veeam::support::format;

constexpr char specification[] = VEEAM_SPECS_DIR "/em";

veeam::support::layout names(format form, std::set<std::string> unknown = {}) {
    if (form == format::json)
        return {.wrapped = {"Includes.ObjectInJobs", "Schedule.Days", "TimePeriods.Days",
                            "LinkedJobIncludes.LinkedJobObjects", "LinkedBackupIncludes.LinkedBackups",
                            "LinkedBackupRepositoryIncludes.LinkedBackupRepositories"},
                .unknown = std::move(unknown)};
    return {.wrapped = {"Link", "ObjectInJob", "Day", "Path", "LinkedJobObject", "LinkedBackupRepository"},
            .repeated = {"Days", "Months"},
            .unknown = std::move(unknown)};
}

veeam::timestamp at(std::string_view text) { return veeam::timestamp::parse(text).value(); }
veeam::time_of_day time(std::string_view text) { return veeam::time_of_day::parse(text).value(); }

em::Link to(std::string rel, std::string href, std::string type) {
    return {.rel = std::move(rel), .href = std::move(href), .type = std::move(type)};
}
em::Link to(std::string rel, std::string href, std::string type, std::string name) {
    return {.rel = std::move(rel), .href = std::move(href), .name = std::move(name), .type = std::move(type)};
}
em::Link action(std::string rel, std::string href) { return {.rel = std::move(rel), .href = std::move(href)}; }

std::string const whole_day = "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";

/// A grid with the same hours on the days from Tuesday to Friday, and all hours on the others.
std::vector<em::DayGrid> week(std::string const& tuesday_to_friday) {
    using enum em::DayOfWeek;
    return {{.name = Sunday, .value = whole_day},           {.name = Monday, .value = whole_day},
            {.name = Tuesday, .value = tuesday_to_friday},  {.name = Wednesday, .value = tuesday_to_friday},
            {.name = Thursday, .value = tuesday_to_friday}, {.name = Friday, .value = tuesday_to_friday},
            {.name = Saturday, .value = whole_day}};
}

/// The schedule of both backup jobs; they differ in times and offset.
em::StandardSchedule schedule(std::string_view daily, std::string_view monthly, std::int64_t offset) {
    using enum em::DayOfWeek;
    using enum em::Month;
    return {.retry_options = em::RetryOptions{.retry_times = 3, .retry_timeout = 10, .retry_specified = true},
            .wait_for_backup_completion = true,
            .backup_competition_waiting_period_min = 180,
            .options_daily = em::DailyOptions{.enabled = true,
                                              .kind = em::DailyKind::Everyday,
                                              .days =
                                                  std::vector<veeam::open_enum<em::DayOfWeek>>{
                                                      Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday},
                                              .time = time(daily),
                                              .time_offset_utc = offset},
            .options_monthly =
                em::MonthlyOptions{
                    .enabled = false,
                    .time = time(monthly),
                    .time_offset_utc = offset,
                    .day_number_in_month = em::DayNumberInMonth::Fourth,
                    .day_of_week = Saturday,
                    .months =
                        std::vector<veeam::open_enum<em::Month>>{January, February, March, April, May, June, July,
                                                                 August, September, October, November, December},
                    .day_of_month = 1},
            .options_periodically =
                em::PeriodicOptions{
                    .enabled = false, .kind = em::PeriodUnit::Hours, .full_period = 1, .schedule = week(whole_day)},
            .options_continuous = em::ContinuousOptions{.enabled = false, .schedule = week(whole_day)},
            .options_backup_window = em::BackupWindowOptions{.enabled = false, .time_periods = week(whole_day)},
            .options_daisy_chaining = em::ChainingOptions{.enabled = false, .previous_job_uid = ""}};
}

using paths = std::vector<std::string>;

em::FileSystemIndexingOptions indexing(em::FileSystemIndexingMode mode, paths excluded) {
    return {.file_system_indexing_mode = mode,
            .included_indexing_folders = paths{},
            .excluded_indexing_folders = std::move(excluded)};
}

em::SqlBackupOptions logs(em::TransactionLogsProcessing what, std::int64_t minutes, bool as_backups,
                          std::int64_t days) {
    return {.transaction_logs_processing = what,
            .backup_logs_frequency_min = minutes,
            .use_db_backup_retention = as_backups,
            .retain_days = days};
}

/// What all machines of the examples have in common.
em::GuestProcessingOptions guest(em::VssSnapshotOptions vss, em::SqlBackupOptions sql, std::string const& credentials) {
    using enum em::FileSystemIndexingMode;
    return {
        .vss_snapshot_options = std::move(vss),
        .windows_guest_fs_indexing_options = indexing(
            ExceptSpecifiedFolders, {"%windir%", "%ProgramFiles%", "%ProgramFiles(x86)%", "%ProgramW6432%", "%TEMP%"}),
        .linux_guest_fs_indexing_options =
            indexing(ExceptSpecifiedFolders, {"/cdrom", "/dev", "/media", "/mnt", "/proc", "/tmp", "/lost+found"}),
        .sql_backup_options = std::move(sql),
        .windows_credentials_id = credentials,
        .linux_credentials_id = credentials};
}

/// Likewise of jobs: no folders.
em::GuestProcessingOptions guests(em::VssSnapshotOptions vss, em::FileSystemIndexingMode windows,
                                  em::FileSystemIndexingMode linux_guests, em::SqlBackupOptions sql,
                                  std::string windows_credentials, std::string linux_credentials) {
    return {.vss_snapshot_options = std::move(vss),
            .windows_guest_fs_indexing_options = indexing(windows, {}),
            .linux_guest_fs_indexing_options = indexing(linux_guests, {}),
            .sql_backup_options = std::move(sql),
            .windows_credentials_id = std::move(windows_credentials),
            .linux_credentials_id = std::move(linux_credentials)};
}

em::GfsRetentionPolicy gfs(bool enabled, std::int64_t weeks, std::int64_t months, std::int64_t years) {
    return {
        .enabled = enabled,
        .weekly =
            em::WeeklyRetention{.enabled = enabled, .retention_period = weeks, .selected_day = em::DayOfWeek::Sunday},
        .monthly =
            em::MonthlyRetention{
                .enabled = enabled, .retention_period = months, .selected_week = em::SelectedWeek::First},
        .yearly =
            em::YearlyRetention{.enabled = enabled, .retention_period = years, .selected_month = em::Month::January}};
}

em::SimpleRetentionPolicy five_cycles() {
    return {.retain_cycles = 5, .retain_days_to_keep = 7, .retain_limit_type = em::RetainLimitType::Cycles};
}

/// The links of both backup jobs.
std::vector<em::Link> backup_links(std::string const& self, std::string const& name, em::Link server) {
    return {std::move(server),
            to("Alternate", self, "JobReference", name),
            to("Edit", self, "JobReference", name),
            action("Clone", self + "?action=clone"),
            action("ToggleScheduleEnabled", self + "?action=toggleScheduleEnabled"),
            to("Down", self + "/includes", "ObjectInJobList"),
            to("Down", self + "/backupSessions", "BackupJobSessionReferenceList"),
            to("Create", self + "/includes", "ObjectInJob"),
            action("Start", self + "?action=start"),
            action("Stop", self + "?action=stop"),
            action("Retry", self + "?action=retry")};
}

std::string const srv12 = "https://srv12.tech.local:9398/api/";

example_of<em::Job> db_backup(format form) {
    std::string const self = srv12 + "jobs/5658281f-625e-4627-89dd-d2a0c48be99e";
    em::ObjectInJob machine{
        .href = self + "/includes/0493ea16-2c1f-4d02-b74b-994bd438b89a",
        .type = "ObjectInJob",
        .object_in_job_id = "0493ea16-2c1f-4d02-b74b-994bd438b89a",
        .hierarchy_obj_ref = "urn:HyperV:Vm:8e7fef9f-87a8-48b4-bed1-632c3035a1a1.020aa5ab-3523-4946-b658-b8ad5b372439",
        .name = "sqlsrv03",
        .display_name = "sqlsrv03",
        .guest_processing_options = guest({.vss_snapshot_mode = em::VssSnapshotMode::RequireSuccess,
                                           .is_copy_only = false,
                                           .use_persistent_guest_agent = false},
                                          logs(em::TransactionLogsProcessing::Backup, 60, false, 5), "")};
    em::BackupJobInfo info{
        .includes = std::vector{std::move(machine)},
        .guest_processing_options =
            guests({.vss_snapshot_mode = em::VssSnapshotMode::RequireSuccess, .is_copy_only = false},
                   em::FileSystemIndexingMode::EveryFolders, em::FileSystemIndexingMode::ExceptSpecifiedFolders,
                   logs(em::TransactionLogsProcessing::OnlyOnSuccessJob, 15, true, 15),
                   "7255bb17-aa93-44d0-9a24-00b9cd1da6c4", ""),
        .advanced_storage_options =
            em::AdvancedStorageOptions{.password_key_id = "3d152e9d-a473-4990-bc2f-27710833ba20"},
        .gfs_retention_policy = gfs(true, 2, 3, 1),
        .simple_retention_policy = five_cycles()};
    bool const json = form == format::json;
    return {specification,
            "GetJob",
            form,
            {.name = "DB Backup",
             .uid = "urn:veeam:Job:5658281f-625e-4627-89dd-d2a0c48be99e",
             .href = self + "?format=Entity",
             .type = "Job",
             .links = backup_links(self, "DB Backup",
                                   to("Up", srv12 + "backupServers/d1444f74-27e6-4399-81a9-d28ba98913f0",
                                      "BackupServerReference", "srv12.tech.local")),
             .job_type = em::JobType::Backup,
             .platform = veeam::open_enum<em::Platform>("HyperV"),
             .description = "Backup of MS SQL Server DB",
             .schedule_configured = true,
             .schedule_enabled = true,
             .next_run = at("2020-02-01T17:00:00Z"),
             .schedule_options =
                 em::JobScheduleOptions{
                     .mode = schedule(json ? "2020-02-01T18:00:00.0000000+01:00" : "18:00:00.0000000+01:00",
                                      json ? "2020-02-01T22:00:00.0000000+01:00" : "22:00:00.0000000+01:00", 1)},
             .info = em::JobInfo{.settings = std::move(info)}},
            names(form)};
}

em::ObjectInJob crm_machine(std::string const& job, std::string const& id, std::string const& reference,
                            std::string const& name) {
    return {.href = job + "/includes/" + id,
            .type = "ObjectInJob",
            .object_in_job_id = id,
            .hierarchy_obj_ref = reference,
            .name = name,
            .display_name = name,
            .guest_processing_options =
                guest({.vss_snapshot_mode = em::VssSnapshotMode::RequireSuccess, .is_copy_only = false},
                      logs(em::TransactionLogsProcessing::OnlyOnSuccessJob, 15, true, 15), "")};
}

example_of<em::Job> crm_backup(format form) {
    using enum em::FileSystemIndexingMode;
    std::string const self = srv12 + "jobs/2851cb88-37b6-46ea-b2c8-47b55270169d";
    em::BackupJobInfo info{
        .includes =
            std::vector{crm_machine(self, "fd0abfab-e931-45e0-a315-bd236a3d2788",
                                    "urn:VMware:Vm:3b8ebdcc-41de-4c42-a001-a344f2e75550.vm-62230", "crm01"),
                        crm_machine(self, "51e37e0e-800a-4639-a2c7-0379330ea1ee",
                                    "urn:VMware:Vm:3b8ebdcc-41de-4c42-a001-a344f2e75550.vm-62228", "dbserver01")},
        .guest_processing_options = guests({.vss_snapshot_mode = em::VssSnapshotMode::Disabled, .is_copy_only = false},
                                           em::FileSystemIndexingMode::Disabled, em::FileSystemIndexingMode::Disabled,
                                           logs(em::TransactionLogsProcessing::OnlyOnSuccessJob, 15, true, 15), "", ""),
        .advanced_storage_options = em::AdvancedStorageOptions{.password_key_id = ""},
        .gfs_retention_policy = gfs(false, 1, 1, 1),
        .simple_retention_policy = five_cycles()};
    bool const json = form == format::json;
    em::JobScheduleOptions options{.mode = schedule(json ? "2019-10-23T14:00:00" : "14:00:00.0000000+01:00",
                                                    json ? "2019-10-23T22:00:00+02:00" : "22:00:00.0000000+01:00", 2)};
    if (json) options.unknown.push_back({.name = "Href", .raw = "\"\""});
    return {specification,
            "GetJob.crm_backup",
            form,
            {.name = "CRM Backup",
             .uid = "urn:veeam:Job:2851cb88-37b6-46ea-b2c8-47b55270169d",
             .href = self + "?format=Entity",
             .type = "Job",
             .links = backup_links(self, "CRM Backup",
                                   to("Up", srv12 + "backupServers/ffa6d4ef-ea63-4fb3-88a1-84706c2430e1",
                                      "BackupServerReference", "appsrv01.tech.local")),
             .job_type = em::JobType::Backup,
             .platform = em::Platform::VMware,
             .description = "Backup of CRM system",
             .schedule_configured = true,
             .schedule_enabled = true,
             .next_run = at("2020-02-04T13:00:00Z"),
             .schedule_options = std::move(options),
             .info = em::JobInfo{.settings = std::move(info)}},
            json ? names(form, {"JobScheduleOptions.Href"}) : names(form)};
}

/// Both backup copy jobs stand on one server and have the same links.
em::Job copy_job(std::string const& id, std::string const& name, std::string description, em::ContinuousOptions hours,
                 em::ImmediateBackupCopyJobInfo info) {
    std::string const server = "https://enterpriseem01.tech.local:9398/api/";
    std::string const self = server + "jobs/" + id;
    return {.name = name,
            .uid = "urn:veeam:Job:" + id,
            .href = self + "?format=Entity",
            .type = "Job",
            .links =
                std::vector<em::Link>{
                    to("Up", server + "backupServers/3cbab7db-fa0d-4c18-82b6-bc1816f0a128", "BackupServerReference",
                       "enterprisevbr01.tech.local"),
                    to("Alternate", self, "JobReference", name), action("Clone", self + "?action=clone"),
                    action("ToggleScheduleEnabled", self + "?action=toggleScheduleEnabled"),
                    to("Down", self + "/backupSessions", "BackupJobSessionReferenceList"),
                    action("Sync", self + "?action=sync"), to("Down", self + "/linkedJobs", "LinkedJobObjectList"),
                    to("Down", self + "/linkedBackupRepositories", "LinkedBackupRepositoryObjectList"),
                    to("Create", self + "/linkedJobs", "LinkedJobObject"),
                    to("Create", self + "/linkedBackupRepositories", "LinkedBackupRepositoryObject")},
            .job_type = em::JobType::ImmediateBackupCopy,
            .platform = em::Platform::CustomPlatform,
            .description = std::move(description),
            .schedule_configured = true,
            .schedule_enabled = true,
            .schedule_options =
                em::JobScheduleOptions{.mode = em::ImmediateCopySchedule{.options_continuous = std::move(hours)}},
            .info = em::JobInfo{.settings = std::move(info)}};
}

example_of<em::Job> immediate_copy(format form) {
    return {
        specification, "GetJob.immediate_copy", form,
        copy_job(
            "5adf6525-51d9-48b9-a72d-7f80701c714b", "Immediate Backup Copy Job", "Created by .\\veeamadmin",
            {.enabled = true, .schedule = week("1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1")},
            {.linked_job_includes =
                 std::vector<em::LinkedJob>{{.object_in_job_id = "64d63522-92a0-491c-af3b-e428019fbfd4",
                                             .linked_job_uid = "urn:veeam:Job:33fecc36-554b-437b-8bf8-3fdcb11866e7"}},
             .linked_backup_includes = std::vector<em::LinkedBackup>{},
             .linked_backup_repository_includes = std::vector<em::LinkedBackupRepository>{}}),
        names(form)};
}

example_of<em::Job> periodic_copy() {
    return {
        specification, "GetJob.periodic_copy", format::xml,
        copy_job(
            "0f5afb99-7468-42c4-a45d-28e98bc6122b", "Periodic Backup Copy Job",
            "Created by .\\veeamadmin (for repository)", {.enabled = false, .schedule = week(whole_day)},
            {.linked_job_includes = std::vector<em::LinkedJob>{},
             .linked_backup_includes = std::vector<em::LinkedBackup>{},
             .linked_backup_repository_includes =
                 std::vector<em::LinkedBackupRepository>{
                     {.object_in_job_id = "961c9350-dc5a-43d6-8efa-867995e9404e",
                      .linked_backup_repository_uid = "urn:veeam:Repository:da49abfc-838a-40a1-90a3-40acd2bc7000"}}}),
        names(format::xml)};
}

/// `<Day Name="Sunday">...</Day>` and so on, all with the whole day.
std::string whole_week() {
    std::string out;
    for (char const* const day : {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"})
        out += std::string("<Day Name=\"") + day + "\">" + whole_day + "</Day>";
    return out;
}

/// The options that stand directly inside `JobScheduleOptions`, where the specification knows none of them.
em::JobScheduleOptions old_schedule() {
    std::pair<char const*, std::string> const options[]{
        {"RetryOptions",
         "<RetryTimes>3</RetryTimes><RetryTimeout>10</RetryTimeout>"
         "<RetrySpecified>true</RetrySpecified></RetryOptions>"},
        {"WaitForBackupCompletion", "true</WaitForBackupCompletion>"},
        {"BackupCompetitionWaitingPeriodMin", "180</BackupCompetitionWaitingPeriodMin>"},
        {"OptionsDaily Enabled=\"true\"",
         "<Kind>Everyday</Kind><Days>Sunday</Days><Days>Monday</Days><Days>Tuesday</Days><Days>Wednesday</Days>"
         "<Days>Thursday</Days><Days>Friday</Days><Days>Saturday</Days><Time>22:00:00.0000000-07:00</Time>"
         "</OptionsDaily>"},
        {"OptionsMonthly Enabled=\"false\"",
         "<Time>22:00:00.0000000-07:00</Time><DayNumberInMonth>Fourth</DayNumberInMonth>"
         "<DayOfWeek>Saturday</DayOfWeek><Months>January</Months><Months>February</Months><Months>March</Months>"
         "<Months>April</Months><Months>May</Months><Months>June</Months><Months>July</Months>"
         "<Months>August</Months><Months>September</Months><Months>October</Months><Months>November</Months>"
         "<Months>December</Months></OptionsMonthly>"},
        {"OptionsPeriodically Enabled=\"false\"",
         "<Kind>Hours</Kind><FullPeriod>1</FullPeriod><Schedule>" + whole_week() + "</Schedule></OptionsPeriodically>"},
        {"OptionsContinuous Enabled=\"false\"", ""},
        {"OptionsBackupWindow Enabled=\"false\"",
         "<TimePeriods>" + whole_week() + "</TimePeriods></OptionsBackupWindow>"},
        {"OptionsDaisyChaining Enabled=\"false\"", "<PreviousJobUid/></OptionsDaisyChaining>"}};
    em::JobScheduleOptions out;
    for (auto const& [start, rest] : options) {
        std::string const tag = start;
        out.unknown.push_back({.name = tag.substr(0, tag.find(' ')),
                               .raw = '<' + tag + (rest.empty() ? "/>" : ">" + rest),
                               .format = veeam::unknown_member::form::xml_element});
    }
    return out;
}

example_of<em::Job> replica() {
    using enum em::FileSystemIndexingMode;
    std::string const server = "https://localhost:9398/api/";
    std::string const self = server + "jobs/b04c217b-0538-4650-bec4-19deff4ea1ac";
    std::string const nobody = "00000000-0000-0000-0000-000000000000";
    em::SqlBackupOptions const never = logs(em::TransactionLogsProcessing::Never, 15, true, 15);
    em::ObjectInJob machine{
        .href = self + "/includes/d8f628b7-6fe4-498b-bfca-01a167b2124c",
        .type = "ObjectInJob",
        .object_in_job_id = "d8f628b7-6fe4-498b-bfca-01a167b2124c",
        .hierarchy_obj_ref = "urn:VMware:Vm:ca2f751f-8f26-4f39-815e-ce493b61fd80.11",
        .name = "sql02",
        .display_name = "sql02",
        .guest_processing_options =
            guest({.vss_snapshot_mode = em::VssSnapshotMode::RequireSuccess, .is_copy_only = true}, never, nobody)};
    em::ReplicaJobInfo info{
        .includes = std::vector{std::move(machine)},
        .guest_processing_options =
            guests({.vss_snapshot_mode = em::VssSnapshotMode::Disabled, .is_copy_only = true},
                   em::FileSystemIndexingMode::Disabled, em::FileSystemIndexingMode::Disabled, never, nobody, nobody)};
    return {specification,
            "GetJob.replica",
            format::xml,
            {.name = "SQL Replication",
             .uid = "urn:veeam:Job:b04c217b-0538-4650-bec4-19deff4ea1ac",
             .href = self + "?format=Entity",
             .type = "Job",
             .links =
                 std::vector<em::Link>{to("Up", server + "backupServers/ce15a8c7-aa49-495e-b05b-ee3398c91018",
                                          "BackupServerReference", "srv02.tech.local"),
                                       to("Alternate", self, "JobReference", "SQL Replication"),
                                       to("Down", self + "/replicaSessions", "ReplicaJobSessionReferenceList"),
                                       to("Down", self + "/includes", "ObjectInJobList"),
                                       to("Edit", self, "JobReference", "SQL Replication"),
                                       to("Create", self + "/includes", "ObjectInJob"),
                                       action("Start", self + "?action=start"), action("Stop", self + "?action=stop"),
                                       action("Retry", self + "?action=retry"), action("Clone", self + "?action=clone"),
                                       action("ToggleScheduleEnabled", self + "?action=toggleScheduleEnabled")},
             .job_type = em::JobType::Replica,
             .platform = em::Platform::VMware,
             .description = "Created by SRV02\\Administrator at 10/7/2014 6:02 AM.",
             .schedule_configured = false,
             .schedule_enabled = true,
             .schedule_options = old_schedule(),
             .info = em::JobInfo{.settings = std::move(info)}},
            names(format::xml, {"JobScheduleOptions"})};
}

example_of<em::EntityReference> reference(format form) {
    std::string const self = srv12 + "jobs/2851cb88-37b6-46ea-b2c8-47b55270169d";
    return {specification,
            "GetJobRef",
            form,
            {.name = "CRM Backup",
             .uid = "urn:veeam:Job:2851cb88-37b6-46ea-b2c8-47b55270169d",
             .href = self,
             .type = "JobReference",
             .links = std::vector<em::Link>{to("Up", srv12 + "backupServers/ffa6d4ef-ea63-4fb3-88a1-84706c2430e1",
                                               "BackupServerReference", "appsrv01.tech.local"),
                                            to("Alternate", self + "?format=Entity", "Job", "CRM Backup"),
                                            to("Down", self + "/backupSessions", "BackupJobSessionReferenceList")}},
            names(form)};
}

/// `use(example, absent)` for each example and the members that the job lacks.
template <class Use>
void for_each_example(Use use) {
    for (format const form : {format::json, format::xml}) {
        std::string const written_in = form == format::json ? "JSON" : "XML";
        CAPTURE(written_in);
        use(db_backup(form), "");
        use(crm_backup(form), "");
        use(immediate_copy(form), "NextRun ");
        use(reference(form), "");
    }
    use(periodic_copy(), "NextRun ");
    use(replica(), "NextRun ");
}

}  // namespace

TEST_CASE("the examples of jobs have the printed values in every field") {
    for_each_example([](auto const& one, auto absent) { one.check_values(absent); });
}

TEST_CASE("no leaf of the examples of jobs is read into nowhere") {
    for_each_example([](auto const& one, auto) { one.check_changes(); });
}

TEST_CASE("damage anywhere in the examples of jobs is told with its place") {
    for_each_example([](auto const& one, auto) { one.check_damages(); });
}

TEST_CASE("a job keeps the spelling of its times and enumerators") {
    std::string const xml = veeam::support::example_text(specification, "GetJob", "xml");
    auto const job = veeam::xml::read<em::Job>(xml);
    REQUIRE(job.has_value());
    CHECK(job->platform.value().value() == em::Platform::Hyperv);
    CHECK(job->platform.value().text() == "HyperV");
    CHECK(job->job_type.value().text() == "Backup");
    CHECK(job->next_run.value().text() == "2020-02-01T17:00:00Z");
    auto const& standard = std::get<em::StandardSchedule>(job->schedule_options.value().mode);
    CHECK(standard.options_daily.value().time.value().text() == "18:00:00.0000000+01:00");
    CHECK(standard.options_monthly.value().time.value().text() == "22:00:00.0000000+01:00");
    CHECK(standard.options_monthly.value().day_number_in_month.value().text() == "Fourth");
    for (auto const& month : standard.options_monthly.value().months.value()) CHECK(month.known());
}
