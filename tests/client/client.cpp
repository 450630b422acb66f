#include <chrono>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/client.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/sample_operations.hpp"

using namespace std::chrono_literals;

namespace {

veeam::vspc_v3_logon key() { return veeam::vspc_v3_logon{veeam::api_key{veeam::secret("the-api-key")}}; }

veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

/// The targets of the requests so far.
std::vector<std::string> targets(veeam::scripted_transport const& wire) {
    std::vector<std::string> out;
    for (veeam::request const& r : wire.requests()) out.push_back(r.target);
    return out;
}

}  // namespace

TEST_CASE("a client is deduced from a transport and a logon, and takes another codec") {
    veeam::scripted_transport wire;
    veeam::client api{wire, key()};
    static_assert(std::is_same_v<decltype(api)::codec_type, veeam::json_codec>);
    veeam::client limited{wire, key(), veeam::json_codec{.limits = {.max_depth = 4}}};
    CHECK(limited.codec().limits.max_depth == 4);
    CHECK(&limited.wire() == &wire);
}

TEST_CASE("an operation is its value") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, R"({"Name":"a"})"));
    veeam::client api{wire, key()};
    CHECK(api(sample::GetThing{.thing_id = "1"}).value().name == "a");
    auto const sent = wire.requests();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].target == "/api/things/1/details?format=Entity");
    CHECK(sent[0].headers == veeam::headers{{"Accept", "application/json"}, {"Authorization", "Bearer the-api-key"}});
    CHECK(sent[0].facts == &sample::GetThing::facts);
}

TEST_CASE("an operation that cannot be sent sends nothing, not even a logon") {
    veeam::scripted_transport wire;
    veeam::client api{wire, veeam::vspc_v3_logon{"user", veeam::secret("password")}};
    CHECK(api(sample::GetThing{.thing_id = ""}).error().kind() == veeam::error_kind::invalid_request);
    CHECK(wire.requests().empty());
}

TEST_CASE("an answer has the status and the headers beside the value") {
    veeam::scripted_transport wire;
    wire.then(veeam::response{201, {{"Content-Type", "application/json"}, {"Location", "/x"}}, R"({"Name":"a"})"})
        .then(status(204))
        .then(status(404));
    veeam::client api{wire, key()};
    auto const made = api.answer(sample::CreateThing{.body = sample::Thing{"a"}});
    CHECK(made->value.name == "a");
    CHECK(made->status == 201);
    CHECK(made->headers.get("location") == "/x");
    CHECK(api.answer(sample::StartThing{.thing_id = "1"})->status == 204);
    CHECK(api.answer(sample::StartThing{.thing_id = "1"}).error().http_status() == 404);
}

TEST_CASE("a raw request is sent in the session, and every answer is a value") {
    veeam::scripted_transport wire;
    wire.then(veeam::response{404, {{"X", "y"}}, "nothing here"});
    veeam::client api{wire, key()};
    veeam::request r;
    r.method = veeam::http_method::put;
    r.target = "/api/other";
    r.body = "text";
    auto const got = api.raw(r);
    CHECK(got->status == 404);
    CHECK(got->body == "nothing here");
    CHECK(wire.requests()[0].body == "text");
    CHECK(wire.requests()[0].headers.get("Authorization") == "Bearer the-api-key");
    r.target = "no slash";
    CHECK(api.raw(r).error().kind() == veeam::error_kind::invalid_request);
}

TEST_CASE("headers of a call replace those of the same name") {
    veeam::scripted_transport wire;
    wire.then(status(204));
    veeam::client api{wire, key()};
    CHECK(api(sample::StartThing{.thing_id = "1"},
              {.headers = {{"X-Request-id", "7"}, {"accept", "application/problem+json"}}})
              .has_value());
    auto const r = wire.requests()[0];
    CHECK(r.headers.get("X-Request-id") == "7");
    CHECK(r.headers.get("Accept") == "application/problem+json");
    CHECK(api(sample::StartThing{.thing_id = "1"}, {.headers = {{"X", "a\nb"}}}).error().text() ==
          "StartThing: invalid request: the header X holds a line break or another control character");
}

