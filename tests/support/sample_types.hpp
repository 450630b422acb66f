#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <veeam/codec/table.hpp>

#include <support/sample_shapes.hpp>

/// @file
/// Structs as the generator writes them, whose tables hold every oddity of the servers. The codec tests of every format
/// use them.

namespace veeam::inline v0::sample {

/// An attribute and text content in XML: `<Day Name="Sunday">1,1,0</Day>`.
struct DayGrid {
    std::string name{};
    std::optional<std::string> value{};
    veeam::unknown_members unknown{};

    friend bool operator==(DayGrid const&, DayGrid const&) = default;
};

struct ObjectInJob {
    std::string name{};
    std::optional<std::string> href{};
    std::optional<std::int64_t> order{};
    veeam::unknown_members unknown{};

    friend bool operator==(ObjectInJob const&, ObjectInJob const&) = default;
};

/// Lists in their four dresses: JSON wrapper object or none, XML wrapper element or repeated elements.
struct BackupInfo {
    std::vector<ObjectInJob> includes{};                         ///< Wrapped in both.
    std::optional<std::vector<ObjectInJob>> excludes{};          ///< Wrapped in both; empty differs from absent.
    std::optional<std::vector<std::string>> excluded_folders{};  ///< Bare in JSON, wrapped in XML.
    std::vector<std::string> tags{};                             ///< Wrapped in JSON, repeated in XML; not when empty.
    veeam::unknown_members unknown{};

    friend bool operator==(BackupInfo const&, BackupInfo const&) = default;
};

struct ReplicaInfo {
    std::optional<std::string> suffix{};
    veeam::unknown_members unknown{};

    friend bool operator==(ReplicaInfo const&, ReplicaInfo const&) = default;
};

/// A choice between an object, a boxed object, a text and a number, among its siblings.
struct JobInfo {
    std::optional<std::string> mode{};
    std::variant<std::monostate, BackupInfo, veeam::box<ReplicaInfo>, std::string, std::int64_t> options{};
    std::optional<bool> compressed{};
    veeam::unknown_members unknown{};

    friend bool operator==(JobInfo const&, JobInfo const&) = default;
};

/// JSON spells one member in two ways, neither of which is the way of XML's.
struct RetryOptions {
    std::optional<bool> retry_specified{};
    std::optional<std::int64_t> retry_times{};
    veeam::unknown_members unknown{};

    friend bool operator==(RetryOptions const&, RetryOptions const&) = default;
};

/// The password is never returned by servers.
struct Credentials {
    std::optional<std::string> user_name{};
    std::optional<std::string> password{};
    veeam::unknown_members unknown{};

    friend bool operator==(Credentials const&, Credentials const&) = default;
};

struct Schedule {
    std::optional<veeam::time_of_day> time{};
    std::optional<std::vector<std::string>> days{};  ///< Bare in JSON, repeated elements in XML.
    std::vector<DayGrid> grid{};                     ///< Wrapped in both under different names.
    std::optional<RetryOptions> retry{};
    std::optional<bool> enabled{};  ///< An attribute in XML.
    veeam::unknown_members unknown{};

    friend bool operator==(Schedule const&, Schedule const&) = default;
};

struct Owner;

/// A cycle with itself and with `Owner`.
struct Folder {
    std::string name{};
    std::optional<veeam::box<Folder>> parent{};
    std::vector<veeam::box<Folder>> children{};
    std::optional<veeam::box<Owner>> owner{};
    veeam::unknown_members unknown{};

    friend bool operator==(Folder const&, Folder const&) = default;
};

struct Owner {
    std::string name{};
    std::optional<std::vector<veeam::box<Folder>>> folders{};
    veeam::unknown_members unknown{};

    friend bool operator==(Owner const&, Owner const&) = default;
};

/// Keeps no unknown members: they are skipped.
struct Strict {
    std::string name{};
    std::optional<std::int64_t> size{};

