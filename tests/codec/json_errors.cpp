#include <array>
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

#include <veeam/codec/json.hpp>

#include <support/json_documents.hpp>
#include <support/sample_types.hpp>

namespace sample = veeam::sample;

namespace {

/// The whole text of the error, or `no error`.
template <class T>
std::string why(std::string_view text, veeam::json::read_options const& options = {}) {
    auto const value = veeam::json::read<T>(text, options);
    return value ? "no error" : value.error().text();
}

template <class T>
std::string why_not_written(T const& value) {
    auto const text = veeam::json::write(value);
    return text ? *text : text.error().text();
}

/// One value of every type.
constexpr std::string_view candidates[]{"null", "true", "false", "1", "1.5", R"("x")", "{}", "[]"};

bool value_accepts(veeam::field const& f, std::string_view text) {
    bool const is_number = text == "1" || text == "1.5";
    switch (f.kind) {
        case veeam::field_kind::text:
        case veeam::field_kind::uid: return text == R"("x")";
        case veeam::field_kind::boolean: return text == "true" || text == "false";
        case veeam::field_kind::integer: return text == "1";
        case veeam::field_kind::number: return is_number;
        case veeam::field_kind::enumeration: return text == R"("x")" || (f.enum_type().numeric && text == "1");
        case veeam::field_kind::json: return true;
        case veeam::field_kind::timestamp:
        case veeam::field_kind::time_of_day:
        case veeam::field_kind::uuid: return false;
        case veeam::field_kind::object: {
            bool needs_nothing = true;
            for (veeam::field const& member : f.object_type().fields())
                needs_nothing = needs_nothing && member.shape != veeam::field_shape::single;
            return text == "{}" && needs_nothing;
        }
    }
    return false;
}

bool member_accepts(veeam::field const& f, std::string_view text) {
    switch (f.shape) {
        case veeam::field_shape::list:
        case veeam::field_shape::optional_list:
            return text == "null" || text == (f.names.json_item().empty() ? "[]" : "{}");
        case veeam::field_shape::map: return text == "null" || text == "{}";
        case veeam::field_shape::single: return value_accepts(f, text);
        default: return text == "null" || value_accepts(f, text);
    }
}

/// A document of one member, with what the type requires besides.
std::string document_of(veeam::type_table const& type, veeam::field const& f, std::string_view value) {
    std::string text = "{\"" + std::string(f.names.json()) + "\":" + std::string(value);
    for (veeam::field const& other : type.fields()) {
        if (other.shape != veeam::field_shape::single || &other == &f) continue;
        std::string_view filler = R"("x")";
        if (other.kind == veeam::field_kind::integer || other.kind == veeam::field_kind::number) filler = "1";
        if (other.kind == veeam::field_kind::boolean) filler = "true";
        if (other.kind == veeam::field_kind::timestamp) filler = R"("2024-03-01T22:15:00")";
        if (other.kind == veeam::field_kind::time_of_day) filler = R"("22:15:00")";
        if (other.kind == veeam::field_kind::uuid) filler = R"("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")";
        if (other.kind == veeam::field_kind::object) filler = R"({"X":1})";
        text.append(",\"").append(other.names.json()).append("\":").append(filler);
    }
    return text + "}";
}

template <class T>
void check_refused(std::string const& text, std::string const& path) {
    INFO(text);
    auto const value = veeam::json::read<T>(text);
    REQUIRE(!value.has_value());
    CHECK(value.error().kind() == veeam::error_kind::decode);
    CHECK(value.error().path().substr(0, path.size()) == path);
    CHECK(!value.error().message().empty());
    REQUIRE(value.error().offset());
    CHECK(*value.error().offset() < text.size());
}

}  // namespace

TEST_CASE("JSON: a value of a wrong type in any member of any type is an error that names the path") {
    std::size_t refused = 0;
    std::size_t accepted = 0;
    auto const every_member = [&]<class T>(std::type_identity<T>) {
        veeam::type_table const& type = veeam::table<T>::value;
        for (veeam::field const& f : type.fields()) {
            for (std::string_view const c : candidates) {
                std::string const text = document_of(type, f, c);
                if (member_accepts(f, c)) {
                    INFO(text);
                    CHECK(why<T>(text) == "no error");
                    ++accepted;
                } else {
                    check_refused<T>(text, std::string(f.names.json()));
                    ++refused;
                }
                if (f.shape != veeam::field_shape::list && f.shape != veeam::field_shape::optional_list) continue;
                if (value_accepts(f, c)) continue;
                std::string list = "[" + std::string(c) + "]";
                if (!f.names.json_item().empty()) list = "{\"" + std::string(f.names.json_item()) + "\":" + list + "}";
                check_refused<T>(document_of(type, f, list), std::string(f.names.json()) + "[0]");
                ++refused;
            }
        }
    };
    veeam::type_table const* last = nullptr;
    sample::for_each_json_document([&]<class T>(std::type_identity<T> type, std::string_view) {
        if (std::exchange(last, &veeam::table<T>::value) != &veeam::table<T>::value) every_member(type);
    });
    CHECK(refused > 700);
    CHECK(accepted > 200);
}

