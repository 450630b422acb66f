#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>

#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/job.hpp>

/// @file
/// What a person would write once for every library: each member of the measured structs with its names.
///
/// `each_member(visit, object)` calls `visit(name, member)`. The names are types, so that a library sees literals, as
/// it would in code written by hand; nothing here is shared with our codecs and their tables.

namespace bench {

namespace em = veeam::em;

template <std::size_t N>
struct literal {
    char text[N]{};
    consteval literal(char const (&from)[N]) { std::copy_n(from, N, text); }
    constexpr std::string_view view() const { return {text, N - 1}; }
};

/// Where a member stands in XML. In JSON all of them are members.
enum class place { element, attribute, content };

template <literal Json, literal Xml, place Place, literal JsonItem, literal XmlItem>
struct name {
    static constexpr std::string_view json = Json.view();
    static constexpr char const* xml = Xml.text;
    static constexpr std::string_view json_item = JsonItem.view();  ///< The list inside an object; empty: none.
    static constexpr char const* xml_item = XmlItem.text;           ///< The items inside an element; empty: repeated.
    static constexpr place where = Place;
    static constexpr bool is_wrapped = !XmlItem.view().empty();
};
template <literal Json, literal Xml = Json>
using element = name<Json, Xml, place::element, "", "">;
template <literal Json>
using attribute = name<Json, Json, place::attribute, "", "">;
template <literal Json>
using content = name<Json, Json, place::content, "", "">;
template <literal Json, literal XmlItem, literal JsonItem = "", literal Xml = Json>
using wrapped = name<Json, Xml, place::element, JsonItem, XmlItem>;

/// One alternative of a choice: a member that is there where the choice holds it.
template <std::size_t I, class Variant>
struct alternative {
    Variant& choice;

