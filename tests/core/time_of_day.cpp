#include <veeam/core/time_of_day.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/core/timestamp.hpp>

namespace {

using veeam::time_of_day;
using namespace std::chrono_literals;

static_assert(sizeof(time_of_day) == 16);
static_assert(std::is_standard_layout_v<time_of_day>);
static_assert(std::is_trivially_copyable_v<time_of_day>);
static_assert(time_of_day::at(22, 0) == time_of_day::parse("22:00:00"));

template <class T>
concept ordered = requires(T const& a) { a < a; };
static_assert(!ordered<time_of_day>);

std::string time_text(time_of_day const& t) {
    char buffer[time_of_day::max_time_size];
    return std::string(buffer, t.print_time(buffer));
}

std::string date_time_text(time_of_day const& t) {
    char buffer[time_of_day::max_date_time_size];
    return std::string(buffer, t.print_date_time(buffer));
}

TEST_CASE("a time of day prints the XML form back") {
    for (std::string_view const text : {"22:00:00.0000000-07:00", "22:00:00", "00:00:00Z", "23:59:59.9999999+23:59",
                                        "01:02:03.4-00:00", "01:02:03.40+00:00"}) {
        CAPTURE(text);
        std::optional<time_of_day> const read = time_of_day::parse_time(text);
        REQUIRE(read);
        CHECK(time_text(*read) == text);
        CHECK(read->text() == text);
        CHECK(time_of_day::parse(text) == read);
        CHECK_FALSE(time_of_day::parse_date_time(text));
    }
}

TEST_CASE("a time of day prints the JSON form back with the date it was read with") {
    for (std::string_view const text : {"2020-02-04T22:00:00+13:00", "2020-02-29T22:00:00", "0001-01-01T00:00:00Z",
                                        "9999-12-31T23:59:59.9999999-23:59"}) {
        CAPTURE(text);
        std::optional<time_of_day> const read = time_of_day::parse_date_time(text);
        REQUIRE(read);
        CHECK(date_time_text(*read) == text);
        CHECK(time_text(*read) == text.substr(11));
        CHECK(date_time_text(time_of_day::parse(text).value()) == text);
        CHECK_FALSE(time_of_day::parse_time(text));
    }
}

TEST_CASE("a time of day that was read without a date is written with the first day of 2000") {
    CHECK(date_time_text(time_of_day::parse("22:00:00.0000000-07:00").value()) == "2000-01-01T22:00:00.0000000-07:00");
    CHECK(date_time_text(time_of_day()) == "2000-01-01T00:00:00");
    CHECK(date_time_text(time_of_day::at(6, 5)) == "2000-01-01T06:05:00");
}

TEST_CASE("times of day are equal where they show the same time at the same offset") {
    time_of_day const xml = time_of_day::parse("22:00:00.0000000-07:00").value();
    CHECK(xml == time_of_day::parse("2020-02-04T22:00:00-07:00"));
    CHECK(xml == time_of_day::parse("1999-12-31T22:00:00.00-07:00"));
    CHECK(time_of_day::parse("22:00:00Z") == time_of_day::parse("22:00:00+00:00"));
    CHECK(time_of_day::parse("22:00:00-00:00") == time_of_day::parse("22:00:00+00:00"));

    CHECK(xml != time_of_day::parse("22:00:00"));
    CHECK(xml != time_of_day::parse("22:00:00-06:00"));
    CHECK(xml != time_of_day::parse("22:00:00+07:00"));
    CHECK(xml != time_of_day::parse("22:00:00.0000001-07:00"));
    CHECK(xml != time_of_day::parse("21:00:00-07:00"));
    CHECK(time_of_day::parse("22:00:00Z") != time_of_day::parse("22:00:00"));
    CHECK_FALSE(time_of_day::parse("22:00:00-07:00") == time_of_day::parse("05:00:00Z"));
}

TEST_CASE("a time of day is refused exactly where a timestamp at that time is") {
    std::string const date = "2024-02-29T";
    int accepted = 0;
    std::string first_fault;
    for (std::string_view const valid : {"22:10:09", "19:59:39.9876543-07:30", "09:10:29.5Z", "20:08:40+13:00"}) {
        for (std::size_t at = 0; at < valid.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(valid);
                text[at] = static_cast<char>(byte);
                std::optional<time_of_day> const read = time_of_day::parse_time(text);
                std::optional<time_of_day> const dated = time_of_day::parse_date_time(date + text);
                bool const valid_time = veeam::timestamp::parse(date + text).has_value();
                bool ok = read.has_value() == valid_time && dated.has_value() == valid_time;
                if (valid_time) ok = ok && time_text(*read) == text && date_time_text(*dated) == date + text;
                if (!ok && first_fault.empty()) first_fault = text;
                accepted += valid_time;
            }
            std::string const part(valid.substr(0, at));
            if (time_of_day::parse_time(part).has_value() != veeam::timestamp::parse(date + part).has_value() &&
                first_fault.empty())
                first_fault = part;
        }
    }
    CHECK(first_fault == "");
    CHECK(accepted > 300);
}

