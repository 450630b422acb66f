#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/transport/scripted.hpp>

static_assert(veeam::transport<veeam::scripted_transport>);

namespace {

veeam::request to(std::string target) {
    veeam::request r;
    r.target = std::move(target);
    return r;
}
veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

}  // namespace

TEST_CASE("a script answers in its order and counts what is left") {
    veeam::scripted_transport wire;
    wire.then(status(1)).then(veeam::error({.kind = veeam::error_kind::connect, .message = "refused"})).then(status(3));
    CHECK(wire.send(to("/a"))->status == 1);
    CHECK(wire.send(to("/b")).error().text() == "connect: refused");
    CHECK(wire.left() == 1);
    CHECK(wire.send(to("/c"))->status == 3);
    CHECK(wire.left() == 0);
}

TEST_CASE("a request without an answer is an error that shows it") {
    veeam::scripted_transport wire;
    wire.then(status(200));
    CHECK(wire.send(to("/a")).has_value());
    veeam::request r = to("/api/jobs/1");
    r.method = veeam::http_method::delete_;
    veeam::error const e = wire.send(r).error();
    CHECK(e.text() == "invalid request: the script has no answer for request 2: DELETE /api/jobs/1");
    CHECK(e.was_sent() == veeam::sent::no);
}

TEST_CASE("rules come before the script, in their order, and serve again and again") {
    veeam::scripted_transport wire;
    wire.then(status(1))
        .when([](veeam::request const& r) { return r.target.starts_with("/a"); },
              [](veeam::request const& r) { return veeam::json_response(200, r.target); })
        .when([](veeam::request const& r) { return r.target == "/ab"; },
              [](veeam::request const&) { return status(500); });
    CHECK(wire.send(to("/ab"))->body == "/ab");
    CHECK(wire.send(to("/ac"))->body == "/ac");
    CHECK(wire.send(to("/b"))->status == 1);
}

TEST_CASE("requests are kept as they came, and printed without secrets") {
    veeam::scripted_transport wire;
    wire.then(status(204));
    veeam::request r = to("/a");
    r.headers = {{"Authorization", "Bearer token"}};
    CHECK(wire.send(r).has_value());
    CHECK(wire.requests().at(0).headers.get("Authorization") == "Bearer token");
    CHECK(wire.transcript() == "GET /a\nAuthorization: ***\n\n");
}

TEST_CASE("a request whose time is over is neither answered nor kept") {
    veeam::scripted_transport wire;
    wire.then(status(204));
    std::stop_source stop;
    stop.request_stop();
    veeam::request r = to("/a");
    r.stop = stop.get_token();
    CHECK(wire.send(r).error().kind() == veeam::error_kind::cancelled);
    CHECK(wire.requests().empty());
    CHECK(wire.left() == 1);
}

TEST_CASE("many threads may use it at once") {
    veeam::scripted_transport wire;
    for (int i = 0; i < 400; ++i) wire.then(status(200));
    std::atomic<int> answered{};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i)
                    if (wire.send(to("/a"))) ++answered;
            });
    }
    CHECK(answered == 400);
    CHECK(wire.requests().size() == 400);
    CHECK(wire.left() == 0);
}

TEST_CASE("an upload is kept as the body of the request, and a success goes into the sink") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, "got it")).then(veeam::json_response(500, "broken"));
    std::string into;
    {
        veeam::text_source source("streamed");
        veeam::callback_sink sink([&](std::string_view piece) -> std::optional<veeam::error> {
            into += piece;
            return std::nullopt;
        });
        veeam::request r{.method = veeam::http_method::post, .target = "/"};
        r.upload = &source;
        r.download = &sink;
        CHECK(wire.send(r).value().body.empty());
        CHECK(wire.send(r).value().body == "broken");
    }
    CHECK(into == "got it");
    CHECK(wire.requests().at(1).body == "streamed");
    CHECK(wire.requests().at(1).upload == nullptr);
    CHECK(wire.requests().at(1).download == nullptr);
}
