#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/transport/httplib.hpp>

#include "support/sample_operations.hpp"
#include "support/servers.hpp"

namespace {

/// An Enterprise Manager with sessions that it can end: it counts logons and refuses tokens that are not the newest.
class server {
public:
    std::string url() const { return server_.url(); }
    int logons() const noexcept { return logons_; }
    void end_session() noexcept { valid_from_ = logons_ + 1; }

private:
    void serve(test::arrival const& got, httplib::Response& out) {
        if (got.target.starts_with("/api/sessionMngr")) {
            int const number = ++logons_;
            out.status = 201;
            out.set_header("X-RestSvcSessionId", "token-" + std::to_string(number));
            out.set_content(
                R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>1</SessionId></LogonSession>)",
                "application/xml");
            return;
        }
        std::string const token = got.header("X-RestSvcSessionId");
        if (token.empty() || std::stoi(token.substr(6)) < valid_from_) {
            out.status = 401;
            return;
        }
        out.status = 204;
    }

    std::atomic<int> logons_{};
    std::atomic<int> valid_from_{1};
    test::http_server server_{[this](test::arrival const& got, httplib::Response& out) { serve(got, out); }};
};

/// Runs the same operation in eight threads at once; how many calls succeeded.
template <class Client>
int in_eight_threads(Client& api, int calls) {
    std::atomic<int> done{};
    std::latch all(8);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            all.arrive_and_wait();
            for (int i = 0; i < calls; ++i)
                if (api(sample::StartThing{.thing_id = std::to_string(t * 1000 + i)})) ++done;
        });
    threads.clear();
    return done;
}

}  // namespace

TEST_CASE("eight threads that share a client log on once, and once more when the session has ended") {
    server em;
    veeam::httplib_transport wire(em.url());
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("password")}};
    CHECK(in_eight_threads(api, 20) == 160);
    CHECK(em.logons() == 1);
    em.end_session();
    CHECK(in_eight_threads(api, 20) == 160);
    CHECK(em.logons() == 2);
}
