#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <veeam/codec/json.hpp>
#include <veeam/codec/nlohmann.hpp>

#include <support/json_documents.hpp>
#include <support/sample_types.hpp>

namespace sample = veeam::sample;

namespace {

template <class Use>
std::string why(Use use) {
    try {
        use();
    } catch (veeam::api_error const& e) {
        return e.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("a generated struct converts to nlohmann::json and back") {
    sample::for_each_json_document([]<class T>(std::type_identity<T>, std::string_view text) {
        auto const expected = nlohmann::ordered_json::parse(text);
        T const value = veeam::json::read<T>(text).value();
        nlohmann::json const j = value;
        CHECK(j == nlohmann::json::parse(text));
        CHECK(nlohmann::json(j.template get<T>()) == j);
        nlohmann::ordered_json const ordered = value;
        CHECK(ordered.dump() == expected.dump());
        CHECK(ordered.template get<T>() == value);
    });
}

TEST_CASE("lists, maps and optionals of generated structs convert as nlohmann converts them") {
    std::vector<sample::Strict> const list{{.name = "a"}, {.name = "b", .size = 2}};
    nlohmann::json const j = list;
    CHECK(j.dump() == R"([{"Name":"a"},{"Name":"b","Size":2}])");
    CHECK(j.get<std::vector<sample::Strict>>() == list);
    std::map<std::string, sample::Strict> const map{{"k", {.name = "a"}}};
    CHECK(nlohmann::json(map).dump() == R"({"k":{"Name":"a"}})");
    nlohmann::json request;
    request["job"] = list[1];
    CHECK(request.dump() == R"({"job":{"Name":"b","Size":2}})");
}

TEST_CASE("our value types convert to nlohmann::json and back") {
    veeam::json_text const free_form(R"({"a":[1,null]})");
    nlohmann::json const j = free_form;
    CHECK(j == nlohmann::json{{"a", {1, nullptr}}});
    CHECK(j.get<veeam::json_text>() == free_form);
    CHECK(nlohmann::json(nullptr).get<veeam::json_text>().text() == "null");

    auto const at = veeam::timestamp::parse("2024-03-01T22:15:00.5Z").value();
    CHECK(nlohmann::json(at).dump() == R"("2024-03-01T22:15:00.5Z")");
    CHECK(nlohmann::json("2024-03-01T22:15:00.5Z").get<veeam::timestamp>() == at);
    CHECK(nlohmann::json(veeam::time_of_day::at(14, 0)).dump() == R"("2000-01-01T14:00:00")");
    CHECK(nlohmann::json(veeam::uuid("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")).dump() ==
          R"("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")");
    CHECK(nlohmann::json(veeam::uid("urn:veeam:Job:1")).dump() == R"("urn:veeam:Job:1")");
    veeam::open_enum<sample::Colour> const colour = sample::Colour::DarkBlue;
    CHECK(nlohmann::json(colour).dump() == R"("DarkBlue")");
    CHECK(nlohmann::json("green").get<veeam::open_enum<sample::Colour>>() == sample::Colour::Green);
    CHECK(nlohmann::json(10).get<veeam::open_enum<sample::Scope>>() == sample::Scope::Included);
}

TEST_CASE("a value that a DOM cannot give is an api_error with the path") {
    auto const job = [](char const* text) { return [=] { (void)nlohmann::json::parse(text).get<sample::Job>(); }; };
    CHECK(why(job(R"({"Name":"n"})")) == "decode: the member is missing, expected a string (at UID)");
    CHECK(why(job(R"({"Name":"n","UID":"u","Size":1.5})")) ==
          "decode: expected an integer of 64 bits, found 1.5 (at Size)");
    CHECK(why(job(R"({"Name":"n","UID":"u","Size":1e30})")) ==
          "decode: expected an integer of 64 bits, found 1e+30 (at Size)");
    CHECK(why(job(R"({"Name":"n","UID":"u","Size":2e2})")) == "no error");
    CHECK(why([] {
              (void)nlohmann::json::binary({1, 2}).get<veeam::json_text>();
          }) == "decode: expected a value of JSON, found binary data");
    CHECK(why([] { (void)nlohmann::json("\xff").get<veeam::json_text>(); }) == "decode: a string must be UTF-8");
    CHECK(why([] {
              (void)nlohmann::json{{"\xff", 1}}.get<veeam::json_text>();
          }) == "decode: a member name must be UTF-8");
    CHECK(why([] { (void)nlohmann::json(std::numeric_limits<double>::quiet_NaN()).get<veeam::json_text>(); }) ==
          "decode: JSON has no number for NaN and infinity");
    CHECK(why([] { (void)nlohmann::json(nlohmann::json::value_t::discarded).get<veeam::json_text>(); }) ==
          "decode: expected a value of JSON, found a discarded one");
    nlohmann::json deep;
    for (int i = 0; i < 100'000; ++i) deep = nlohmann::json::array({std::move(deep)});
    CHECK(why([&] { (void)deep.get<veeam::json_text>(); }).starts_with("decode: nested deeper than 256 levels"));
}

TEST_CASE("a conversion that fails leaves the target as it was") {
    sample::Strict value{.name = "before", .size = 1};
    CHECK_THROWS_AS(nlohmann::json::parse(R"({"Name":"after","Size":"x"})").get_to(value), veeam::api_error);
    CHECK(value == sample::Strict{.name = "before", .size = 1});
}

TEST_CASE("a value that JSON cannot carry does not convert") {
    CHECK(why([] { nlohmann::json const j = sample::Strict{.name = "\xff"}; }) ==
          "encode: a string must be UTF-8 (at Name)");
    CHECK(why([] { nlohmann::json const j = veeam::json_text("{"); }) == "encode: expected one JSON value, found {");
}