TEST_CASE("JSON: every document cut off at any byte is an error with an offset") {
    sample::for_each_json_document([]<class T>(std::type_identity<T>, std::string_view text) {
        for (std::size_t size = 0; size < text.size(); ++size) {
            auto const value = veeam::json::read<T>(text.substr(0, size));
            REQUIRE(!value.has_value());
            REQUIRE(value.error().offset());
            CHECK(*value.error().offset() <= size);
        }
    });
}

TEST_CASE("JSON: an identity member that is missing is an error at its object") {
    CHECK(why<sample::Strict>(R"({"Size":1})") ==
          "decode: the member is missing, expected a string (at Name) (byte 0)");
    CHECK(why<sample::JobPage>(R"({"Jobs":[{"Name":"a","UID":"b"},{"Name":"a"}]})") ==
          "decode: the member is missing, expected a string (at Jobs[1].UID) (byte 32)");
    CHECK(why<sample::Strict>(R"({"Name":null})") == "decode: expected a string, found null (at Name) (byte 8)");
    sample::for_each_json_document([]<class T>(std::type_identity<T>, std::string_view) {
        for (veeam::field const& f : veeam::table<T>::value.fields()) {
            if (f.shape != veeam::field_shape::single) continue;
            std::string const text = document_of(veeam::table<T>::value, f, "0");
            std::size_t const next = text.find(',');
            std::string const without = next == std::string::npos ? "{}" : "{" + text.substr(next + 1);
            auto const value = veeam::json::read<T>(without);
            REQUIRE(!value.has_value());
            CHECK(value.error().path() == f.names.json());
        }
    });
}

TEST_CASE("JSON: errors say what was expected, what was found, and where") {
    CHECK(why<sample::Job>("") == "decode: expected an object, found the end of the text (byte 0)");
    CHECK(why<sample::Job>(" \n") == "decode: expected an object, found the end of the text (byte 2)");
    CHECK(why<sample::Job>("<!DOCTYPE html><html>") == "decode: expected an object, found '<' (byte 0)");
    CHECK(why<sample::Job>("[]") == "decode: expected an object, found a list (byte 0)");
    CHECK(why<std::vector<sample::Job>>("{}") == "decode: expected a list, found an object (byte 0)");
    CHECK(why<sample::Job>(R"({"Name":"n","UID":"u","JobInfo":{"BackupJobInfo":{"Includes":{"ObjectInJobs":)"
                           R"([{"Name":"a"},{"Name":"b"},{"Name":3}]}}}})") ==
          "decode: expected a string, found a number (at JobInfo.BackupJobInfo.Includes[2].Name) (byte 112)");
    CHECK(why<sample::BackupInfo>(R"({"Includes":[]})") ==
          "decode: expected an object, found a list (at Includes) (byte 12)");
    CHECK(why<sample::BackupInfo>(R"({"Includes":{"ObjectInJobs":{}}})") ==
          "decode: expected a list, found an object (at Includes.ObjectInJobs) (byte 28)");
    CHECK(why<sample::Optionals>(R"({"Boolean":"true"})") ==
          "decode: expected true or false, found a string (at Boolean) (byte 11)");
    CHECK(why<sample::Optionals>(R"({"Integer":"1"})") ==
          "decode: expected an integer, found a string (at Integer) (byte 11)");
    CHECK(why<sample::Optionals>(R"({"Integer":1.5})") ==
          "decode: expected an integer of 64 bits, found 1.5 (at Integer) (byte 11)");
    CHECK(why<sample::Optionals>(R"({"Integer":9223372036854775808})") ==
          "decode: expected an integer of 64 bits, found 9223372036854775808 (at Integer) (byte 11)");
    CHECK(why<sample::Optionals>(R"({"Number":1e999})") ==
          "decode: expected a number that a double can hold, found 1e999 (at Number) (byte 10)");
    CHECK(why<sample::Optionals>(R"({"Number":)" + std::string(400, '9') + "}") ==
          "decode: expected a number that a double can hold, found " + std::string(40, '9') +
              "... (at Number) (byte 10)");
    CHECK(why<sample::Optionals>(R"({"Timestamp":"2024-02-30T00:00:00"})") ==
          R"(decode: expected a date and time, found "2024-02-30T00:00:00" (at Timestamp) (byte 13))");
    CHECK(why<sample::Optionals>(R"({"TimeOfDay":"24:00"})") ==
          R"(decode: expected a time, found "24:00" (at TimeOfDay) (byte 13))");
    CHECK(why<sample::Optionals>(R"({"Uuid":""})") == R"(decode: expected a uuid, found "" (at Uuid) (byte 8))");
    CHECK(why<sample::Optionals>(R"({"Scope":true})") ==
          "decode: expected a number or a string, found true (at Scope) (byte 9)");
    CHECK(why<sample::Maps>(R"({"Integers":{"a.b":null}})") ==
          "decode: expected an integer, found null (at Integers.a.b) (byte 19)");
    CHECK(why<sample::Strict>(R"({"Name":"s","X":[1,2,}]})") == "decode: expected a value, found '}' (at X) (byte 21)");
}

