#include <cstddef>
#include <cstdint>
#include <limits>
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

/// What decoding comes to with one of the codecs.
template <class T>
struct decoded {
    T value{};
    std::optional<veeam::error> why{};

    decoded(veeam::codec auto const& codec, std::string_view text) {
        why = codec.decode(text, &value, veeam::root_row<T>);
    }
};

template <class T>
std::string encoded(veeam::codec auto const& codec, T const& value) {
    std::string out;
    auto const why = codec.encode(&value, veeam::root_row<T>, out);
    return why ? why->text() : out;
}

bool is_syntax_error(veeam::error const& e) { return e.message().starts_with("[json.exception."); }

/// Both codecs make the same of a text: the same value, or the same refusal.
template <class T>
void check_alike(std::string_view text) {
    decoded<T> const ours(veeam::json_codec{}, text);
    decoded<T> const theirs(veeam::nlohmann_codec{}, text);
    INFO(text);
    REQUIRE(ours.why.has_value() == theirs.why.has_value());
    if (!ours.why) {
        // A free-form text is equal only without its white space and with its escapes decoded.
        if constexpr (!std::is_same_v<T, sample::FreeForm>) CHECK(ours.value == theirs.value);
        CHECK(encoded(veeam::nlohmann_codec{}, ours.value) == encoded(veeam::nlohmann_codec{}, theirs.value));
        CHECK(nlohmann::ordered_json::parse(encoded(veeam::json_codec{}, ours.value)) ==
              nlohmann::ordered_json::parse(encoded(veeam::nlohmann_codec{}, ours.value)));
        return;
    }
    CHECK(theirs.why->kind() == veeam::error_kind::decode);
    if (is_syntax_error(*theirs.why)) {
        CHECK(theirs.why->offset());
        return;
    }
    CHECK(theirs.why->message() == ours.why->message());
    CHECK(theirs.why->path() == ours.why->path());
}

/// Path and value of every leaf that is not null; an empty object or list is no leaf.
nlohmann::json leaves(std::string_view text) {
    nlohmann::json out = nlohmann::json::object();
    auto const flat = nlohmann::json::parse(text).flatten();
    for (auto const& [path, value] : flat.items())
        if (!value.is_null()) out[path] = value;
    return out;
}

}  // namespace

TEST_CASE("nlohmann codec: sample documents read as the same values and are written the same") {
    sample::for_each_json_document([]<class T>(std::type_identity<T>, std::string_view text) {
        check_alike<T>(text);
        decoded<T> const value(veeam::nlohmann_codec{}, text);
        REQUIRE(!value.why);
        INFO(text);
        CHECK(encoded(veeam::json_codec{}, value.value) == text);
        decoded<T> const again(veeam::nlohmann_codec{}, encoded(veeam::nlohmann_codec{}, value.value));
        REQUIRE(!again.why);
        CHECK(again.value == value.value);
    });
}

TEST_CASE("nlohmann codec: mutated documents are read and refused as by the JSON codec") {
    constexpr std::string_view nasty = "\"\\{}[],:0-.en \x01\x80";
    sample::for_each_json_document([&]<class T>(std::type_identity<T>, std::string_view document) {
        for (std::size_t at = 0; at < document.size(); ++at) {
            check_alike<T>(document.substr(0, at));
            check_alike<T>(std::string(document).erase(at, 1));
            std::string text(document);
            text[at] = nasty[at % nasty.size()];
            check_alike<T>(text);
            text = document;
            check_alike<T>(text.insert(at, 1, nasty[(at * 7 + 3) % nasty.size()]));
        }
    });
}

