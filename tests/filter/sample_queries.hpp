#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <veeam/codec/member_path.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/filter/query.hpp>

/// @file
/// Query types as the generator writes them, with every kind of field that the documentation has.

namespace veeam::inline v0::sample {

enum class SessionResult : std::uint8_t { Success, Warning, Failed };
enum class JobSessionState : std::uint8_t { Starting, Stopping, Working, Pausing, Resuming, Stopped };
enum class JobType : std::uint8_t { Backup, BackupCopy, ImmediateBackupCopy, Replica };
enum class Platform : std::uint8_t { VMware, Hyperv, vCloud };

struct BackupJobSession {
    std::string name{};
    veeam::uid uid{};
    std::optional<veeam::uid> job_uid{};
    std::optional<std::string> job_name{};
    std::optional<veeam::timestamp> creation_time_utc{};
    std::optional<veeam::timestamp> end_time_utc{};
    std::optional<veeam::open_enum<JobSessionState>> state{};
    std::optional<veeam::open_enum<SessionResult>> result{};
    std::optional<bool> is_retry{};

    friend bool operator==(BackupJobSession const&, BackupJobSession const&) = default;
};

struct Repository {
    std::optional<std::int64_t> capacity{};
    std::optional<double> compress_ratio{};

    friend bool operator==(Repository const&, Repository const&) = default;
};

struct Job {
    std::string name{};
    veeam::uid uid{};
    std::optional<veeam::uuid> object_id{};
    std::optional<std::string> description{};
    std::optional<veeam::timestamp> next_run{};
    std::optional<veeam::open_enum<JobType>> job_type{};
    std::optional<veeam::open_enum<Platform>> platform{};
    std::optional<bool> schedule_configured{};
    std::optional<std::string> cluster_ref{};
    std::optional<Repository> repository{};

    friend bool operator==(Job const&, Job const&) = default;
};

}  // namespace veeam::inline v0::sample

namespace veeam::inline v0 {

template <>
struct enum_values<sample::SessionResult> {
    static constexpr enum_entry entries[]{{"Success"}, {"Warning"}, {"Failed"}};
    static constexpr enum_table value{.name = "SessionResult", .entries = entries, .size = 3};
};
template <>
struct enum_values<sample::JobSessionState> {
    static constexpr enum_entry entries[]{{"Starting"}, {"Stopping"}, {"Working"},
                                          {"Pausing"},  {"Resuming"}, {"Stopped"}};
    static constexpr enum_table value{.name = "JobSessionState", .entries = entries, .size = 6};
};
template <>
struct enum_values<sample::JobType> {
    static constexpr enum_entry entries[]{{"Backup"}, {"BackupCopy"}, {"ImmediateBackupCopy"}, {"Replica"}};
    static constexpr enum_table value{.name = "JobType", .entries = entries, .size = 4};
};
template <>
struct enum_values<sample::Platform> {
    static constexpr enum_entry entries[]{{"VMware"}, {"Hyperv"}, {"vCloud"}};
    static constexpr enum_table value{.name = "Platform", .entries = entries, .size = 3};
};

}  // namespace veeam::inline v0

namespace veeam::inline v0::sample::query::backup_job_session {

struct query;

struct uid_field : veeam::filters::field<query, veeam::filters::kind::uid> {
    static constexpr std::string_view key = "UID";
    static constexpr auto member = &sample::BackupJobSession::uid;
    veeam::filters::assigned<uid_field> operator=(auto const&) const;
};
struct name_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "Name";
    static constexpr auto member = &sample::BackupJobSession::name;
    veeam::filters::assigned<name_field> operator=(auto const&) const;
};
struct job_uid_field : veeam::filters::field<query, veeam::filters::kind::uid> {
    static constexpr std::string_view key = "JobUid";
    static constexpr auto member = &sample::BackupJobSession::job_uid;
    veeam::filters::assigned<job_uid_field> operator=(auto const&) const;
};
struct job_name_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "JobName";
    static constexpr auto member = &sample::BackupJobSession::job_name;
    veeam::filters::assigned<job_name_field> operator=(auto const&) const;
};
struct creation_time_field : veeam::filters::field<query, veeam::filters::kind::date_time> {
    static constexpr std::string_view key = "CreationTime";
    static constexpr auto member = &sample::BackupJobSession::creation_time_utc;
    veeam::filters::assigned<creation_time_field> operator=(auto const&) const;
};
struct end_time_field : veeam::filters::field<query, veeam::filters::kind::date_time> {
    static constexpr std::string_view key = "EndTime";
    static constexpr auto member = &sample::BackupJobSession::end_time_utc;
    veeam::filters::assigned<end_time_field> operator=(auto const&) const;
};
struct state_field : veeam::filters::field<query, veeam::filters::kind::enumeration<sample::JobSessionState>> {
    static constexpr std::string_view key = "State";
    static constexpr auto member = &sample::BackupJobSession::state;
    veeam::filters::assigned<state_field> operator=(auto const&) const;
};
struct result_field : veeam::filters::field<query, veeam::filters::kind::ordered_enumeration<sample::SessionResult>> {
    static constexpr std::string_view key = "Result";
    static constexpr auto member = &sample::BackupJobSession::result;
    veeam::filters::assigned<result_field> operator=(auto const&) const;
};
struct is_retry_field : veeam::filters::field<query, veeam::filters::kind::boolean> {
    static constexpr std::string_view key = "IsRetry";
    static constexpr auto member = &sample::BackupJobSession::is_retry;
    veeam::filters::assigned<is_retry_field> operator=(auto const&) const;
};
struct backup_server_name_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "BackupServerName";
    static constexpr bool sortable = false;
    veeam::filters::assigned<backup_server_name_field> operator=(auto const&) const;
};

