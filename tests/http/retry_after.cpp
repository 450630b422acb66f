#include <chrono>

#include <doctest/doctest.h>

#include <veeam/http/retry_after.hpp>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_seconds rfc_example{784'111'777s};  // 1994-11-06 08:49:37

std::optional<std::chrono::milliseconds> wait(veeam::headers const& h) {
    return veeam::retry_after(h, rfc_example - 90s);
}

}  // namespace

TEST_CASE("the three forms of an HTTP date are the same point in time") {
    CHECK(veeam::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == rfc_example);
    CHECK(veeam::parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == rfc_example);
    CHECK(veeam::parse_http_date("Sun Nov  6 08:49:37 1994") == rfc_example);
    CHECK(veeam::parse_http_date("Sun Nov 16 08:49:37 1994") == rfc_example + 240h);
}

TEST_CASE("two-digit years belong to 1970 to 2069") {
    CHECK(veeam::parse_http_date("Thursday, 01-Jan-70 00:00:00 GMT") == std::chrono::sys_seconds(0s));
    CHECK(veeam::parse_http_date("Tuesday, 01-Jan-69 00:00:00 GMT") ==
          std::chrono::sys_days(std::chrono::year(2069) / 1 / 1));
}

TEST_CASE("what is not a date is none") {
    for (char const* text :
         {"", "tomorrow", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994",
          "Sun,06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994 GMT",
          "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT"}) {
        CAPTURE(text);
        CHECK(!veeam::parse_http_date(text));
    }
}

TEST_CASE("a wait in seconds is those seconds") {
    CHECK(wait({{"Retry-After", "120"}}) == 120s);
    CHECK(wait({{"retry-after", " 0 "}}) == 0s);
}

TEST_CASE("a date is a wait until then, by the server's own clock if it shows it") {
    CHECK(wait({{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}}) == 90s);
    CHECK(wait({{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"Date", "Sun, 06 Nov 1994 08:49:07 GMT"}}) == 30s);
    CHECK(wait({{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"Date", "nonsense"}}) == 90s);
}

TEST_CASE("a date that has passed is no wait") {
    CHECK(wait({{"Retry-After", "Sun, 06 Nov 1994 08:00:00 GMT"}}) == 0s);
}

TEST_CASE("a header that cannot be read is none, and a huge number does not overflow") {
    CHECK(!wait({}));
    CHECK(!wait({{"Retry-After", ""}}));
    CHECK(!wait({{"Retry-After", "-1"}}));
    CHECK(!wait({{"Retry-After", "1.5"}}));
    CHECK(!wait({{"Retry-After", "soon"}}));
    CHECK(wait({{"Retry-After", "99999999999999999999999"}}) == 100'000'000'000s);
}