TEST_CASE("a request has the id of its call, in the header by which the server knows it again") {
    veeam::scripted_transport wire;
    wire.when([](veeam::request const&) { return true; }, [](veeam::request const&) { return status(204); });
    veeam::client api{wire, key()};
    CHECK(api(sample::StartThing{.thing_id = "1"}, {.request_id = "seven"}).has_value());
    static constexpr veeam::operation_facts keyed{
        .name = "Keyed", .method = veeam::http_method::post, .path = "/", .idempotency_key = "X-Once"};
    veeam::request r{.method = veeam::http_method::post, .target = "/"};
    r.facts = &keyed;
    CHECK(api.raw(r, {.request_id = "eight"}).error().text() ==
          "Keyed: invalid request: the request id is no uuid, so that the server would not know the request again");
    CHECK(api.raw(r, {.request_id = "ba547d14-c556-42bb-b85c-eeeb16e2f5e7"}).has_value());
    CHECK(api.raw(r).has_value());
    CHECK(api.raw(r).has_value());
    auto const sent = wire.requests();
    CHECK(sent[0].headers.get("X-Request-Id") == "seven");
    CHECK(sent[1].headers.get("X-Once") == "ba547d14-c556-42bb-b85c-eeeb16e2f5e7");
    CHECK(!sent[1].headers.contains("X-Request-Id"));
    auto const drawn = veeam::uuid::parse(sent[2].headers.get("X-Once").value());
    REQUIRE(drawn);
    CHECK(drawn->text()[14] == '4');
    CHECK(sent[2].headers.get("X-Once") != sent[3].headers.get("X-Once"));
}

TEST_CASE("an empty answer to a list or an operation with a value ends the session, and shows as an error") {
    veeam::scripted_transport wire;
    veeam::response const tokens = veeam::json_response(200, R"({"access_token":"a"})");
    wire.then(tokens).then(status(200)).then(tokens).then(veeam::json_response(200, R"({"Name":"a"})"));
    veeam::client api{wire, veeam::vspc_v3_logon{"user", veeam::secret("password")}};
    CHECK(api(sample::GetThing{.thing_id = "1"}).value().name == "a");
    CHECK(wire.left() == 0);
    // Twice in a row is an error, and a request that is not idempotent is not sent twice.
    wire.then(status(200)).then(tokens).then(status(200));
    CHECK(api(sample::GetThing{.thing_id = "1"}).error().text() ==
          "GetThing: decode 200: the answer is empty, not Thing");
    wire.then(status(200));
    CHECK(api(sample::CreateThing{.body = sample::Thing{"a"}}).error().kind() == veeam::error_kind::decode);
    CHECK(wire.left() == 0);
    wire.then(tokens).then(veeam::json_response(200, R"({"Name":"b"})"));
    CHECK(api(sample::GetThing{.thing_id = "1"}).value().name == "b");
}

TEST_CASE("the limits of a call reach the transport") {
    veeam::scripted_transport wire;
    wire.then(status(204)).then(status(204)).then(status(204));
    veeam::client api{wire, key()};
    sample::StartThing const op{.thing_id = "1"};
    auto const before = std::chrono::steady_clock::now();
    CHECK(api(op, {.timeout = 1h}).has_value());
    auto const deadline = wire.requests()[0].deadline;
    REQUIRE(deadline);
    CHECK(*deadline >= before + 1h);
    CHECK(*deadline <= std::chrono::steady_clock::now() + 1h);
    CHECK(api(op, {.timeout = 2h, .deadline = before + 1h}).has_value());
    CHECK(wire.requests()[1].deadline == before + 1h);
    std::stop_source stop;
    CHECK(api(op, {.stop = stop.get_token()}).has_value());
    CHECK(wire.requests()[2].stop.stop_possible());
    CHECK(!wire.requests()[0].stop.stop_possible());
}

