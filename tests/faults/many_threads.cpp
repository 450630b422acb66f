#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <latch>
#include <map>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <simulator/simulator.hpp>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/layers.hpp>

#include "support/wires.hpp"

using namespace std::chrono_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t requests = 4'000;
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::size_t requests = 4'000;
#    else
constexpr std::size_t requests = 100'000;
#    endif
#else
constexpr std::size_t requests = 100'000;
#endif
constexpr std::size_t threads = 64;
constexpr std::size_t starts_every = 10;

/// Lets things go wrong at random until it is stopped. The seed is fixed; what is hit depends on the threads.
void make_trouble(veeam::simulator& server, std::stop_token const& stop) {
    using kind = veeam::fault_kind;
    std::vector<veeam::fault> const all{{.kind = kind::reset_before},
                                        {.kind = kind::reset_after},
                                        {.kind = kind::truncate_body},
                                        {.kind = kind::wrong_length},
                                        {.kind = kind::empty_body},
                                        {.kind = kind::expire_sessions},
                                        {.kind = kind::delay_headers, .delay = 20ms},
                                        {.kind = kind::html, .status = 502},
                                        {.kind = kind::status, .status = 503},
                                        {.kind = kind::status, .status = 500},
                                        {.kind = kind::status, .status = 401},
                                        {.kind = kind::status, .status = 429, .headers = {{"Retry-After", "0"}}}};
    std::mt19937 random(42);
    while (!stop.stop_requested()) {
        veeam::fault one = all[random() % all.size()];
        one.method = random() % 4 == 0 ? "POST" : "GET";
        one.path = "/api/jobs/";
        one.skip = random() % 5;
        if (server.pending_faults() < 50) server.inject(std::move(one));
        std::this_thread::sleep_for(20ms);
    }
}

/// How one call ended.
struct ending {
    bool answered{};
    bool right{};  ///< The answer is the one to this request.
    bool nothing_sent{};
    std::string reason{};  ///< Why it was not answered.
};

}  // namespace

TEST_CASE_TEMPLATE("64 threads share a client: every request is answered or failed, none is lost, none is doubled",
                   Wire, VEEAM_WIRES) {
    veeam::simulator server{{.specs = VEEAM_SPECS_DIR, .workers = threads + 16}};
    Wire wire(server.url(), {.trust = veeam::pinned_sha256(server.fingerprint()), .max_idle_connections = threads});
    std::atomic<std::size_t> sendings{};
    std::atomic<std::size_t> answers{};
    veeam::logging logged{wire, [&](veeam::log_record const& record) {
                              ++sendings;
                              if (!record.failure) ++answers;
                          }};
    veeam::rate_limiting modest{logged, {.parallel = threads - 8}};
    veeam::retrying patient{modest, {.max_tries = 6, .first_delay = 2ms, .max_delay = 20ms}};
    veeam::client api{patient, veeam::em_logon{"operator", veeam::secret("simulator")}};
    std::vector<std::string> jobs;
    auto const list = api(veeam::em::ListJobs{}).value();
    for (veeam::em::Job const& job : list.jobs.value()) jobs.push_back(job.uid.id()->text());

    std::vector<ending> endings(requests);
    std::jthread trouble([&](std::stop_token const& stop) { make_trouble(server, stop); });
    std::latch ready(threads);
    {
        std::vector<std::jthread> all;
        for (std::size_t t = 0; t < threads; ++t)
            all.emplace_back([&, t] {
                ready.arrive_and_wait();
                for (std::size_t i = t; i < requests; i += threads) {
                    std::string const& job = jobs[i % jobs.size()];
                    ending& end = endings[i];
                    veeam::request r;
                    // The number makes every request one of a kind; the server does not care.
                    r.target = "/api/jobs/" + job + "?n=" + std::to_string(i);
                    if (i % starts_every == 0) {
                        r.method = veeam::http_method::post;
                        r.target += "&action=start";
                    }
                    auto const got = api.raw(std::move(r));
                    end.answered = got && got->status < 300;
                    end.right = end.answered && (i % starts_every == 0 || got->body.empty() ||
                                                 got->body.find(job) != std::string::npos);
                    if (!end.answered) end.reason = got ? std::to_string(got->status) : got.error().text();
                    end.nothing_sent = !got && got.error().was_sent() == veeam::sent::no;
                }
            });
    }
    trouble.request_stop();
    trouble.join();

    std::vector<std::size_t> seen(requests);
    std::vector<std::size_t> done(requests);
    for (veeam::logged_request const& one : server.log({}, "/api/jobs/")) {
        std::string_view const target = one.target;
        std::size_t const at = target.find("?n=");
        if (at == std::string_view::npos) continue;
        std::size_t const number = std::stoul(std::string(target.substr(at + 3)));
        ++seen[number];
        if (one.fault == "reset_after" || (one.status >= 200 && one.status < 300)) ++done[number];
    }
    std::size_t answered = 0;
    std::size_t lost = 0;
    std::size_t doubled = 0;
    std::size_t wrong = 0;
    std::size_t starts = 0;
    for (std::size_t i = 0; i < requests; ++i) {
        bool const is_start = i % starts_every == 0;
        answered += endings[i].answered ? 1u : 0u;
        starts += is_start ? done[i] : 0;
        wrong += endings[i].answered && !endings[i].right ? 1u : 0u;
        lost += endings[i].answered && done[i] == 0 ? 1u : 0u;
        lost += endings[i].nothing_sent && seen[i] != 0 ? 1u : 0u;
        doubled += is_start && done[i] > 1 ? 1u : 0u;
    }
    std::string summary = std::to_string(requests) + " requests, " + std::to_string(sendings) + " sendings, " +
                          std::to_string(answered) + " answered, " + std::to_string(starts) + " jobs started";
    std::map<std::string, std::size_t> reasons;
    for (ending const& one : endings)
        if (!one.answered) ++reasons[one.reason];
    for (auto const& [reason, count] : reasons) summary += "\n" + std::to_string(count) + " times " + reason;
    CAPTURE(summary);
    if (std::getenv("VEEAM_SHOW") != nullptr) MESSAGE(summary);
    CHECK(lost == 0);
    CHECK(doubled == 0);
    CHECK(wrong == 0);
    CHECK(answered > requests / 2);
    CHECK(answered < requests);  // something did go wrong
    CHECK(!reasons.contains(std::string()));
    // What the transport was asked to send is what the server saw: it repeats nothing by itself.
    CHECK(server.count() <= sendings);
    CHECK(server.count() >= answers);
}