TEST_CASE("nlohmann codec: values of other types are read and refused as by the JSON codec, member by member") {
    std::vector<nlohmann::ordered_json> const values{nullptr,
                                                     true,
                                                     0,
                                                     -1,
                                                     2.0,
                                                     1.5,
                                                     1e300,
                                                     "",
                                                     "x",
                                                     nlohmann::ordered_json::object(),
                                                     nlohmann::ordered_json::array(),
                                                     {{"X", 1}},
                                                     {1, 2},
                                                     {nullptr},
                                                     std::numeric_limits<std::uint64_t>::max(),
                                                     {{"ObjectInJobs", nullptr}},
                                                     {{"ObjectInJobs", 5}},
                                                     {{"Items", {"a"}}, {"More", {1}}},
                                                     "2024-03-01T22:15:00Z",
                                                     "14:00:00"};
    sample::for_each_json_document([&]<class T>(std::type_identity<T>, std::string_view text) {
        auto const document = nlohmann::ordered_json::parse(text);
        auto const flat = document.flatten();
        for (auto const& [path, leaf] : flat.items()) {
            for (nlohmann::ordered_json::json_pointer at(path); !at.empty(); at = at.parent_pointer()) {
                for (auto const& value : values) {
                    auto changed = document;
                    changed[at] = value;
                    check_alike<T>(changed.dump());
                }
            }
        }
    });
}

TEST_CASE("both JSON codecs keep every leaf of a document that is not null") {
    std::size_t count = 0;
    sample::for_each_json_document([&]<class T>(std::type_identity<T>, std::string_view text) {
        auto const before = leaves(text);
        count += before.size();
        INFO(text);
        decoded<T> const ours(veeam::json_codec{}, text);
        CHECK(leaves(encoded(veeam::json_codec{}, ours.value)) == before);
        decoded<T> const theirs(veeam::nlohmann_codec{}, text);
        CHECK(leaves(encoded(veeam::nlohmann_codec{}, theirs.value)) == before);
    });
    CHECK(count == 188);
}

TEST_CASE("both JSON codecs keep the leaves of unknown members in every object of a document") {
    auto const add_unknown = [](auto const& self, nlohmann::ordered_json& j) -> void {
        if (!j.is_structured()) return;
        for (auto& child : j) self(self, child);
        if (j.is_object()) j["Unheard of"] = {{"deep", {1, "two", {{"three", 3.5}}}}};
    };
    auto document = nlohmann::ordered_json::parse(
        R"({"Name":"n","UID":"u","Links":[{"Rel":"Up"}],"JobInfo":{"BackupJobInfo":{"Includes":{"ObjectInJobs":
            [{"Name":"a"},{"Name":"b"}]},"ExcludedFolders":["x"]}},"Schedule":{"Grid":{"Days":[{"Name":"Sunday"}]},
            "RetryOptions":{"RetryTimes":1}},"Folder":{"Name":"f","Children":[{"Name":"g"}]}})");
    add_unknown(add_unknown, document);
    std::string const text = document.dump();
    auto const before = leaves(text);
    CHECK(before.size() == 49);
    decoded<sample::Job> const ours(veeam::json_codec{}, text);
    REQUIRE(!ours.why);
    CHECK(leaves(encoded(veeam::json_codec{}, ours.value)) == before);
    decoded<sample::Job> const theirs(veeam::nlohmann_codec{}, text);
    REQUIRE(!theirs.why);
    CHECK(leaves(encoded(veeam::nlohmann_codec{}, theirs.value)) == before);
    CHECK(encoded(veeam::nlohmann_codec{}, theirs.value) == encoded(veeam::json_codec{}, ours.value));
}

TEST_CASE("nlohmann codec: unknown members have the same places and texts as with the JSON codec") {
    std::string_view const text =
        R"({"A":[1,{"x":null}],"Includes":{"Count":2,"ObjectInJobs":[],"Z":{}},"Beside":-0.5,"Null":null,"Tags":{"T":"t"}})";
    decoded<sample::BackupInfo> const ours(veeam::json_codec{}, text);
    decoded<sample::BackupInfo> const theirs(veeam::nlohmann_codec{}, text);
    REQUIRE(!theirs.why);
    CHECK(same_unknown(ours.value.unknown, theirs.value.unknown));
    CHECK(theirs.value.unknown.size() == 5);
}

