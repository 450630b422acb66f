#include <chrono>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/vspc.hpp>
#include <veeam/client/vspc_async_action.hpp>
#include <veeam/transport/scripted.hpp>
#include <veeam/vspc/v3/async_actions.hpp>
#include <veeam/vspc/v3/backup_agent_jobs.hpp>

using namespace std::chrono_literals;
using veeam::json_response;
using veeam::long_outcome;
namespace v3 = veeam::vspc::v3;

namespace {

using read_job = v3::GetWindowsBackupAgentJob;
using start_job = v3::StartWindowsBackupAgentJob;

constexpr veeam::uuid agent{"07673b42-89fb-7227-9c6a-95e6908f25de"};
constexpr veeam::uuid job{"724111ac-15f5-bf02-604d-20862fbafece"};
constexpr veeam::uuid action{"ba547d14-c556-42bb-b85c-eeeb16e2f5e7"};
constexpr char const* place = "https://other.example:1280/api/v3/asyncActions/ba547d14-c556-42bb-b85c-eeeb16e2f5e7";

veeam::response queued(std::string where = place) { return {202, {{"Location", std::move(where)}}, ""}; }
veeam::response plain(int status) { return {.status = status, .headers = {}, .body = {}}; }
veeam::response says(std::string const& status) {
    return json_response(
        200, R"({"data":{"id":"ba547d14-c556-42bb-b85c-eeeb16e2f5e7","actionName":"X","status":")" + status + R"("}})");
}
veeam::response the_job() {
    return json_response(200, R"({"data":{"instanceUid":"724111ac-15f5-bf02-604d-20862fbafece","name":"Daily"}})");
}
veeam::response nothing_wrong() { return json_response(200, R"({"errors":[],"data":{}})"); }
veeam::response refusal(int status, std::string const& message) {
    return json_response(status, R"({"errors":[{"message":")" + message + R"(\r\n","type":"logical","code":1001}]})");
}

/// A client of a scripted server, and a clock that only sleeping moves.
struct bench {
    bench() { wire.then(json_response(200, R"({"access_token":"token","token_type":"bearer","expires_in":3600})")); }

    veeam::client_clock clock() {
        return {.now = [this] { return time; },
                .sleep =
                    [this](std::chrono::milliseconds d, std::stop_token const&) {
                        sleeps.push_back(d);
                        time += d;
                    }};
    }
    auto start_reading() { return api.start(read_job{.backup_agent_uid = agent, .backup_agent_job_uid = job}); }
    std::string target(std::size_t request) const { return wire.requests().at(request).target; }

    std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
    std::vector<std::chrono::milliseconds> sleeps{};
    veeam::scripted_transport wire;
    veeam::client<veeam::scripted_transport, veeam::vspc_v3_logon> api{
        wire, veeam::vspc_v3_logon{"operator", veeam::secret("password")}, veeam::json_codec{}, clock()};
};

template <class State>
std::string text(veeam::conclusion<State> const& end) {
    std::string out(to_text(end.outcome));
    return end.why ? out + ", " + end.why->text() : out;
}

/// How an action ends whose state is `status` and whose result is `result`.
template <class Op = read_job>
auto end_of(std::string const& status, std::vector<veeam::response> results, veeam::wait_options options = {}) {
    bench b;
    b.wire.then(says(status));
    for (auto& one : results) b.wire.then(std::move(one));
    auto end = b.api.wait(veeam::vspc_async_action<Op>(action), options);
    CHECK(b.wire.left() == 0);
    return end;
}

static_assert(veeam::long_operation_handle<veeam::vspc_async_action<read_job>>);

}  // namespace

TEST_CASE("an operation that is queued is waited for, and its answer has its own type") {
    bench b;
    b.wire.then(queued()).then(says("running")).then(says("running")).then(says("succeed")).then(the_job());
    auto const started = b.start_reading();
    REQUIRE(started.has_value());
    CHECK(started->id() == action);
    CHECK(started->answer() == nullptr);
    std::vector<std::string> states;
    auto const end = b.api.wait(*started, {.interval = 3s}, [&](auto const& now) {
        states.emplace_back(now.info->status->text());
        CHECK(now.answer.has_error());
    });
    CHECK(end.outcome == long_outcome::succeeded);
    static_assert(std::is_same_v<decltype(end.value().answer), veeam::result<v3::WindowsBackupAgentJob>>);
    CHECK(end.value().answer.value().name == "Daily");
    CHECK(end.value().info->action_name == "X");
    CHECK(states == std::vector<std::string>{"running", "running", "succeed"});
    CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{3s, 3s});  // the result is asked for at once
    CHECK(b.target(2) == "/api/v3/asyncActions/ba547d14-c556-42bb-b85c-eeeb16e2f5e7");
    CHECK(b.target(5) == "/api/v3/asyncActions/ba547d14-c556-42bb-b85c-eeeb16e2f5e7/result");
}

