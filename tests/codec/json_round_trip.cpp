#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>

#include <support/json_documents.hpp>
#include <support/sample_types.hpp>

namespace sample = veeam::sample;

namespace {

template <class T>
T read(std::string_view text) {
    auto value = veeam::json::read<T>(text);
    INFO(text);
    if (!value) FAIL(value.error().text());
    return *std::move(value);
}

template <class T>
std::string written(T const& value) {
    auto text = veeam::json::write(value);
    return text ? *text : text.error().text();
}

template <class T>
std::string read_and_written(std::string_view text) {
    return written(read<T>(text));
}

}  // namespace

TEST_CASE("JSON: every sample document is written back byte for byte and reads as an equal value") {
    std::size_t documents = 0;
    sample::for_each_json_document([&]<class T>(std::type_identity<T>, std::string_view text) {
        T const value = read<T>(text);
        std::string const again = written(value);
        CHECK(again == text);
        CHECK(read<T>(again) == value);
        ++documents;
    });
    CHECK(documents == 50);
}

TEST_CASE("JSON: a document with everything has its values in its members") {
    auto const job = read<sample::Job>(
        R"({"Links":[{"Rel":"Up","Href":"/x"},{}],"Name":"n","UID":"urn:veeam:Job:1","Colour":"gREEN","Scope":10,
            "Size":-5,"Ratio":2.5e-1,"Enabled":false,"CreationTimeUTC":"2020-02-04T13:00:18.277Z",
            "ServerId":"a7a9b5f5-9d40-4ff4-9c14-3a1b9b7c2e11","Schedule":{"Time":"2019-10-23T14:00:00","Days":["Sunday"],
            "Grid":{"Days":[{"Name":"Sunday","Value":"1,0"}]}},"JobInfo":{"ReplicaJobInfo":{"Suffix":"_r"}},
            "Folder":{"Name":"f","Children":[{"Name":"g"}]},"Note":null})");
    CHECK(job.links == std::vector<sample::Link>{{.rel = "Up", .href = "/x"}, {}});
    CHECK(job.name == "n");
    CHECK(job.uid.text() == "urn:veeam:Job:1");
    CHECK(!job.href);
    REQUIRE(job.colour);
    CHECK(job.colour->value() == sample::Colour::Green);
    CHECK(job.colour->text() == "gREEN");
    CHECK(job.scope == sample::Scope::Included);
    CHECK(job.size == -5);
    CHECK(job.ratio == 0.25);
    CHECK(job.enabled == false);
    REQUIRE(job.created);
    CHECK(job.created->text() == "2020-02-04T13:00:18.277Z");
    CHECK(job.server_id == veeam::uuid("a7a9b5f5-9d40-4ff4-9c14-3a1b9b7c2e11"));
    REQUIRE(job.schedule);
    CHECK(job.schedule->time == veeam::time_of_day::at(14, 0));
    CHECK(job.schedule->days == std::vector<std::string>{"Sunday"});
    CHECK(job.schedule->grid == std::vector<sample::DayGrid>{{.name = "Sunday", .value = "1,0"}});
    REQUIRE(job.info);
    auto const* const replica = std::get_if<veeam::box<sample::ReplicaInfo>>(&job.info->options);
    REQUIRE(replica != nullptr);
    CHECK((*replica)->suffix == "_r");
    REQUIRE(job.folder);
    REQUIRE((*job.folder)->children.size() == 1);
    CHECK((*job.folder)->children[0]->name == "g");
    CHECK(job.note.is_null());
    CHECK(job.unknown.empty());
}

TEST_CASE("JSON: null and absent read as an empty optional, and an absent nullable differs from null") {
    CHECK(read<sample::Optionals>(R"({"Text":null,"Integer":null,"Point":null,"Colour":null})") == sample::Optionals{});
    auto const null = read<sample::Nullables>(R"({"Text":null})");
    CHECK(null.text.is_null());
    CHECK(null.integer.is_absent());
    CHECK(written(null) == R"({"Text":null})");
}

