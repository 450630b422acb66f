#include <chrono>
#include <cstddef>
#include <sstream>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/em_task.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/layers.hpp>
#include <veeam/layers/cassette.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/layers.hpp"
#include "support/sample_operations.hpp"

// Plants credentials and tokens, puts every layer between client and server, lets a hostile server echo everything it
// was sent in every way in which a request can fail, and searches all that was logged, recorded, printed and thrown.

namespace {

constexpr std::string_view password = "Planted Pass+Word";
/// Each secret as it is, in base64, percent-encoded and as a form has it.
std::vector<std::string> const planted{
    "Planted Pass+Word",
    "Planted%20Pass%2BWord",
    "Planted+Pass%2BWord",
    "PlantedAccess",
    "PlantedRefresh",
    "PlantedSession",
    "UGxhbnRlZFNlc3Npb24",                   // PlantedSession in base64
    "b3BlcmF0b3I6UGxhbnRlZCBQYXNzK1dvcmQ"};  // operator and password as Basic sends them

/// Everything that a program could have written down, in one text.
struct evidence {
    void add(veeam::error const& e) {
        std::ostringstream printed;
        printed << e << ' ' << veeam::api_error(e).what();
        text += printed.str();
        for (std::string const* part : {&e.message(), &e.code(), &e.path(), &e.body(), &e.operation()})
            text.append(" ").append(*part);
        text += '\n';
        ++errors;
    }
    void add(veeam::log_record const& record) {
        text += veeam::to_text(record) + "\n";
        for (auto const& headers : {record.request_headers, record.response_headers})
            for (auto const& [name, value] : headers) text.append(name).append(": ").append(value.value_or("")) += '\n';
        ++records;
    }
    void search() const {
        for (std::string const& secret : planted) {
            auto const at = text.find(secret);
            CAPTURE(secret);
            std::string const around = at == std::string::npos ? "" : text.substr(at < 200 ? 0 : at - 200, 400);
            CAPTURE(around);
            CHECK(at == std::string::npos);
        }
    }

    std::string text{};
    std::size_t errors{};
    std::size_t records{};
};

std::string echo(veeam::request const& r) {
    std::string out = r.target + " " + r.body;
    for (auto const& [name, value] : r.headers) out += " " + name + ": " + value;
    return out;
}

/// Everything that can become of a request, made of a text that has its secrets in it.
std::vector<veeam::result<veeam::response>> fates(std::string const& text) {
    std::vector<veeam::result<veeam::response>> out;
    for (int const status : {200, 202, 302, 400, 401, 403, 404, 429, 500, 502, 503, 520}) {
        out.push_back(veeam::response{status, {{"Content-Type", "text/html"}}, "<pre>" + text + "</pre>"});
        out.push_back(veeam::json_response(status, R"({"Message":")" + text + R"(","errors":[{"message":")" + text +
                                                       R"("}],"error":")" + text + R"(","error_description":")" + text +
                                                       R"("})"));
        out.push_back(veeam::json_response(status, R"({"access_token":{"a":")" + text + R"("}})"));
        out.push_back(
            veeam::xml_response(status, R"(<Error xmlns="http://www.veeam.com/ent/v1.0" Message=")" + text + R"("/>)"));
        out.push_back(veeam::response{status, {{"Location", "/" + text}, {"Server", text}, {"Date", text}}, ""});
    }
    for (auto const kind : {veeam::error_kind::connect, veeam::error_kind::tls, veeam::error_kind::network,
                            veeam::error_kind::timeout, veeam::error_kind::cancelled, veeam::error_kind::decode})
        out.push_back(veeam::error({.kind = kind, .was_sent = veeam::sent::maybe, .message = "got " + text}));
    return out;
}

/// A client behind all layers, and what they give away.
template <class Logon>
struct bench {
    explicit bench(Logon logon)
        : api(limited, std::move(logon), {},
              {.now = [c = clock] { return c.now(); },
               .sleep = [c = clock](auto duration, std::stop_token const& stop) mutable { c.sleep(duration, stop); }}) {
    }

    /// Hands records to the evidence; a type of its own, since a layer's type names it before the bench is complete.
    struct observing {
        evidence* found;
        void operator()(veeam::log_record const& record) const { found->add(record); }
    };
    observing observer() { return {&found}; }

