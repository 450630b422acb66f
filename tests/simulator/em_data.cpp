#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/xml.hpp>
#include <veeam/em/queries/backup_job_session.hpp>

#include <support/replaced.hpp>

#include "data.hpp"

namespace veeam::inline v0::simulation {

namespace {

using support::example_text;
using support::replaced;

template <class T>
T decoded(std::string const& text, char const* what) {
    auto value = xml::read<T>(text);
    if (!value) throw std::runtime_error("the example " + std::string(what) + ": " + value.error().text());
    return *std::move(value);
}

/// An example whose addresses lead to the simulator, not to the server it was printed by.
template <class T>
T documented(std::filesystem::path const& specification, char const* name) {
    static std::regex const server(R"(https://[A-Za-z0-9.]+:9398)");
    return decoded<T>(
        std::regex_replace(example_text(specification, name, "xml"), server, std::string(server_placeholder)), name);
}

/// A copy in which identifiers are replaced, wherever they occur.
template <class T>
T with_ids(T const& original, std::vector<std::pair<std::string, std::string>> const& ids) {
    std::string text = xml::write(original).value();
    for (auto const& [from, to] : ids) text = replaced(std::move(text), from, to);
    return decoded<T>(text, "with other identifiers");
}

void rename_links(std::optional<std::vector<em::Link>>& links, std::string const& from, std::string const& to) {
    if (!links) return;
    for (em::Link& link : *links)
        if (link.name == from) link.name = to;
}

/// A member that no page documents, in both formats; each answer has the one of its own.
template <class T>
void add_unknown(T& object, std::string const& name, std::string const& value) {
    auto const last = static_cast<std::uint16_t>(table<T>::value.size - 1);
    object.unknown.push_back({.name = name, .raw = value, .format = unknown_member::form::json, .after = last});
    object.unknown.push_back({.name = name,
                              .raw = "<" + name + ">" + value + "</" + name + ">",
                              .format = unknown_member::form::xml_element,
                              .after = last});
}

std::string id_of(uid const& identity) {
    auto const id = identity.id();
    if (!id) throw std::runtime_error("an example has the UID " + identity.text());
    return id->text();
}

/// The same job under another name and identifier.
em::Job copied_job(em::Job const& original, std::string const& name, std::string const& id) {
    em::Job job = with_ids(original, {{id_of(original.uid), id}});
    rename_links(job.links, original.name, name);
    job.name = name;
    job.description = "Made by the simulator";
    return job;
}

/// Jobs that differ in what programs stumble over: spellings, characters, missing and unknown members.
void add_jobs(std::filesystem::path const& specification, std::vector<em::Job>& jobs) {
    auto const database = documented<em::Job>(specification, "GetJob");
    auto const crm = documented<em::Job>(specification, "GetJob.crm_backup");
    jobs = {database, crm, documented<em::Job>(specification, "GetJob.immediate_copy"),
            documented<em::Job>(specification, "GetJob.periodic_copy"),
            documented<em::Job>(specification, "GetJob.replica")};
    jobs.push_back(copied_job(crm, "Backup Job 1", fixed_guid(0x0e01, 1)));
    jobs.push_back(copied_job(crm, "Backup Job 2", "0a6262a1-8add-49c5-85ea-0b1ba9361a3b"));

    jobs.push_back(copied_job(database, "Exchange Backup", fixed_guid(0x0e01, 2)));
    add_unknown(jobs.back(), "HighPriority", "true");

    em::Job virtual_machines = copied_job(crm, "Proxmox Backup", fixed_guid(0x0e01, 3));
    virtual_machines.platform = open_enum<em::Platform>("Proxmox");
    add_unknown(virtual_machines, "StorageTier", "3");
    jobs.push_back(std::move(virtual_machines));

    em::Job paused = copied_job(crm, "Cloud Director Backup", fixed_guid(0x0e01, 4));
    paused.platform = em::Platform::VCloud;
    paused.schedule_enabled = false;
    paused.next_run.reset();
    jobs.push_back(std::move(paused));

    jobs.push_back(copied_job(database, "R&D <Z\xc3\xbcrich> \"special\"; (all)", fixed_guid(0x0e01, 5)));
}

using instant = std::chrono::sys_time<std::chrono::microseconds>;

std::string session_name(std::string const& job, timestamp const& start) {
    std::string time = start.text();
    time[time.find('T')] = ' ';
    time.pop_back();  // the Z
    return job + "@" + time;
}

em::BackupJobSession session_of(em::BackupJobSession const& original, em::Job const& job, instant start,
                                std::string const& id) {
    auto session = with_ids(original, {{id_of(original.uid), id}, {id_of(*original.job_uid), id_of(job.uid)}});
    session.creation_time_utc = timestamp(start);
    session.end_time_utc = timestamp(start + std::chrono::microseconds(229'484'196));
    std::string const name = session_name(job.name, *session.creation_time_utc);
    rename_links(session.links, original.name, name);
    rename_links(session.links, *original.job_name, job.name);
    session.name = name;
    session.job_name = job.name;
    session.failure_message.reset();
    return session;
}

/// A job with a run every evening of the first half of August 2025.
struct series {
    std::string_view job;
    int hour;
    em::SessionResult (*result)(int day);
};

em::SessionResult every_other_fails(int day) {
    return day % 2 == 0 ? em::SessionResult::Failed : em::SessionResult::Success;
}
em::SessionResult some_warn(int day) { return day % 5 == 0 ? em::SessionResult::Warning : em::SessionResult::Success; }
em::SessionResult one_fails(int day) { return day == 7 ? em::SessionResult::Failed : em::SessionResult::Success; }

constexpr std::array<series, 3> all_series{
    {{"Backup Job 2", 20, every_other_fails}, {"Backup Job 1", 21, some_warn}, {"CRM Backup", 22, one_fails}}};

em::Job const& job_named(std::vector<em::Job> const& jobs, std::string_view name) {
    return *std::ranges::find_if(jobs, [&](em::Job const& job) { return job.name == name; });
}

instant evening(int day, int hour) {
    using namespace std::chrono;
    return sys_days(year(2025) / August / day) + hours(hour) + microseconds(24'003'406);
}

void add_series(series const& s, em::BackupJobSession const& original, data& into) {
    em::Job const& job = job_named(into.jobs, s.job);
    for (int day = 1; day <= 14; ++day) {
        std::string const id = fixed_guid(0x0e02u + static_cast<unsigned>(s.hour), static_cast<std::size_t>(day));
        auto session = session_of(original, job, evening(day, s.hour), id);
        session.result = s.result(day);
        session.is_retry = false;
        if (session.result == em::SessionResult::Failed)
            session.failure_message = "Error: Failed to open disk for read. <Disk 1> & others\r\n";
        if (day % 5 == 1) add_unknown(session, "IsFullMode", "false");
        into.sessions.push_back(std::move(session));
    }
}

/// One that goes on: it has no end, and a result that no page lists.
em::BackupJobSession running_session(em::BackupJobSession const& original, em::Job const& job) {
    auto session = session_of(original, job, evening(15, 23), fixed_guid(0x0e20, 1));
    session.end_time_utc.reset();
    session.state = em::SessionState::Working;
    session.result = open_enum<em::SessionResult>("None");
    session.progress = 45;
    return session;
}

std::vector<em::BackupJobSession> documented_sessions(std::filesystem::path const& specification, char const* name) {
    auto const page = documented<em::BackupJobSessionQueryResult>(specification, name);
    if (!page.entities || !page.entities->backup_job_sessions)
        throw std::runtime_error("no sessions in the example " + std::string(name));
    return *page.entities->backup_job_sessions;
}

void add_sessions(std::filesystem::path const& specification, data& into) {
    auto const failed = documented_sessions(specification, "QueryBackupJobSessions").at(0);
    into.sessions = {failed, documented_sessions(specification, "QueryBackupJobSessions.one_day").at(0)};
    for (series const& s : all_series) add_series(s, failed, into);
    into.sessions.push_back(running_session(failed, job_named(into.jobs, "Exchange Backup")));
    std::ranges::stable_sort(into.sessions, {}, [](em::BackupJobSession const& session) {
        return session.creation_time_utc->instant().value();
    });
}

}  // namespace

void load_enterprise_manager(std::filesystem::path const& specification, data& into) {
    into.root = documented<em::EnterpriseManager>(specification, "GetEnterpriseManager");
    into.logon = documented<em::LogonSession>(specification, "CreateLogonSession");
    add_jobs(specification, into.jobs);
    add_sessions(specification, into);
}

}  // namespace veeam::inline v0::simulation
