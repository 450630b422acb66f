#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <filter/sample_queries.hpp>
#include <veeam/filter/evaluate.hpp>
#include <veeam/filter/parse.hpp>
#include <veeam/filter/vspc_json.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0::sample::query::backup_agent_job {

struct query;

struct BackupAgentJob {
    std::optional<std::string> name{};
};

struct name_field : veeam::filters::field<query, veeam::filters::kind::text> {
    static constexpr std::string_view key = "name";
    static constexpr auto member = &BackupAgentJob::name;
    veeam::filters::assigned<name_field> operator=(auto const&) const;
};
struct status_field : veeam::filters::field<query, veeam::filters::kind::enumeration<sample::SessionResult>> {
    static constexpr std::string_view key = "lastActivation.status";
    veeam::filters::assigned<status_field> operator=(auto const&) const;
};
struct size_field : veeam::filters::field<query, veeam::filters::kind::integer> {
    static constexpr std::string_view key = "backedUpSize";
    veeam::filters::assigned<size_field> operator=(auto const&) const;
};

inline constexpr name_field name{};
inline constexpr status_field status{};
inline constexpr size_field size{};

struct query {
    static constexpr std::string_view type = "BackupAgentJob";
    static constexpr veeam::filters::dialect dialect = veeam::filters::dialect::vspc_json;
    using entity = BackupAgentJob;
    using fields = veeam::filters::field_list<name_field, status_field, size_field>;
};

}  // namespace veeam::inline v0::sample::query::backup_agent_job

namespace {

namespace filters = veeam::filters;
namespace sample = veeam::sample;
namespace job = sample::query::job;
namespace agent = sample::query::backup_agent_job;
using namespace veeam::fiql::literals;

struct parameters final : veeam::query_sink {
    std::vector<std::string> added;
    void add(std::string_view name, std::string_view value) override {
        added.push_back(std::string(name).append("=").append(value));
    }
};

template <filters::condition E>
std::string json(E const& e) {
    return filters::to_vspc_json(veeam::filter<typename E::query_type>(e));
}

TEST_CASE("A comparison is a list of one expression, with a value of its JSON type") {
    CHECK(json(job::name == "a") == R"([{"property":"Name","operation":"equals","collation":"ordinal","value":"a"}])");
    CHECK(json(job::capacity >= -5) == R"([{"property":"Capacity","operation":"greaterThanOrEqual","value":-5}])");
    CHECK(json(job::compress_ratio < 1.5) == R"([{"property":"CompressRatio","operation":"lessThan","value":1.5}])");
    CHECK(json(job::schedule_configured != true) ==
          R"([{"property":"ScheduleConfigured","operation":"notEquals","value":true}])");
    CHECK(json(job::platform == sample::Platform::VMware) ==
          R"([{"property":"Platform","operation":"equals","value":"VMware"}])");
    CHECK(json(job::object_id == veeam::uuid{"39cb6675-8930-436a-8ac3-8a4ae6195cb1"}) ==
          R"([{"property":"ObjectId","operation":"equals","value":"39cb6675-8930-436a-8ac3-8a4ae6195cb1"}])");
    CHECK(json(job::next_run <= "2025-08-15T06:00:00Z"_utc) ==
          R"([{"property":"NextRun","operation":"lessThanOrEqual","value":"2025-08-15T06:00:00Z"}])");
    CHECK(json(job::capacity > 7) == R"([{"property":"Capacity","operation":"greaterThan","value":7}])");
    CHECK(json(filters::when(false, job::capacity > 7)) == "");
}

TEST_CASE("Groups nest") {
    CHECK(json((job::capacity == 1 || job::capacity == 2) && job::capacity != 3) ==
          R"([{"operation":"and","items":[{"operation":"or","items":[)"
          R"({"property":"Capacity","operation":"equals","value":1},)"
          R"({"property":"Capacity","operation":"equals","value":2}]},)"
          R"({"property":"Capacity","operation":"notEquals","value":3}]}])");
}

TEST_CASE("The collation of text is a choice") {
    veeam::filter<job::query> const f = job::name == "a" && job::cluster_ref == "b" && job::capacity == 1;
    CHECK(filters::to_vspc_json(f, filters::collation::ignorecase) ==
          R"([{"operation":"and","items":[)"
          R"({"property":"Name","operation":"equals","collation":"ignorecase","value":"a"},)"
          R"({"property":"ClusterRef","operation":"equals","collation":"ignorecase","value":"b"},)"
          R"({"property":"Capacity","operation":"equals","value":1}]}])");
}

TEST_CASE("Text is escaped as JSON asks") {
    CHECK(json(job::name == "a\"b\\c\n\x01;,() Ä") ==
          R"([{"property":"Name","operation":"equals","collation":"ordinal","value":"a\"b\\c\n\u0001;,() Ä"}])");
    veeam::filter<job::query> const bad = job::name == "\xff";  // FIQL can carry it
    CHECK_THROWS_WITH_AS(filters::to_vspc_json(bad), "veeam::filters::to_vspc_json: text that is not UTF-8",
                         std::invalid_argument);
}