TEST_CASE("JSON: a plain list that is null or absent is empty, an optional list keeps absent and empty apart") {
    CHECK(read<sample::Lists>(R"({"Text":null})") == sample::Lists{});
    CHECK(read<sample::Lists>("{}") == sample::Lists{});
    auto const lists = read<sample::OptionalLists>(R"({"Text":null,"Uid":[]})");
    CHECK(!lists.text);
    REQUIRE(lists.uid);
    CHECK(lists.uid->empty());
    CHECK(written(lists) == R"({"Uid":[]})");
}

TEST_CASE("JSON: an empty or null list inside a wrapper object is a list that is there") {
    for (char const* text : {R"({"Excludes":{}})", R"({"Excludes":{"ObjectInJobs":null}})"})
        CHECK(read_and_written<sample::BackupInfo>(text) ==
              R"({"Includes":{"ObjectInJobs":[]},"Excludes":{"ObjectInJobs":[]}})");
    CHECK(!read<sample::BackupInfo>(R"({"Excludes":null})").excludes);
}

TEST_CASE("JSON: members that are written only when set are left out") {
    CHECK(written(sample::Job{}) == "{}");
    CHECK(written(sample::Folder{}) == R"({"Name":""})");
    sample::Credentials const credentials{.user_name = "", .password = ""};
    CHECK(written(credentials) == R"({"UserName":""})");
    CHECK(read<sample::Credentials>(R"({"Password":""})").password == std::nullopt);
    CHECK(read<sample::Credentials>(R"({"Password":"p"})").password == "p");
}

TEST_CASE("JSON: aliases are read for their member and never written") {
    for (char const* text : {R"({"RetrySpecified1":true})", R"({"RetrySpecified":true})", R"({"RetryEnabled":true})",
                             R"({"retryspecified1":true})", R"({"RETRYENABLED":true})"})
        CHECK(read_and_written<sample::RetryOptions>(text) == R"({"RetrySpecified1":true})");
}

TEST_CASE("JSON: names match in any case only where the type says so") {
    auto const job = read<sample::Job>(R"({"name":"n","uid":"u","jobinfo":{"mode":"m"},"CREATIONTIMEUTC":null})");
    CHECK(job.name == "n");
    CHECK(job.uid.text() == "u");
    REQUIRE(job.info);
    CHECK(!job.info->mode);
    CHECK(written(job) == R"({"Name":"n","UID":"u","JobInfo":{"mode":"m"}})");
}

TEST_CASE("JSON: only null alternatives of a choice leave it empty") {
    auto const info = read<sample::JobInfo>(R"({"BackupJobInfo":null,"ReplicaJobInfo":null,"ScriptPath":null})");
    CHECK(info.options.index() == 0);
    CHECK(read<sample::JobInfo>(R"({"BackupJobInfo":null,"LegacyId":7})").options ==
          decltype(info.options)(std::int64_t{7}));
}

TEST_CASE("JSON: unknown members are kept as text and go back behind the member they followed") {
    std::string_view const text =
        R"({"A":1.50,"Name":"n","B":{ "x" : [ 1 , null ] },"C":"\u00e9","UID":"u","N":null,"D":1E2,"Unlisted":"last"})";
    auto const job = read<sample::Job>(text);
    REQUIRE(job.unknown.size() == 5);
    auto const* const members = job.unknown.begin();
    CHECK(members[0] == veeam::unknown_member{.name = "A", .raw = "1.50"});
    CHECK(members[1] == veeam::unknown_member{.name = "B", .raw = R"({ "x" : [ 1 , null ] })", .after = 1});
    CHECK(members[2] == veeam::unknown_member{.name = "C", .raw = R"("\u00e9")", .after = 1});
    CHECK(members[3] == veeam::unknown_member{.name = "D", .raw = "1E2", .after = 2});
    CHECK(members[4] == veeam::unknown_member{.name = "Unlisted", .raw = R"("last")", .after = 2});
    CHECK(written(job) ==
          R"({"A":1.50,"Name":"n","B":{ "x" : [ 1 , null ] },"C":"\u00e9","UID":"u","D":1E2,"Unlisted":"last"})");
}

TEST_CASE("JSON: unknown members go back even if the member they followed is gone") {
    auto job = read<sample::Job>(R"({"Name":"n","UID":"u","Note":"x","Extra":1})");
    job.note.reset();
    CHECK(written(job) == R"({"Name":"n","UID":"u","Extra":1})");
}