TEST_CASE("an operation that is answered at once is waited for without a request") {
    bench b;
    b.wire.then(the_job());
    auto const started = b.start_reading();
    REQUIRE(started.has_value());
    CHECK(!started->id());
    REQUIRE(started->answer() != nullptr);
    CHECK(started->answer()->value().name == "Daily");
    auto const end = b.api.wait(*started);
    CHECK(end.value().answer.value().name == "Daily");
    CHECK(!end.value().info);
    CHECK(b.api.cancel(*started).error().text() ==
          "CancelAsyncAction: invalid request: there is nothing to cancel: the operation has ended");
    CHECK(b.wire.requests().size() == 2);
}

TEST_CASE("a call of an operation that is queued is an error, which says where and how it goes on") {
    bench b;
    b.wire.then(queued());
    auto const got = b.api(read_job{.backup_agent_uid = agent, .backup_agent_job_uid = job});
    CHECK(got.error().kind() == veeam::error_kind::accepted);
    CHECK(got.error().text() == "GetWindowsBackupAgentJob: accepted 202: the server goes on working, see " +
                                    std::string(place) + " (a client's start and wait give the answer)");
}

TEST_CASE("what can be told from the answer only is an error: a refusal, and an action without an id") {
    auto const start = [](veeam::response answer) {
        bench b;
        b.wire.then(std::move(answer));
        return b.start_reading().error().text();
    };
    CHECK(start(refusal(403, "No.")) == "GetWindowsBackupAgentJob: api 403 [1001]: No.");
    CHECK(start(plain(202)) == "GetWindowsBackupAgentJob: decode 202: the answer names no action: it has no Location");
    CHECK(start(queued("/api/v3/asyncActions/7")) ==
          "GetWindowsBackupAgentJob: decode 202: the answer names no action: its Location is /api/v3/asyncActions/7");
    CHECK(start(queued("/api/v3/asyncActions/00000000-0000-0000-0000-000000000000")).find("names no action") !=
          std::string::npos);
}

TEST_CASE("an answer about another action is not believed") {
    bench b;
    b.wire.then(json_response(200, R"({"data":{"id":"00000000-c556-42bb-b85c-eeeb16e2f5e7","status":"failed"}})"));
    CHECK(text(b.api.wait(veeam::vspc_async_action<read_job>(action))) ==
          "unknown, GetAsyncActionInfo: decode: the answer is about another action");
}

TEST_CASE("an operation without a value that answers with errors has failed, at once or later") {
    auto const offline = json_response(200, R"({"errors":[{"message":"Agent is offline","code":7}],"data":null})");
    std::string const failure = "failed, StartWindowsBackupAgentJob: api [7]: Agent is offline";
    bench b;
    b.wire.then(offline);
    auto const started = b.api.start(start_job{.backup_agent_uid = agent, .backup_agent_job_uid = job});
    REQUIRE(started.has_value());
    CHECK(text(b.api.wait(*started)) == failure);
    CHECK(text(end_of<start_job>("succeed", {offline})) == failure);
    CHECK(text(end_of<start_job>("succeed", {nothing_wrong()})) == "succeeded");
}

TEST_CASE("a handle that has ended with an error has failed") {
    bench b;
    auto const bad =
        veeam::vspc_async_action<read_job>::ended(veeam::error({.kind = veeam::error_kind::api, .message = "No."}));
    CHECK(text(b.api.wait(bad)) == "failed, api: No.");
}

TEST_CASE("the id is found in every form of a Location") {
    for (std::string const& where : {std::string(place), std::string(place) + "/", std::string(place) + "?x=/y",
                                     std::string("/api/v3/asyncAction/BA547D14-C556-42BB-B85C-EEEB16E2F5E7#top")}) {
        bench b;
        b.wire.then(queued(where));
        CHECK(b.start_reading()->id() == action);
    }
}

TEST_CASE("the request that starts something carries the id of its action, the same when it is sent again") {
    bench b;
    b.wire.then(plain(401)).then(json_response(200, R"({"access_token":"two","token_type":"bearer"})")).then(queued());
    auto const started =
        b.api.start(start_job{.backup_agent_uid = agent, .backup_agent_job_uid = job}, {.request_id = action.text()});
    CHECK(started.has_value());
    CHECK(b.wire.requests().at(1).headers.get("X-Request-id") == action.text());
    CHECK(b.wire.requests().at(3).headers.get("X-Request-id") == action.text());
}

