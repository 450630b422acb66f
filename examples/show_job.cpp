/// Shows a job and its schedule. Arguments: the server's address, the SHA-256 of its certificate, a user name and the
/// id of the job. The password is taken from the environment variable VEEAM_PASSWORD.

#include <cstdlib>
#include <iostream>
#include <string>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/transport/httplib.hpp>

#include "schedule.hpp"

int main(int argc, char** argv) {
    char const* const password = std::getenv("VEEAM_PASSWORD");
    if (argc != 5 || password == nullptr) {
        std::cerr << "usage: VEEAM_PASSWORD=... show-job URL SHA256 USER ID\n";
        return 2;
    }
    veeam::httplib_transport wire{argv[1], {.trust = veeam::pinned_sha256(argv[2])}};
    veeam::client api{wire, veeam::em_logon{argv[3], veeam::secret(password)}};

    auto const job = api(veeam::em::GetJob{.job_id = argv[4]});  // result<Job>: no exception needed
    if (!job) {
        std::cerr << job.error() << '\n';
        return job.error().http_status() == 404 ? 3 : 1;
    }
    std::cout << job->name << '\n';
    for (std::string const& line : examples::describe_schedule(*job)) std::cout << "  " << line << '\n';
}