/// Identifier of the session.
inline constexpr uid_field uid{};
/// Name of the session.
inline constexpr name_field name{};
/// Identifier of the job.
inline constexpr job_uid_field job_uid{};
/// Name of the job.
inline constexpr job_name_field job_name{};
/// When the session began, UTC.
inline constexpr creation_time_field creation_time{};
/// When the session ended, UTC.
inline constexpr end_time_field end_time{};
/// What the session does now.
inline constexpr state_field state{};
/// How the session ended.
inline constexpr result_field result{};
/// Whether the session repeats a failed one.
inline constexpr is_retry_field is_retry{};
/// Name of the backup server; no member of the entity.
inline constexpr backup_server_name_field backup_server_name{};

/// Query type `BackupJobSession`.
struct query {
    static constexpr std::string_view type = "BackupJobSession";
    using entity = sample::BackupJobSession;
    using fields =
        veeam::filters::field_list<uid_field, name_field, job_uid_field, job_name_field, creation_time_field,
                                   end_time_field, state_field, result_field, is_retry_field, backup_server_name_field>;
};

}  // namespace veeam::inline v0::sample::query::backup_job_session

namespace veeam::inline v0::sample::query::job {

struct query;

struct uid_field : veeam::filters::field<query, veeam::filters::kind::uid> {
    static constexpr std::string_view key = "UID";
    static constexpr auto member = &sample::Job::uid;
    veeam::filters::assigned<uid_field> operator=(auto const&) const;
};
struct object_id_field : veeam::filters::field<query, veeam::filters::kind::uid> {
    static constexpr std::string_view key = "ObjectId";
    static constexpr auto member = &sample::Job::object_id;
    veeam::filters::assigned<object_id_field> operator=(auto const&) const;
};
struct name_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "Name";
    static constexpr auto member = &sample::Job::name;
    veeam::filters::assigned<name_field> operator=(auto const&) const;
};
struct description_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "Description";
    static constexpr auto member = &sample::Job::description;
    veeam::filters::assigned<description_field> operator=(auto const&) const;
};
struct next_run_field : veeam::filters::field<query, veeam::filters::kind::date_time> {
    static constexpr std::string_view key = "NextRun";
    static constexpr auto member = &sample::Job::next_run;
    veeam::filters::assigned<next_run_field> operator=(auto const&) const;
};
struct job_type_field : veeam::filters::field<query, veeam::filters::kind::enumeration<sample::JobType>> {
    static constexpr std::string_view key = "JobType";
    static constexpr auto member = &sample::Job::job_type;
    veeam::filters::assigned<job_type_field> operator=(auto const&) const;
};
struct platform_field : veeam::filters::field<query, veeam::filters::kind::enumeration<sample::Platform>> {
    static constexpr std::string_view key = "Platform";
    static constexpr auto member = &sample::Job::platform;
    veeam::filters::assigned<platform_field> operator=(auto const&) const;
};
struct schedule_configured_field : veeam::filters::field<query, veeam::filters::kind::boolean> {
    static constexpr std::string_view key = "ScheduleConfigured";
    static constexpr auto member = &sample::Job::schedule_configured;
    veeam::filters::assigned<schedule_configured_field> operator=(auto const&) const;
};
struct cluster_ref_field : veeam::filters::field<query, veeam::filters::kind::object_ref> {
    static constexpr std::string_view key = "ClusterRef";
    static constexpr auto member = &sample::Job::cluster_ref;
    veeam::filters::assigned<cluster_ref_field> operator=(auto const&) const;
};
struct capacity_field : veeam::filters::field<query, veeam::filters::kind::integer> {
    static constexpr std::string_view key = "Capacity";
    static constexpr veeam::member_path member{&sample::Job::repository, &sample::Repository::capacity};
    veeam::filters::assigned<capacity_field> operator=(auto const&) const;
};
struct compress_ratio_field : veeam::filters::field<query, veeam::filters::kind::real> {
    static constexpr std::string_view key = "CompressRatio";
    static constexpr veeam::member_path member{&sample::Job::repository, &sample::Repository::compress_ratio};
    veeam::filters::assigned<compress_ratio_field> operator=(auto const&) const;
};

/// Identifier of the job.
inline constexpr uid_field uid{};
/// Identifier of the object, a plain guid.
inline constexpr object_id_field object_id{};
/// Name of the job.
inline constexpr name_field name{};
/// Description of the job.
inline constexpr description_field description{};
/// When the job runs next, UTC.
inline constexpr next_run_field next_run{};
/// Type of the job.
inline constexpr job_type_field job_type{};
/// Platform of the job.
inline constexpr platform_field platform{};
/// Whether the job has a schedule.
inline constexpr schedule_configured_field schedule_configured{};
/// Reference to a cluster.
inline constexpr cluster_ref_field cluster_ref{};
/// Capacity of the repository, bytes.
inline constexpr capacity_field capacity{};
/// Compression ratio of the repository.
inline constexpr compress_ratio_field compress_ratio{};

/// Query type `Job`.
struct query {
    static constexpr std::string_view type = "Job";
    using entity = sample::Job;
    using fields = veeam::filters::field_list<uid_field, object_id_field, name_field, description_field, next_run_field,
                                              job_type_field, platform_field, schedule_configured_field,
                                              cluster_ref_field, capacity_field, compress_ratio_field>;
};

}  // namespace veeam::inline v0::sample::query::job