TEST_CASE("a time of day is refused with a date that does not exist") {
    CHECK(time_of_day::parse("2024-02-29T22:00:00"));
    CHECK_FALSE(time_of_day::parse("2023-02-29T22:00:00"));
    CHECK_FALSE(time_of_day::parse("0000-01-01T22:00:00"));
    CHECK_FALSE(time_of_day::parse("2024-02-31T22:00:00"));
    CHECK_FALSE(time_of_day::parse("2024-02-29 22:00:00"));
    CHECK_FALSE(time_of_day::parse(""));
    CHECK_FALSE(time_of_day::parse("22:"));
    CHECK_FALSE(time_of_day::parse("22:00"));
    CHECK_FALSE(time_of_day::parse("T22:00:00"));
    CHECK_FALSE(time_of_day::parse("24:00:00"));
    CHECK_FALSE(time_of_day::parse("10:00 PM"));
}

TEST_CASE("a time of day reads no byte behind the end of its text") {
    for (std::string_view const valid : {"22:00:00.0000000-07:00", "2020-02-04T22:00:00.1+13:00"}) {
        std::size_t accepted = 0;
        for (std::size_t size = 0; size <= valid.size(); ++size) {
            std::vector<char> const exact(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(size));
            accepted += time_of_day::parse({exact.data(), exact.size()}).has_value();
        }
        CHECK(accepted == (valid[2] == ':' ? 9 : 3));
    }
}

TEST_CASE("a time of day is made from hours and minutes") {
    CHECK(time_of_day::at(22, 30).text() == "22:30:00");
    CHECK(time_of_day::at(0, 0).text() == "00:00:00");
    CHECK(time_of_day::at(23, 59, 0min).text() == "23:59:00+00:00");
    CHECK(time_of_day::at(22, 0, -7h).text() == "22:00:00-07:00");
    CHECK(time_of_day::at(22, 0, 5h + 45min).text() == "22:00:00+05:45");
    CHECK(time_of_day::at(22, 0, -23h - 59min).text() == "22:00:00-23:59");
    CHECK(time_of_day::at(22, 30).since_midnight() == 22h + 30min);
    CHECK(time_of_day::at(22, 0, -7h).offset() == -7h);
    CHECK_FALSE(time_of_day::at(22, 0).offset());
    CHECK(time_of_day::parse("22:30:01.5")->since_midnight() == 22h + 30min + 1s + 500ms);
}

TEST_CASE("a time of day that no clock shows is refused") {
    CHECK_THROWS_WITH_AS(time_of_day::at(24, 0), "veeam::time_of_day: not from 00:00 to 23:59", std::out_of_range);
    CHECK_THROWS_AS(time_of_day::at(-1, 0), std::out_of_range);
    CHECK_THROWS_AS(time_of_day::at(0, 60), std::out_of_range);
    CHECK_THROWS_AS(time_of_day::at(0, -1), std::out_of_range);
    CHECK_THROWS_WITH_AS(time_of_day::at(0, 0, 24h), "veeam::time_of_day: an offset of a day or more",
                         std::out_of_range);
    CHECK_THROWS_AS(time_of_day::at(0, 0, -24h), std::out_of_range);
}

TEST_CASE("a time of day goes into a stream without its date") {
    std::ostringstream out;
    out << time_of_day::parse("2020-02-04T22:00:00.50+13:00").value();
    CHECK(out.str() == "22:00:00.50+13:00");
}

}  // namespace
