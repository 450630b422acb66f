#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <support/examples.hpp>

#include <veeam/core/timestamp.hpp>
#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/enterprise_manager.hpp>
#include <veeam/em/schemas/job.hpp>
#include <veeam/em/schemas/logon_session.hpp>

namespace veeam::inline v0::simulation {

/// A job of a backup agent, as version 2 of Service Provider Console shows it.
struct agent_job {
    std::string agent{};
    std::string id{};
    nlohmann::ordered_json document{};
};

/// A session of Backup for Microsoft 365, and what its list can be narrowed by.
struct job_session {
    std::string job_type{};
    timestamp end{};
    nlohmann::ordered_json document{};
};

/// What the services answer with. Made from the examples of the specifications, and never changed.
struct data {
    em::EnterpriseManager root{};
    em::LogonSession logon{};
    std::vector<em::Job> jobs{};
    std::vector<em::BackupJobSession> sessions{};  ///< Oldest first.
    std::vector<agent_job> agent_jobs{};
    std::vector<nlohmann::ordered_json> windows_jobs{};  ///< Of version 3.
    std::vector<nlohmann::ordered_json> m365_jobs{};     ///< Of Backup for Microsoft 365.
    std::vector<job_session> job_sessions{};             ///< Newest first.
};

/// The name that links carry in the place of the server's own; answers replace it by what the client calls the server.
inline constexpr std::string_view server_placeholder = "https://simulator.invalid:9398";

/// The same text for the same `index` and `salt`: identifiers that differ and do not change from run to run.
std::string fixed_guid(unsigned salt, std::size_t index);

/// The identifier of the job that a session of Backup for Microsoft 365 links to.
std::string job_of(nlohmann::ordered_json const& session);

/// Throws `std::runtime_error` where `specs` lacks an example that the data is made from.
data load_data(std::string const& specs);

/// The part of `load_data` that concerns Enterprise Manager.
void load_enterprise_manager(std::filesystem::path const& specification, data& into);

}  // namespace veeam::inline v0::simulation