TEST_CASE("a call whose time is over sends nothing") {
    veeam::scripted_transport wire;
    veeam::client api{wire, key()};
    CHECK(api(sample::StartThing{.thing_id = "1"}, {.deadline = std::chrono::steady_clock::time_point{}})
              .error()
              .text() == "StartThing: timeout: the deadline passed before it was sent");
    std::stop_source stop;
    stop.request_stop();
    CHECK(api(sample::StartThing{.thing_id = "1"}, {.stop = stop.get_token()}).error().text() ==
          "StartThing: cancelled: stopped before it was sent");
    CHECK(wire.requests().empty());
}

TEST_CASE("a failure on the wire names the operation and is not repeated") {
    veeam::scripted_transport wire;
    wire.then(veeam::error({.kind = veeam::error_kind::network, .was_sent = veeam::sent::maybe, .message = "reset"}));
    veeam::client api{wire, key()};
    auto const got = api(sample::GetThing{.thing_id = "1"});
    CHECK(got.error().text() == "GetThing: network: reset");
    CHECK(got.error().was_sent() == veeam::sent::maybe);
    CHECK(wire.requests().size() == 1);
}

TEST_CASE("a token that the server echoes is not in the error") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(400, R"({"Message":"bad header: Bearer the-api-key"})"));
    veeam::client api{wire, key()};
    veeam::error const e = api(sample::GetThing{.thing_id = "1"}).error();
    CHECK(e.text() == "GetThing: api 400: bad header: Bearer ***");
    CHECK(e.body() == R"({"Message":"bad header: Bearer ***"})");
}

namespace {

struct sleepy_session {
    void authorise(veeam::request& r) const { r.headers.set("X", "1"); }
    bool expired(std::chrono::steady_clock::time_point) const { return false; }
    std::vector<std::string_view> secrets() const { return {}; }
};

/// A logon that waits before it gives its session: machines may ask for that.
struct sleepy_logon {
    using session_type = sleepy_session;
    using default_codec = veeam::json_codec;
    struct attempt {
        bool slept{};
        veeam::step<sleepy_session> next() {
            if (std::exchange(slept, true)) return veeam::done_step<sleepy_session>{sleepy_session{}};
            return veeam::sleep_step{250ms};
        }
        void receive(veeam::result<veeam::response> const&, std::chrono::steady_clock::time_point) {}
    };
    attempt start(auto const&, sleepy_session const*, veeam::call_limits const&) const { return {}; }
};

}  // namespace

TEST_CASE("a machine that asks to wait is given the injected sleep") {
    veeam::scripted_transport wire;
    wire.then(status(204));
    std::vector<std::chrono::milliseconds> slept;
    veeam::client api{
        wire, sleepy_logon{}, veeam::json_codec{},
        veeam::client_clock{.sleep = [&](std::chrono::milliseconds d, std::stop_token) { slept.push_back(d); }}};
    CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
    CHECK(slept == std::vector<std::chrono::milliseconds>{250ms});
}

TEST_CASE("the sleep of a real client ends when a stop is requested") {
    std::stop_source stop;
    stop.request_stop();
    veeam::client_clock{}.sleep(24h, stop.get_token());
    veeam::client_clock{}.sleep(1ms, {});
}

TEST_CASE("logging off forgets a session that the API cannot end, and the next call logs on again") {
    veeam::scripted_transport wire;
    wire.then(status(204)).then(status(204));
    veeam::client api{wire, key()};
    CHECK(api.log_off().has_value());
    CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
    CHECK(api.log_off().has_value());
    CHECK(api(sample::StartThing{.thing_id = "2"}).has_value());
    CHECK(targets(wire) == std::vector<std::string>{"/api/things/1?action=start", "/api/things/2?action=start"});
}
