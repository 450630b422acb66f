#include <chrono>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server.hpp"

namespace {

using veeam::error_kind;
using veeam::fault_kind;
using veeam::http_method;

/// A request that needs no session and has a body in its answer.
constexpr char const* root = "/api/";

}  // namespace

TEST_CASE("A reset connection is an error that leaves open what the server did") {
    running_server server;
    server.server.inject({.kind = fault_kind::reset_before, .path = "/v6/token"});
    server.server.inject({.kind = fault_kind::reset_after, .path = root});
    for (char const* target : {"/v6/token", root}) {
        auto const broken = server.get(target);
        REQUIRE_FALSE(broken.has_value());
        CHECK(broken.error().kind() == error_kind::network);
        CHECK(broken.error().was_sent() == veeam::sent::maybe);
        CHECK(server.server.count("GET", target) == 1);
        CHECK(server.server.log("GET", target).at(0).status == 0);
    }
    CHECK(server.get(root).value().status == 200);
}

TEST_CASE("A body that is cut off, or shorter than its length, is no answer") {
    running_server server;
    server.server.inject({.kind = fault_kind::truncate_body});
    server.server.inject({.kind = fault_kind::wrong_length, .length_error = 1});
    for (int i = 0; i < 2; ++i) {
        auto const broken = server.get(root);
        REQUIRE_FALSE(broken.has_value());
        CHECK(broken.error().kind() == error_kind::network);
    }
}

TEST_CASE("A length that is too small cuts the body") {
    running_server server;
    auto const whole = server.get(root);
    REQUIRE(whole.has_value());
    server.server.inject({.kind = fault_kind::wrong_length, .length_error = -5});
    auto const cut = server.get(root);
    REQUIRE(cut.has_value());
    CHECK(cut->body == whole->body.substr(0, whole->body.size() - 5));
    // What was too much must not be taken for the beginning of the next answer.
    for (int i = 0; i < 3; ++i) {
        auto const next = server.get(root);
        REQUIRE(next.has_value());
        CHECK(next->body == whole->body);
    }
}

TEST_CASE("A status comes with the headers and the body that were asked for") {
    running_server server;
    server.server.inject({.kind = fault_kind::status,
                          .status = 429,
                          .headers = {{"Retry-After", "7"}},
                          .body = R"({"errors":[]})",
                          .content_type = "application/json"});
    server.server.inject({.kind = fault_kind::status, .status = 520});
    server.server.inject(
        {.kind = fault_kind::status, .status = 302, .headers = {{"Location", "https://example.com/"}}});
    auto const busy = server.get(root);
    REQUIRE(busy.has_value());
    CHECK(busy->status == 429);
    CHECK(busy->headers.get("Retry-After").value() == "7");
    CHECK(busy->headers.get("Content-Type").value() == "application/json");
    CHECK(busy->body == R"({"errors":[]})");
    CHECK(server.get(root).value().status == 520);
    auto const elsewhere = server.get(root);
    REQUIRE(elsewhere.has_value());
    CHECK(elsewhere->status == 302);
    CHECK(elsewhere->headers.get("Location").value() == "https://example.com/");
}

TEST_CASE("A web page, a wrong content type and an empty body come as such") {
    running_server server;
    server.server.inject({.kind = fault_kind::html, .status = 502});
    server.server.inject({.kind = fault_kind::wrong_content_type});
    server.server.inject({.kind = fault_kind::empty_body});
    auto const page = server.get(root);
    REQUIRE(page.has_value());
    CHECK(page->status == 502);
    CHECK(page->headers.get("Content-Type").value() == "text/html; charset=utf-8");
    auto const mislabelled = server.get(root);
    REQUIRE(mislabelled.has_value());
    CHECK(mislabelled->headers.get("Content-Type").value() == "text/plain");
    CHECK(mislabelled->body.find("<EnterpriseManager") != std::string::npos);
    auto const empty = server.get(root);
    REQUIRE(empty.has_value());
    CHECK(empty->status == 200);
    CHECK(empty->body.empty());
    CHECK(empty->headers.get("Content-Type").value() == "application/xml");
}

