#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/sample_operations.hpp"

namespace {

constexpr char session_xml[] =
    R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0" Type="LogonSession" Href="https://h/api/logonSessions/5658281f">)"
    R"(<UserName>operator</UserName><SessionId>5658281f</SessionId></LogonSession>)";

veeam::response logged_on(std::string token) {
    veeam::response out = veeam::xml_response(201, session_xml);
    out.headers.add("X-RestSvcSessionId", std::move(token));
    out.headers.add("Set-Cookie", "X-RestSvcSessionId=cookie-token; Path=/api;");
    return out;
}
veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

veeam::em_logon good() { return {"DOMAIN\\operator", veeam::secret("open sesame")}; }

/// One line for each request: method, target, and the session or the credentials it carried.
std::vector<std::string> log(veeam::scripted_transport const& wire) {
    std::vector<std::string> out;
    for (veeam::request const& r : wire.requests()) {
        std::string line = std::string(to_text(r.method)) + " " + r.target;
        if (auto const basic = r.headers.get("Authorization")) line += " " + std::string(*basic);
        if (auto const token = r.headers.get("X-RestSvcSessionId")) line += " session " + std::string(*token);
        CHECK(!r.headers.contains("Cookie"));
        out.push_back(line);
    }
    return out;
}

constexpr char logon_line[] = "POST /api/sessionMngr/?v=latest Basic RE9NQUlOXG9wZXJhdG9yOm9wZW4gc2VzYW1l";

}  // namespace

TEST_CASE("Basic credentials are those of RFC 7617, with every length of padding") {
    CHECK(veeam::basic_credentials("Aladdin", veeam::secret("open sesame")).reveal() == "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    CHECK(veeam::basic_credentials("a", veeam::secret("b")).reveal() == "YTpi");
    CHECK(veeam::basic_credentials("a", veeam::secret("bc")).reveal() == "YTpiYw==");
    CHECK(veeam::basic_credentials("a", veeam::secret("bcd")).reveal() == "YTpiY2Q=");
    CHECK(veeam::basic_credentials("test", veeam::secret("123\xc2\xa3")).reveal() == "dGVzdDoxMjPCow==");
    CHECK(veeam::basic_credentials("", veeam::secret("\xff\xff")).reveal() == "Ov//");
}

TEST_CASE("credentials travel once, and the token of the answer's header in every later request") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1")).then(status(204)).then(status(204));
    veeam::client api{wire, good()};
    CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
    CHECK(api(sample::StartThing{.thing_id = "2"}).has_value());
    CHECK(log(wire) == std::vector<std::string>{logon_line, "POST /api/things/1?action=start session token-1",
                                                "POST /api/things/2?action=start session token-1"});
    CHECK(wire.requests()[0].headers.get("Accept") == "application/xml");
    CHECK(wire.requests()[0].body.empty());
}

TEST_CASE("the version of the interface and the format are the caller's choice") {
    veeam::scripted_transport wire;
    veeam::response answer = veeam::json_response(201, R"({"sessionId":"5658281f","userName":"operator"})");
    answer.headers.add("x-restsvcsessionid", "token-1");
    wire.then(answer);
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("open sesame"), "v1_7"}, veeam::json_codec{}};
    CHECK(api.log_on().has_value());
    CHECK(wire.requests()[0].target == "/api/sessionMngr/?v=v1_7");
    CHECK(wire.requests()[0].headers.get("Accept") == "application/json");
}

TEST_CASE("logging on twice is one logon") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1"));
    veeam::client api{wire, good()};
    CHECK(api.log_on().has_value());
    CHECK(api.log_on().has_value());
    CHECK(wire.requests().size() == 1);
}

TEST_CASE("logging off names the session by its id, only when asked, and the next call logs on again") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1")).then(status(204)).then(logged_on("token-2")).then(status(204));
    {
        veeam::client api{wire, good()};
        CHECK(api.log_on().has_value());
        CHECK(api.log_off().has_value());
        CHECK(api.log_off().has_value());
        CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
    }
    CHECK(log(wire) == std::vector<std::string>{logon_line, "DELETE /api/logonSessions/5658281f session token-1",
                                                logon_line, "POST /api/things/1?action=start session token-2"});
}

TEST_CASE("logging off from a session that has ended is no failure, other refusals are") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1")).then(status(401)).then(logged_on("token-2")).then(status(500));
    veeam::client api{wire, good()};
    CHECK(api.log_on().has_value());
    CHECK(api.log_off().has_value());
    CHECK(api.log_on().has_value());
    CHECK(api.log_off().error().text() == "DeleteLogonSession: http status 500: Internal Server Error");
}