TEST_CASE("nlohmann codec: free-form numbers keep their digits when read") {
    decoded<veeam::json_text> const value(veeam::nlohmann_codec{},
                                          "[1.50, 12345678901234567890123, 18446744073709551615]");
    REQUIRE(!value.why);
    CHECK(value.value.text() == "[1.50,12345678901234567890123,18446744073709551615]");
    CHECK(encoded(veeam::nlohmann_codec{}, value.value) == "[1.5,1.2345678901234568e+22,18446744073709551615]");
}

TEST_CASE("nlohmann codec: refusals name the path in wire names") {
    auto const why = []<class T>(std::type_identity<T>, std::string_view text) {
        decoded<T> const value(veeam::nlohmann_codec{}, text);
        return value.why ? value.why->text() : "no error";
    };
    std::type_identity<sample::Job> const job;
    CHECK(why(job, R"({"Name":"n","UID":"u","JobInfo":{"BackupJobInfo":{"Includes":{"ObjectInJobs":)"
                   R"([{"Name":"a"},{"Name":3}]}}}})") ==
          "decode: expected a string, found a number (at JobInfo.BackupJobInfo.Includes[1].Name)");
    CHECK(why(job, R"({"Name":"n"})") == "decode: the member is missing, expected a string (at UID)");
    CHECK(why(job, R"({"Name":"n","name":"n"})") == "decode: the member is there twice (at Name)");
    CHECK(why(job, "[]") == "decode: expected an object, found a list");
    CHECK(why(job, std::string_view("{}\0", 3)) == "decode: a zero byte in the text (byte 2)");
    CHECK(why(std::type_identity<std::int64_t>{}, "18446744073709551615") ==
          "decode: expected an integer of 64 bits, found 18446744073709551615");
    CHECK(why(std::type_identity<std::int64_t>{}, "1.5e0") == "decode: expected an integer of 64 bits, found 1.5e0");
}

TEST_CASE("nlohmann codec: syntax errors tell the byte and repeat nothing of the document") {
    decoded<sample::Strict> const value(veeam::nlohmann_codec{}, "{\"Name\":\"secret\x01\"}");
    REQUIRE(value.why);
    CHECK(value.why->offset() == 15);
    CHECK(value.why->text().find("secret") == std::string::npos);
    decoded<double> const number(veeam::nlohmann_codec{}, "123e456");
    REQUIRE(number.why);
    CHECK(number.why->text().find("123") == std::string::npos);
}

TEST_CASE("nlohmann codec: depth and size are limited") {
    veeam::nlohmann_codec const codec{.limits = {.max_depth = 3, .max_size = 8}};
    CHECK(!decoded<veeam::json_text>(codec, "[[[]]]").why);
    CHECK(decoded<veeam::json_text>(codec, "[[[[]]]]").why->message() == "nested deeper than 3 levels");
    CHECK(decoded<veeam::json_text>(codec, "[[[[]]]] ").why->message() == "the text is longer than 8 bytes");
    CHECK(decoded<veeam::json_text>(veeam::nlohmann_codec{}, std::string(1'000'000, '[')).why->message() ==
          "nested deeper than 256 levels");
}

TEST_CASE("nlohmann codec: what JSON cannot carry is refused when written, as by the JSON codec") {
    auto const check = [](auto const& value) {
        std::string const ours = encoded(veeam::json_codec{}, value);
        CHECK(ours.starts_with("encode: "));
        CHECK(encoded(veeam::nlohmann_codec{}, value) == ours);
    };
    sample::Lists lists;
    lists.number = {std::numeric_limits<double>::infinity()};
    check(lists);
    check(sample::Strict{.name = "\xff"});
    sample::FreeForm free_form;
    free_form.single = veeam::json_text("1,");
    check(free_form);
    sample::ReplicaInfo info;
    info.unknown.push_back({.name = "X", .raw = "x", .format = veeam::unknown_member::form::xml_attribute});
    check(info);
}
