#include <atomic>
#include <chrono>
#include <cstddef>
#include <latch>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/layers/rate_limiting.hpp>
#include <veeam/transport/conformance.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/layers.hpp"
#include "support/sample_operations.hpp"

using namespace std::chrono_literals;
using test::outcome;
using test::status;

namespace {

using milliseconds = std::vector<std::chrono::milliseconds>;

/// Answers everything at once.
struct ready {
    veeam::result<veeam::response> send(veeam::request const&) { return status(204); }
};

/// Holds every request until it is let go, and counts how many are under way.
struct held {
    veeam::result<veeam::response> send(veeam::request const&) {
        int const now = ++under_way;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        go_on.wait();
        --under_way;
        return status(204);
    }
    std::atomic<int> under_way{};
    std::atomic<int> most{};
    std::latch go_on{1};
};

}  // namespace

TEST_CASE("within any window there are no more requests than the limit") {
    ready wire;
    test::manual_clock clock;
    veeam::rate_limiting modest(wire, {.requests = 3, .window = 1s}, clock);
    std::vector<std::chrono::steady_clock::time_point> times;
    for (int i = 0; i < 10; ++i) {
        (void)modest.send(test::get());
        times.push_back(clock.now());
        clock->time += 100ms;
    }
    for (std::size_t i = 3; i < times.size(); ++i) CHECK(times[i] - times[i - 3] >= 1s);
}

TEST_CASE("a request waits for its turn, and no longer") {
    ready wire;
    test::manual_clock clock;
    veeam::rate_limiting modest(wire, {.requests = 2, .window = 1s}, clock);
    for (int i = 0; i < 4; ++i) CHECK(outcome(modest.send(test::get())) == "204");
    CHECK(clock->sleeps == milliseconds{1s});
    clock->time += 5s;
    for (int i = 0; i < 2; ++i) (void)modest.send(test::get());
    CHECK(clock->sleeps == milliseconds{1s});
}

TEST_CASE("a request whose deadline comes before its turn is refused at once and takes no turn") {
    ready wire;
    test::manual_clock clock;
    veeam::rate_limiting modest(wire, {.requests = 1, .window = 1s}, clock);
    (void)modest.send(test::get());
    veeam::request r = test::get();
    r.facts = &sample::GetThing::facts;
    r.deadline = clock.now() + 1s;
    auto const refused = modest.send(r);
    CHECK(outcome(refused) == "GetThing: timeout: the rate limit leaves no time for it before the deadline");
    CHECK(refused.error().was_sent() == veeam::sent::no);
    CHECK(clock->sleeps.empty());
    r.deadline = clock.now() + 1001ms;
    CHECK(outcome(modest.send(r)) == "204");
    CHECK(clock->sleeps == milliseconds{1s});
}

TEST_CASE("a stop ends the wait for a turn, and the turn is free again") {
    ready wire;
    test::manual_clock clock;
    veeam::rate_limiting modest(wire, {.requests = 1, .window = 1s}, clock);
    (void)modest.send(test::get());
    std::stop_source stop;
    clock->stop_in_sleep = &stop;
    veeam::request r = test::get();
    r.stop = stop.get_token();
    auto const stopped = modest.send(r);
    CHECK(outcome(stopped) == "cancelled: stopped while it waited for its turn under the rate limit");
    CHECK(stopped.error().was_sent() == veeam::sent::no);
    (void)modest.send(test::get());
    CHECK(clock->sleeps == milliseconds{1s});  // the time of that turn has come meanwhile
}

TEST_CASE("no more requests are under way than the limit, and all get their answer") {
    held wire;
    veeam::rate_limiting modest(wire, {.parallel = 3});
    std::atomic<int> answered{};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                if (modest.send(test::get())) ++answered;
            });
        while (modest.waiting() < 5 || wire.under_way < 3) std::this_thread::yield();
        wire.go_on.count_down();
    }
    CHECK(answered == 8);
    CHECK(wire.most == 3);
    CHECK(modest.waiting() == 0);
}

TEST_CASE("waiting for others ends at the deadline or with a stop") {
    held wire;
    veeam::rate_limiting modest(wire, {.parallel = 1});
    std::jthread const other([&] { (void)modest.send(test::get()); });
    while (wire.under_way < 1) std::this_thread::yield();
    veeam::request r = test::get();
    r.deadline = std::chrono::steady_clock::now() + 1ms;
    auto const late = modest.send(r);
    CHECK(outcome(late) == "timeout: the deadline passed while it waited for other requests (parallel: 1)");
    CHECK(late.error().was_sent() == veeam::sent::no);
    std::stop_source stop;
    std::jthread const stopping([&] {
        while (modest.waiting() < 1) std::this_thread::yield();
        stop.request_stop();
    });
    r.deadline.reset();
    r.stop = stop.get_token();
    CHECK(outcome(modest.send(r)) == "cancelled: stopped while it waited for other requests (parallel: 1)");
    wire.go_on.count_down();
}

TEST_CASE("a transport that throws gives its place back") {
    struct throwing {
        veeam::result<veeam::response> send(veeam::request const&) { throw 1; }
    } wire;
    veeam::rate_limiting modest(wire, {.parallel = 1});
    for (int i = 0; i < 2; ++i) CHECK_THROWS_AS(modest.send(test::get()), int);
}

namespace {

struct in_memory {
    explicit in_memory(veeam::conformance::answers answers)
        : wire(std::make_unique<veeam::scripted_transport>()),
          modest(std::make_unique<veeam::rate_limiting<veeam::scripted_transport>>(
              *wire, veeam::rate_limits{.parallel = 2, .requests = 1000, .window = 1ms})) {
        wire->when([](veeam::request const&) { return true; }, std::move(answers));
    }
    static constexpr bool streams_bodies = true;
    veeam::result<veeam::response> send(veeam::request const& r) { return modest->send(r); }

    std::unique_ptr<veeam::scripted_transport> wire;
    std::unique_ptr<veeam::rate_limiting<veeam::scripted_transport>> modest;
};

}  // namespace

TEST_CASE("a rate limiting layer keeps every rule of a transport") {
    auto const report =
        veeam::conformance::check_in_memory([](veeam::conformance::answers a) { return in_memory(std::move(a)); });
    CAPTURE(report.text());
    CHECK(report.passed());
}
