#include <doctest/doctest.h>
#include <simulator/identities.hpp>

namespace {

using namespace std::chrono_literals;
using veeam::simulation::logon_sessions;
using veeam::simulation::token_store;

/// Options whose clock stands still until the test moves it.
struct stopped_clock {
    std::chrono::steady_clock::time_point time{};
    veeam::simulator_options options{.now = [this] { return time; }};
};

}  // namespace

TEST_CASE("Credentials match only when both are right") {
    veeam::simulator_options const options{.user = "ann", .password = veeam::secret("pw")};
    CHECK(veeam::simulation::credentials_match(options, "ann", "pw"));
    CHECK_FALSE(veeam::simulation::credentials_match(options, "ann", "pW"));
    CHECK_FALSE(veeam::simulation::credentials_match(options, "ann", "pw2"));
    CHECK_FALSE(veeam::simulation::credentials_match(options, "bob", "pw"));
}

TEST_CASE("A logon session ends when it was idle for longer than its time") {
    stopped_clock clock;
    logon_sessions sessions(clock.options);
    auto const opened = sessions.open("ann");
    clock.time += 15min;
    CHECK(sessions.use(opened.token).value().user == "ann");
    clock.time += 15min;
    CHECK(sessions.use(opened.token));
    clock.time += 15min + 1s;
    CHECK_FALSE(sessions.use(opened.token));
}

TEST_CASE("A closed logon session is gone, and closing it twice is noticed") {
    stopped_clock clock;
    logon_sessions sessions(clock.options);
    auto const opened = sessions.open("ann");
    CHECK(sessions.close(opened.id));
    CHECK_FALSE(sessions.close(opened.id));
    CHECK_FALSE(sessions.use(opened.token));
}

TEST_CASE("An access token ends with its lifetime") {
    stopped_clock clock;
    token_store tokens(clock.options);
    auto const pair = tokens.issue("ann");
    CHECK(pair.lifetime == 3600s);
    clock.time += 3599s;
    CHECK(tokens.user_of(pair.access).value() == "ann");
    clock.time += 1s;
    CHECK_FALSE(tokens.user_of(pair.access));
}

TEST_CASE("A refresh token works once, also when it has expired") {
    stopped_clock clock;
    token_store tokens(clock.options);
    auto const first = tokens.issue("ann");
    auto const second = tokens.renew(first.refresh);
    REQUIRE(second);
    CHECK(tokens.user_of(second->access).value() == "ann");
    CHECK_FALSE(tokens.renew(first.refresh));
    clock.time += clock.options.refresh_lifetime;
    CHECK_FALSE(tokens.renew(second->refresh));
    clock.time -= clock.options.refresh_lifetime;
    CHECK_FALSE(tokens.renew(second->refresh));
}

TEST_CASE("Expiring access tokens leaves refresh tokens, expiring all does not") {
    stopped_clock clock;
    token_store tokens(clock.options);
    auto const pair = tokens.issue("ann");
    tokens.expire_access_tokens();
    CHECK_FALSE(tokens.user_of(pair.access));
    auto const next = tokens.renew(pair.refresh);
    REQUIRE(next);
    tokens.expire_all();
    CHECK_FALSE(tokens.renew(next->refresh));
}
