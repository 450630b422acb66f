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
    CHECK(b.wire.requests()[1].target == "/v6/Jobs/1f6f7c97-0df4-4866-8c37-309fda301894/JobSessions");
    CHECK(b.wire.requests()[2].target == "/v6/Jobs/1f6f7c97-0df4-4866-8c37-309fda301894/start");
    CHECK(b.wire.requests()[2].body == R"({"full":true})");
    std::vector<std::string> states;
    auto const end = b.api.wait(*run, {}, [&](v6::JobSession const& now) { states.emplace_back(now.status->text()); });
    CHECK(end.outcome == long_outcome::succeeded);
    CHECK(end.value().id == own_id);
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
