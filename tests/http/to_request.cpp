#include <optional>
#include <string>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/http/to_request.hpp>

#include "support/sample_operations.hpp"

TEST_CASE("a request has the operation's method, target and facts, and asks for the codec's format") {
    auto const r = veeam::to_request(sample::GetThing{.thing_id = "1"}, veeam::xml_codec{}).value();
    CHECK(r.method == veeam::http_method::get);
    CHECK(r.target == "/api/things/1/details?format=Entity");
    CHECK(r.facts == &sample::GetThing::facts);
    CHECK(r.headers == veeam::headers{{"Accept", "application/xml"}});
    CHECK(r.body.empty());
    CHECK(!r.deadline);
}

TEST_CASE("a body is written in the format that the request asks for") {
    auto const json =
        veeam::to_request(sample::CreateThing{.body = sample::Thing{"a", 1}}, veeam::json_codec{}).value();
    CHECK(json.body == R"({"Name":"a","Size":1})");
    CHECK(json.headers == veeam::headers{{"Accept", "application/json"}, {"Content-Type", "application/json"}});
    auto const xml = veeam::to_request(sample::CreateThing{.body = sample::Thing{"a", 1}}, veeam::xml_codec{}).value();
    CHECK(xml.body.find("<Name>a</Name><Size>1</Size></Thing>") != std::string::npos);
    CHECK(xml.headers == veeam::headers{{"Accept", "application/xml"}, {"Content-Type", "application/xml"}});
}

TEST_CASE("an optional body that is not set leaves body and content type out") {
    auto const without = veeam::to_request(sample::StartThing{.thing_id = "1"}, veeam::json_codec{}).value();
    CHECK(without.method == veeam::http_method::post);
    CHECK(without.target == "/api/things/1?action=start");
    CHECK(without.body.empty());
    CHECK(!without.headers.contains("Content-Type"));
    auto const with =
        veeam::to_request(sample::StartThing{.thing_id = "1", .body = sample::Thing{"b"}}, veeam::json_codec{}).value();
    CHECK(with.body == R"({"Name":"b"})");
}

TEST_CASE("a form says so in Content-Type, and asks for an answer in the codec's format") {
    auto const r =
        veeam::to_request(sample::SubmitThing{.body = sample::Thing{"a b&c", 3}}, veeam::json_codec{}).value();
    CHECK(r.body == "Name=a+b%26c&Size=3");
    CHECK(r.headers ==
          veeam::headers{{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}});
}

TEST_CASE("a header parameter becomes a header") {
    auto const r =
        veeam::to_request(sample::GetThing{.thing_id = "1", .client_version = "3.6.1"}, veeam::json_codec{}).value();
    CHECK(r.headers.get("x-client-version") == "3.6.1");
}

TEST_CASE("a parameter that cannot be sent makes no request") {
    auto const r = veeam::to_request(sample::GetThing{.thing_id = ""}, veeam::json_codec{});
    REQUIRE(!r);
    CHECK(r.error().operation() == "GetThing");
}

TEST_CASE("a body that has no form in the format is an error that names the operation") {
    auto const r = veeam::to_request(sample::CreateThing{.body = sample::Thing{"\xff"}}, veeam::json_codec{});
    REQUIRE(!r);
    CHECK(r.error().kind() == veeam::error_kind::encode);
    CHECK(r.error().operation() == "CreateThing");
    CHECK(r.error().path() == "Name");
}
