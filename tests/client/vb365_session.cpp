#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/vb365.hpp>
#include <veeam/client/vb365_session.hpp>
#include <veeam/transport/scripted.hpp>
#include <veeam/vb365/v6/jobs.hpp>

using namespace std::chrono_literals;
using veeam::json_response;
using veeam::long_outcome;
namespace v6 = veeam::vb365::v6;

namespace {

constexpr veeam::uuid job{"1f6f7c97-0df4-4866-8c37-309fda301894"};
constexpr veeam::uuid own_id{"fcb1c775-edbb-4beb-830f-fb051ef9ab1b"};

struct session {
    std::string created{"2022-01-31T16:39:24.008771Z"};
    std::string status{"Running"};
    std::string more{};
    std::string id{"fcb1c775-edbb-4beb-830f-fb051ef9ab1b"};

    std::string text() const {
        return R"({"id":")" + id + R"(","creationTime":")" + created + R"(","status":")" + status + "\"" + more + "}";
    }
};
veeam::response plain(int status) { return {.status = status, .headers = {}, .body = {}}; }
veeam::response page(std::vector<session> const& all) {
    std::string list;
    for (session const& one : all) list += (list.empty() ? "" : ",") + one.text();
    return json_response(200, R"({"offset":0,"limit":30,"results":[)" + list + "]}");
}
session const old{
    .created = "2022-01-30T10:00:00Z", .status = "Failed", .more = {}, .id = "8b92cfa3-6b94-4f62-b40a-7ecfa988ae08"};

/// A client of a scripted server, and a clock that only sleeping moves.
struct bench {
    bench() { wire.then(json_response(200, R"({"access_token":"token","token_type":"bearer","expires_in":3600})")); }

    veeam::client_clock clock() {
        return {.now = [this] { return time; },
                .sleep = [this](std::chrono::milliseconds d, std::stop_token const&) { time += d; }};
    }
    auto start() { return api.start(v6::StartJob{.job_id = job, .body = v6::StartJobOptions{.full = true}}); }

    std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
    veeam::scripted_transport wire;
    veeam::client<veeam::scripted_transport, veeam::vb365_logon> api{
        wire, veeam::vb365_logon{"operator", veeam::secret("password")}, veeam::json_codec{}, clock()};
};

std::string text(veeam::conclusion<v6::JobSession> const& end) {
    std::string out(to_text(end.outcome));
    return end.why ? out + ", " + end.why->text() : out;
}

/// What is made of one session whose state is `status`.
std::string verdict(std::string const& status, std::string const& more = {}) {
    bench b;
    b.wire.then(json_response(200, session{.status = status, .more = more}.text()));
    return text(b.api.wait(veeam::vb365_session(own_id), {.timeout = 1s}));
}

}  // namespace

TEST_CASE("a job that is started is followed by the session that was not there before") {
    bench b;
    b.wire.then(page({old}))
        .then(plain(204))
        .then(page({old}))                                              // it does not show yet
        .then(page({old, {.created = "2022-01-31T16:39:24.008771Z"}}))  // at any place of the list
        .then(page({{.status = "Success", .more = R"(,"details":"6 items")"}, old}));
    auto const run = b.start();
    REQUIRE(run.has_value());
    CHECK(run->job_id() == job);
    CHECK(run->after()->text() == "2022-01-30T10:00:00Z");
    CHECK(b.wire.requests()[1].target == "/v6/Jobs/1f6f7c97-0df4-4866-8c37-309fda301894/JobSessions?limit=10000");
    CHECK(b.wire.requests()[2].target == "/v6/Jobs/1f6f7c97-0df4-4866-8c37-309fda301894/start");
    CHECK(b.wire.requests()[2].body == R"({"full":true})");
    std::vector<std::string> states;
    auto const end = b.api.wait(*run, {}, [&](v6::JobSession const& now) { states.emplace_back(now.status->text()); });
    CHECK(end.outcome == long_outcome::succeeded);
    CHECK(end.value().id == own_id);
    CHECK(b.wire.requests()[3].target == b.wire.requests()[1].target);
    CHECK(states == std::vector<std::string>{"Running", "Success"});
}

