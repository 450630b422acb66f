/// Talks to one of Veeam's servers, or to the simulator: logs on, lists jobs and sessions, shows what errors look like.
/// `scripts/demo` runs it against the simulator.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include <veeam/client/em.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/em/enterprise_manager.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/em/queries/job.hpp>
#include <veeam/transport/httplib.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vspc/v2/backup_agent_jobs.hpp>
#include <veeam/vspc/v3/backup_agent_jobs.hpp>

#include "schedule.hpp"
#include "table.hpp"

namespace {

namespace em = veeam::em;
namespace vb365 = veeam::vb365::v6;
namespace vspc2 = veeam::vspc::v2;
namespace vspc3 = veeam::vspc::v3;
namespace job = veeam::em::query::job;
namespace session = veeam::em::query::backup_job_session;
using examples::table;

struct settings {
    std::string url{};
    std::string api{"em"};
    std::string user{};
    veeam::secret password{};
    std::string pin{};
    std::string ca_file{};
    std::string job_name{"Backup Job 2"};
    std::string agent{"cc52ec30-a1b0-41dd-8b24-553dab48b43f"};
    std::string agent_job{"4610eb17-b41c-4cc5-81d1-938ee6d89b7a"};
    bool show_errors{false};
};

void title(std::string_view text) { std::cout << "\n== " << text << " ==\n\n"; }

veeam::httplib_transport connect(settings const& s) {
    if (!s.pin.empty()) return veeam::httplib_transport(s.url, {.trust = veeam::pinned_sha256(s.pin)});
    if (!s.ca_file.empty()) return veeam::httplib_transport(s.url, {.trust = veeam::ca_file(s.ca_file)});
    return veeam::httplib_transport(s.url);
}

// Enterprise Manager

using em_client = veeam::client<veeam::httplib_transport, veeam::em_logon>;

void show_versions(em_client& api) {
    em::EnterpriseManager const server = api(em::GetEnterpriseManager{}).value();
    std::cout << "The server speaks";
    for (em::SupportedVersion const& version : server.supported_versions.value_or(std::vector<em::SupportedVersion>{}))
        std::cout << ' ' << version.name;
    std::cout << ".\n\n";
}

void show_jobs(em_client& api) {
    table jobs({"Job", "Type", "Platform", "Enabled", "Next run"});
    for (em::Job const& j : api.items(em::QueryJobs{.sort = ascending(job::name), .page_size = 5}))
        jobs.add(j.name, j.job_type, j.platform, j.schedule_enabled, j.next_run);
    std::cout << jobs;
}

void show_failed_sessions(em_client& api, std::string const& job_name) {
    em::QueryBackupJobSessions const failed{
        .filter = session::result == em::SessionResult::Failed && session::job_name == job_name,
        .sort = descending(session::creation_time),
        .page_size = 3};
    std::cout << "\nFailed sessions of \"" << job_name << "\", filtered by the server with " << failed.filter.text()
              << ":\n\n";
    table sessions({"Session", "Started", "Ended", "Result"});
    std::size_t pages = 0;
    for (auto const& page : api.pages(failed)) {
        ++pages;
        for (em::BackupJobSession const& s : page.value().items)
            sessions.add(s.name, s.creation_time_utc, s.end_time_utc, s.result);
    }
    std::cout << sessions << '\n' << sessions.size() << " sessions on " << pages << " pages.\n";
}

/// The id of the job of that name; empty if there is none.
std::string id_of(em_client& api, std::string const& job_name) {
    for (em::EntityReference const& j : api.items(em::QueryJobRefs{.filter = job::name == job_name}))
        if (auto const id = j.uid.id()) return id->text();
    return "";
}

void show_schedule(em_client& api, std::string const& job_name) {
    std::string const id = id_of(api, job_name);
    if (id.empty()) return;
    em::Job const j = api(em::GetJob{.job_id = id}).value();
    std::cout << "\nSchedule of \"" << j.name << "\":\n\n";
    for (std::string const& line : examples::describe_schedule(j)) std::cout << "  " << line << '\n';
}

void run_em(settings const& s) {
    title("Enterprise Manager");
    veeam::httplib_transport wire = connect(s);
    veeam::client api{wire, veeam::em_logon{s.user, s.password}};
    show_versions(api);
    show_jobs(api);
    show_failed_sessions(api, s.job_name);
    show_schedule(api, s.job_name);
    show_schedule(api, "Immediate Backup Copy Job");
    api.log_off().value();
}

// Service Provider Console

veeam::uuid uuid_of(std::string const& text) {
    auto const id = veeam::uuid::parse(text);
    if (!id) throw std::runtime_error("not an identifier: " + text);
    return *id;
}

void run_vspc_v2(settings const& s) {
    title("Service Provider Console, version 2");
    veeam::httplib_transport wire = connect(s);
    veeam::client api{wire, veeam::vspc_v2_logon{s.user, s.password}};
    vspc2::BackupAgentJob const j =
        api(vspc2::GetBackupAgentJob{.backup_agent_id = uuid_of(s.agent), .job_id = uuid_of(s.agent_job)}).value();
    table facts({"Job", examples::text(j.name)});
    facts.add("Destination", j.destination);
    facts.add("Last result", j.last_session_status);
    facts.add("Last run", j.last_run);
    facts.add("Next run", j.next_run);
    for (vspc2::Link const& link : j.links.value_or(std::vector<vspc2::Link>{})) facts.add(link.rel, link.href);
    std::cout << facts;
}

void run_vspc_v3(settings const& s) {
    title("Service Provider Console, version 3");
    veeam::httplib_transport wire = connect(s);
    veeam::client api{wire, veeam::vspc_v3_logon{s.user, s.password}};
    table jobs({"Job", "Status", "Mode", "Schedule", "Enabled", "Next run"});
    auto items = api.items(vspc3::ListWindowsBackupAgentJobs{.limit = 10});
    for (auto const& j : items) jobs.add(j.name, j.status, j.operation_mode, j.schedule_type, j.is_enabled, j.next_run);
    std::cout << jobs << '\n' << jobs.size() << " of " << items.total().value_or(0) << " jobs.\n";
}

// Backup for Microsoft 365

void run_vb365(settings const& s) {
    title("Backup for Microsoft 365");
    veeam::httplib_transport wire = connect(s);
    veeam::client api{wire, veeam::vb365_logon{s.user, s.password}};
    vb365::ListJobSessions const recent{.job_type = vb365::JobType::Backup,
                                        .end_time_lower_bound = veeam::timestamp::parse("2022-01-31T00:00:00Z"),
                                        .limit = 10};
    table sessions({"Ended", "Status", "Details"});
    for (vb365::JobSession const& one : api.items(recent)) sessions.add(one.end_time, one.status, one.details);
    std::cout << sessions;
}

// What goes wrong

/// A port that nobody listens on: 9 of this machine, which the "discard" service left long ago.
constexpr char const* nowhere = "https://127.0.0.1:9";

void show_errors(settings const& s) {
    title("What errors look like");
    veeam::httplib_transport wire = connect(s);
    veeam::client stranger{wire, veeam::em_logon{s.user, veeam::secret("not the password")}};
    std::cout << "Wrong password:\n  " << stranger.log_on().error() << "\n\n";

    veeam::client api{wire, veeam::em_logon{s.user, s.password}};
    auto const missing = api(em::GetJob{.job_id = "00000000-0000-0000-0000-000000000000"});
    std::cout << "Unknown id:\n  " << missing.error() << "\n\n";

    veeam::httplib_transport lost{nowhere};
    veeam::client nobody{lost, veeam::em_logon{s.user, s.password}};
    std::cout << "No server:\n  " << nobody.log_on().error() << "\n\n";

    veeam::httplib_transport wary{s.url};  // trusts what the system trusts, and not a self-signed certificate
    veeam::client careful{wary, veeam::em_logon{s.user, s.password}};
    std::cout << "Unknown certificate:\n  " << careful.log_on().error() << '\n';
}

// Command line

void describe(CLI::App& app, settings& s) {
    app.footer("The password is taken from the environment variable VEEAM_PASSWORD.");
    app.add_option("--url", s.url, "Server, for example https://em.example.com:9398")->required();
    app.add_option("--user", s.user, "User name, for example DOMAIN\\operator")->required();
    app.add_option("--api", s.api, "Which API the server speaks")
        ->check(CLI::IsMember(std::set<std::string>{"em", "vspc-v2", "vspc-v3", "vb365", "all"}))
        ->capture_default_str();
    auto* pin = app.add_option("--pin", s.pin, "SHA-256 of the server's certificate, which is then trusted");
    app.add_option("--ca-file", s.ca_file, "PEM file of certificate authorities, instead of the system's")
        ->excludes(pin);
    app.add_option("--job-name", s.job_name, "em: whose failed sessions and schedule to show")->capture_default_str();
    app.add_option("--agent", s.agent, "vspc-v2: the backup agent")->capture_default_str();
    app.add_option("--agent-job", s.agent_job, "vspc-v2: the job of that agent")->capture_default_str();
    app.add_flag("--show-errors", s.show_errors, "Also provoke a few errors at Enterprise Manager");
}

void run(settings const& s) {
    bool const all = s.api == "all";
    if (all || s.api == "em") run_em(s);
    if (all || s.api == "vspc-v2") run_vspc_v2(s);
    if (all || s.api == "vspc-v3") run_vspc_v3(s);
    if (all || s.api == "vb365") run_vb365(s);
    if (s.show_errors) show_errors(s);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Shows what is on one of Veeam's servers.", "veeam-demo");
    settings s;
    describe(app, s);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
    char const* const password = std::getenv("VEEAM_PASSWORD");
    if (password == nullptr) {
        std::cerr << "veeam-demo: the environment variable VEEAM_PASSWORD is not set\n";
        return 2;
    }
    s.password = veeam::secret(password);
    try {
        run(s);
        return 0;
    } catch (std::exception const& problem) {  // an api_error, whose text is the whole story
        std::cerr << "veeam-demo: " << problem.what() << '\n';
        return 1;
    }
}