    void search() {
        found.text += tape.text() + wire.transcript();
        found.search();
        CHECK(found.records > 0);
    }

    evidence found{};
    veeam::cassette tape{};
    test::manual_clock clock{};
    veeam::scripted_transport wire{};
    veeam::recording<veeam::scripted_transport> recorder{wire, tape};
    veeam::logging<decltype(recorder), observing, test::manual_clock> inner{recorder, observer(),
                                                                            veeam::default_logged_headers(), clock};
    veeam::retrying<decltype(inner), test::manual_clock> patient{inner, {.max_tries = 2}, clock};
    veeam::logging<decltype(patient), observing, test::manual_clock> outer{
        patient, observer(), {"Authorization", "X-RestSvcSessionId", "Set-Cookie"}, clock};
    veeam::rate_limiting<decltype(outer)> limited{outer, {.parallel = 1}};
    veeam::client<decltype(limited), Logon> api;
};

template <class Logon>
void drive(Logon const& logon, veeam::response const& good_logon) {
    std::size_t const ways = fates("").size();
    for (std::size_t way = 0; way < ways; ++way) {
        CAPTURE(way);
        {  // the logon fails
            bench<Logon> b(logon);
            b.wire.when([](veeam::request const&) { return true; },
                        [way](veeam::request const& r) { return fates(echo(r))[way]; });
            if (auto const on = b.api.log_on(); !on) b.found.add(on.error());
            else (void)b.api(sample::GetThing{.thing_id = "1"});
            b.search();
        }
        {  // the logon succeeds; everything that follows fails, the second logon and the logoff too
            bench<Logon> b(logon);
            b.wire.when(
                [first = true](veeam::request const& r) mutable {
                    bool const is_logon = r.target.find("things") == std::string::npos &&
                                          r.target.find("tasks") == std::string::npos &&
                                          r.target.find("logonSessions") == std::string::npos;
                    return is_logon && std::exchange(first, false);
                },
                [&](veeam::request const&) { return good_logon; });
            b.wire.when([](veeam::request const&) { return true; },
                        [way](veeam::request const& r) { return fates(echo(r))[way]; });
            if (auto const got = b.api(sample::GetThing{.thing_id = "1"}); !got) b.found.add(got.error());
            if (auto const got = b.api(sample::StartThing{.thing_id = "1"}); !got) b.found.add(got.error());
            auto const end = b.api.wait(veeam::em_task("task-1"), {.max_failures = 2});
            if (end.why) b.found.add(*end.why);
            if (auto const off = b.api.log_off(); !off) b.found.add(off.error());
            CHECK(b.found.errors > 0);
            b.search();
        }
    }
}

}  // namespace

TEST_CASE("behind all layers no secret of Enterprise Manager is logged, recorded, printed or thrown") {
    veeam::response logged_on = veeam::xml_response(
        201,
        R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>PlantedSession</SessionId></LogonSession>)");
    logged_on.headers.add("X-RestSvcSessionId", "UGxhbnRlZFNlc3Npb24=");
    logged_on.headers.add("Set-Cookie", "X-RestSvcSessionId=UGxhbnRlZFNlc3Npb24=; Path=/api");
    drive(veeam::em_logon{"operator", veeam::secret(password)}, logged_on);
}

TEST_CASE("behind all layers no secret of an OAuth 2 logon is logged, recorded, printed or thrown") {
    veeam::response const tokens =
        veeam::json_response(200, R"({"access_token":"PlantedAccess","refresh_token":"PlantedRefresh"})");
    drive(veeam::vspc_v3_logon{"operator", veeam::secret(password)}, tokens);
    drive(veeam::vb365_logon{"operator", veeam::secret(password)}, tokens);
    drive(veeam::vspc_v3_logon{veeam::api_key{veeam::secret("PlantedAccess")}}, tokens);
}

TEST_CASE("the search finds a secret that is there") {
    evidence found;
    found.add(veeam::error({.kind = veeam::error_kind::api, .message = "PlantedAccess"}));
    CHECK(found.text.find(planted[3]) != std::string::npos);
}
