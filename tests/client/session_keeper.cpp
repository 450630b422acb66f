#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/bearer.hpp>
#include <veeam/client/session_keeper.hpp>

using namespace std::chrono_literals;

namespace {

using session = veeam::bearer_session;
using keeper = veeam::session_keeper<session>;

constexpr std::chrono::steady_clock::time_point epoch{};

session token(std::string text) { return {.access_token = veeam::secret(std::move(text))}; }
std::string name(veeam::result<keeper::pointer> const& found) {
    return found ? std::string((*found)->access_token.reveal()) : found.error().text();
}

auto never = [](session const*) -> veeam::result<session> {
    FAIL("must not log on");
    return token("never");
};

}  // namespace

TEST_CASE("a session is made once and given to everyone") {
    keeper k;
    CHECK(name(k.get(nullptr, epoch, {}, [](session const* previous) -> veeam::result<session> {
              CHECK(previous == nullptr);
              return token("one");
          })) == "one");
    CHECK(name(k.get(nullptr, epoch, {}, never)) == "one");
}

TEST_CASE("a refused session is replaced, and handed over for its refresh token") {
    keeper k;
    auto const one = *k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { return token("one"); });
    CHECK(name(k.get(one, epoch, {}, [](session const* previous) -> veeam::result<session> {
              CHECK(previous->access_token.reveal() == "one");
              return token("two");
          })) == "two");
    // Another thread that was refused with the first session finds the second already there.
    CHECK(name(k.get(one, epoch, {}, never)) == "two");
}

TEST_CASE("a session that has ended by the clock is replaced") {
    keeper k;
    auto const make = [](session const*) -> veeam::result<session> {
        session s = token("one");
        s.ends = epoch + 60s;
        return s;
    };
    (void)k.get(nullptr, epoch, {}, make);
    CHECK(name(k.get(nullptr, epoch + 59s, {}, never)) == "one");
    CHECK(name(k.get(nullptr, epoch + 60s, {}, [](session const* previous) -> veeam::result<session> {
              CHECK(previous != nullptr);
              return token("two");
          })) == "two");
}

TEST_CASE("a failure is not remembered") {
    keeper k;
    auto const fail = [](session const*) -> veeam::result<session> {
        return veeam::error({.kind = veeam::error_kind::authentication, .message = "wrong password"});
    };
    CHECK(name(k.get(nullptr, epoch, {}, fail)) == "authentication: wrong password");
    CHECK(name(k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { return token("one"); })) ==
          "one");
}

TEST_CASE("an exception while logging on leaves the keeper usable") {
    keeper k;
    CHECK_THROWS_AS(k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { throw 1; }), int);
    CHECK(name(k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { return token("one"); })) ==
          "one");
}

TEST_CASE("a retired session is not given again, and its refresh token is kept") {
    keeper k;
    k.retire(nullptr);
    auto const one = *k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { return token("one"); });
    k.retire(one);
    auto const two = *k.get(nullptr, epoch, {}, [](session const* previous) -> veeam::result<session> {
        REQUIRE(previous != nullptr);
        CHECK(previous->access_token.reveal() == "one");
        return token("two");
    });
    k.retire(one);  // not the current one any more
    CHECK(k.get(nullptr, epoch, {}, never).value() == two);
}

TEST_CASE("a taken session is forgotten") {
    keeper k;
    CHECK(k.take() == nullptr);
    (void)k.get(nullptr, epoch, {}, [](session const*) -> veeam::result<session> { return token("one"); });
    CHECK(k.take()->access_token.reveal() == "one");
    CHECK(name(k.get(nullptr, epoch, {}, [](session const* previous) -> veeam::result<session> {
              CHECK(previous == nullptr);
              return token("two");
          })) == "two");
}

namespace {

/// Starts a logon that lasts until `go_on`, and returns when it has begun.
struct leader {
    leader(keeper& k, veeam::result<session> outcome)
        : thread([this, &k, outcome] {
              (void)k.get(nullptr, epoch, {}, [&](session const*) -> veeam::result<session> {
                  begun.count_down();
                  go_on.wait();
                  return outcome;
              });
          }) {
        begun.wait();
    }
    ~leader() { thread.join(); }

    std::latch begun{1};
    std::latch go_on{1};
    std::thread thread;
};

}  // namespace

TEST_CASE("eight threads at once log on once") {
    keeper k;
    std::atomic<int> logons{};
    std::latch all(8);
    std::vector<std::string> names(8);
    {
        std::vector<std::jthread> threads;
        for (std::string& found : names)
            threads.emplace_back([&] {
                all.arrive_and_wait();
                found = name(k.get(nullptr, epoch, {}, [&](session const*) -> veeam::result<session> {
                    ++logons;
                    std::this_thread::yield();
                    return token("one");
                }));
            });
    }
    CHECK(logons == 1);
    CHECK(names == std::vector<std::string>(8, "one"));
}

TEST_CASE("threads that wait share a failure, so that a wrong password is tried once") {
    keeper k;
    std::vector<std::string> waited(3);
    {
        leader l(k, veeam::error({.kind = veeam::error_kind::authentication, .message = "wrong password"}));
        std::vector<std::jthread> followers;
        for (std::string& found : waited)
            followers.emplace_back([&] { found = name(k.get(nullptr, epoch, {}, never)); });
        while (k.waiting() < 3) std::this_thread::yield();
        l.go_on.count_down();
    }
    CHECK(waited == std::vector<std::string>(3, "authentication: wrong password"));
    CHECK(k.waiting() == 0);
}

TEST_CASE("when the thread that logs on is cancelled or runs out of time, the next takes its place") {
    for (auto const kind : {veeam::error_kind::cancelled, veeam::error_kind::timeout}) {
        keeper k;
        std::vector<std::string> waited(3);
        std::atomic<int> logons{};
        {
            leader l(k, veeam::error({.kind = kind, .message = "gave up"}));
            std::vector<std::jthread> followers;
            for (std::string& found : waited)
                followers.emplace_back([&] {
                    found = name(k.get(nullptr, epoch, {}, [&](session const*) -> veeam::result<session> {
                        ++logons;
                        return token("two");
                    }));
                });
            while (k.waiting() < 3) std::this_thread::yield();
            l.go_on.count_down();
        }
        CHECK(waited == std::vector<std::string>(3, "two"));
        CHECK(logons == 1);
    }
}

TEST_CASE("waiting ends at the deadline") {
    keeper k;
    leader l(k, token("one"));
    veeam::call_limits const limits{.deadline = std::chrono::steady_clock::now(), .stop = {}};
    CHECK(name(k.get(nullptr, epoch, limits, never)) ==
          "timeout: the deadline passed while another thread was logging on");
    l.go_on.count_down();
}

TEST_CASE("waiting ends when a stop is requested") {
    keeper k;
    leader l(k, token("one"));
    std::stop_source stop;
    stop.request_stop();
    veeam::call_limits const limits{.deadline = {}, .stop = stop.get_token()};
    CHECK(name(k.get(nullptr, epoch, limits, never)) == "cancelled: stopped while another thread was logging on");
    l.go_on.count_down();
}