    friend bool operator==(Strict const&, Strict const&) = default;
};

/// The likeness of an Enterprise Manager entity; JSON names in any case.
struct Job {
    std::vector<Link> links{};
    std::string name{};
    veeam::uid uid{};
    std::optional<std::string> href{};
    std::optional<std::string> type{};
    std::optional<veeam::open_enum<Colour>> colour{};
    std::optional<veeam::open_enum<Scope>> scope{};
    std::optional<std::string> description{};
    std::optional<std::int64_t> size{};
    std::optional<double> ratio{};
    std::optional<bool> enabled{};
    std::optional<veeam::timestamp> created{};
    std::optional<veeam::uuid> server_id{};
    std::optional<Schedule> schedule{};
    std::optional<JobInfo> info{};
    std::optional<Credentials> credentials{};
    std::optional<veeam::box<Folder>> folder{};
    std::optional<Strict> strict{};
    veeam::nullable<std::string> note{};
    veeam::unknown_members unknown{};

    friend bool operator==(Job const&, Job const&) = default;
};

/// A document that holds a list.
struct JobPage {
    std::vector<Job> jobs{};
    std::optional<std::int64_t> total{};
    veeam::unknown_members unknown{};

    friend bool operator==(JobPage const&, JobPage const&) = default;
};

}  // namespace veeam::inline v0::sample

namespace veeam::inline v0 {

static_assert(std::is_standard_layout_v<sample::DayGrid>);
template <>
struct table<sample::DayGrid> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::ObjectInJob>);
template <>
struct table<sample::ObjectInJob> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::BackupInfo>);
template <>
struct table<sample::BackupInfo> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::ReplicaInfo>);
template <>
struct table<sample::ReplicaInfo> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::JobInfo>);
template <>
struct table<sample::JobInfo> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::RetryOptions>);
template <>
struct table<sample::RetryOptions> {
    static field const rows[];
    static json_alias const aliases[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Credentials>);
template <>
struct table<sample::Credentials> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Schedule>);
template <>
struct table<sample::Schedule> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Folder>);
template <>
struct table<sample::Folder> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Owner>);
template <>
struct table<sample::Owner> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Strict>);
template <>
struct table<sample::Strict> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Job>);
template <>
struct table<sample::Job> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::JobPage>);
template <>
struct table<sample::JobPage> {
    static field const rows[];
    static type_table const value;
};

inline constexpr field table<sample::DayGrid>::rows[]{
    row<decltype(sample::DayGrid::name)>(offsetof(sample::DayGrid, name), {.json = "Name", .xml = "Name"},
                                         field_flags::xml_attribute),
    row<decltype(sample::DayGrid::value)>(offsetof(sample::DayGrid, value), {.json = "Value", .xml = "Value"},
                                          field_flags::xml_content),
};
inline constexpr type_table table<sample::DayGrid>::value{
    .name = "DayGrid", .rows = rows, .size = 2, .unknown = offsetof(sample::DayGrid, unknown)};

inline constexpr field table<sample::ObjectInJob>::rows[]{
    row<decltype(sample::ObjectInJob::name)>(offsetof(sample::ObjectInJob, name), {.json = "Name", .xml = "Name"}),
    row<decltype(sample::ObjectInJob::href)>(offsetof(sample::ObjectInJob, href), {.json = "Href", .xml = "Href"},
                                             field_flags::xml_attribute),
    row<decltype(sample::ObjectInJob::order)>(offsetof(sample::ObjectInJob, order), {.json = "Order", .xml = "Order"}),
};
inline constexpr type_table table<sample::ObjectInJob>::value{
    .name = "ObjectInJob", .rows = rows, .size = 3, .unknown = offsetof(sample::ObjectInJob, unknown)};

