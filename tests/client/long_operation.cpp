#include <chrono>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/em_task.hpp>
#include <veeam/core/deadline.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/transport/scripted.hpp>

using namespace std::chrono_literals;
using veeam::long_outcome;

namespace {

veeam::response logged_on(std::string token) {
    veeam::response out = veeam::xml_response(
        201, R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>1</SessionId></LogonSession>)");
    out.headers.add("X-RestSvcSessionId", std::move(token));
    return out;
}
veeam::response task(std::string const& inside, int status = 200) {
    return veeam::xml_response(
        status, R"(<Task xmlns="http://www.veeam.com/ent/v1.0"><TaskId>task-1</TaskId>)" + inside + "</Task>");
}
veeam::response running() { return task("<State>Running</State><Operation>StartJob</Operation>"); }
veeam::response finished(std::string const& result) {
    return task("<State>Finished</State><Operation>StartJob</Operation>" + result);
}
veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

/// A client of a scripted server, and a clock that only sleeping moves.
struct bench {
    veeam::client_clock clock() {
        return {.now = [this] { return time; },
                .sleep =
                    [this](std::chrono::milliseconds d, std::stop_token const&) {
                        sleeps.push_back(d);
                        time += d;
                        if (stop_in_sleep) stop.request_stop();
                    }};
    }

    std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
    std::vector<std::chrono::milliseconds> sleeps{};
    std::stop_source stop{};
    bool stop_in_sleep{};
    veeam::scripted_transport wire;
    veeam::client<veeam::scripted_transport, veeam::em_logon> api{
        wire, veeam::em_logon{"operator", veeam::secret("password")}, veeam::xml_codec{}, clock()};
};

template <class State>
std::string text(veeam::conclusion<State> const& end) {
    std::string out(to_text(end.outcome));
    return end.why ? out + ", " + end.why->text() : out;
}

}  // namespace

TEST_CASE("starting gives the task at once, and waiting asks until it has finished") {
    bench b;
    b.wire.then(logged_on("one"))
        .then(task("<State>Running</State>", 202))
        .then(running())
        .then(task("<State>OperationFinished</State><Result Success=\"true\"/>"))
        .then(finished("<Result Success=\"true\"><Message>ok</Message></Result>"));
    auto const started = b.api.start(veeam::em::StartJob{.job_id = "7"});
    REQUIRE(started.has_value());
    CHECK(started->id() == "task-1");
    CHECK(b.wire.requests().size() == 2);
    std::vector<std::string> states;
    auto const end = b.api.wait(*started, {.interval = 3s},
                                [&](veeam::em::Task const& now) { states.emplace_back(now.state->text()); });
    CHECK(end.outcome == long_outcome::succeeded);
    CHECK(end.value().result->message == "ok");
    CHECK(static_cast<bool>(end));
    CHECK(states == std::vector<std::string>{"Running", "OperationFinished", "Finished"});
    CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{3s, 3s});
    CHECK(b.wire.requests().back().target == "/api/tasks/task-1");
}

TEST_CASE("a task that failed is a failure, although the server answers 200") {
    auto const conclusion = [](std::string const& result) {
        bench b;
        b.wire.then(logged_on("one")).then(finished(result));
        auto const end = b.api.wait(veeam::em_task("task-1"));
        CHECK(!end);
        CHECK_THROWS_AS(end.value(), veeam::api_error);
        return text(end);
    };
    CHECK(conclusion("<Result Success=\"false\"><Message>No\nspace.</Message></Result>") ==
          "failed, StartJob: api: No space.");
    CHECK(conclusion("<Result Success=\"false\" CredentialsNeeded=\"true\" ConfirmationNeeded=\"true\"/>") ==
          "failed, StartJob: api: the task failed (it wants credentials) (it wants to be confirmed)");
    CHECK(conclusion("") == "unknown, StartJob: decode: the task does not say how it went");
    CHECK(conclusion("<Result/>") == "unknown, StartJob: decode: the task does not say how it went");
}