TEST_CASE("a failed action is failed, with the reasons that the server reports, whatever their status") {
    for (int const status : {200, 404, 520}) {
        auto const end = end_of("failed", {refusal(status, "The agent is gone.")});
        CHECK(end.outcome == long_outcome::failed);
        CHECK(end.why->kind() == veeam::error_kind::api);
        CHECK(end.why->message() == "The agent is gone.");
        CHECK(end.why->code() == "1001");
        CHECK(end.why->operation() == "GetWindowsBackupAgentJob");
        CHECK(end.state->answer.error().message() == "The agent is gone.");
        CHECK_THROWS_AS(end.value(), veeam::api_error);
    }
    CHECK(text(end_of("failed", {refusal(200, "The agent is gone.")})) ==
          "failed, GetWindowsBackupAgentJob: api [1001]: The agent is gone.");
    // An answer that has errors is told from one that has none by the action, not by its shape.
    CHECK(text(end_of<start_job>("failed", {nothing_wrong()})) ==
          "failed, StartWindowsBackupAgentJob: api: the action failed");
}

TEST_CASE("a cancelled action is neither failed nor unknown, and nothing is asked of its result") {
    auto const end = end_of("canceled", {});
    CHECK(text(end) == "cancelled, GetWindowsBackupAgentJob: cancelled: the action was cancelled at the server");
    CHECK(end.state->answer.error().kind() == veeam::error_kind::cancelled);
}

TEST_CASE("an action that the server does not know any more is unknown") {
    bench b;
    b.wire.then(refusal(404, "There is no such action."));
    CHECK(text(b.api.wait(veeam::vspc_async_action<read_job>(action))) ==
          "unknown, GetAsyncActionInfo: api 404 [1001]: There is no such action.");
}

TEST_CASE("an action in a state that nobody has told us of goes on") {
    bench b;
    b.wire.then(says("paused")).then(says("SUCCEED")).then(the_job());
    CHECK(b.api.wait(veeam::vspc_async_action<read_job>(action)).outcome == long_outcome::succeeded);
}

TEST_CASE("an action that succeeded has succeeded, even if its answer cannot be had") {
    auto const gone = end_of("succeed", {refusal(404, "There is no such result.")});
    CHECK(gone.outcome == long_outcome::succeeded);
    CHECK(gone.value().answer.error().text() == "GetWindowsBackupAgentJob: api 404 [1001]: There is no such result.");
    auto const garbled = end_of("succeed", {json_response(200, "[1]")});
    CHECK(garbled.value().answer.error().kind() == veeam::error_kind::decode);
    auto const busy = end_of("succeed", {plain(429), plain(503)}, {.max_failures = 2});
    CHECK(busy.value().answer.error().text() == "GetWindowsBackupAgentJob: http status 503: Service Unavailable");
    auto const late = [] {
        bench b;
        b.wire.then(says("succeed")).then(plain(503));
        return b.api.wait(veeam::vspc_async_action<read_job>(action), {.timeout = 1s});
    }();
    CHECK(late.value().answer.error().kind() == veeam::error_kind::timeout);
}

TEST_CASE("a failed action has failed, even if the reason cannot be had") {
    auto const end = end_of("failed", {plain(429), plain(429)}, {.max_failures = 2});
    CHECK(text(end) ==
          "failed, GetWindowsBackupAgentJob: api: the action failed; why could not be read: "
          "GetWindowsBackupAgentJob: http status 429: Too Many Requests");
    CHECK(text(end_of("failed", {plain(404)})) ==
          "failed, GetWindowsBackupAgentJob: api: the action failed; why could not be read: "
          "GetWindowsBackupAgentJob: http status 404: Not Found");
}

TEST_CASE("trouble on the way to the reason of a failure is not the reason") {
    for (int const status : {408, 429, 500, 502, 503, 504, 520}) {
        CAPTURE(status);
        veeam::response const page{status, {{"Content-Type", "text/html"}}, "<html>Bad gateway</html>"};
        auto const end = end_of("failed", {page, plain(status), refusal(520, "The agent is gone.")});
        CHECK(text(end) == "failed, GetWindowsBackupAgentJob: api 520 [1001]: The agent is gone.");
        CHECK(end_of("succeed", {page, plain(status), the_job()}).value().answer.has_value());
    }
}