inline constexpr field table<sample::BackupInfo>::rows[]{
    row<decltype(sample::BackupInfo::includes)>(
        offsetof(sample::BackupInfo, includes),
        {.json = "Includes", .xml = "Includes", .json_item = "ObjectInJobs", .xml_item = "ObjectInJob"}),
    row<decltype(sample::BackupInfo::excludes)>(
        offsetof(sample::BackupInfo, excludes),
        {.json = "Excludes", .xml = "Excludes", .json_item = "ObjectInJobs", .xml_item = "ObjectInJob"}),
    row<decltype(sample::BackupInfo::excluded_folders)>(
        offsetof(sample::BackupInfo, excluded_folders),
        {.json = "ExcludedFolders", .xml = "ExcludedFolders", .xml_item = "Path"}),
    row<decltype(sample::BackupInfo::tags)>(offsetof(sample::BackupInfo, tags),
                                            {.json = "Tags", .xml = "Tag", .json_item = "Items"},
                                            field_flags::omit_empty),
};
inline constexpr type_table table<sample::BackupInfo>::value{
    .name = "BackupInfo", .rows = rows, .size = 4, .unknown = offsetof(sample::BackupInfo, unknown)};

inline constexpr field table<sample::ReplicaInfo>::rows[]{
    row<decltype(sample::ReplicaInfo::suffix)>(offsetof(sample::ReplicaInfo, suffix),
                                               {.json = "Suffix", .xml = "Suffix"}),
};
inline constexpr type_table table<sample::ReplicaInfo>::value{
    .name = "ReplicaInfo", .rows = rows, .size = 1, .unknown = offsetof(sample::ReplicaInfo, unknown)};

inline constexpr field table<sample::JobInfo>::rows[]{
    row<decltype(sample::JobInfo::mode)>(offsetof(sample::JobInfo, mode), {.json = "Mode", .xml = "Mode"}),
    choice_row<decltype(sample::JobInfo::options), 1>(offsetof(sample::JobInfo, options),
                                                      {.json = "BackupJobInfo", .xml = "BackupJobInfo"}),
    choice_row<decltype(sample::JobInfo::options), 2>(offsetof(sample::JobInfo, options),
                                                      {.json = "ReplicaJobInfo", .xml = "ReplicaJobInfo"}),
    choice_row<decltype(sample::JobInfo::options), 3>(offsetof(sample::JobInfo, options),
                                                      {.json = "ScriptPath", .xml = "ScriptPath"}),
    choice_row<decltype(sample::JobInfo::options), 4>(offsetof(sample::JobInfo, options),
                                                      {.json = "LegacyId", .xml = "LegacyId"}),
    row<decltype(sample::JobInfo::compressed)>(offsetof(sample::JobInfo, compressed),
                                               {.json = "Compressed", .xml = "Compressed"}),
};
inline constexpr type_table table<sample::JobInfo>::value{
    .name = "JobInfo", .rows = rows, .size = 6, .unknown = offsetof(sample::JobInfo, unknown), .xml_root = "JobInfo"};

inline constexpr field table<sample::RetryOptions>::rows[]{
    row<decltype(sample::RetryOptions::retry_specified)>(offsetof(sample::RetryOptions, retry_specified),
                                                         {.json = "RetrySpecified1", .xml = "RetrySpecified"}),
    row<decltype(sample::RetryOptions::retry_times)>(offsetof(sample::RetryOptions, retry_times),
                                                     {.json = "RetryTimes", .xml = "RetryTimes"}),
};
inline constexpr json_alias table<sample::RetryOptions>::aliases[]{{"RetrySpecified", 0}, {"RetryEnabled", 0}};
inline constexpr type_table table<sample::RetryOptions>::value{.name = "RetryOptions",
                                                               .rows = rows,
                                                               .size = 2,
                                                               .unknown = offsetof(sample::RetryOptions, unknown),
                                                               .any_case = true,
                                                               .aliases = aliases,
                                                               .alias_count = 2};