TEST_CASE("a task without a state goes by its result") {
    for (auto const& [inside, outcome] :
         {std::pair("<Result Success=\"true\"/>", long_outcome::succeeded), std::pair("", long_outcome::unknown)}) {
        bench b;
        b.wire.then(logged_on("one")).then(task(inside));
        CHECK(b.api.wait(veeam::em_task("task-1")).outcome == outcome);
    }
}

TEST_CASE("a task found again by its id is waited for like one that was started") {
    bench b;
    b.wire.then(logged_on("one")).then(running()).then(finished("<Result Success=\"true\"/>"));
    CHECK(b.api.wait(veeam::em_task("task-1")).outcome == long_outcome::succeeded);
}

TEST_CASE("time that is over and a stop say nothing about the task") {
    {
        bench b;
        b.wire.then(logged_on("one")).then(running()).then(running());
        auto const end = b.api.wait(veeam::em_task("task-1"), {.timeout = 3s, .interval = 2s});
        CHECK(text(end) == "unknown, GetTask: timeout: the deadline passed before the operation had ended");
        REQUIRE(end.state);
        CHECK(end.state->operation == "StartJob");
        CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{2s, 1s});
    }
    {
        bench b;
        b.stop_in_sleep = true;
        b.wire.then(logged_on("one")).then(running());
        auto const end = b.api.wait(veeam::em_task("task-1"), {.stop = b.stop.get_token()});
        CHECK(text(end) == "unknown, GetTask: cancelled: stopped before the operation had ended");
    }
    {
        bench b;
        CHECK(text(b.api.wait(veeam::em_task("task-1"), {.deadline = b.time})) ==
              "unknown, GetTask: timeout: the deadline passed before the operation had ended");
        CHECK(b.wire.requests().empty());
    }
}

TEST_CASE("looks that fail in a way that may pass are repeated, as long as it is worth it") {
    bench b;
    b.wire.then(logged_on("one"))
        .then(status(408))
        .then(veeam::error({.kind = veeam::error_kind::network, .message = "reset"}))
        .then(veeam::response{503, {{"Retry-After", "30"}}, ""})
        .then(running())
        .then(status(500))
        .then(finished("<Result Success=\"true\"/>"));
    CHECK(b.api.wait(veeam::em_task("task-1"), {.max_failures = 4}).outcome == long_outcome::succeeded);
    CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{2s, 2s, 30s, 2s, 2s});
    for (int i = 0; i < 2; ++i) b.wire.then(status(503));
    CHECK(text(b.api.wait(veeam::em_task("task-1"), {.max_failures = 2})) ==
          "unknown, GetTask: http status 503: Service Unavailable");
    b.wire.then(status(404));
    CHECK(text(b.api.wait(veeam::em_task("task-1"))) == "unknown, GetTask: http status 404: Not Found");
}

TEST_CASE("a server's wish for time has limits, and so have the pauses of a caller") {
    auto const pauses = [](char const* wish, veeam::wait_options const& options) {
        bench b;
        b.wire.then(logged_on("one"))
            .then(veeam::response{503, {{"Retry-After", wish}}, ""})
            .then(running())
            .then(finished("<Result Success=\"true\"/>"));
        CHECK(b.api.wait(veeam::em_task("task-1"), options).outcome == long_outcome::succeeded);
        return b.sleeps;
    };
    using list = std::vector<std::chrono::milliseconds>;
    CHECK(pauses("9000000000000000", {}) == list{1h, 2s});
    CHECK(pauses("7200", {.max_retry_after = 1min}) == list{1min, 2s});
    CHECK(pauses("0", {}) == list{2s, 2s});
    CHECK(pauses("7200", {.interval = 3h}) == list{3h, 3h});
    CHECK(pauses("1", {.interval = -1s}) == list{1s, 10ms});
    CHECK(pauses("1", {.interval = 0s, .max_retry_after = -1s}) == list{10ms, 10ms});
    CHECK(pauses("1", {.interval = std::chrono::milliseconds::max()}) == list{24h, 24h});
    CHECK(pauses("1", {.max_retry_after = std::chrono::milliseconds::max()}) == list{2s, 2s});
}