TEST_CASE("JSON: unknown names are decoded and written with the escapes they need") {
    auto const job = read<sample::Job>(R"({"Name":"n","UID":"u","q\u0022\n":1})");
    REQUIRE(job.unknown.size() == 1);
    CHECK(job.unknown.begin()->name == "q\"\n");
    CHECK(written(job) == R"({"Name":"n","UID":"u","q\"\n":1})");
}

TEST_CASE("JSON: unknown members inside a wrapper stay inside it") {
    std::string_view const text =
        R"({"Includes":{"Count":2,"ObjectInJobs":[],"Null":null},"Beside":1,"Tags":{"Total":0,"Items":[]}})";
    auto const info = read<sample::BackupInfo>(text);
    REQUIRE(info.unknown.size() == 3);
    auto const* const members = info.unknown.begin();
    CHECK(members[0] == veeam::unknown_member{.name = "Count", .raw = "2", .inside_wrapper = true, .after = 0});
    CHECK(members[1] == veeam::unknown_member{.name = "Beside", .raw = "1", .after = 0});
    CHECK(members[2] == veeam::unknown_member{.name = "Total", .raw = "0", .inside_wrapper = true, .after = 3});
    CHECK(written(info) == R"({"Includes":{"ObjectInJobs":[],"Count":2},"Beside":1,"Tags":{"Items":[],"Total":0}})");
}

TEST_CASE("JSON: a type that keeps no unknown members skips them") {
    CHECK(read_and_written<sample::Strict>(R"({"X":[{}],"Name":"s","Y":"y","Size":1})") == R"({"Name":"s","Size":1})");
}

TEST_CASE("JSON: unknown members that were made by hand are written, at the end if their place is unknown") {
    sample::Strict const strict{.name = "s"};
    sample::ReplicaInfo info{.suffix = "x"};
    info.unknown.push_back({.name = "Last", .raw = "1", .after = 99});
    info.unknown.push_back({.name = "First", .raw = " [ ] "});
    CHECK(written(info) == R"({"First": [ ] ,"Suffix":"x","Last":1})");
}

TEST_CASE("JSON: numeric enumerations read numbers and words and write numbers") {
    CHECK(read_and_written<sample::Optionals>(R"({"Scope":"Excluded"})") == R"({"Scope":2})");
    CHECK(read_and_written<sample::Optionals>(R"({"Scope":"excluded"})") == R"({"Scope":2})");
    CHECK(read_and_written<sample::Optionals>(R"({"Scope":2.0})") == R"({"Scope":2})");
    CHECK(read_and_written<sample::Optionals>(R"({"Scope":-3})") == R"({"Scope":-3})");
    CHECK(read_and_written<sample::Optionals>(R"({"Scope":"Elsewhere"})") == R"({"Scope":"Elsewhere"})");
    auto const unknown = read<sample::Optionals>(R"({"Scope":3})");
    REQUIRE(unknown.scope);
    CHECK(!unknown.scope->known());
    CHECK(unknown.scope->text() == "3");
}

