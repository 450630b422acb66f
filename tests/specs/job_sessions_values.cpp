// What the documented example of the job sessions of Backup for Microsoft 365 says, field by field.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/vb365/v6/schemas/job_session.hpp>

#include <support/example_checks.hpp>

namespace {

namespace v6 = veeam::vb365::v6;
using veeam::support::example_of;
using veeam::support::format;

constexpr char specification[] = VEEAM_SPECS_DIR "/vb365_v6";

veeam::timestamp at(std::string_view text) { return veeam::timestamp::parse(text).value(); }

std::vector<std::pair<std::string, v6::Link>> links(std::string const& session, std::string const& job) {
    std::string const self = "/v6/jobsessions/" + session;
    return {{"self", {.href = self}}, {"log", {.href = self + "/logitems"}}, {"job", {.href = "/v6/jobs/" + job}}};
}

example_of<v6::JobSessionPage> page() {
    v6::JobSession nothing_new{
        .id = veeam::uuid("fcb1c775-edbb-4beb-830f-fb051ef9ab1b"),
        .details = "Transferred: 0 B (0 items) at 0 B/s (0 items/s)",
        .creation_time = at("2022-01-31T16:39:24.008771Z"),
        .end_time = at("2022-01-31T16:39:33.402312Z"),
        .retry_count = 0,
        .progress = 1,
        .status = v6::JobSessionStatus::Success,
        .statistics = v6::JobStatistics{.processing_rate_bytes_ps = 0,
                                        .processing_rate_items_ps = 0,
                                        .read_rate_bytes_ps = 797001305,
                                        .write_rate_bytes_ps = 41,
                                        .transferred_data_bytes = 0,
                                        .processed_objects = 0,
                                        .bottleneck = v6::Bottleneck::Target},
        .links = links("fcb1c775-edbb-4beb-830f-fb051ef9ab1b", "1f6f7c97-0df4-4866-8c37-309fda301894")};
    v6::JobSession with_warnings{
        .id = veeam::uuid("8b92cfa3-6b94-4f62-b40a-7ecfa988ae08"),
        .details = "Some objects were processed with warnings",
        .creation_time = at("2022-01-31T16:38:59.5293747Z"),
        .end_time = at("2022-01-31T16:39:23.6847549Z"),
        .retry_count = 3,
        .progress = 0,
        .status = v6::JobSessionStatus::Warning,
        .statistics = v6::JobStatistics{.processing_rate_bytes_ps = 30457,
                                        .processing_rate_items_ps = 0,
                                        .read_rate_bytes_ps = 327661,
                                        .write_rate_bytes_ps = 0,
                                        .transferred_data_bytes = 359459,
                                        .processed_objects = 0,
                                        .bottleneck = v6::Bottleneck::Target},
        .links = links("8b92cfa3-6b94-4f62-b40a-7ecfa988ae08", "b7c1cc0b-2b3c-4096-9ba1-2d665b4ae504")};
    v6::JobSession six_items{
        .id = veeam::uuid("d5f34eeb-17cc-48f9-bab0-4fc5cee225b5"),
        .details = "Transferred: 36.1 KB (6 items) at 2.4 KB/s (0 items/s)",
        .creation_time = at("2022-01-31T16:08:19.6369789Z"),
        .end_time = at("2022-01-31T16:11:55.7263477Z"),
        .retry_count = 0,
        .progress = 76,
        .status = v6::JobSessionStatus::Success,
        .statistics = v6::JobStatistics{.processing_rate_bytes_ps = 2484,
                                        .processing_rate_items_ps = 0,
                                        .read_rate_bytes_ps = 0,
                                        .write_rate_bytes_ps = 17,
                                        .transferred_data_bytes = 36924,
                                        .processed_objects = 6,
                                        .bottleneck = v6::Bottleneck::Source},
        .links = links("d5f34eeb-17cc-48f9-bab0-4fc5cee225b5", "1f6f7c97-0df4-4866-8c37-309fda301894")};
    return {specification,
            "ListJobSessions",
            format::json,
            {.offset = 0,
             .limit = 30,
             .links = {{"self", {.href = "/v6/JobSessions?offset=0&limit=30"}},
                       {"next", {.href = "/v6/JobSessions?offset=30&limit=30"}}},
             .results = {std::move(nothing_new), std::move(with_warnings), std::move(six_items)},
             .set_id = veeam::uuid("00000000-0000-0000-0000-000000000000")}};
}

}  // namespace

TEST_CASE("the example of a page of job sessions has the printed values in every field") {
    page().check_values("totalCount ");
}

TEST_CASE("no leaf of the example of job sessions is read into nowhere") { page().check_changes(); }

TEST_CASE("damage anywhere in the example of job sessions is told with its place") { page().check_damages(); }

TEST_CASE("job sessions keep the spelling of their times and enumerators, and have every member") {
    auto const got =
        veeam::json::read<v6::JobSessionPage>(veeam::support::example_text(specification, "ListJobSessions", "json"));
    REQUIRE(got.has_value());
    REQUIRE(got->results.size() == 3);
    CHECK(got->results[0].creation_time.value().text() == "2022-01-31T16:39:24.008771Z");
    CHECK(got->results[1].end_time.value().text() == "2022-01-31T16:39:23.6847549Z");
    CHECK(got->results[1].status.value().text() == "Warning");
    CHECK(got->results[2].statistics.value().bottleneck.value().text() == "Source");
    for (v6::JobSession const& session : got->results) CHECK(veeam::support::absent_members(session) == "");
}