TEST_CASE("a time limit without end never passes, and one that is far in the past has") {
    using std::chrono::milliseconds;
    using time_point = std::chrono::steady_clock::time_point;
    bench b;
    b.wire.then(logged_on("one")).then(running()).then(finished("<Result Success=\"true\"/>"));
    CHECK(b.api.wait(veeam::em_task("task-1"), {.timeout = milliseconds::max()}).outcome == long_outcome::succeeded);
    CHECK(b.wire.requests().back().deadline == time_point::max());
    CHECK(b.sleeps == std::vector<milliseconds>{2s});
    CHECK(b.api.wait(veeam::em_task("task-1"), {.timeout = milliseconds::min()}).why->kind() ==
          veeam::error_kind::timeout);
    CHECK(veeam::call_options{.timeout = milliseconds::max()}.limits().deadline == time_point::max());
    CHECK(veeam::call_options{.timeout = milliseconds::min()}.limits().deadline <= time_point());
    for (time_point const now : {time_point(), time_point(1h), time_point(-1h)}) {
        CHECK(veeam::detail::add_saturated(now, 1s) == now + 1s);
        CHECK(veeam::detail::add_saturated(now, -1s) == now - 1s);
    }
    CHECK(veeam::detail::add_saturated(time_point::max(), 1ms) == time_point::max());
    CHECK(veeam::detail::add_saturated(time_point::min(), -1ms) == time_point::min());
}

TEST_CASE("of a time limit and a deadline the earlier one counts") {
    using std::chrono::seconds;
    for (auto const& [timeout, deadline] : {std::pair<seconds, seconds>(1h, 3s), std::pair<seconds, seconds>(3s, 1h)}) {
        bench b;
        b.wire.then(logged_on("one")).then(running()).then(running());
        auto const end = b.api.wait(veeam::em_task("task-1"), {.timeout = timeout, .deadline = b.time + deadline});
        CHECK(end.why->kind() == veeam::error_kind::timeout);
        CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{2s, 1s});
    }
}

TEST_CASE("a task whose session was replaced is unknown, even if the server knows a task of that id") {
    bench b;
    b.wire.then(logged_on("one"))
        .then(running())
        .then(status(401))
        .then(logged_on("two"))
        .then(finished("<Result Success=\"false\"/>"));
    auto const started = b.api.start(veeam::em::StartJob{.job_id = "7"});
    REQUIRE(started.has_value());
    int seen = 0;
    auto const end = b.api.wait(*started, {}, [&](veeam::em::Task const&) { ++seen; });
    CHECK(text(end) ==
          "unknown, GetTask: authentication: the logon session of the operation has ended, and the server has "
          "forgotten it");
    CHECK(!end.state);
    CHECK(seen == 0);
    // Likewise if somebody else noticed it before.
    b.wire.then(finished("<Result Success=\"true\"/>"));
    CHECK(b.api.wait(*started).outcome == long_outcome::unknown);
    CHECK(b.wire.left() == 0);
}

TEST_CASE("what cannot be started is an error, also an answer that names no task") {
    bench b;
    b.wire.then(logged_on("one"))
        .then(status(403))
        .then(veeam::xml_response(202, R"(<Task xmlns="http://www.veeam.com/ent/v1.0"><TaskId></TaskId></Task>)"))
        .then(veeam::response{202, {{"Location", "/api/somewhere"}}, ""});
    CHECK(b.api.start(veeam::em::StartJob{.job_id = "7"}).error().text() == "StartJob: http status 403: Forbidden");
    CHECK(b.api.start(veeam::em::StartJob{.job_id = "7"}).error().kind() == veeam::error_kind::decode);
    CHECK(b.api.start(veeam::em::StartJob{.job_id = "7"}).error().text() ==
          "StartJob: decode 202: the answer names no task");
    CHECK(b.api.start(veeam::em::StartJob{.job_id = ""}).error().kind() == veeam::error_kind::invalid_request);
    CHECK(b.api.wait(veeam::em_task("")).outcome == long_outcome::unknown);
}

TEST_CASE("cancelling asks the server to stop the task") {
    bench b;
    b.wire.then(logged_on("one")).then(status(204));
    CHECK(b.api.cancel(veeam::em_task("task-1")).has_value());
    CHECK(b.wire.requests()[1].method == veeam::http_method::delete_);
    CHECK(b.wire.requests()[1].target == "/api/tasks/task-1");
}
