#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/http/form.hpp>

#include <support/sample_types.hpp>

namespace sample = veeam::sample;

TEST_CASE("a form has the set members by their JSON names in the order of the table") {
    sample::Credentials const credentials{.user_name = "operator", .password = "hunter2"};
    CHECK(veeam::form::write(credentials).value() == "UserName=operator&Password=hunter2");
    CHECK(veeam::form::write(sample::Credentials{.password = "x"}).value() == "Password=x");
    CHECK(veeam::form::write(sample::Credentials{}).value().empty());
}

TEST_CASE("a form encodes everything but letters, digits and four marks") {
    std::string all;
    for (int c = 1; c < 0x80; ++c) all += static_cast<char>(c);
    CHECK(veeam::form::write(sample::Credentials{.user_name = all}).value() ==
          "UserName=%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
          "+%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ"
          "%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E%7F");
    CHECK(veeam::form::write(sample::Credentials{.user_name = "M\xc3\xbcller & Co=1+1"}).value() ==
          "UserName=M%C3%BCller+%26+Co%3D1%2B1");
    CHECK(veeam::form::write(sample::Credentials{.user_name = std::string("a\0b", 3)}).value() == "UserName=a%00b");
}

TEST_CASE("a write-only member that is empty is not in the form, another empty one is") {
    CHECK(veeam::form::write(sample::Credentials{.user_name = "", .password = ""}).value() == "UserName=");
}

TEST_CASE("a form writes a value of every plain kind") {
    sample::Optionals all;
    all.text = "t";
    all.integer = -5;
    all.number = 0.25;
    all.boolean = true;
    all.timestamp = veeam::timestamp::parse("2024-03-01T22:15:00Z");
    all.time_of_day = veeam::time_of_day::parse("22:15:00");
    all.uuid = veeam::uuid("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    all.uid = veeam::uid("urn:veeam:Job:1");
    all.colour = sample::Colour::DarkBlue;
    all.scope = sample::Scope::Included;
    CHECK(veeam::form::write(all).value() ==
          "Text=t&Integer=-5&Number=0.25&Boolean=true&Timestamp=2024-03-01T22%3A15%3A00Z&TimeOfDay=22%3A15%3A00"
          "&Uuid=cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10&Uid=urn%3Aveeam%3AJob%3A1&Colour=DarkBlue&Scope=Included");
}

TEST_CASE("a form repeats the name of a list and leaves an empty list out") {
    sample::Lists lists;
    lists.text = {"a", "b c"};
    lists.integer = {1, 2};
    CHECK(veeam::form::write(lists).value() == "Text=a&Text=b+c&Integer=1&Integer=2");
}

TEST_CASE("a form is written behind what is there already") {
    std::string out = "grant_type=password";
    sample::Credentials const credentials{.user_name = "u"};
    CHECK(!veeam::form::encode(&credentials, veeam::root_row<sample::Credentials>, out));
    CHECK(out == "grant_type=password&UserName=u");
}

TEST_CASE("a form takes an optional object and writes nothing for an absent one") {
    std::optional<sample::Credentials> credentials;
    std::string out;
    CHECK(!veeam::form::encode(&credentials, veeam::root_row<std::optional<sample::Credentials>>, out));
    CHECK(out.empty());
    credentials.emplace().user_name = "u";
    CHECK(!veeam::form::encode(&credentials, veeam::root_row<std::optional<sample::Credentials>>, out));
    CHECK(out == "UserName=u");
}

TEST_CASE("what a form cannot carry is an encode error that names the member") {
    auto const why = [](auto const& value) {
        auto const out = veeam::form::write(value);
        REQUIRE(!out.has_value());
        CHECK(out.error().kind() == veeam::error_kind::encode);
        return out.error().text();
    };
    sample::Optionals object;
    object.point = sample::Point{.x = 1};
    CHECK(why(object) == "encode: a form holds plain values only (at Point)");
    sample::Maps map;
    map.texts = {{"a", "b"}};
    CHECK(why(map) == "encode: a form holds plain values only (at Texts)");
    sample::JobInfo choice;
    choice.options = std::string("x");
    CHECK(why(choice) == "encode: a form holds plain values only (at ScriptPath)");
    sample::FreeForm const free_form;
    CHECK(why(free_form) == "encode: a form holds plain values only (at Single)");
    sample::Nullables null;
    null.integer = veeam::null;
    CHECK(why(null) == "encode: a form has no null (at Integer)");
    sample::Optionals number;
    number.number = std::numeric_limits<double>::infinity();
    CHECK(why(number) == "encode: a form has no number for NaN and infinity (at Number)");
    CHECK(why(sample::Credentials{.user_name = "\xff"}) == "encode: a string must be UTF-8 (at UserName)");
    sample::Credentials unknown{.user_name = "u"};
    unknown.unknown.push_back({.name = "Extra", .raw = "1"});
    CHECK(why(unknown) == "encode: an unknown member has no form (at Extra)");

    std::vector<sample::Credentials> const list;
    std::string out;
    auto const problem = veeam::form::encode(&list, veeam::root_row<std::vector<sample::Credentials>>, out);
    REQUIRE(problem);
    CHECK(problem->text() == "encode: a form is written from one object");
}
