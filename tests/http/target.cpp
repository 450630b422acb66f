#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/http/target.hpp>

#include "support/sample_operations.hpp"

namespace {

template <veeam::operation Op>
veeam::result<std::string> target_of(Op const& op) {
    return veeam::make_target(veeam::operation_of<Op>::value, &op);
}

std::string reason(veeam::result<std::string> const& made) { return made ? "a target: " + *made : made.error().text(); }

}  // namespace

TEST_CASE("a target is the base path, the path and the fixed query") {
    CHECK(target_of(sample::GetThing{.thing_id = "5658281f"}).value() == "/api/things/5658281f/details?format=Entity");
}

TEST_CASE("an operation without parameters has no question mark") {
    CHECK(target_of(sample::GetWrapped{}).value() == "/api/wrapped");
}

TEST_CASE("parameters follow the fixed query in declared order, and what is not set is not sent") {
    sample::GetThing const op{.thing_id = "1",
                              .limit = 500,
                              .ratio = 0.1,
                              .deep = false,
                              .colour = sample::Colour::DarkGreen,
                              .since = veeam::timestamp::parse("2019-09-11T15:00:44.0150000+02:00"),
                              .owner = veeam::uuid::parse("4610eb17-b41c-4cc5-81d1-938ee6d89b7a"),
                              .sort = {"Name"}};
    CHECK(target_of(op).value() ==
          "/api/things/1/details?format=Entity&limit=500&ratio=0.1&deep=false&colour=Dark%20green"
          "&since=2019-09-11T15:00:44.0150000%2B02:00&owner=4610eb17-b41c-4cc5-81d1-938ee6d89b7a&sortAsc=Name");
}

TEST_CASE("a list repeats its parameter, or is one value with commas") {
    sample::GetThing const op{
        .thing_id = "1", .tags = std::vector<std::string>{"a", "b&c"}, .sizes = std::vector<std::int64_t>{1, -2, 3}};
    CHECK(target_of(op).value() == "/api/things/1/details?format=Entity&tag=a&tag=b%26c&sizes=1,-2,3");
}

TEST_CASE("an empty list is not sent where it would be repeated, and is an empty value with commas") {
    sample::GetThing const op{
        .thing_id = "1", .tags = std::vector<std::string>{}, .sizes = std::vector<std::int64_t>{}};
    CHECK(target_of(op).value() == "/api/things/1/details?format=Entity&sizes=");
}

TEST_CASE("an empty text that is set is sent") {
    CHECK(target_of(sample::GetThing{.thing_id = "1", .note = ""}).value() ==
          "/api/things/1/details?format=Entity&%24note=");
}

TEST_CASE("of a query value only what RFC 3986 allows stays bare, without the plus and the ampersand") {
    std::string every_byte;
    for (int c = 1; c < 128; ++c) every_byte.push_back(static_cast<char>(c));
    std::string const target = target_of(sample::GetThing{.thing_id = "1", .note = every_byte}).value();
    CHECK(target ==
          "/api/things/1/details?format=Entity&%24note="
          "%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
          "%20!%22%23$%25%26'()*%2B,-./0123456789:;%3C=%3E%3F@ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60"
          "abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F");
}

TEST_CASE("a filter keeps its operators readable") {
    std::string const filter = R"((Name=="Backup Job 2";Result!=None),EndTime>"2025-08-15T20:00:00Z")";
    CHECK(target_of(sample::GetThing{.thing_id = "1", .note = filter}).value() ==
          "/api/things/1/details?format=Entity&%24note="
          "(Name==%22Backup%20Job%202%22;Result!=None),EndTime%3E%222025-08-15T20:00:00Z%22");
}

TEST_CASE("UTF-8 and NUL are encoded byte by byte") {
    CHECK(target_of(sample::GetThing{.thing_id = "1", .note = std::string("\xc3\xbc\0\xf0\x9f\x98\x80", 7)}).value() ==
          "/api/things/1/details?format=Entity&%24note=%C3%BC%00%F0%9F%98%80");
}

TEST_CASE("a path parameter is one segment, whatever it holds") {
    CHECK(target_of(sample::GetThing{.thing_id = "a/b?c#d%e f;g=h@i:j&k+l"}).value() ==
          "/api/things/a%2Fb%3Fc%23d%25e%20f;g=h@i:j&k+l/details?format=Entity");
}

TEST_CASE("an empty path parameter is an error, since the path without it is another resource") {
    auto const made = target_of(sample::GetThing{.thing_id = ""});
    REQUIRE(!made);
    CHECK(made.error().kind() == veeam::error_kind::invalid_request);
    CHECK(made.error().was_sent() == veeam::sent::no);
    CHECK(reason(made) ==
          "GetThing: invalid request: the parameter ID is empty, and the path without it is another resource");
}

TEST_CASE("a path parameter cannot climb out of its place") {
    CHECK(reason(target_of(sample::GetThing{.thing_id = ".."})) ==
          "GetThing: invalid request: the parameter ID is \"..\", which would lead to another resource");
    CHECK(reason(target_of(sample::GetThing{.thing_id = "."})) ==
          "GetThing: invalid request: the parameter ID is \".\", which would lead to another resource");
    for (char const* const id : {"../../x", "a/../b", "..\\x"})
        CHECK_FALSE(target_of(sample::GetThing{.thing_id = id}).has_value());
    CHECK(target_of(sample::GetThing{.thing_id = "..."}).value() == "/api/things/.../details?format=Entity");
}

TEST_CASE("several parameters can share a segment") {
    CHECK(target_of(sample::GetPart{.number = 7, .name = "a b"}).value() == "/api/parts/7:a%20b");
}

TEST_CASE("a number out of its range is an error that names the parameter and the limit") {
    CHECK(reason(target_of(sample::GetThing{.thing_id = "1", .limit = 0})) ==
          "GetThing: invalid request: the parameter limit is 0, less than 1");
    CHECK(reason(target_of(sample::GetThing{.thing_id = "1", .limit = 501})) ==
          "GetThing: invalid request: the parameter limit is 501, more than 500");
    CHECK(target_of(sample::GetThing{.thing_id = "1", .limit = 1}).value() ==
          "/api/things/1/details?format=Entity&limit=1");
}
