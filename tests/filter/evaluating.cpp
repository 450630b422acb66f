#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <filter/sample_queries.hpp>
#include <veeam/filter/evaluate.hpp>

namespace {

namespace filters = veeam::filters;
namespace sample = veeam::sample;
namespace job = sample::query::job;
namespace session = sample::query::backup_job_session;
using namespace std::chrono_literals;
using namespace veeam::fiql::literals;
using filters::matches;

TEST_CASE("Enumerations compare by their documented position, whatever the case of their letters") {
    sample::BackupJobSession s;
    s.result = veeam::open_enum<sample::SessionResult>("warning");
    CHECK(matches(session::result == sample::SessionResult::Warning, s));
    CHECK(matches(session::result >= sample::SessionResult::Warning, s));
    CHECK(matches(session::result > sample::SessionResult::Success, s));
    CHECK_FALSE(matches(session::result >= sample::SessionResult::Failed, s));
    CHECK(matches(session::result < sample::SessionResult::Failed, s));
    CHECK(matches(veeam::filter<session::query>("result==WARNING"_fiql), s));
}

TEST_CASE("An undocumented enumeration value equals nothing and has no order") {
    sample::BackupJobSession s;
    s.result = veeam::open_enum<sample::SessionResult>("None");
    CHECK_FALSE(matches(session::result == sample::SessionResult::Success, s));
    CHECK_FALSE(matches(session::result <= sample::SessionResult::Failed, s));
    CHECK_FALSE(matches(session::result >= sample::SessionResult::Success, s));
    CHECK(matches(session::result != sample::SessionResult::Success, s));
}

TEST_CASE("A missing value satisfies only the inequality") {
    sample::Job const j;
    CHECK_FALSE(matches(job::description == "", j));
    CHECK(matches(job::description != "", j));
    CHECK_FALSE(matches(job::schedule_configured == false, j));
    CHECK(matches(job::schedule_configured != false, j));
    CHECK_FALSE(matches(job::capacity < 1, j));
    CHECK_FALSE(matches(job::capacity >= 1, j));
    CHECK(matches(job::capacity != 1, j));
    CHECK_FALSE(matches(job::next_run <= std::chrono::sys_days{}, j));
    CHECK(matches(job::platform != sample::Platform::VMware, j));
    CHECK_FALSE(matches(job::object_id == "x", j));
    CHECK(matches(job::name == "", j));  // present and empty
}

TEST_CASE("Times compare as points in time, and one without a zone counts as UTC") {
    sample::Job j;
    auto const at = std::chrono::sys_days{std::chrono::year{2025} / 8 / 15} + 6h;
    for (char const* text : {"2025-08-15T06:00:00Z", "2025-08-15T06:00:00", "2025-08-15T08:00:00+02:00",
                             "2025-08-15T06:00:00.000Z", "2025-08-14T23:30:00-06:30"}) {
        CAPTURE(text);
        j.next_run = veeam::timestamp::parse(text);
        REQUIRE(j.next_run.has_value());
        CHECK(matches(job::next_run == at, j));
        CHECK(matches(job::next_run > at - 1s, j));
        CHECK_FALSE(matches(job::next_run > at, j));
    }
    j.next_run = veeam::timestamp::parse("2025-08-15T00:00:00.0000001Z");
    CHECK(matches(job::next_run > std::chrono::year{2025} / 8 / 15, j));
    CHECK(matches(job::next_run < std::chrono::year{2025} / 8 / 16, j));
}

TEST_CASE("A time finer than servers count selects what lies before and after it") {
    sample::BackupJobSession s;
    std::chrono::sys_days const day = std::chrono::year{2025} / 1 / 1;
    s.creation_time_utc = veeam::timestamp(day);
    CHECK(filters::matches(session::creation_time < day + std::chrono::nanoseconds{50}, s));
    CHECK(filters::matches(session::creation_time <= day + std::chrono::nanoseconds{50}, s));
    CHECK_FALSE(filters::matches(session::creation_time > day + std::chrono::nanoseconds{50}, s));
    CHECK_FALSE(filters::matches(session::creation_time >= day + std::chrono::nanoseconds{50}, s));
    CHECK_FALSE(filters::matches(session::creation_time < day - std::chrono::nanoseconds{50}, s));
    CHECK(filters::matches(session::creation_time >= day - std::chrono::nanoseconds{50}, s));
}

TEST_CASE("Identifiers ignore case, and a bare guid equals every URN that ends in it") {
    sample::Job j;
    j.uid = "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    j.object_id = veeam::uuid{"39cb6675-8930-436a-8ac3-8a4ae6195cb1"};
    CHECK(matches(job::uid == "urn:veeam:job:CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10", j));
    CHECK(matches(job::uid == veeam::uuid{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"}, j));
    CHECK_FALSE(matches(job::uid == "urn:veeam:Backup:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10", j));
    CHECK(matches(job::uid != "urn:veeam:Backup:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10", j));
    CHECK_FALSE(matches(job::uid == "39cb6675-8930-436a-8ac3-8a4ae6195cb1", j));
    CHECK(matches(job::object_id == "urn:veeam:ObjectInJob:39CB6675-8930-436A-8AC3-8A4AE6195CB1", j));
    CHECK(matches(job::object_id == veeam::uuid{"39cb6675-8930-436a-8ac3-8a4ae6195cb1"}, j));
    j.uid = "urn:veeam:CatalogVm:srv 1";
    CHECK(matches(job::uid == "urn:veeam:CatalogVm:SRV 1", j));
    CHECK_FALSE(matches(job::uid == "srv 1", j));
}

TEST_CASE("Text compares exactly unless asked otherwise") {
    sample::Job j;
    j.name = "Backup Job \"2\"";
    CHECK(matches(job::name == "Backup Job \"2\"", j));
    CHECK_FALSE(matches(job::name == "backup job \"2\"", j));
    CHECK(matches(job::name == "backup job \"2\"", j, filters::text_case::ignored));
    CHECK_FALSE(matches(job::name == "Backup Job", j, filters::text_case::ignored));
    j.name = "ÄÖ";
    CHECK_FALSE(matches(job::name == "äö", j, filters::text_case::ignored));  // ASCII only, as on the wire
}

TEST_CASE("Numbers compare exactly") {
    sample::Job j;
    j.repository.emplace();
    j.repository->capacity = 9007199254740993;
    CHECK(matches(job::capacity == 9007199254740993, j));
    CHECK_FALSE(matches(job::capacity == 9007199254740992, j));
    CHECK(matches(job::capacity > -1, j));
    j.repository->compress_ratio = 0.1 + 0.2;
    CHECK(matches(job::compress_ratio == 0.1 + 0.2, j));
    CHECK_FALSE(matches(job::compress_ratio == 0.3, j));
    CHECK(matches(job::compress_ratio > -1.5, j));
    CHECK(matches(job::compress_ratio < std::numeric_limits<double>::max(), j));
    CHECK(matches(job::compress_ratio > std::numeric_limits<double>::denorm_min(), j));
    j.repository->compress_ratio = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(matches(job::compress_ratio == 0.3, j));
    CHECK_FALSE(matches(job::compress_ratio < 1, j));
    CHECK(matches(job::compress_ratio != 0.3, j));
}

TEST_CASE("Groups and empty filters mean what they say") {
    sample::Job j;
    j.name = "a";
    CHECK(matches(veeam::filter<job::query>{}, j));
    CHECK(matches(job::name == "a" && (job::name == "b" || job::name == "a"), j));
    CHECK_FALSE(matches(job::name == "a" && (job::name == "b" || job::name == "c"), j));
    CHECK(matches(job::name == "b" || (job::name == "a" && job::name != "c"), j));
    filters::matcher<job::query> const ready(job::name == "a");
    filters::matcher<job::query> const moved = ready;
    CHECK(moved(j));
}

TEST_CASE("A filter that names a field without a member is refused when it is prepared") {
    veeam::filter<session::query> const f = session::name == "a" && session::backup_server_name == "a";
    CHECK_THROWS_WITH_AS(filters::matcher<session::query>{f},
                         "veeam::filters::matcher: the entity has no member for the field BackupServerName",
                         std::invalid_argument);
    CHECK_THROWS_AS(
        filters::sorter(veeam::sort<session::query>(filters::detail::unchecked{}, "BackupServerName", false)),
        std::invalid_argument);
}

TEST_CASE("Entities are sorted by one field, missing values first") {
    std::vector<sample::BackupJobSession> sessions(4);
    sessions[0].name = "b";
    sessions[0].result = sample::SessionResult::Warning;
    sessions[1].name = "c";
    sessions[2].name = "a";
    sessions[2].result = sample::SessionResult::Failed;
    sessions[3].name = "d";
    sessions[3].result = sample::SessionResult::Success;
    auto const names = [&] {
        std::string out;
        for (auto const& s : sessions) out += s.name;
        return out;
    };
    std::stable_sort(sessions.begin(), sessions.end(), filters::sorter(ascending(session::name)));
    CHECK(names() == "abcd");
    std::stable_sort(sessions.begin(), sessions.end(), filters::sorter(descending(session::name)));
    CHECK(names() == "dcba");
    std::stable_sort(sessions.begin(), sessions.end(), filters::sorter(ascending(session::result)));
    CHECK(names() == "cdba");
    std::stable_sort(sessions.begin(), sessions.end(), filters::sorter(descending(session::result)));
    CHECK(names() == "abdc");
    std::stable_sort(sessions.begin(), sessions.end(), filters::sorter(veeam::sort<session::query>{}));
    CHECK(names() == "abdc");
}

}  // namespace
