#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/em.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/layers/cassette.hpp>
#include <veeam/transport/conformance.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/layers.hpp"
#include "support/sample_operations.hpp"
#include "support/temporary_folder.hpp"

using test::outcome;
using test::status;
using veeam::error_kind;

namespace {

/// Keeps what a sink gets.
struct text_sink final : veeam::body_sink {
    std::string text{};
    bool ended{};
    std::optional<veeam::error> begin(int, veeam::headers const&) override { return std::nullopt; }
    std::optional<veeam::error> write(std::string_view piece) override {
        text += piece;
        return std::nullopt;
    }
    std::optional<veeam::error> end() override {
        ended = true;
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("what was recorded is replayed: answers, failures and bodies that are no text") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, R"({"Name":"ä"})"))
        .then(test::failure(error_kind::connect, veeam::sent::no))
        .then(status(404, {{"X-Other", "1"}}, std::string("\xff\0\xfe", 3)));
    veeam::cassette tape;
    veeam::recording recorder{wire, tape};
    veeam::request put{
        .method = veeam::http_method::put, .target = "/b?x=1", .headers = {{"Accept", "*/*"}}, .body = "in"};
    (void)recorder.send(test::get("/a"));
    (void)recorder.send(test::get("/gone"));
    (void)recorder.send(put);

    auto const again = veeam::cassette::parse(tape.text());
    REQUIRE(again.has_value());
    CHECK(again->exchanges == tape.exchanges);
    veeam::replaying replayed{*again};
    CHECK(replayed.left() == 3);
    auto const last = replayed.send(put);
    CHECK(last->status == 404);
    CHECK(last->headers == veeam::headers{{"X-Other", "1"}});
    CHECK(last->body == std::string("\xff\0\xfe", 3));
    CHECK(replayed.send(test::get("/a"))->body == R"({"Name":"ä"})");
    auto const gone = replayed.send(test::get("/gone"));
    CHECK(outcome(gone) == "connect: broken");
    CHECK(gone.error().was_sent() == veeam::sent::no);
    CHECK(replayed.left() == 0);
}

TEST_CASE("the text of a cassette is JSON for people and version control") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, "{}"));
    veeam::cassette tape;
    veeam::recording recorder{wire, tape};
    (void)recorder.send(test::get());
    CHECK(tape.text() == R"({
 "exchanges": [
  {
   "request": {
    "method": "GET",
    "target": "/api/",
    "headers": [],
    "body": ""
   },
   "response": {
    "status": 200,
    "headers": [
     [
      "Content-Type",
      "application/json"
     ]
    ],
    "body": "{}"
   }
  }
 ]
}
)");
}

TEST_CASE("a request that nobody recorded is an error that says what there is instead") {
    veeam::cassette tape;
    veeam::response const ok = status(200);
    tape.exchanges.push_back({.method = "POST", .target = "/a", .request_body = "x", .answer = ok});
    tape.exchanges.push_back({.method = "GET", .target = "/b", .request_body = "", .answer = ok});
    veeam::replaying wire{tape};
    veeam::request r = test::get("/c");
    r.facts = &sample::GetThing::facts;
    CHECK(outcome(wire.send(r)) ==
          "GetThing: invalid request: the cassette has no answer for request 1: GET /c; the next one is for POST /a");
    CHECK(outcome(wire.send(test::post("/a"))) ==
          "invalid request: the cassette has no answer for request 2: POST /a, only for one with another body");
    r = test::post("/a");
    r.body = "x";
    CHECK(outcome(wire.send(r)) == "200");
    CHECK(outcome(wire.send(test::get("/b"))) == "200");
    CHECK(outcome(wire.send(test::get("/b"))) ==
          "invalid request: the cassette has no answer for request 5: GET /b; all were used");
}

TEST_CASE("downloads are recorded and replayed into a sink, uploads are compared by nothing") {
    veeam::scripted_transport wire;
    wire.then(status(200, {}, "all of it")).then(status(200));
    veeam::cassette tape;
    veeam::recording recorder{wire, tape};
    text_sink first;
    veeam::request download = test::get("/log");
    download.download = &first;
    CHECK(recorder.send(download)->body.empty());
    CHECK(first.text == "all of it");
    veeam::text_source body("a long text");
    veeam::request upload = test::post("/upload");
    upload.upload = &body;
    (void)recorder.send(upload);
    veeam::replaying replayed{tape};
    text_sink second;
    download.download = &second;
    CHECK(replayed.send(download)->body.empty());
    CHECK(second.text == "all of it");
    CHECK(second.ended);
    CHECK(outcome(replayed.send(upload)) == "200");
}

