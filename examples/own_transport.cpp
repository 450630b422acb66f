/// A client over a transport of one's own, here one that answers from memory. Any HTTP stack fits in its place.

#include <iostream>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>

struct canned_answers {
    veeam::result<veeam::response> send(veeam::request const& r) {
        if (r.method == veeam::http_method::post)
            return veeam::response{.status = 201,
                                   .headers = {{"X-RestSvcSessionId", "dG9rZW4="}, {"Content-Type", "application/xml"}},
                                   .body = "<LogonSession><SessionId>1</SessionId></LogonSession>"};
        return veeam::response{
            .status = 200,
            .headers = {{"Content-Type", "application/xml"}},
            .body = R"(<Job Name="DB Backup" UID="urn:veeam:Job:5658281f-625e-4627-89dd-d2a0c48be99e"/>)"};
    }
};

int main() {
    canned_answers wire;
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("password")}};
    auto const job = api(veeam::em::GetJob{.job_id = "5658281f-625e-4627-89dd-d2a0c48be99e"});
    if (!job) {
        std::cerr << job.error() << '\n';
        return 1;
    }
    std::cout << job->name << '\n';
}