TEST_CASE("A query type of Service Provider Console writes its parameters as JSON") {
    parameters out;
    veeam::filter<agent::query> const f = agent::status == sample::SessionResult::Failed && agent::name == "a";
    f.write_parameter("filter", out);
    veeam::sort<agent::query>(descending(agent::size)).write_parameter("sort", out);
    filters::select<agent::query>(agent::name, agent::status).write_parameter("select", out);
    veeam::filter<agent::query>{}.write_parameter("filter", out);
    veeam::sort<agent::query>{}.write_parameter("sort", out);
    filters::select<agent::query>{}.write_parameter("select", out);
    CHECK(out.added ==
          std::vector<std::string>{R"(filter=[{"operation":"and","items":[)"
                                   R"({"property":"lastActivation.status","operation":"equals","value":"Failed"},)"
                                   R"({"property":"name","operation":"equals","collation":"ordinal","value":"a"}]}])",
                                   R"(sort=[{"property":"backedUpSize","direction":"descending"}])",
                                   R"(select=[{"propertyPath":"name"},{"propertyPath":"lastActivation.status"}])"});
    static_assert(veeam::self_writing_parameter<filters::select<agent::query>>);
}

TEST_CASE("A dotted path can be typed by a user and written in a literal") {
    auto const typed = veeam::fiql::parse<agent::query>("lastactivation.status==failed");
    REQUIRE(typed.has_value());
    CHECK(filters::to_vspc_json(*typed) ==
          R"([{"property":"lastActivation.status","operation":"equals","value":"Failed"}])");
    veeam::filter<agent::query> const literal = "lastActivation.status==Failed"_fiql;
    CHECK(literal == *typed);
}

TEST_CASE("A JSON dialect refuses text that is not UTF-8 where the filter is made") {
    std::string const bad = "a\xff";
    CHECK_THROWS_WITH_AS(veeam::filter<agent::query>(agent::name == bad),
                         "veeam::filter: the text of a value is not UTF-8", std::invalid_argument);
    auto const typed = veeam::fiql::parse<agent::query>("name==\"a\xff\"");
    REQUIRE(typed.has_error());
    CHECK(typed.error().code() == "not_utf8");
}

TEST_CASE("Several sort orders are one list") {
    CHECK(filters::to_vspc_json({ascending(job::name), veeam::sort<job::query>{}, descending(job::capacity)}) ==
          R"([{"property":"Name","direction":"ascending"},{"property":"Capacity","direction":"descending"}])");
    CHECK(filters::to_vspc_json(veeam::sort<job::query>{}) == "");
    CHECK(filters::to_vspc_json(filters::select<job::query>{}) == "");
}

TEST_CASE("Text can be searched for a part, and for the lack of one") {
    using agents = veeam::filter<agent::query>;
    CHECK(json(contains(agent::name, "sql")) ==
          R"([{"property":"name","operation":"contains","collation":"ordinal","value":"sql"}])");
    CHECK(json(!contains(agent::name, "sql") && agent::size > 1) ==
          R"([{"operation":"and","items":[{"operation":"not","items":[)"
          R"({"property":"name","operation":"contains","collation":"ordinal","value":"sql"}]},)"
          R"({"property":"backedUpSize","operation":"greaterThan","value":1}]}])");
    agents const f = contains(agent::name, std::string("a \"b\"")) || !contains(agent::name, "c");
    CHECK(f.text() == R"(name=contains="a ""b""",name=excludes=c)");
    CHECK(*veeam::fiql::parse<agent::query>(f.text()) == f);
    CHECK(agents("NAME=contains=sql"_fiql).text() == "name=contains=sql");
    CHECK(filters::words(filters::tree_of(f)) == R"(name contains "a "b"" or name does not contain c)");
    std::string const nothing;
    CHECK_THROWS_WITH_AS(contains(agent::name, nothing),
                         "veeam::filter: a text to search for is empty, and every text contains that",
                         std::invalid_argument);
    CHECK(veeam::fiql::parse<agent::query>("name=contains=\"\"").error().code() == "value_expected");
    CHECK(veeam::fiql::parse<agent::query>("backedUpSize=contains=1").error().code() == "the_field_cannot_be_searched");
    // Enterprise Manager has no search.
    CHECK(veeam::fiql::parse<job::query>("Name=contains=a").error().code() == "the_field_cannot_be_searched");
}

TEST_CASE("A search in memory finds what contains a text") {
    auto const found = [](agent::BackupAgentJob const& j, auto const& condition, filters::text_case how) {
        return filters::matches(condition, j, how);
    };
    using enum filters::text_case;
    agent::BackupAgentJob const j{.name = "MS SQL"};
    CHECK(found(j, contains(agent::name, "SQL"), exact));
    CHECK(found(j, contains(agent::name, "MS SQL"), exact));
    CHECK_FALSE(found(j, contains(agent::name, "MS SQL 2"), exact));
    CHECK_FALSE(found(j, contains(agent::name, "sql"), exact));
    CHECK(found(j, contains(agent::name, "sql"), ignored));
    CHECK(found(j, !contains(agent::name, "sql"), exact));
    CHECK_FALSE(found(j, !contains(agent::name, "S"), exact));
    agent::BackupAgentJob const nameless;
    CHECK_FALSE(found(nameless, contains(agent::name, "a"), exact));
    CHECK(found(nameless, !contains(agent::name, "a"), exact));
}

TEST_CASE("Sort orders of text carry a collation where one is given") {
    CHECK(filters::to_vspc_json({ascending(job::name), descending(job::capacity)}, filters::collation::ignorecase) ==
          R"([{"property":"Name","direction":"ascending","collation":"ignorecase"},)"
          R"({"property":"Capacity","direction":"descending"}])");
    CHECK(filters::to_vspc_json(veeam::sort<job::query>(ascending(job::name)), filters::collation::lexicographic) ==
          R"([{"property":"Name","direction":"ascending","collation":"lexicographic"}])");
}

}  // namespace