TEST_CASE("a logon and what follows can be replayed, and no secret is on the cassette") {
    auto const play = [](auto const& logon, veeam::response const& logged_on, veeam::response const& thing) {
        veeam::scripted_transport wire;
        wire.then(logged_on).then(thing).then(status(204));
        veeam::cassette tape;
        veeam::recording recorder{wire, tape};
        {
            veeam::client api{recorder, logon};
            CHECK(api(sample::GetThing{.thing_id = "1"}).value().name == "a");
            (void)api.log_off();
        }
        std::string const text = tape.text();
        CAPTURE(text);
        CHECK(text.find("Planted") == std::string::npos);
        CHECK(text.find("UGxhbnRlZ") == std::string::npos);  // the same in base64
        veeam::replaying replayed{tape};
        veeam::client api{replayed, logon};
        CHECK(api(sample::GetThing{.thing_id = "1"}).value().name == "a");
        (void)api.log_off();
        CHECK(replayed.left() == 0);
    };
    // The token of Enterprise Manager is the id of the session in base64.
    veeam::response session = veeam::xml_response(
        201,
        R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>PlantedId1234</SessionId></LogonSession>)");
    session.headers.add("X-RestSvcSessionId", "UGxhbnRlZElkMTIzNA==");
    session.headers.add("Set-Cookie", "X-RestSvcSessionId=UGxhbnRlZElkMTIzNA==; Path=/api");
    play(veeam::em_logon{"operator", veeam::secret("PlantedPassword")}, session,
         veeam::xml_response(200, "<Thing><Name>a</Name></Thing>"));
    play(veeam::vspc_v3_logon{"operator", veeam::secret("Planted & Password")},
         veeam::json_response(
             200, R"({"access_token":"PlantedAccess","token_type":"bearer","refresh_token":"PlantedRefresh"})"),
         veeam::json_response(200, R"({"Name":"a","Echo":"PlantedAccess Planted & Password"})"));
}

TEST_CASE("what is no cassette is refused with the reason") {
    auto const reason = [](std::string_view text) {
        auto const parsed = veeam::cassette::parse(text);
        return parsed ? std::string() : parsed.error().text();
    };
    for (char const* text : {"", "[]", "{}", R"({"exchanges":[{}]})", R"({"exchanges":[{"request":7}]})",
                             R"({"exchanges":[{"request":{"method":"GET","target":"/","headers":[["a"]]}}]})",
                             R"({"exchanges":[{"request":{"method":"GET","target":"/","headers":[]}}]})"}) {
        CAPTURE(text);
        CHECK(reason(text).starts_with("decode: this is no cassette: "));
    }
    CHECK(reason(R"({"exchanges":[]})").empty());
    CHECK(veeam::cassette::load("/nowhere/tape.json").error().text() ==
          "invalid request: the cassette cannot be read: /nowhere/tape.json");
    CHECK(veeam::cassette{}.save("/nowhere/tape.json").error().text() ==
          "invalid request: the cassette cannot be written: /nowhere/tape.json");
}

TEST_CASE("a cassette is a file") {
    test::temporary_folder const folder;
    std::string const path = folder.path("tape.json");
    veeam::cassette tape;
    tape.exchanges.push_back({.method = "GET", .target = "/a", .request_body = "", .answer = status(200)});
    CHECK(tape.save(path).has_value());
    auto const read = veeam::cassette::load(path);
    REQUIRE(read.has_value());
    CHECK(read->exchanges == tape.exchanges);
}

namespace {

struct in_memory {
    explicit in_memory(veeam::conformance::answers answers)
        : wire(std::make_unique<veeam::scripted_transport>()),
          tape(std::make_unique<veeam::cassette>()),
          recorder(std::make_unique<veeam::recording<veeam::scripted_transport>>(*wire, *tape)) {
        wire->when([](veeam::request const&) { return true; }, std::move(answers));
    }
    static constexpr bool streams_bodies = true;
    veeam::result<veeam::response> send(veeam::request const& r) { return recorder->send(r); }

    std::unique_ptr<veeam::scripted_transport> wire;
    std::unique_ptr<veeam::cassette> tape;
    std::unique_ptr<veeam::recording<veeam::scripted_transport>> recorder;
};

}  // namespace

TEST_CASE("a recording layer keeps every rule of a transport") {
    auto const report =
        veeam::conformance::check_in_memory([](veeam::conformance::answers a) { return in_memory(std::move(a)); });
    CAPTURE(report.text());
    CHECK(report.passed());
}
