#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/sample_operations.hpp"

using namespace std::chrono_literals;

namespace {

veeam::response tokens(std::string const& access, std::string const& refresh, int lifetime = 3600) {
    return veeam::json_response(200, R"({"access_token":")" + access + R"(","token_type":"bearer","refresh_token":")" +
                                         refresh + R"(","expires_in":)" + std::to_string(lifetime) + "}");
}
veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

/// One line for each request: target, token and form.
std::vector<std::string> log(veeam::scripted_transport const& wire) {
    std::vector<std::string> out;
    for (veeam::request const& r : wire.requests()) {
        std::string line = r.target;
        if (auto const token = r.headers.get("Authorization")) line += " " + std::string(*token);
        if (!r.body.empty()) line += " " + r.body;
        out.push_back(line);
    }
    return out;
}

constexpr char by_password[] = "/api/v3/token grant_type=password&username=DOMAIN%5Cop&password=open+sesame";

sample::StartThing const start{.thing_id = "1"};
constexpr char first_try[] = "/api/things/1?action=start Bearer access-1";

/// A client of Service Provider Console whose clock stands still until it is moved.
struct fixture {
    veeam::scripted_transport wire{};
    std::chrono::steady_clock::time_point now{};
    veeam::client<veeam::scripted_transport, veeam::vspc_v3_logon> api{
        wire, veeam::vspc_v3_logon{"DOMAIN\\op", veeam::secret("open sesame")}, {}, {.now = [this] { return now; }}};
};

}  // namespace

TEST_CASE("the password buys a token, as a form, and the token goes into every request") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1")).then(status(204)).then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire) == std::vector<std::string>{by_password, first_try, first_try});
    auto const logon = f.wire.requests()[0];
    CHECK(logon.method == veeam::http_method::post);
    CHECK(logon.headers ==
          veeam::headers{{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}});
}

TEST_CASE("each API has its own token address") {
    veeam::scripted_transport wire;
    veeam::client v2{wire, veeam::vspc_v2_logon{"op", veeam::secret("open sesame")}};
    veeam::client vb365{wire, veeam::vb365_logon{"op", veeam::secret("open sesame")}};
    CHECK(!v2.log_on());
    CHECK(!vb365.log_on());
    CHECK(log(wire) == std::vector<std::string>{"/token grant_type=password&username=op&password=open+sesame",
                                                "/v6/token grant_type=password&username=op&password=open+sesame"});
}

TEST_CASE("a token that is about to end is replaced before it is used, by the refresh token") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1")).then(status(204)).then(status(204));
    CHECK(f.api(start).has_value());
    f.now += 3569s;
    CHECK(f.api(start).has_value());
    f.now += 1s;
    f.wire.then(tokens("access-2", "refresh-2")).then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire) == std::vector<std::string>{by_password, first_try, first_try,
                                                  "/api/v3/token grant_type=refresh_token&refresh_token=refresh-1",
                                                  "/api/things/1?action=start Bearer access-2"});
    f.now += 3600s;
    f.wire.then(tokens("access-3", "refresh-3")).then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire)[5] == "/api/v3/token grant_type=refresh_token&refresh_token=refresh-2");
}

TEST_CASE("a short life is not eaten up by the margin, and a strange one is ignored") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1", 60)).then(status(204)).then(status(204));
    CHECK(f.api(start).has_value());
    f.now += 53s;
    CHECK(f.api(start).has_value());
    for (int const odd : {0, -5}) {
        fixture g;
        g.wire.then(tokens("access-1", "refresh-1", odd)).then(status(204)).then(status(204));
        CHECK(g.api(start).has_value());
        g.now += 24h * 365;
        CHECK(g.api(start).has_value());
        CHECK(g.wire.requests().size() == 3);
    }
    fixture h;
    h.wire.then(veeam::json_response(200, R"({"access_token":"access-1","expires_in":9223372036854775807})"))
        .then(status(204));
    CHECK(h.api(start).has_value());
}

TEST_CASE("a token that is refused is replaced by the refresh token, and the request sent again once") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1"))
        .then(status(401))
        .then(tokens("access-2", "refresh-2"))
        .then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire) == std::vector<std::string>{by_password, first_try,
                                                  "/api/v3/token grant_type=refresh_token&refresh_token=refresh-1",
                                                  "/api/things/1?action=start Bearer access-2"});
}