TEST_CASE("JSON: faults of syntax are told at the byte where they are") {
    CHECK(why<sample::Strict>(R"({"Name":"s",})") == "decode: expected a member name, found '}' (byte 12)");
    CHECK(why<sample::Strict>(R"({"Name" "s"})") == "decode: expected ':', found a string (byte 8)");
    CHECK(why<sample::Strict>(R"({"Name":"s" "Size":1})") == "decode: expected ',' or '}', found a string (byte 12)");
    CHECK(why<sample::Strict>(R"({"Name":"s"}})") == "decode: expected the end of the text, found '}' (byte 12)");
    CHECK(why<sample::Strict>(R"({Name:"s"})") == "decode: expected a member name, found 'N' (byte 1)");
    CHECK(why<sample::Strict>(R"({"Name":'s'})") == "decode: expected a string, found ''' (at Name) (byte 8)");
    CHECK(why<sample::Strict>(R"({"Name":"s","Size":01})") == "decode: expected ',' or '}', found a number (byte 20)");
    CHECK(why<sample::Strict>(R"({"Name":"s","Size":1.})") ==
          "decode: expected a digit, found '}' (at Size) (byte 21)");
    CHECK(why<sample::Strict>(R"({"Name":"s","Size":-})") == "decode: expected a digit, found '}' (at Size) (byte 20)");
    CHECK(why<sample::Strict>(R"({"Name":"s","Size":-inf})") ==
          "decode: expected a digit, found 'i' (at Size) (byte 20)");
    CHECK(why<sample::Strict>(R"({"Name":"s","Size":+1})") ==
          "decode: expected an integer, found '+' (at Size) (byte 19)");
    CHECK(why<std::vector<double>>("[1,]") == "decode: expected a number, found ']' (at [1]) (byte 3)");
    CHECK(why<std::vector<double>>("[1 2]") == "decode: expected ',' or ']', found a number (byte 3)");
    CHECK(why<double>("NaN") == "decode: expected a number, found 'N' (byte 0)");
    CHECK(why<double>("1e") == "decode: expected a digit, found the end of the text (byte 2)");
    CHECK(why<bool>("tru") == "decode: expected true or false, found 't' (byte 0)");
    CHECK(why<bool>("True") == "decode: expected true or false, found 'T' (byte 0)");
    CHECK(why<veeam::json_text>("nul") == "decode: expected a value, found 'n' (byte 0)");
    CHECK(why<veeam::json_text>(std::string_view("1\0", 2)) ==
          "decode: expected the end of the text, found byte 0x00 (byte 1)");
    CHECK(why<veeam::json_text>("\xff") == "decode: expected a value, found byte 0xff (byte 0)");
    CHECK(why<sample::Optionals>(R"({"Text":nil})") == "decode: expected a string, found 'n' (at Text) (byte 8)");
}