    auto& emplace() const { return choice.template emplace<I>(); }
    auto* get() const { return std::get_if<I>(&choice); }
};
template <std::size_t I, class Variant>
alternative<I, Variant> choose(Variant& choice) {
    return {choice};
}
template <class T>
inline constexpr bool is_alternative = false;
template <std::size_t I, class Variant>
inline constexpr bool is_alternative<alternative<I, Variant>> = true;

template <class T, class Struct>
concept of = std::same_as<std::remove_const_t<T>, Struct>;

template <class V>
void each_member(V& visit, of<em::Link> auto& s) {
    visit(attribute<"Rel">{}, s.rel);
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Name">{}, s.name);
    visit(attribute<"Type">{}, s.type);
}
template <class V>
void each_member(V& visit, of<em::PagingInfo> auto& s) {
    visit(attribute<"PageNum">{}, s.page_num);
    visit(attribute<"PageSize">{}, s.page_size);
    visit(attribute<"PagesCount">{}, s.pages_count);
    visit(wrapped<"Links", "Link">{}, s.links);
}
template <class V>
void each_member(V& visit, of<em::BackupJobSession> auto& s) {
    visit(attribute<"Name">{}, s.name);
    visit(attribute<"UID">{}, s.uid);
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Type">{}, s.type);
    visit(wrapped<"Links", "Link">{}, s.links);
    visit(element<"JobUid">{}, s.job_uid);
    visit(element<"JobName">{}, s.job_name);
    visit(element<"JobType">{}, s.job_type);
    visit(element<"CreationTimeUTC">{}, s.creation_time_utc);
    visit(element<"EndTimeUTC">{}, s.end_time_utc);
    visit(element<"State">{}, s.state);
    visit(element<"Result">{}, s.result);
    visit(element<"Progress">{}, s.progress);
    visit(element<"FailureMessage">{}, s.failure_message);
    visit(element<"IsRetry">{}, s.is_retry);
}
template <class V>
void each_member(V& visit, of<em::BackupJobSessionList> auto& s) {
    visit(element<"BackupJobSessions", "BackupJobSession">{}, s.backup_job_sessions);
    visit(element<"PagingInfo">{}, s.paging_info);
}
template <class V>
void each_member(V& visit, of<em::RetryOptions> auto& s) {
    visit(element<"RetryTimes">{}, s.retry_times);
    visit(element<"RetryTimeout">{}, s.retry_timeout);
    visit(element<"RetrySpecified1", "RetrySpecified">{}, s.retry_specified);
}
template <class V>
void each_member(V& visit, of<em::DailyOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(element<"Kind">{}, s.kind);
    visit(element<"Days">{}, s.days);
    visit(element<"Time">{}, s.time);
    visit(element<"TimeOffsetUtc">{}, s.time_offset_utc);
}
template <class V>
void each_member(V& visit, of<em::MonthlyOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(element<"Time">{}, s.time);
    visit(element<"TimeOffsetUtc">{}, s.time_offset_utc);
    visit(element<"DayNumberInMonth">{}, s.day_number_in_month);
    visit(element<"DayOfWeek">{}, s.day_of_week);
    visit(element<"Months">{}, s.months);
    visit(element<"DayOfMonth">{}, s.day_of_month);
}
template <class V>
void each_member(V& visit, of<em::DayGrid> auto& s) {
    visit(attribute<"Name">{}, s.name);
    visit(content<"Value">{}, s.value);
}
template <class V>
void each_member(V& visit, of<em::PeriodicOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(element<"Kind">{}, s.kind);
    visit(element<"FullPeriod">{}, s.full_period);
    visit(wrapped<"Schedule", "Day", "Days">{}, s.schedule);
}
template <class V>
void each_member(V& visit, of<em::ContinuousOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(wrapped<"Schedule", "Day", "Days">{}, s.schedule);
}
template <class V>
void each_member(V& visit, of<em::BackupWindowOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(wrapped<"TimePeriods", "Day", "Days">{}, s.time_periods);
}
template <class V>
void each_member(V& visit, of<em::ChainingOptions> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(element<"PreviousJobUid">{}, s.previous_job_uid);
}
template <class V>
void each_member(V& visit, of<em::StandardSchedule> auto& s) {
    visit(element<"RetryOptions">{}, s.retry_options);
    visit(element<"WaitForBackupCompletion">{}, s.wait_for_backup_completion);
    visit(element<"BackupCompetitionWaitingPeriodMin">{}, s.backup_competition_waiting_period_min);
    visit(element<"OptionsDaily">{}, s.options_daily);
    visit(element<"OptionsMonthly">{}, s.options_monthly);
    visit(element<"OptionsPeriodically">{}, s.options_periodically);
    visit(element<"OptionsContinuous">{}, s.options_continuous);
    visit(element<"OptionsBackupWindow">{}, s.options_backup_window);
    visit(element<"OptionsDaisyChaining">{}, s.options_daisy_chaining);
}
template <class V>
void each_member(V& visit, of<em::ImmediateCopySchedule> auto& s) {
    visit(element<"OptionsContinuous">{}, s.options_continuous);
}
template <class V>
void each_member(V& visit, of<em::JobScheduleOptions> auto& s) {
    visit(element<"Standart">{}, choose<1>(s.mode));
    visit(element<"ImmediateCopyMode">{}, choose<2>(s.mode));
}
template <class V>
void each_member(V& visit, of<em::VssSnapshotOptions> auto& s) {
    visit(element<"VssSnapshotMode">{}, s.vss_snapshot_mode);
    visit(element<"IsCopyOnly">{}, s.is_copy_only);
    visit(element<"UsePersistentGuestAgent">{}, s.use_persistent_guest_agent);
}
template <class V>
void each_member(V& visit, of<em::FileSystemIndexingOptions> auto& s) {
    visit(element<"FileSystemIndexingMode">{}, s.file_system_indexing_mode);
    visit(wrapped<"IncludedIndexingFolders", "Path">{}, s.included_indexing_folders);
    visit(wrapped<"ExcludedIndexingFolders", "Path">{}, s.excluded_indexing_folders);
}
template <class V>
void each_member(V& visit, of<em::SqlBackupOptions> auto& s) {
    visit(element<"TransactionLogsProcessing">{}, s.transaction_logs_processing);
    visit(element<"BackupLogsFrequencyMin">{}, s.backup_logs_frequency_min);
    visit(element<"UseDbBackupRetention">{}, s.use_db_backup_retention);
    visit(element<"RetainDays">{}, s.retain_days);
}
template <class V>
void each_member(V& visit, of<em::FileExcludeOptions> auto& s) {
    visit(element<"BackupScope">{}, s.backup_scope);
    visit(wrapped<"IncludeLists", "Path", "", "IncludeList">{}, s.include_lists);
    visit(wrapped<"ExcludeLists", "Path", "", "ExcludeList">{}, s.exclude_lists);
}
template <class V>
void each_member(V& visit, of<em::OracleBackupOptions> auto& s) {
    visit(element<"BackupLogsEnabled">{}, s.backup_logs_enabled);
    visit(element<"BackupLogsFrequencyMin">{}, s.backup_logs_frequency_min);
    visit(element<"UseDbBackupRetention">{}, s.use_db_backup_retention);
    visit(element<"RetainDays">{}, s.retain_days);
    visit(element<"ArchivedLogsTruncation">{}, s.archived_logs_truncation);
    visit(element<"ArchivedLogsMaxAgeHours">{}, s.archived_logs_max_age_hours);
    visit(element<"ArchivedLogsMaxSizeMb">{}, s.archived_logs_max_size_mb);
    visit(element<"SysdbaCredsId">{}, s.sysdba_creds_id);
    visit(element<"ProxyAutoSelect">{}, s.proxy_auto_select);
}
template <class V>
void each_member(V& visit, of<em::GuestProcessingOptions> auto& s) {
    visit(element<"AppAwareProcessingMode">{}, s.app_aware_processing_mode);
    visit(element<"FileSystemIndexingMode">{}, s.file_system_indexing_mode);
    visit(wrapped<"IncludedIndexingFolders", "Path">{}, s.included_indexing_folders);
    visit(wrapped<"ExcludedIndexingFolders", "Path">{}, s.excluded_indexing_folders);
    visit(element<"CredentialsId">{}, s.credentials_id);
    visit(element<"VssSnapshotOptions">{}, s.vss_snapshot_options);
    visit(element<"WindowsGuestFSIndexingOptions">{}, s.windows_guest_fs_indexing_options);
    visit(element<"LinuxGuestFSIndexingOptions">{}, s.linux_guest_fs_indexing_options);
    visit(element<"SqlBackupOptions">{}, s.sql_backup_options);
    visit(element<"WindowsCredentialsId">{}, s.windows_credentials_id);
    visit(element<"LinuxCredentialsId">{}, s.linux_credentials_id);
    visit(element<"FSFileExcludeOptions">{}, s.fs_file_exclude_options);
    visit(element<"OracleBackupOptions">{}, s.oracle_backup_options);
}
template <class V>
void each_member(V& visit, of<em::ObjectInJob> auto& s) {
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Type">{}, s.type);
    visit(wrapped<"Links", "Link">{}, s.links);
    visit(element<"ObjectInJobId">{}, s.object_in_job_id);
    visit(element<"HierarchyObjRef">{}, s.hierarchy_obj_ref);
    visit(element<"Name">{}, s.name);
    visit(element<"DisplayName">{}, s.display_name);
    visit(element<"Order">{}, s.order);
    visit(element<"GuestProcessingOptions">{}, s.guest_processing_options);
}
template <class V>
void each_member(V& visit, of<em::SimpleRetentionPolicy> auto& s) {
    visit(element<"RetainCycles">{}, s.retain_cycles);
    visit(element<"RetainDaysToKeep">{}, s.retain_days_to_keep);
    visit(element<"RetainLimitType">{}, s.retain_limit_type);
}
template <class V>
void each_member(V& visit, of<em::WeeklyRetention> auto& s) {
    visit(element<"Enabled">{}, s.enabled);
    visit(element<"RetentionPeriod">{}, s.retention_period);
    visit(element<"SelectedDay">{}, s.selected_day);
}
template <class V>
void each_member(V& visit, of<em::MonthlyRetention> auto& s) {
    visit(element<"Enabled">{}, s.enabled);
    visit(element<"RetentionPeriod">{}, s.retention_period);
    visit(element<"SelectedWeek">{}, s.selected_week);
}
template <class V>
void each_member(V& visit, of<em::YearlyRetention> auto& s) {
    visit(element<"Enabled">{}, s.enabled);
    visit(element<"RetentionPeriod">{}, s.retention_period);
    visit(element<"SelectedMonth">{}, s.selected_month);
}
template <class V>
void each_member(V& visit, of<em::GfsRetentionPolicy> auto& s) {
    visit(attribute<"Enabled">{}, s.enabled);
    visit(element<"Weekly">{}, s.weekly);
    visit(element<"Monthly">{}, s.monthly);
    visit(element<"Yearly">{}, s.yearly);
}
template <class V>
void each_member(V& visit, of<em::AdvancedStorageOptions> auto& s) {
    visit(element<"PasswordKeyId">{}, s.password_key_id);
}
template <class V>
void each_member(V& visit, of<em::BackupJobInfo> auto& s) {
    visit(wrapped<"Includes", "ObjectInJob", "ObjectInJobs">{}, s.includes);
    visit(element<"GuestProcessingOptions">{}, s.guest_processing_options);
    visit(element<"AdvancedStorageOptions">{}, s.advanced_storage_options);
    visit(element<"GfsRetentionPolicy">{}, s.gfs_retention_policy);
    visit(element<"SimpleRetentionPolicy">{}, s.simple_retention_policy);
}
template <class V>
void each_member(V& visit, of<em::ReplicaJobInfo> auto& s) {
    visit(wrapped<"Includes", "ObjectInJob", "ObjectInJobs">{}, s.includes);
    visit(element<"GuestProcessingOptions">{}, s.guest_processing_options);
}
template <class V>
void each_member(V& visit, of<em::LinkedJob> auto& s) {
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Type">{}, s.type);
    visit(wrapped<"Links", "Link">{}, s.links);
    visit(element<"ObjectInJobId">{}, s.object_in_job_id);
    visit(element<"LinkedJobUid">{}, s.linked_job_uid);
    visit(element<"Order">{}, s.order);
}
template <class V>
void each_member(V& visit, of<em::LinkedBackup> auto& s) {
    visit(element<"ObjectInJobId">{}, s.object_in_job_id);
    visit(element<"LinkedBackupUid">{}, s.linked_backup_uid);
}
template <class V>
void each_member(V& visit, of<em::BackupCopyJobInfo> auto& s) {
    visit(wrapped<"Includes", "ObjectInJob", "ObjectInJobs">{}, s.includes);
    visit(wrapped<"LinkedJobIncludes", "LinkedJobObject", "LinkedJobObjects">{}, s.linked_job_includes);
    visit(element<"AdvancedStorageOptions">{}, s.advanced_storage_options);
    visit(wrapped<"LinkedBackupIncludes", "LinkedBackup", "LinkedBackups">{}, s.linked_backup_includes);
}
template <class V>
void each_member(V& visit, of<em::LinkedBackupRepository> auto& s) {
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Type">{}, s.type);
    visit(wrapped<"Links", "Link">{}, s.links);
    visit(element<"ObjectInJobId">{}, s.object_in_job_id);
    visit(element<"LinkedBackupRepositoryUid">{}, s.linked_backup_repository_uid);
}
template <class V>
void each_member(V& visit, of<em::ImmediateBackupCopyJobInfo> auto& s) {
    visit(wrapped<"LinkedJobIncludes", "LinkedJobObject", "LinkedJobObjects">{}, s.linked_job_includes);
    visit(wrapped<"LinkedBackupIncludes", "LinkedBackup", "LinkedBackups">{}, s.linked_backup_includes);
    visit(wrapped<"LinkedBackupRepositoryIncludes", "LinkedBackupRepository", "LinkedBackupRepositories">{},
          s.linked_backup_repository_includes);
}
template <class V>
void each_member(V& visit, of<em::JobInfo> auto& s) {
    visit(element<"BackupJobInfo">{}, choose<1>(s.settings));
    visit(element<"FileCopyJobInfo">{}, choose<2>(s.settings));
    visit(element<"ReplicaJobInfo">{}, choose<3>(s.settings));
    visit(element<"BackupCopyJobInfo">{}, choose<4>(s.settings));
    visit(element<"ImmediateBackupCopyJobInfo">{}, choose<5>(s.settings));
}
template <class V>
void each_member(V& visit, of<em::Job> auto& s) {
    visit(attribute<"Name">{}, s.name);
    visit(attribute<"UID">{}, s.uid);
    visit(attribute<"Href">{}, s.href);
    visit(attribute<"Type">{}, s.type);
    visit(wrapped<"Links", "Link">{}, s.links);
    visit(element<"JobType">{}, s.job_type);
    visit(element<"Platform">{}, s.platform);
    visit(element<"Description">{}, s.description);
    visit(element<"ScheduleConfigured">{}, s.schedule_configured);
    visit(element<"ScheduleEnabled">{}, s.schedule_enabled);
    visit(element<"NextRun">{}, s.next_run);
    visit(element<"JobScheduleOptions">{}, s.schedule_options);
    visit(element<"JobInfo">{}, s.info);
}
template <class V>
void each_member(V& visit, of<em::JobList> auto& s) {
    visit(element<"Jobs", "Job">{}, s.jobs);
    visit(element<"PagingInfo">{}, s.paging_info);
}

/// FileCopyJobInfo has none.
template <class V>
void each_member(V&, of<em::FileCopyJobInfo> auto&) {}

struct no_visit {
    void operator()(auto, auto&&) const {}
};
/// A struct that `each_member` knows.
template <class T>
concept measured = requires(T& value, no_visit visit) { each_member(visit, value); };

}  // namespace bench