inline constexpr field table<sample::Credentials>::rows[]{
    row<decltype(sample::Credentials::user_name)>(offsetof(sample::Credentials, user_name),
                                                  {.json = "UserName", .xml = "UserName"}),
    row<decltype(sample::Credentials::password)>(offsetof(sample::Credentials, password),
                                                 {.json = "Password", .xml = "Password"}, field_flags::write_only),
};
inline constexpr type_table table<sample::Credentials>::value{.name = "Credentials",
                                                              .rows = rows,
                                                              .size = 2,
                                                              .unknown = offsetof(sample::Credentials, unknown),
                                                              .xml_root = "Credentials"};

inline constexpr field table<sample::Schedule>::rows[]{
    row<decltype(sample::Schedule::time)>(offsetof(sample::Schedule, time), {.json = "Time", .xml = "Time"}),
    row<decltype(sample::Schedule::days)>(offsetof(sample::Schedule, days), {.json = "Days", .xml = "Days"}),
    row<decltype(sample::Schedule::grid)>(
        offsetof(sample::Schedule, grid),
        {.json = "Grid", .xml = "TimePeriods", .json_item = "Days", .xml_item = "Day"}),
    row<decltype(sample::Schedule::retry)>(offsetof(sample::Schedule, retry),
                                           {.json = "RetryOptions", .xml = "RetryOptions"}),
    row<decltype(sample::Schedule::enabled)>(offsetof(sample::Schedule, enabled), {.json = "Enabled", .xml = "Enabled"},
                                             field_flags::xml_attribute),
};
inline constexpr type_table table<sample::Schedule>::value{.name = "Schedule",
                                                           .rows = rows,
                                                           .size = 5,
                                                           .unknown = offsetof(sample::Schedule, unknown),
                                                           .xml_root = "Schedule",
                                                           .xml_namespace = "http://www.veeam.com/ent/v1.0"};

inline constexpr field table<sample::Folder>::rows[]{
    row<decltype(sample::Folder::name)>(offsetof(sample::Folder, name), {.json = "Name", .xml = "Name"},
                                        field_flags::xml_attribute),
    row<decltype(sample::Folder::parent)>(offsetof(sample::Folder, parent), {.json = "Parent", .xml = "Parent"}),
    row<decltype(sample::Folder::children)>(offsetof(sample::Folder, children),
                                            {.json = "Children", .xml = "Children", .xml_item = "Folder"},
                                            field_flags::omit_empty),
    row<decltype(sample::Folder::owner)>(offsetof(sample::Folder, owner), {.json = "Owner", .xml = "Owner"}),
};
inline constexpr type_table table<sample::Folder>::value{
    .name = "Folder", .rows = rows, .size = 4, .unknown = offsetof(sample::Folder, unknown), .xml_root = "Folder"};

inline constexpr field table<sample::Owner>::rows[]{
    row<decltype(sample::Owner::name)>(offsetof(sample::Owner, name), {.json = "Name", .xml = "Name"}),
    row<decltype(sample::Owner::folders)>(offsetof(sample::Owner, folders),
                                          {.json = "Folders", .xml = "Folders", .xml_item = "Folder"}),
};
inline constexpr type_table table<sample::Owner>::value{
    .name = "Owner", .rows = rows, .size = 2, .unknown = offsetof(sample::Owner, unknown)};

inline constexpr field table<sample::Strict>::rows[]{
    row<decltype(sample::Strict::name)>(offsetof(sample::Strict, name), {.json = "Name", .xml = "Name"}),
    row<decltype(sample::Strict::size)>(offsetof(sample::Strict, size), {.json = "Size", .xml = "Size"}),
};
inline constexpr type_table table<sample::Strict>::value{
    .name = "Strict", .rows = rows, .size = 2, .xml_root = "Strict"};

