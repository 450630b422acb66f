/// Lists the failed runs of one job, newest first. Arguments: the server's address, the SHA-256 of its certificate, a
/// user name and the name of the job. The password is taken from the environment variable VEEAM_PASSWORD.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include <veeam/client/em.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/transport/httplib.hpp>

namespace em = veeam::em;
namespace session = em::query::backup_job_session;

int main(int argc, char** argv) {
    char const* const password = std::getenv("VEEAM_PASSWORD");
    if (argc != 5 || password == nullptr) {
        std::cerr << "usage: VEEAM_PASSWORD=... list-failed-sessions URL SHA256 USER JOB\n";
        return 2;
    }
    veeam::httplib_transport wire{argv[1], {.trust = veeam::pinned_sha256(argv[2])}};
    veeam::client api{wire, veeam::em_logon{argv[3], veeam::secret(password)}};

    em::QueryBackupJobSessions const failed{
        .filter = session::result == em::SessionResult::Failed && session::job_name == std::string(argv[4]),
        .sort = descending(session::creation_time),
        .page_size = 100};
    try {
        for (em::BackupJobSession const& s : api.items(failed))  // follows every page
            std::cout << s.name << "  " << s.failure_message.value_or("") << '\n';
    } catch (std::exception const& problem) {
        std::cerr << problem.what() << '\n';
        return 1;
    }
}