TEST_CASE("a session that is refused twice says why the reason of a failure could not be read") {
    bench b;
    b.wire.then(says("failed"))
        .then(plain(401))
        .then(json_response(200, R"({"access_token":"two","token_type":"bearer"})"))
        .then(refusal(401, "Who are you?"));
    auto const end = b.api.wait(veeam::vspc_async_action<read_job>(action));
    CHECK(end.outcome == long_outcome::failed);
    CHECK(end.why->kind() == veeam::error_kind::authentication);
    CHECK(end.why->message().starts_with("the action failed; why could not be read: "));
    CHECK(end.why->message().find("Who are you?") != std::string::npos);
}

TEST_CASE("a result that is not there yet for a passing reason is asked for again") {
    bench b;
    b.wire.then(says("succeed"))
        .then(json_response(429, R"({"errors":[{"message":"slow down","retryAfter":30}]})"))
        .then(veeam::error({.kind = veeam::error_kind::network, .message = "reset"}))
        .then(the_job());
    CHECK(b.api.wait(veeam::vspc_async_action<read_job>(action)).value().answer.has_value());
    CHECK(b.sleeps == std::vector<std::chrono::milliseconds>{30s, 2s});
}

TEST_CASE("an action survives another logon") {
    bench b;
    b.wire.then(queued())
        .then(plain(401))
        .then(json_response(200, R"({"access_token":"two","token_type":"bearer"})"))
        .then(says("succeed"))
        .then(the_job());
    auto const started = b.start_reading();
    CHECK(b.api.wait(*started).outcome == long_outcome::succeeded);
}

TEST_CASE("time that is over and a stop say nothing about an action") {
    bench b;
    b.wire.then(says("running")).then(says("running"));
    auto const end = b.api.wait(veeam::vspc_async_action<read_job>(action), {.timeout = 3s});
    CHECK(text(end) == "unknown, GetAsyncActionInfo: timeout: the deadline passed before the operation had ended");
    CHECK(end.state->answer.error().text() == "GetWindowsBackupAgentJob: accepted: the action goes on");
    std::stop_source stop;
    stop.request_stop();
    CHECK(b.api.wait(veeam::vspc_async_action<read_job>(action), {.stop = stop.get_token()}).why->kind() ==
          veeam::error_kind::cancelled);
}

TEST_CASE("cancelling asks the server to stop the action") {
    bench b;
    b.wire.then(nothing_wrong()).then(refusal(400, "It has ended."));
    veeam::vspc_async_action<start_job> const one(action);
    CHECK(b.api.cancel(one).has_value());
    CHECK(b.wire.requests()[1].method == veeam::http_method::delete_);
    CHECK(b.target(1) == "/api/v3/asyncActions/ba547d14-c556-42bb-b85c-eeeb16e2f5e7");
    CHECK(b.api.cancel(one).error().text() == "CancelAsyncAction: api 400 [1001]: It has ended.");
}

TEST_CASE("an action of an operation that the program does not know gives its answer as text") {
    auto const end = end_of<v3::GetAsyncActionResult>("succeed", {json_response(200, R"([{"id":7}])")});
    CHECK(end.value().answer.value().text() == R"([{"id":7}])");
}

TEST_CASE("a token that the server repeats in the reason of a failure is not shown") {
    bench b;
    b.wire.then(says("failed")).then(refusal(520, "bad: token"));
    auto const end = b.api.wait(veeam::vspc_async_action<read_job>(action));
    CHECK(end.outcome == long_outcome::failed);
    for (veeam::error const& shown : {*end.why, end.state->answer.error()}) {
        CHECK(shown.text().find("token") == std::string::npos);
        CHECK(shown.body().find("token") == std::string::npos);
    }
}

TEST_CASE("no token that was used while an action went on is shown, even if its session has been replaced") {
    for (bool const is_used_before : {true, false}) {
        bench b;
        if (is_used_before) b.wire.then(says("running"));
        b.wire.then(plain(401))
            .then(json_response(200, R"({"access_token":"second","token_type":"bearer"})"))
            .then(says("running"))
            .then(says("failed"))
            .then(refusal(520, "bad: token, second"));
        auto const end = b.api.wait(veeam::vspc_async_action<read_job>(action));
        CHECK(b.wire.left() == 0);
        for (veeam::error const& shown : {*end.why, end.state->answer.error()}) {
            CHECK(shown.message() == "bad: ***, ***");
            CHECK(shown.body().find("token") == std::string::npos);
        }
    }
}