TEST_CASE("of several new sessions the first one is meant, and a job that never ran has none before") {
    bench b;
    b.wire.then(page({}))
        .then(plain(204))
        .then(page({{.created = "2022-02-02T00:00:00+01:00", .status = "Failed", .more = {}, .id = old.id},
                    {.created = "2022-02-01T22:59:59Z", .status = "Success"}}));
    auto const run = b.start();
    CHECK(!run->after());
    CHECK(b.api.wait(*run).value().id == own_id);
}

TEST_CASE("a run that does not show is unknown, not what the one before it was") {
    bench b;
    b.wire.then(page({old})).then(plain(204)).then(page({old})).then(page({old}));
    auto const run = b.start();
    auto const end = b.api.wait(*run, {.timeout = 4s});
    CHECK(text(end) == "unknown, ListSessionsOfJob: timeout: the deadline passed before the operation had ended");
    CHECK(!end.state);
}

TEST_CASE("a job whose sessions the server does not list all is not started, since its run could not be told") {
    auto const start = [](std::string const& more) {
        bench b;
        b.wire.then(json_response(200, R"({"results":[)" + old.text() + "]" + more + "}")).then(plain(204));
        auto const run = b.start();
        CHECK(b.wire.left() == (run ? 0 : 1));
        return run ? std::string("started") : run.error().text();
    };
    std::string const refusal =
        "ListSessionsOfJob: decode: the job has more than the 1 sessions that the server lists at once, so that a run "
        "cannot be told from others";
    CHECK(start(R"(,"_links":{"self":{"href":"/a"},"next":{"href":"/b"}})") == refusal);
    CHECK(start(R"(,"limit":1)") == refusal);
    CHECK(start(R"(,"totalCount":2)") == refusal);
    CHECK(start(R"(,"limit":2,"totalCount":1,"_links":{"self":{"href":"/a"}})") == "started");
}