TEST_CASE("JSON: integers are exact and may be written with a fraction or an exponent that comes out even") {
    auto const integer = [](std::string_view text) { return veeam::json::read<std::int64_t>(text); };
    for (auto const& [text, value] : std::vector<std::pair<std::string_view, std::int64_t>>{
             {"0", 0},
             {"-0", 0},
             {"-0.0e5", 0},
             {"0e999999999999999999999", 0},
             {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
             {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
             {"999999999999999999", 999999999999999999},
             {"1000000000000000000", 1000000000000000000},
             {"9007199254740993", 9007199254740993},
             {"3.0", 3},
             {"1e2", 100},
             {"1.5E1", 15},
             {"-1200e-2", -12},
             {"0.000001e6", 1},
             {"92233720368547758.07e2", std::numeric_limits<std::int64_t>::max()},
             {"-9223372036854775808.000", std::numeric_limits<std::int64_t>::min()}}) {
        INFO(text);
        CHECK(integer(text).value() == value);
    }
    for (std::string_view const text :
         {"9223372036854775808", "-9223372036854775809", "10000000000000000000", "99999999999999999999999999", "1.5",
          "1e19", "1e-1", "1e999999999999999999999", "0.1e0", "123e-99999999999999999999"}) {
        INFO(text);
        CHECK(!integer(text).has_value());
    }
}

TEST_CASE("JSON: doubles are written in the shortest form that reads back the same") {
    for (double const value : {0.0, -0.0, 0.1, 1.0 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e22,
                               9007199254740993.0, -123456.789}) {
        std::string const text = written(value);
        double const again = read<double>(text);
        CHECK(again == value);
        CHECK(std::signbit(again) == std::signbit(value));
    }
    CHECK(written(0.1) == "0.1");
    CHECK(written(1e300) == "1e+300");
    CHECK(read<double>("1e-400") == 0.0);
    CHECK(std::signbit(read<double>("-1e-400")));
    CHECK(read<double>("123456789012345678901234567890") == 123456789012345678901234567890.0);
}

TEST_CASE("JSON: times of day read either form and write the date-time form") {
    CHECK(read_and_written<sample::Schedule>(R"({"Time":"14:00:00.0000000+01:00","Grid":null})") ==
          R"({"Time":"2000-01-01T14:00:00.0000000+01:00","Grid":{"Days":[]}})");
}

TEST_CASE("JSON: any value can be a document") {
    CHECK(read_and_written<std::string>(R"( "text" )") == R"("text")");
    CHECK(read_and_written<bool>("true") == "true");
    CHECK(read_and_written<std::int64_t>("\t\n\r -7 ") == "-7");
    CHECK(read_and_written<double>("1.5") == "1.5");
    CHECK(read_and_written<std::vector<std::string>>(R"(["a",""])") == R"(["a",""])");
    CHECK(read_and_written<std::vector<std::string>>("null") == "[]");
    CHECK(read_and_written<std::vector<sample::Strict>>(R"([{"Name":"a"},{"Name":"b"}])") ==
          R"([{"Name":"a"},{"Name":"b"}])");
    CHECK(read_and_written<std::optional<sample::Strict>>("null") == "null");
    CHECK(read_and_written<std::optional<sample::Strict>>(R"({"Name":"a"})") == R"({"Name":"a"})");
    CHECK(read_and_written<std::optional<std::vector<double>>>("null") == "null");
    CHECK(read_and_written<std::optional<std::vector<double>>>("[]") == "[]");
    CHECK(read_and_written<veeam::nullable<std::string>>("null") == "null");
    CHECK(read_and_written<std::vector<std::pair<std::string, std::int64_t>>>(R"({"b":1,"a":2})") ==
          R"({"b":1,"a":2})");
    CHECK(read_and_written<veeam::json_text>(" { } ") == "{ }");
    CHECK(read_and_written<veeam::timestamp>(R"("2024-03-01T22:15:00")") == R"("2024-03-01T22:15:00")");
}

TEST_CASE("JSON: a byte order mark is passed once, at the start") {
    CHECK(read<std::int64_t>("\xef\xbb\xbf 1") == 1);
    CHECK(!veeam::json::read<std::int64_t>(" \xef\xbb\xbf 1"));
    CHECK(!veeam::json::read<std::int64_t>("\xef\xbb\xbf\xef\xbb\xbf 1"));
}

TEST_CASE("JSON: escapes are decoded in values and in names") {
    CHECK(read<std::string>(R"("\u0041\u00e9\u20AC\uD83D\uDE00\u0000\/\"\\\b\f\n\r\t")") ==
          std::string("A\u00e9\u20ac\U0001F600\0/\"\\\b\f\n\r\t", 19));
    CHECK(read<sample::Strict>(R"({"N\u0061me":"x\u003dy"})").name == "x=y");
}

TEST_CASE("JSON: writing appends to what is there") {
    std::string out = "data=";
    sample::Strict const value{.name = "s"};
    CHECK(!veeam::json_codec{}.encode(&value, veeam::root_row<sample::Strict>, out));
    CHECK(out == R"(data={"Name":"s"})");
}

TEST_CASE("JSON: long strings are written whole, whatever must be escaped in them") {
    for (std::size_t length = 0; length < 600; ++length) {
        std::string text(length, 'x');
        for (std::size_t i = 0; i < length; i += 7) text[i] = i % 2 == 0 ? '\x01' : '"';
        if (length >= 2) text.replace(length - 2, 2, "\xc3\xa9");
        CHECK(read<std::string>(written(text)) == text);
    }
}
