#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/http/from_response.hpp>

#include "support/sample_operations.hpp"

namespace {

veeam::response json(int status, std::string body) {
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}

template <class Op>
veeam::error refused(veeam::response const& answer) {
    auto const read = veeam::from_response<Op>(answer, veeam::json_codec{});
    REQUIRE(!read);
    return read.error();
}

}  // namespace

TEST_CASE("a success is the decoded value") {
    auto const read = veeam::from_response(sample::CreateThing{.body = sample::Thing{}},
                                           json(201, R"({"Name":"a","Size":3})"), veeam::json_codec{});
    CHECK(read.value() == sample::Thing{"a", 3});
}

TEST_CASE("a list and a string can be whole answers") {
    CHECK(veeam::from_response<sample::ListBare>(json(200, R"([{"Name":"a"},{"Name":"b"}])"), veeam::json_codec{})
              .value() == std::vector<sample::Thing>{{"a"}, {"b"}});
    CHECK(veeam::from_response<sample::GetPart>(json(200, R"("started")"), veeam::json_codec{}).value() == "started");
}

TEST_CASE("an envelope is opened, and one that is empty is an error") {
    CHECK(
        veeam::from_response<sample::GetWrapped>(json(200, R"({"data":{"Name":"a"}})"), veeam::json_codec{}).value() ==
        sample::Thing{"a"});
    CHECK(refused<sample::GetWrapped>(json(200, R"({"data":null})")).text() ==
          "GetWrapped: decode 200: the envelope of the answer is empty");
}

TEST_CASE("an operation without a value takes any body but a page for people") {
    CHECK(veeam::from_response<sample::StartThing>({204, {}, ""}, veeam::json_codec{}).has_value());
    CHECK(veeam::from_response<sample::StartThing>({200, {{"Content-Type", "text/plain"}}, "OK"}, veeam::json_codec{})
              .has_value());
    CHECK(veeam::from_response<sample::StartThing>({200, {{"Content-Type", "text/html"}}, " "}, veeam::json_codec{})
              .has_value());
    veeam::error const page =
        refused<sample::StartThing>({200, {{"Content-Type", "text/html"}}, "<html>Log in</html>"});
    CHECK(page.text() == "StartThing: media type 200: the answer is text/html, a page for people");
}

TEST_CASE("an answer without Content-Type is read") {
    CHECK(veeam::from_response<sample::CreateThing>({200, {}, R"({"Name":"a"})"}, veeam::json_codec{}).value().name ==
          "a");
}

TEST_CASE("HTML in place of the format is an error that says what came") {
    veeam::error const e =
        refused<sample::CreateThing>({200, {{"Content-Type", "text/html; charset=utf-8"}}, "<html>Log in</html>"});
    CHECK(e.kind() == veeam::error_kind::media_type);
    CHECK(e.text() == "CreateThing: media type 200: the answer is text/html; charset=utf-8, not application/json");
    CHECK(e.body() == "<html>Log in</html>");
    CHECK(e.was_sent() == veeam::sent::maybe);
}

TEST_CASE("an empty body where a value is needed is an error that says so") {
    CHECK(refused<sample::CreateThing>(json(200, "")).text() ==
          "CreateThing: decode 200: the answer is empty, not Thing");
    CHECK(refused<sample::CreateThing>({204, {}, ""}).text() ==
          "CreateThing: decode 204: the answer is empty, not Thing");
    CHECK(refused<sample::ListBare>(json(200, " \r\n")).text() ==
          "ListBare: decode 200: the answer is empty, not a value");
    CHECK(refused<sample::GetPart>(json(200, "\xef\xbb\xbf")).kind() == veeam::error_kind::decode);
}

TEST_CASE("an answer of another shape is an error with its place") {
    veeam::error const e = refused<sample::CreateThing>(json(200, R"({"Name":"a","Size":"big"})"));
    CHECK(e.kind() == veeam::error_kind::decode);
    CHECK(e.operation() == "CreateThing");
    CHECK(e.http_status() == 200);
    CHECK(e.path() == "Size");
    CHECK(e.offset() == 19);
    CHECK(e.body() == R"({"Name":"a","Size":"big"})");
}

TEST_CASE("the server's error document gives the message and the code") {
    veeam::error const e = refused<sample::CreateThing>(
        json(404, R"({"Message":"Job not found.\r\n  Try another.\r\n","StatusCode":404})"));
    CHECK(e.kind() == veeam::error_kind::api);
    CHECK(e.message() == "Job not found. Try another.");
    CHECK(e.code() == "404");
    CHECK(e.text() == "CreateThing: api 404: Job not found. Try another.");
    veeam::error const listed =
        refused<sample::GetPart>(json(400, R"({"errors":[{"message":"no","code":"1210"},{}]})"));
    CHECK(listed.text() == "GetPart: api 400 [1210]: no");
}