TEST_CASE("a list that is as long as a page can be may go on, whatever the server says of it") {
    auto const listed = [](std::size_t count) {
        veeam::detail::vb365_job_history all;
        all.results.emplace(count);
        for (auto& one : *all.results) one.id = own_id;
        return veeam::vb365_job_run_rules::incomplete(all);
    };
    CHECK(!listed(9'999));
    CHECK(listed(10'000));
}

TEST_CASE("an answer without a list of sessions, or with one that has no id, is not a job that never ran") {
    for (char const* body : {"{}", R"({"results":null})", R"({"message":"hello"})", R"({"results":[{}]})"}) {
        CAPTURE(body);
        bench b;
        b.wire.then(json_response(200, body)).then(plain(204));
        CHECK(b.start().error().kind() == veeam::error_kind::decode);
        CHECK(b.wire.left() == 1);
        bench other;
        other.wire.then(json_response(200, body));
        auto const end = other.api.wait(veeam::vb365_job_run(job));
        CHECK(end.outcome == long_outcome::unknown);
        CHECK(end.why->kind() == veeam::error_kind::decode);
    }
}

TEST_CASE("a look that does not list all sessions does not guess") {
    bench b;
    b.wire.then(page({}))
        .then(plain(204))
        .then(
            json_response(200, R"({"results":[)" + session{.status = "Success"}.text() + R"(],"_links":{"next":{}}})"));
    auto const end = b.api.wait(b.start().value());
    CHECK(end.outcome == long_outcome::unknown);
    CHECK(end.why->kind() == veeam::error_kind::decode);
}

TEST_CASE("sessions that were there before are not the run, whatever their times") {
    bench b;
    auto const timeless =
        json_response(200, R"({"results":[{"id":"8b92cfa3-6b94-4f62-b40a-7ecfa988ae08","status":"Failed"}]})");
    b.wire.then(timeless)
        .then(plain(204))
        .then(timeless)
        .then(page({old, {.created = "2022-01-01T00:00:00Z", .status = "Success"}}));  // the clock was set back
    auto const run = b.start();
    CHECK(!run->after());
    CHECK(b.api.wait(*run).value().id == own_id);
}

TEST_CASE("the time of a run is that of the latest session before it, and is enough to find it again") {
    session const newer{.created = "2022-01-31T00:00:00Z",
                        .status = "Failed",
                        .more = {},
                        .id = "0b92cfa3-6b94-4f62-b40a-7ecfa988ae08"};
    for (auto const& before : {std::vector{old, newer}, std::vector{newer, old}}) {
        bench b;
        b.wire.then(page(before)).then(plain(204)).then(page({old, newer, {.status = "Success"}}));
        auto const run = b.start();
        REQUIRE(run->after());
        CHECK(run->after()->text() == "2022-01-31T00:00:00Z");
        CHECK(b.api.wait(veeam::vb365_job_run(run->job_id(), run->after())).value().id == own_id);
    }
}

TEST_CASE("a server that accepts the start and goes on has begun") {
    bench b;
    b.wire.then(page({old}))
        .then(veeam::response{202, {{"Location", "/v6/somewhere"}}, ""})
        .then(page({old, {.status = "Success"}}));
    auto const run = b.start();
    REQUIRE(run.has_value());
    CHECK(b.api.wait(*run).outcome == long_outcome::succeeded);
}

TEST_CASE("an answer about another session is not believed") {
    bench b;
    b.wire.then(json_response(200, session{.status = "Success", .more = {}, .id = old.id}.text()));
    CHECK(text(b.api.wait(veeam::vb365_session(own_id))) ==
          "unknown, GetJobSession: decode: the answer is about another session");
}

TEST_CASE("a session has succeeded, failed, was stopped, or goes on, as its status says") {
    CHECK(verdict("Success") == "succeeded");
    CHECK(verdict("Warning", R"(,"details":"Some objects")") == "succeeded");
    CHECK(verdict("Failed", R"(,"details":"No\r\nmailbox.")") ==
          "failed, StartJob: api: the session failed: No mailbox.");
    CHECK(verdict("Failed") == "failed, StartJob: api: the session failed");
    CHECK(verdict("Stopped") == "cancelled, StartJob: cancelled: the session was stopped");
    std::string const late = "unknown, GetJobSession: timeout: the deadline passed before the operation had ended";
    for (char const* word : {"Running", "Queued", "Disconnected", "NotConfigured", "Canceling"})
        CHECK(verdict(word) == late);
    CHECK(verdict("Running", R"(,"endTime":"2022-01-31T16:39:33Z")") == late);
    CHECK(verdict("Canceling", R"(,"endTime":"0001-01-01T00:00:00")") == late);
    CHECK(verdict("Canceled", R"(,"endTime":"2022-01-31T16:39:33Z")") ==
          "unknown, StartJob: decode: the session has ended, and says Canceled of it");
}

TEST_CASE("a job that cannot be looked at is not started, and one that cannot be started is an error") {
    {
        bench b;
        b.wire.then(json_response(404, R"({"message":"There is no such job."})"));
        CHECK(b.start().error().text() == "ListSessionsOfJob: api 404: There is no such job.");
    }
    bench b;
    b.wire.then(page({old})).then(json_response(400, R"({"message":"The job is running already."})"));
    CHECK(b.start().error().text() == "StartJob: api 400: The job is running already.");
}

TEST_CASE("headers and the id of a call are for the start of the job, and its time is for both requests") {
    bench b;
    b.wire.then(page({old})).then(plain(204));
    CHECK(b.api
              .start(v6::StartJob{.job_id = job, .body = v6::StartJobOptions{}},
                     {.timeout = 1min, .headers = {{"X-Own", "1"}}, .request_id = "7"})
              .has_value());
    auto const& sent = b.wire.requests();
    CHECK(!sent[1].headers.contains("X-Own"));
    CHECK(!sent[1].headers.contains("X-Request-Id"));
    CHECK(sent[2].headers.get("X-Own") == "1");
    CHECK(sent[1].deadline.has_value());
    CHECK(sent[1].deadline == sent[2].deadline);
}

TEST_CASE("a run is cancelled by stopping its job, and a session alone cannot be") {
    bench b;
    b.wire.then(plain(204));
    CHECK(b.api.cancel(veeam::vb365_job_run(job)).has_value());
    CHECK(b.wire.requests()[1].target == "/v6/Jobs/1f6f7c97-0df4-4866-8c37-309fda301894/stop");
    auto const cancels = []<class H>(H const& handle, auto& api) { return requires { api.cancel(handle); }; };
    CHECK(cancels(veeam::vb365_job_run(job), b.api));
    CHECK(!cancels(veeam::vb365_session(own_id), b.api));
}
