#include <veeam/client/vb365.hpp>
#include <veeam/transport/httplib.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>

#include <iostream>

// Nothing listens on port 1 of the loopback: the program shows that it links and how a failure reads.
int main() {
    veeam::httplib_transport wire{"https://127.0.0.1:1"};
    veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
    auto const page = api(veeam::vb365::v6::ListJobSessions{});
    if (page) return 1;
    std::cout << page.error() << '\n';
    return page.error().kind() == veeam::error_kind::connect ? 0 : 1;
}