TEST_CASE("an error document in XML is read by the XML codec") {
    auto const read = veeam::from_response<sample::CreateThing>(
        {500,
         {{"Content-Type", "application/xml"}},
         "<Error><Message>broken</Message><StatusCode>7</StatusCode></Error>"},
        veeam::xml_codec{});
    REQUIRE(!read);
    CHECK(read.error().text() == "CreateThing: api 500 [7]: broken");
}

TEST_CASE("a refusal without an error document is the status in words") {
    CHECK(refused<sample::CreateThing>({404, {}, ""}).text() == "CreateThing: http status 404: Not Found");
    CHECK(refused<sample::CreateThing>({520, {}, ""}).text() == "CreateThing: http status 520: Server Error");
    CHECK(refused<sample::CreateThing>({599, {}, ""}).text() == "CreateThing: http status 599");
    CHECK(refused<sample::CreateThing>(json(500, "{}")).kind() == veeam::error_kind::http_status);
    CHECK(refused<sample::CreateThing>(json(500, "{\"Message\":")).kind() == veeam::error_kind::http_status);
    veeam::error const html = refused<sample::CreateThing>({502, {{"Content-Type", "text/html"}}, "<html>"});
    CHECK(html.text() == "CreateThing: http status 502: Bad Gateway");
    CHECK(html.body() == "<html>");
}

TEST_CASE("401 is about authentication, 403 is a refusal like others") {
    veeam::error const e = refused<sample::CreateThing>(json(401, R"({"Message":"session expired"})"));
    CHECK(e.kind() == veeam::error_kind::authentication);
    CHECK(e.text() == "CreateThing: authentication 401: session expired");
    CHECK(refused<sample::CreateThing>({401, {}, ""}).text() == "CreateThing: authentication 401: Unauthorized");
    CHECK(refused<sample::CreateThing>({403, {}, ""}).kind() == veeam::error_kind::http_status);
    CHECK(refused<sample::CreateThing>(json(403, R"({"Message":"not for you"})")).kind() == veeam::error_kind::api);
}

TEST_CASE("a redirect is an error that says where it leads") {
    CHECK(refused<sample::CreateThing>({302, {{"Location", "https://other/login"}}, ""}).text() ==
          "CreateThing: http status 302: Found: redirects are not followed, to https://other/login");
    CHECK(refused<sample::CreateThing>({304, {}, ""}).text() == "CreateThing: http status 304: Not Modified");
}

TEST_CASE("202 without the value is work that goes on, and 202 with it is the value") {
    veeam::error const e =
        refused<sample::GetWrapped>({202, {{"Location", "https://vspc:1280/api/v3/asyncActions/9"}}, ""});
    CHECK(e.kind() == veeam::error_kind::accepted);
    CHECK(e.text() ==
          "GetWrapped: accepted 202: the server goes on working, see https://vspc:1280/api/v3/asyncActions/9");
    CHECK(refused<sample::StartThing>({202, {}, ""}).kind() == veeam::error_kind::accepted);
    CHECK(veeam::from_response<sample::CreateThing>(json(202, R"({"Name":"task-1"})"), veeam::json_codec{})
              .value()
              .name == "task-1");
}

TEST_CASE("the server's hint when to come back is taken from the header, else from the document") {
    veeam::response answer = json(503, "");
    answer.headers.add("Retry-After", "7");
    CHECK(refused<sample::CreateThing>(answer).retry_after() == std::chrono::seconds(7));
    CHECK(
        refused<sample::GetPart>(json(429, R"({"errors":[{"message":"slow down","retryAfter":30}]})")).retry_after() ==
        std::chrono::seconds(30));
    CHECK(!refused<sample::GetPart>(json(429, R"({"errors":[{"message":"slow down"}]})")).retry_after());
    CHECK(!refused<sample::GetPart>(json(429, R"({"errors":[{"message":"slow","retryAfter":-5}]})")).retry_after());
    CHECK(refused<sample::GetPart>(json(429, R"({"errors":[{"message":"slow","retryAfter":9223372036854775807}]})"))
              .retry_after() == std::chrono::hours(366 * 24));
}

TEST_CASE("an error keeps the first bytes of a large body") {
    CHECK(refused<sample::CreateThing>({500, {}, std::string(10'000, 'x')}).body() == std::string(4096, 'x'));
}

TEST_CASE("an answer that holds secrets is not kept, and what could not be read of it is not quoted") {
    veeam::error const wrong = refused<sample::GetSecretThing>(json(200, R"({"Name":"a","Size":"hunter2"})"));
    CHECK(wrong.text() ==
          "GetSecretThing: decode 200: the answer does not have the expected shape (at Size) (byte 19)");
    CHECK(wrong.body().empty());
    CHECK(refused<sample::GetSecretThing>({500, {}, "hunter2"}).body().empty());
}
