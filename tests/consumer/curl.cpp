#include <veeam/client/vb365.hpp>
#include <veeam/transport/curl.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>

#include <iostream>

// As httplib.cpp, over libcurl.
int main() {
    veeam::curl_transport wire{"https://127.0.0.1:1"};
    veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
    auto const page = api(veeam::vb365::v6::ListJobSessions{});
    if (page) return 1;
    std::cout << page.error() << '\n';
    return page.error().kind() == veeam::error_kind::connect ? 0 : 1;
}