TEST_CASE("JSON: faulty strings are told at the byte where they are") {
    CHECK(why<std::string>(R"("abc)") == "decode: the text ends inside a string (byte 4)");
    CHECK(why<std::string>(R"("abc\)") == "decode: the text ends inside a string (byte 5)");
    CHECK(why<std::string>("\"a\nb\"") ==
          "decode: a control character in a string must be escaped, found byte 0x0a (byte 2)");
    CHECK(why<std::string>(R"("\x41")") == R"(decode: no such escape in a string: \'x' (byte 1))");
    CHECK(why<std::string>(R"("\u12")") == R"(decode: an escape \u needs four hexadecimal digits (byte 1))");
    CHECK(why<std::string>(R"("\u12G4")") == R"(decode: an escape \u needs four hexadecimal digits (byte 1))");
    CHECK(why<std::string>(R"("\u12)") == "decode: the text ends inside a string (byte 5)");
    CHECK(why<std::string>(R"("\uD800")") == R"(decode: half of a surrogate pair in a string: \uD800 (byte 1))");
    CHECK(why<std::string>(R"("\udc00x")") == R"(decode: half of a surrogate pair in a string: \udc00 (byte 1))");
    CHECK(why<std::string>(R"("\uD800\u0041")") == R"(decode: half of a surrogate pair in a string: \uD800 (byte 1))");
    CHECK(why<std::string>(R"("\uD800\n")") == R"(decode: half of a surrogate pair in a string: \uD800 (byte 1))");
    CHECK(why<std::string>("\"a\xc0\xaf\"") == "decode: a string must be UTF-8, found byte 0xc0 (byte 2)");
    CHECK(why<std::string>("\"\xed\xa0\x80\"") == "decode: a string must be UTF-8, found byte 0xed (byte 1)");
    CHECK(why<sample::Job>("{\"Name\":\"\xe2\x82\"}") ==
          "decode: a string must be UTF-8, found byte 0xe2 (at Name) (byte 9)");
    CHECK(why<sample::Job>("{\"N\xff\":1}") == "decode: a string must be UTF-8, found byte 0xff (byte 3)");
}

TEST_CASE("JSON: a member that is there twice is an error, in whatever spelling") {
    CHECK(why<sample::Strict>(R"({"Name":"a","Name":"b"})") == "decode: the member is there twice (at Name) (byte 12)");
    CHECK(why<sample::Strict>(R"({"Name":"a","N\u0061me":"b"})") ==
          "decode: the member is there twice (at Name) (byte 12)");
    CHECK(why<sample::Job>(R"({"Name":"a","name":null})") == "decode: the member is there twice (at Name) (byte 12)");
    CHECK(why<sample::RetryOptions>(R"({"RetrySpecified":true,"RetrySpecified1":true})") ==
          "decode: the member is there twice (at RetrySpecified1) (byte 23)");
    CHECK(why<sample::Optionals>(R"({"Text":null,"Text":"x"})") ==
          "decode: the member is there twice (at Text) (byte 13)");
    CHECK(why<sample::ReplicaInfo>(R"({"X":null,"X":1})") == "decode: the member is there twice (at X) (byte 10)");
    CHECK(why<sample::Strict>(R"({"Name":"a","X":1,"X":1})") == "decode: the member is there twice (at X) (byte 18)");
    CHECK(why<sample::Maps>(R"({"Texts":{"a":"1","b":"2","a":"3"}})") ==
          "decode: the member is there twice (at Texts.a) (byte 26)");
    CHECK(why<sample::BackupInfo>(R"({"Includes":{"ObjectInJobs":[],"ObjectInJobs":[]}})") ==
          "decode: the member is there twice (at Includes.ObjectInJobs) (byte 31)");
    CHECK(why<sample::BackupInfo>(R"({"Includes":{"X":1,"X":2}})") ==
          "decode: the member is there twice (at Includes.X) (byte 19)");
    CHECK(why<sample::ReplicaInfo>(R"({"x":1,"X":1})") == "no error");
}

TEST_CASE("JSON: many unknown members are told apart and their repetition is found") {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i) text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    CHECK(veeam::json::read<sample::ReplicaInfo>(text + R"("Suffix":"s"})").value().unknown.size() == 100'000);
    CHECK(why<sample::ReplicaInfo>(text + R"("m99999":1})") ==
          "decode: the member is there twice (at m99999) (byte " + std::to_string(text.size()) + ")");
    std::string map = R"({"Integers":)" + text;
    map.back() = '}';
    CHECK(veeam::json::read<sample::Maps>(map + "}").value().integers.size() == 100'000);
}

TEST_CASE("JSON: two alternatives of a choice are an error") {
    CHECK(why<sample::JobInfo>(R"({"ScriptPath":"a","LegacyId":1})") ==
          "decode: only one alternative can be there, found ScriptPath too (at LegacyId) (byte 29)");
    CHECK(why<sample::JobInfo>(R"({"ReplicaJobInfo":{},"BackupJobInfo":{}})") ==
          "decode: only one alternative can be there, found ReplicaJobInfo too (at BackupJobInfo) (byte 37)");
    CHECK(why<sample::JobInfo>(R"({"ReplicaJobInfo":{},"BackupJobInfo":null})") == "no error");
}

TEST_CASE("JSON: what is nested too deep is an error and not an overflow") {
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(why<veeam::json_text>(nested(256)) == "no error");
    CHECK(why<veeam::json_text>(nested(257)) == "decode: nested deeper than 256 levels (byte 256)");
    CHECK(why<veeam::json_text>(nested(3), {.max_depth = 2}) == "decode: nested deeper than 2 levels (byte 2)");
    CHECK(why<veeam::json_text>(nested(1), {.max_depth = 0}) == "decode: nested deeper than 0 levels (byte 0)");
    CHECK(why<veeam::json_text>(nested(1024), {.max_depth = 1'000'000}) == "no error");
    CHECK(why<veeam::json_text>(nested(1025), {.max_depth = 1'000'000}) ==
          "decode: nested deeper than 1024 levels (byte 1024)");
    CHECK(why<veeam::json_text>(std::string(1'000'000, '[')) == "decode: nested deeper than 256 levels (byte 256)");

    std::string objects;
    for (int i = 0; i < 1'000'000; ++i) objects += R"({"":)";
    CHECK(why<veeam::json_text>(objects) == "decode: nested deeper than 256 levels (byte 1024)");
    CHECK(why<sample::ReplicaInfo>(R"({"X":)" + objects) == "decode: nested deeper than 256 levels (at X) (byte 1025)");

    auto const folders = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 1; i < depth; ++i) text += R"({"Name":"f","Parent":)";
        text += R"({"Name":"f")" + std::string(depth, '}');
        return text;
    };
    CHECK(why<sample::Folder>(folders(256)) == "no error");
    CHECK(veeam::json::read<sample::Folder>(folders(257)).error().message() == "nested deeper than 256 levels");
    auto const deep = veeam::json::read<sample::Folder>(folders(1024), {.max_depth = 1024});
    REQUIRE(deep.has_value());
    CHECK(veeam::json::write(*deep).value() == folders(1024));
    CHECK(veeam::json::read<sample::Folder>(folders(100'000), {.max_depth = 100'000}).error().message() ==
          "nested deeper than 1024 levels");
}

TEST_CASE("JSON: a text longer than the limit is refused before it is read") {
    CHECK(why<std::int64_t>("1234", {.max_size = 4}) == "no error");
    CHECK(why<std::int64_t>("12345", {.max_size = 4}) == "decode: the text is longer than 4 bytes (byte 0)");
}

TEST_CASE("JSON: names of any length are cut in a path") {
    auto const text = "{\"Integers\":{\"" + std::string(1000, 'k') + "\":null}}";
    CHECK(veeam::json::read<sample::Maps>(text).error().path() == "Integers." + std::string(100, 'k') + "...");
}

TEST_CASE("JSON: values that JSON cannot carry are encode errors that name the path") {
    CHECK(why_not_written(std::numeric_limits<double>::quiet_NaN()) ==
          "encode: JSON has no number for NaN and infinity");
    sample::Lists lists;
    lists.number = {1.0, -std::numeric_limits<double>::infinity()};
    CHECK(why_not_written(lists) == "encode: JSON has no number for NaN and infinity (at Number[1])");
    CHECK(why_not_written(sample::Strict{.name = "a\xff"}) == "encode: a string must be UTF-8 (at Name)");
    CHECK(why_not_written(sample::Strict{.name = "\xed\xa0\x80"}) == "encode: a string must be UTF-8 (at Name)");
    sample::Optionals enumeration;
    enumeration.colour = veeam::open_enum<sample::Colour>("\xc3");
    CHECK(why_not_written(enumeration) == "encode: a string must be UTF-8 (at Colour)");
    sample::FreeForm free_form;
    free_form.map = {{"k", veeam::json_text("{1}")}};
    CHECK(why_not_written(free_form) == "encode: expected one JSON value, found {1} (at Map.k)");
    free_form.map = {{"\xff", veeam::json_text("1")}};
    CHECK(why_not_written(free_form).starts_with("encode: a member name must be UTF-8 (at Map."));
    for (char const* text : {"", "1 2", "[", "nul",
                             "\xef\xbb\xbf"
                             "1"}) {
        INFO(text);
        CHECK(!veeam::json::write(veeam::json_text(text)));
    }
    CHECK(veeam::json::write(veeam::json_text(" 1 ")).value() == " 1 ");
    CHECK(veeam::json::write(veeam::json_text(std::string(1024, '[') + std::string(1024, ']'))).has_value());
    CHECK(!veeam::json::write(veeam::json_text(std::string(1025, '[') + std::string(1025, ']'))));
}

TEST_CASE("JSON: an unknown member that was read from XML is an encode error until it is dropped") {
    sample::JobInfo info;
    auto& backup = info.options.emplace<sample::BackupInfo>();
    for (auto const form : {veeam::unknown_member::form::xml_element, veeam::unknown_member::form::xml_attribute,
                            veeam::unknown_member::form::xml_text}) {
        backup.unknown.push_back({.name = "Extra", .raw = "<Extra/>", .format = form, .after = 0});
        CHECK(why_not_written(info) ==
              "encode: an unknown member that was read from XML has no exact form in JSON (at BackupJobInfo.Extra)");
        backup.unknown.clear();
    }
    CHECK(why_not_written(info) == R"({"BackupJobInfo":{"Includes":{"ObjectInJobs":[]}}})");
    backup.unknown.push_back({.name = "Extra", .raw = "not JSON"});
    CHECK(why_not_written(info) == "encode: expected one JSON value, found not JSON (at BackupJobInfo.Extra)");
}

TEST_CASE("JSON: a value that is nested too deep to be read back is not written") {
    sample::Folder folder{.name = "f"};
    for (int i = 1; i < 1025; ++i) {
        sample::Folder outer{.name = "f"};
        outer.parent = std::move(folder);
        folder = std::move(outer);
    }
    auto const text = veeam::json::write(folder);
    REQUIRE(!text.has_value());
    CHECK(text.error().message() == "nested deeper than 1024 levels");
}

namespace {

/// More members than one word has bits: 70 optional ones and an identity member at the end.
struct wide {
    std::optional<std::int64_t> members[70]{};
    std::string last{};
};

constexpr std::size_t name_size = 3;
constexpr auto wide_names = [] {
    std::array<char, 70 * name_size> text{};
    for (std::size_t i = 0; i < 70; ++i) {
        text[i * name_size] = 'm';
        text[i * name_size + 1] = static_cast<char>('0' + i / 10);
        text[i * name_size + 2] = static_cast<char>('0' + i % 10);
    }
    return text;
}();

}  // namespace

template <>
struct veeam::table<wide> {
    static constexpr auto rows = [] {
        std::array<field, 71> out{};
        for (std::size_t i = 0; i < 70; ++i)
            out[i] = row<std::optional<std::int64_t>>(i * sizeof(std::optional<std::int64_t>),
                                                      {.json = {&wide_names[i * name_size], name_size}});
        out[70] = row<std::string>(offsetof(wide, last), {.json = "last"});
        return out;
    }();
    static constexpr type_table value{.name = "wide", .rows = rows.data(), .size = rows.size()};
};

TEST_CASE("JSON: a type with many members is checked as one with few") {
    std::string text = "{";
    for (std::size_t i = 70; i-- > 0;)
        text.append("\"")
            .append(veeam::table<wide>::rows[i].names.json())
            .append("\":")
            .append(std::to_string(i))
            .append(",");
    auto const value = veeam::json::read<wide>(text + R"("last":"x"})");
    REQUIRE(value.has_value());
    for (std::size_t i = 0; i < 70; ++i) CHECK(value->members[i] == static_cast<std::int64_t>(i));
    CHECK(why<wide>(text + R"("m69":1})") ==
          "decode: the member is there twice (at m69) (byte " + std::to_string(text.size()) + ")");
    CHECK(why<wide>(text + R"("m00":1})") ==
          "decode: the member is there twice (at m00) (byte " + std::to_string(text.size()) + ")");
    CHECK(why<wide>(text + R"("x":1})") == "decode: the member is missing, expected a string (at last) (byte 0)");
    CHECK(why<wide>(R"({"last":"x"})") == "no error");
}
