#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <support/examples.hpp>

namespace {

using veeam::support::example;

std::vector<example> const& all() {
    static std::vector<example> const loaded = veeam::support::load_all_examples(VEEAM_SPECS_DIR);
    return loaded;
}

example const& find(std::string_view api, std::string_view name, std::string_view media_type) {
    auto const found = std::ranges::find_if(
        all(), [&](example const& e) { return e.api == api && e.name == name && e.media_type == media_type; });
    REQUIRE(found != all().end());
    return *found;
}

}  // namespace

TEST_CASE("Every example says where it belongs, and is valid where it is JSON") {
    CHECK(all().size() > 30);
    for (example const& e : all()) {
        CAPTURE(e.file.string());
        CHECK_FALSE(e.api.empty());
        CHECK_FALSE(e.summary.empty());
        CHECK_FALSE(e.place.empty());
        CHECK((e.is_json() || e.is_xml()));
        if (e.is_json()) CHECK(nlohmann::json::accept(e.text));
    }
}

TEST_CASE("No example is loaded twice") {
    auto const key = [](example const& e) { return e.api + e.operation + e.name + e.place + e.media_type; };
    std::vector<std::string> keys;
    std::ranges::transform(all(), std::back_inserter(keys), key);
    std::ranges::sort(keys);
    CHECK(std::ranges::adjacent_find(keys) == keys.end());
}

TEST_CASE("An example knows its operation, its variant and its status") {
    example const& crm = find("em", "GetJob.crm_backup", "application/xml");
    CHECK(crm.operation == "GetJob");
    CHECK(crm.variant == "crm_backup");
    CHECK(crm.place == "200");
    CHECK(crm.is_answer());
    CHECK(crm.text.starts_with("<Job "));
    example const& refused = find("vspc_v3", "OAuth2Error", "application/json");
    CHECK(refused.operation == "CreateToken");
    CHECK(refused.place == "400");
    CHECK_FALSE(refused.is_answer());
    CHECK(find("em", "Error", "application/json").place == "default");
}

TEST_CASE("Quoted numbers stay text, members keep their order") {
    auto const job = nlohmann::ordered_json::parse(find("vspc_v2", "GetBackupAgentJob", "application/json").text);
    CHECK(job.begin().key() == "id");
    CHECK(job.at("restorePoints").is_number_integer());
    CHECK(job.at("lastRestorePoint").is_null());
    CHECK(job.at("disabled").is_boolean());
    CHECK(job.at("destination") == "C:\\VeeamBackup\\");
    auto const session = nlohmann::ordered_json::parse(find("em", "GetJob", "application/json").text);
    CHECK(session.contains("Name"));
}