TEST_CASE("Hostile documents come in the format of the service") {
    running_server server;
    server.server.inject({.kind = fault_kind::depth_bomb, .path = "/api/"});
    server.server.inject({.kind = fault_kind::depth_bomb, .path = "/v6/"});
    server.server.inject({.kind = fault_kind::invalid_utf8, .path = "/v6/"});
    server.server.inject({.kind = fault_kind::huge_body, .path = "/v6/", .bytes = 1'000'000});
    CHECK(server.get("/api/jobs").value().body.starts_with("<a><a><a>"));
    CHECK(server.get("/v6/JobSessions").value().body.starts_with("[[["));
    CHECK(server.get("/v6/JobSessions").value().body.find('\xff') != std::string::npos);
    auto const huge = server.get("/v6/JobSessions");
    REQUIRE(huge.has_value());
    CHECK(huge->body.size() == 1'000'000);
    CHECK(huge->body.starts_with(R"({"name":"aaaa)"));
    CHECK(huge->body.ends_with(R"(aaaa"})"));
}

TEST_CASE("A late answer is complete, unless the deadline comes first") {
    running_server server;
    auto const whole = server.get(root);
    REQUIRE(whole.has_value());
    for (fault_kind const kind : {fault_kind::delay_headers, fault_kind::delay_body}) {
        server.server.inject({.kind = kind, .delay = std::chrono::milliseconds(20)});
        CHECK(server.get(root).value().body == whole->body);
        server.server.inject({.kind = kind, .delay = std::chrono::minutes(10)});
        veeam::request r;
        r.target = root;
        r.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
        auto const late = server.wire.send(r);
        REQUIRE_FALSE(late.has_value());
        CHECK(late.error().kind() == error_kind::timeout);
    }
}

TEST_CASE("Faults are steered over HTTP, and mistakes in them are explained") {
    running_server server;
    auto const queue = [&](std::string body) {
        return server.send(http_method::post, "/simulator/faults", {}, std::move(body)).value();
    };
    CHECK(queue(R"([{"kind": "status", "status": 500, "headers": {"X-A": "b"}, "count": 2}, {"kind": "html"}])").body ==
          R"({"pending":2})");
    auto const first = server.get(root);
    REQUIRE(first.has_value());
    CHECK(first->status == 500);
    CHECK(first->headers.get("X-A").value() == "b");
    CHECK(server.get("/simulator/faults").value().body == R"({"pending":2})");
    CHECK(server.send(http_method::delete_, "/simulator/faults").value().status == 204);
    CHECK(server.get(root).value().status == 200);

    CHECK(queue(R"({"kind": "explode"})").body == R"({"message":"no such kind of fault: explode"})");
    CHECK(queue(R"({"kind": "html", "colour": 1})").body == R"({"message":"no such member of a fault: colour"})");
    CHECK(queue("[1]").body == R"({"message":"a fault is an object with at least a 'kind'"})");
    CHECK(queue("{").status == 400);
    CHECK(queue(R"({"kind": 5})").status == 400);
    CHECK(server.server.pending_faults() == 0);
}

TEST_CASE("The log shows targets as they were sent, and leaves out the steering") {
    running_server server;
    std::string const target = "/api/query?filter=Name==%22a%20b%22;(X!=1,Y%3e2)&x=%2B";
    CHECK(server.get(target).value().status == 401);
    auto const answer = server.get("/simulator/log?path=/api/query&method=GET");
    REQUIRE(answer.has_value());
    auto const log = nlohmann::json::parse(answer->body);
    CHECK(log.at("count") == 1);
    CHECK(log.at("requests").at(0).at("target") == target);
    CHECK(log.at("requests").at(0).at("status") == 401);
    CHECK(server.send(http_method::post, "/simulator/reset", {{"Content-Length", "0"}}).value().status == 204);
    CHECK(server.server.count() == 0);
}
