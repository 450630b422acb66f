#include <veeam/client/vb365.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>

#include <iostream>

struct my_transport {
    veeam::result<veeam::response> send(veeam::request const& r) {
        if (r.target == "/v6/token") return json(R"({"access_token":"a","token_type":"bearer","expires_in":3600})");
        return json(R"({"offset":0,"limit":30,"results":[{"id":"fcb1c775-edbb-4beb-830f-fb051ef9ab1b"}]})");
    }
    static veeam::response json(char const* body) { return {200, {{"Content-Type", "application/json"}}, body}; }
};

int main() {
    my_transport wire;
    veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
    for (auto const& session : api.items(veeam::vb365::v6::ListJobSessions{})) std::cout << session.id << '\n';
}