inline constexpr field table<sample::Job>::rows[]{
    row<decltype(sample::Job::links)>(offsetof(sample::Job, links),
                                      {.json = "Links", .xml = "Links", .xml_item = "Link"}, field_flags::omit_empty),
    row<decltype(sample::Job::name)>(offsetof(sample::Job, name), {.json = "Name", .xml = "Name"},
                                     field_flags::xml_attribute | field_flags::omit_empty),
    row<decltype(sample::Job::uid)>(offsetof(sample::Job, uid), {.json = "UID", .xml = "UID"},
                                    field_flags::xml_attribute | field_flags::omit_empty),
    row<decltype(sample::Job::href)>(offsetof(sample::Job, href), {.json = "Href", .xml = "Href"},
                                     field_flags::xml_attribute),
    row<decltype(sample::Job::type)>(offsetof(sample::Job, type), {.json = "Type", .xml = "Type"},
                                     field_flags::xml_attribute),
    row<decltype(sample::Job::colour)>(offsetof(sample::Job, colour), {.json = "Colour", .xml = "Colour"}),
    row<decltype(sample::Job::scope)>(offsetof(sample::Job, scope), {.json = "Scope", .xml = "Scope"}),
    row<decltype(sample::Job::description)>(offsetof(sample::Job, description),
                                            {.json = "Description", .xml = "Description"}),
    row<decltype(sample::Job::size)>(offsetof(sample::Job, size), {.json = "Size", .xml = "Size"}),
    row<decltype(sample::Job::ratio)>(offsetof(sample::Job, ratio), {.json = "Ratio", .xml = "Ratio"}),
    row<decltype(sample::Job::enabled)>(offsetof(sample::Job, enabled), {.json = "Enabled", .xml = "Enabled"}),
    row<decltype(sample::Job::created)>(offsetof(sample::Job, created),
                                        {.json = "CreationTimeUTC", .xml = "CreationTimeUTC"}),
    row<decltype(sample::Job::server_id)>(offsetof(sample::Job, server_id), {.json = "ServerId", .xml = "ServerId"}),
    row<decltype(sample::Job::schedule)>(offsetof(sample::Job, schedule), {.json = "Schedule", .xml = "Schedule"}),
    row<decltype(sample::Job::info)>(offsetof(sample::Job, info), {.json = "JobInfo", .xml = "JobInfo"}),
    row<decltype(sample::Job::credentials)>(offsetof(sample::Job, credentials),
                                            {.json = "Credentials", .xml = "Credentials"}),
    row<decltype(sample::Job::folder)>(offsetof(sample::Job, folder), {.json = "Folder", .xml = "Folder"}),
    row<decltype(sample::Job::strict)>(offsetof(sample::Job, strict), {.json = "Strict", .xml = "Strict"}),
    row<decltype(sample::Job::note)>(offsetof(sample::Job, note), {.json = "Note", .xml = "Note"}),
};
inline constexpr type_table table<sample::Job>::value{.name = "Job",
                                                      .rows = rows,
                                                      .size = 19,
                                                      .unknown = offsetof(sample::Job, unknown),
                                                      .xml_root = "Job",
                                                      .xml_namespace = "http://www.veeam.com/ent/v1.0",
                                                      .any_case = true};

inline constexpr field table<sample::JobPage>::rows[]{
    row<decltype(sample::JobPage::jobs)>(offsetof(sample::JobPage, jobs),
                                         {.json = "Jobs", .xml = "Jobs", .xml_item = "Job"}),
    row<decltype(sample::JobPage::total)>(offsetof(sample::JobPage, total), {.json = "Total", .xml = "Total"},
                                          field_flags::xml_attribute),
};
inline constexpr type_table table<sample::JobPage>::value{.name = "JobPage",
                                                          .rows = rows,
                                                          .size = 2,
                                                          .unknown = offsetof(sample::JobPage, unknown),
                                                          .xml_root = "Jobs",
                                                          .xml_namespace = "http://www.veeam.com/ent/v1.0"};

}  // namespace veeam::inline v0