TEST_CASE("a wrong password is an error about authentication, after one request") {
    veeam::scripted_transport wire;
    wire.then(status(401))
        .then(veeam::xml_response(
            401, R"(<Error xmlns="http://www.veeam.com/ent/v1.0" Message="Wrong." StatusCode="401"/>)"));
    veeam::client api{wire, good()};
    veeam::error const e = api(sample::GetThing{.thing_id = "1"}).error();
    CHECK(e.kind() == veeam::error_kind::authentication);
    CHECK(e.text() == "CreateLogonSession: authentication 401: Unauthorized");
    CHECK(wire.requests().size() == 1);
    CHECK(api.log_on().error().text() == "CreateLogonSession: authentication 401: Wrong.");
}

TEST_CASE("a failed logon does not spoil the client") {
    veeam::scripted_transport wire;
    wire.then(status(503)).then(logged_on("token-1")).then(status(204));
    veeam::client api{wire, good()};
    CHECK(api.log_on().error().text() == "CreateLogonSession: http status 503: Service Unavailable");
    CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
}

TEST_CASE("a session that has ended is replaced and the request sent again, exactly once") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1")).then(status(204)).then(status(401)).then(logged_on("token-2")).then(status(204));
    veeam::client api{wire, good()};
    CHECK(api(sample::StartThing{.thing_id = "1"}).has_value());
    CHECK(api(sample::StartThing{.thing_id = "2"}).has_value());
    CHECK(log(wire) == std::vector<std::string>{logon_line, "POST /api/things/1?action=start session token-1",
                                                "POST /api/things/2?action=start session token-1", logon_line,
                                                "POST /api/things/2?action=start session token-2"});
}

TEST_CASE("401 for ever is an error after two tries, and the next call tries with a new session") {
    veeam::scripted_transport wire;
    wire.when([](veeam::request const& r) { return r.target.starts_with("/api/sessionMngr"); },
              [n = 0](veeam::request const&) mutable { return logged_on("token-" + std::to_string(++n)); });
    wire.when([](veeam::request const&) { return true; }, [](veeam::request const&) { return status(401); });
    veeam::client api{wire, good()};
    veeam::error const e = api(sample::StartThing{.thing_id = "1"}).error();
    CHECK(e.kind() == veeam::error_kind::authentication);
    CHECK(e.text() == "StartThing: authentication 401: Unauthorized");
    CHECK(log(wire) == std::vector<std::string>{logon_line, "POST /api/things/1?action=start session token-1",
                                                logon_line, "POST /api/things/1?action=start session token-2"});
}

TEST_CASE("a logon that fails in the middle of a replay is the error of the call") {
    veeam::scripted_transport wire;
    wire.then(logged_on("token-1")).then(status(401)).then(status(401));
    veeam::client api{wire, good()};
    CHECK(api(sample::StartThing{.thing_id = "1"}).error().text() ==
          "CreateLogonSession: authentication 401: Unauthorized");
    CHECK(wire.requests().size() == 3);
}

TEST_CASE("a logon that repeats the token of the session before it shows neither token nor password") {
    for (char const* password : {"open sesame", "hunter&<2>\"+\xc3\xa4"}) {
        veeam::scripted_transport wire;
        std::string echo = "token-0123456789 is gone, and ";
        for (char const c : std::string_view(password))
            echo += c == '&'   ? "&amp;"
                    : c == '<' ? "&lt;"
                    : c == '>' ? "&gt;"
                    : c == '"' ? "&quot;"
                               : std::string(1, c);
        wire.then(logged_on("token-0123456789")).then(status(200));
        wire.then(
            veeam::xml_response(503, R"(<Error xmlns="http://www.veeam.com/ent/v1.0" Message=")" + echo + R"("/>)"));
        veeam::client api{wire, veeam::em_logon{"operator", veeam::secret(password)}};
        CHECK_FALSE(api(sample::CreateThing{.body = sample::Thing{}})
                        .has_value());  // an answer without a body ends the session
        veeam::error const why = api.log_on().error();
        CAPTURE(why);
        CHECK(why.http_status() == 503);
        CHECK(why.message() == "*** is gone, and ***");
        CHECK(why.body().find("*** is gone, and ***") != std::string::npos);
    }
}

TEST_CASE("an answer without the token's header is an error that names it") {
    veeam::scripted_transport wire;
    wire.then(veeam::xml_response(201, session_xml)).then(logged_on(""));
    veeam::client api{wire, good()};
    CHECK(api.log_on().error().text() ==
          "CreateLogonSession: authentication 201: the answer has no header X-RestSvcSessionId");
    CHECK(api.log_on().error().kind() == veeam::error_kind::authentication);
}

TEST_CASE("a web page in place of a session is an error that says so") {
    veeam::scripted_transport wire;
    wire.then(veeam::response{200, {{"Content-Type", "text/html"}}, "<html/>"});
    veeam::client api{wire, good()};
    CHECK(api.log_on().error().text() ==
          "CreateLogonSession: media type 200: the answer is text/html, not application/xml");
}

TEST_CASE("a user name with a colon cannot be sent") {
    veeam::scripted_transport wire;
    veeam::client api{wire, veeam::em_logon{"a:b", veeam::secret("open sesame")}};
    CHECK(api.log_on().error().text() == "CreateLogonSession: invalid request: a user name cannot hold a colon");
    CHECK(wire.requests().empty());
}

TEST_CASE("an anonymous operation logs nobody on") {
    veeam::scripted_transport wire;
    wire.then(status(204));
    veeam::client api{wire, good()};
    CHECK(api(sample::SubmitThing{.body = sample::Thing{"a"}}).has_value());
    CHECK(log(wire) == std::vector<std::string>{"POST /api/submit"});
}

TEST_CASE("a client logs off at its end only when it was told to, and whatever comes of it") {
    for (bool const asked : {false, true}) {
        veeam::scripted_transport wire;
        wire.then(logged_on("token-1"));
        {
            veeam::client api{wire, good()};
            if (asked) api.log_off_at_end();
            CHECK(api.log_on().has_value());
        }
        auto const sent = log(wire);
        REQUIRE(sent.size() == (asked ? 2 : 1));
        if (asked) CHECK(sent[1] == "DELETE /api/logonSessions/5658281f session token-1");
    }
    veeam::scripted_transport wire;
    {
        veeam::client api{wire, good()};
        api.log_off_at_end();  // nobody has logged on
    }
    CHECK(wire.requests().empty());
}