TEST_CASE("a refused refresh token is followed by the password, once") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1")).then(status(401));
    f.wire.then(veeam::json_response(400, R"({"error":"invalid_grant"})"))
        .then(tokens("access-2", "refresh-2"))
        .then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire) == std::vector<std::string>{by_password, first_try,
                                                  "/api/v3/token grant_type=refresh_token&refresh_token=refresh-1",
                                                  by_password, "/api/things/1?action=start Bearer access-2"});
    fixture g;
    g.wire.then(tokens("access-1", "refresh-1")).then(status(401));
    g.wire.then(veeam::json_response(400, R"({"error":"invalid_grant"})"))
        .then(
            veeam::json_response(400, R"({"error":"invalid_grant","error_description":"The password has expired."})"));
    CHECK(g.api(start).error().text() == "CreateToken: authentication 400 [invalid_grant]: The password has expired.");
    CHECK(g.wire.requests().size() == 4);
}

TEST_CASE("a server in trouble does not cost the refresh token") {
    fixture f;
    f.wire.then(tokens("access-1", "refresh-1")).then(status(401)).then(status(503));
    CHECK(f.api(start).error().text() == "CreateToken: http status 503: Service Unavailable");
    f.wire.then(tokens("access-2", "refresh-2")).then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire)[3] == "/api/v3/token grant_type=refresh_token&refresh_token=refresh-1");
}

TEST_CASE("without a refresh token the password is used again") {
    fixture f;
    f.wire.then(veeam::json_response(200, R"({"access_token":"access-1"})")).then(status(401));
    f.wire.then(tokens("access-2", "refresh-2")).then(status(204));
    CHECK(f.api(start).has_value());
    CHECK(log(f.wire)[2] == by_password);
}

TEST_CASE("a wrong password is an error about authentication with the server's words") {
    fixture f;
    f.wire.then(
        veeam::json_response(400, R"({"error":"invalid_grant","error_description":"Wrong user name or password."})"));
    veeam::error const e = f.api(start).error();
    CHECK(e.kind() == veeam::error_kind::authentication);
    CHECK(e.text() == "CreateToken: authentication 400 [invalid_grant]: Wrong user name or password.");
    CHECK(f.wire.requests().size() == 1);
}

TEST_CASE("an answer without a token is an error that says so") {
    fixture f;
    f.wire.then(veeam::json_response(200, R"({"access_token":null,"expires_in":3600})"))
        .then(veeam::json_response(200, R"({"access_token":""})"))
        .then(veeam::json_response(200, R"({"mfa_token":"mfa-1"})"))
        .then(veeam::json_response(200, "[]"))
        .then(status(200));
    CHECK(f.api.log_on().error().text() == "CreateToken: authentication: the answer holds no access_token");
    CHECK(f.api.log_on().error().text() == "CreateToken: authentication: the answer holds no access_token");
    CHECK(f.api.log_on().error().text() ==
          "CreateToken: authentication: the answer holds no access_token: the user must log on with a second factor, "
          "which "
          "a program cannot; use an API key");
    CHECK(f.api.log_on().error().text() ==
          "CreateToken: decode 200: the answer does not have the expected shape (byte 0)");
    CHECK(f.api.log_on().error().text() == "CreateToken: decode 200: the answer is empty, not Token");
}

TEST_CASE("a token that the schema requires and the answer lacks is an error with its place") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, R"({"expires_in":3600})"));
    veeam::client api{wire, veeam::vb365_logon{"op", veeam::secret("open sesame")}};
    CHECK(api.log_on().error().kind() == veeam::error_kind::decode);
    CHECK(wire.requests().size() == 1);
}

TEST_CASE("an API key needs no request, and one that is refused is tried once more") {
    veeam::scripted_transport wire;
    wire.then(status(204)).then(status(401)).then(status(401)).then(status(204));
    veeam::client api{wire, veeam::vspc_v3_logon{veeam::api_key{veeam::secret("access-1")}}};
    CHECK(api(start).has_value());
    CHECK(api(start).error().text() == "StartThing: authentication 401: Unauthorized");
    CHECK(api(start).has_value());
    CHECK(log(wire) == std::vector<std::string>(4, first_try));
}

TEST_CASE("the limits of the call hold for its logon") {
    fixture f;
    auto const deadline = std::chrono::steady_clock::now() + 1h;
    f.wire.then(tokens("access-1", "refresh-1")).then(status(204));
    CHECK(f.api(start, {.deadline = deadline}).has_value());
    CHECK(f.wire.requests()[0].deadline == deadline);
}
