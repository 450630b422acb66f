#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/sample_operations.hpp"

// Plants credentials and tokens, lets a hostile server echo everything it was sent in every way a server can fail, and
// looks for them in all that a program can print.

namespace {

constexpr char password[] = "PlantedPassword";
std::vector<std::string> const planted{"PlantedPassword", "PlantedAccess", "PlantedRefresh", "PlantedSession",
                                       "b3BlcmF0b3I6UGxhbnRlZFBhc3N3b3Jk"};  // operator:PlantedPassword in base64

void search(std::string const& text, int line) {
    for (std::string const& secret : planted) {
        CAPTURE(line);
        CAPTURE(text);
        CHECK(text.find(secret) == std::string::npos);
    }
}

void search(veeam::error const& e, int line) {
    std::ostringstream printed;
    printed << e;
    for (std::string const& text : {printed.str(), e.message(), e.code(), e.path(), e.body(), e.operation()})
        search(text, line);
    search(veeam::api_error(e).what(), line);
}

/// Every header and the body of a request, as a debugging proxy would print them.
std::string echo(veeam::request const& r) {
    std::string out = r.target + " " + r.body;
    for (auto const& [name, value] : r.headers) out += " " + name + ": " + value;
    return out;
}

/// The ways in which a server answers with what it was sent.
std::vector<veeam::response> echoes(std::string const& text) {
    std::vector<veeam::response> out;
    for (int const status : {200, 202, 400, 401, 403, 404, 429, 500, 503}) {
        out.push_back({status, {{"Content-Type", "text/html"}}, "<pre>" + text + "</pre>"});
        out.push_back(veeam::json_response(status, R"({"Message":")" + text + R"(","message":")" + text +
                                                       R"(","error":")" + text + R"(","error_description":")" + text +
                                                       R"("})"));
        out.push_back(veeam::json_response(status, R"({"access_token":{"a":")" + text + R"("}})"));
        out.push_back(veeam::xml_response(status, "<Error Message=\"x\">" + text + "</Error>"));
        out.push_back({status, {{"Location", "/" + text}}, ""});
    }
    return out;
}

template <class Logon>
void drive(Logon const& logon, veeam::response const& good_logon) {
    std::size_t const ways = echoes("").size();
    for (std::size_t way = 0; way < ways; ++way) {
        {  // the logon fails
            veeam::scripted_transport wire;
            wire.when([](veeam::request const&) { return true; },
                      [way](veeam::request const& r) { return echoes(echo(r))[way]; });
            veeam::client api{wire, logon};
            if (auto const on = api.log_on(); !on) search(on.error(), __LINE__);
            search(wire.transcript(), __LINE__);
        }
        {  // the logon succeeds, what follows fails
            veeam::scripted_transport wire;
            wire.when([](veeam::request const& r) { return r.target.find("things") == std::string::npos; },
                      [&](veeam::request const& r) -> veeam::result<veeam::response> {
                          if (r.target.find("ogonSessions") != std::string::npos) return echoes(echo(r))[way];
                          return good_logon;
                      });
            wire.when([](veeam::request const&) { return true; },
                      [way](veeam::request const& r) { return echoes(echo(r))[way]; });
            veeam::client api{wire, logon};
            auto const got = api(sample::GetThing{.thing_id = "1"});
            REQUIRE(!got);
            search(got.error(), __LINE__);
            if (auto const off = api.log_off(); !off) search(off.error(), __LINE__);
            search(wire.transcript(), __LINE__);
        }
    }
}

}  // namespace

TEST_CASE("no secret of Enterprise Manager is in an error or a transcript, though the server echoes it") {
    veeam::response logged_on = veeam::xml_response(
        201, R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>1</SessionId></LogonSession>)");
    logged_on.headers.add("X-RestSvcSessionId", "PlantedSession");
    drive(veeam::em_logon{"operator", veeam::secret(password)}, logged_on);
}

TEST_CASE("no secret of an OAuth 2 logon is in an error or a transcript, though the server echoes it") {
    veeam::response const tokens =
        veeam::json_response(200, R"({"access_token":"PlantedAccess","refresh_token":"PlantedRefresh"})");
    drive(veeam::vspc_v2_logon{"operator", veeam::secret(password)}, tokens);
    drive(veeam::vspc_v3_logon{"operator", veeam::secret(password)}, tokens);
    drive(veeam::vb365_logon{"operator", veeam::secret(password)}, tokens);
    drive(veeam::vspc_v3_logon{veeam::api_key{veeam::secret("PlantedAccess")}}, tokens);
}

TEST_CASE("the search finds a secret that is there") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(400, R"({"Message":"PlantedAccess"})"));
    veeam::client api{wire, veeam::vspc_v3_logon{veeam::api_key{veeam::secret("SomethingElse")}}};
    CHECK(api(sample::GetThing{.thing_id = "1"}).error().text().find("PlantedAccess") != std::string::npos);
}
