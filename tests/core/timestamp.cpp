#include <veeam/core/timestamp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <limits>
#include <optional>
#include <ratio>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

namespace {

using veeam::timestamp;
using namespace std::chrono_literals;

static_assert(sizeof(timestamp) == 16);
static_assert(std::is_standard_layout_v<timestamp>);
static_assert(std::is_trivially_copyable_v<timestamp>);
static_assert(std::is_nothrow_default_constructible_v<timestamp>);

template <class T>
concept ordered = requires(T const& a) { a < a; };
static_assert(!ordered<timestamp>);

constexpr bool reprints(std::string_view text) {
    std::optional<timestamp> const read = timestamp::parse(text);
    if (!read) return false;
    char buffer[timestamp::max_size]{};
    return std::string_view(buffer, read->print(buffer)) == text;
}
static_assert(reprints("2024-02-29T23:59:59.9999999-23:59"));
static_assert(reprints("0001-01-01T00:00:00"));
static_assert(!timestamp::parse("2023-02-29T00:00:00Z"));
static_assert(timestamp(std::chrono::sys_days(2024y / 2 / 29)) == timestamp::parse("2024-02-29T00:00:00Z"));

std::string formatted(char const* format, auto... values) {
    char buffer[64];
    int const size = std::snprintf(buffer, sizeof buffer, format, values...);
    return std::string(buffer, static_cast<std::size_t>(size));
}

/// Years around every rule of the calendar, and all that these servers were ever run in.
std::vector<int> interesting_years() {
    std::vector<int> out;
    auto const add = [&](int first, int last) {
        for (int year = first; year <= last; ++year) out.push_back(year);
    };
    add(1, 9);
    add(96, 104);
    add(396, 404);
    add(1582, 1583);
    add(1599, 1601);
    add(1752, 1754);
    add(1896, 1904);
    add(1968, 2104);
    add(9996, 9999);
    return out;
}

/// The rules again, written another way: a text is valid if it is one of the valid shapes and std::chrono knows the
/// day.
bool is_valid(std::string_view text) {
    static constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    auto const number = [&](std::size_t i, std::size_t size) {
        int out = 0;
        for (; size != 0; --size, ++i) out = out * 10 + (text[i] - '0');
        return out;
    };
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? !digit(i) : text[i] != shape[i]) return false;
    std::chrono::year_month_day const day{std::chrono::year{number(0, 4)},
                                          std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                          std::chrono::day{static_cast<unsigned>(number(8, 2))}};
    if (!day.ok() || number(0, 4) == 0) return false;
    if (number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) return false;
    std::size_t at = shape.size();
    if (at < text.size() && text[at] == '.') {
        std::size_t const first = ++at;
        while (at < text.size() && digit(at)) ++at;
        if (at == first || at - first > 7) return false;
    }
    if (at == text.size()) return true;
    if (text[at] == 'Z') return at + 1 == text.size();
    if (text.size() - at != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') return false;
    if (!digit(at + 1) || !digit(at + 2) || !digit(at + 4) || !digit(at + 5)) return false;
    return number(at + 1, 2) <= 23 && number(at + 4, 2) <= 59;
}

/// Empty if the text is treated as it must be.
std::string fault(std::string const& text) {
    std::optional<timestamp> const read = timestamp::parse(text);
    if (read.has_value() != is_valid(text)) return (read ? "accepted: " : "refused: ") + text;
    if (read && read->text() != text) return "printed " + read->text() + " for " + text;
    return {};
}

TEST_CASE("the calendar is that of std::chrono on every day of the years 1 to 9999") {
    auto day = std::chrono::sys_days(1y / 1 / 1);
    int faults = 0;
    for (std::int32_t i = 0; i < veeam::detail::day_count; ++i, day += std::chrono::days{1}) {
        std::chrono::year_month_day const expected(day);
        veeam::detail::calendar_date const date = veeam::detail::date_from_day(i);
        faults += static_cast<int>(date.year) != static_cast<int>(expected.year()) ||
                  date.month != static_cast<unsigned>(expected.month()) ||
                  date.day != static_cast<unsigned>(expected.day()) ||
                  veeam::detail::day_from_date(date.year, date.month, date.day) != i;
    }
    CHECK(faults == 0);
    CHECK(day == std::chrono::sys_days(10000y / 1 / 1));
}

TEST_CASE("a timestamp prints every day of many years as std::chrono counts it") {
    std::string first_fault;
    int days = 0;
    for (int const year : interesting_years()) {
        std::chrono::sys_days const end = std::chrono::sys_days(std::chrono::year{year} / 12 / 31);
        for (auto day = std::chrono::sys_days(std::chrono::year{year} / 1 / 1); day <= end;
             day += std::chrono::days{1}) {
            std::chrono::year_month_day const date(day);
            std::string const text = formatted("%04d-%02u-%02uT00:00:00Z", year, static_cast<unsigned>(date.month()),
                                               static_cast<unsigned>(date.day()));
            std::optional<timestamp> const read = timestamp::parse(text);
            if (first_fault.empty() &&
                (!read || read->instant() != day || read->text() != text || timestamp(day).text() != text))
                first_fault = text;
            ++days;
        }
    }
    CHECK(first_fault == "");
    CHECK(days == 67'571);
}

TEST_CASE("a timestamp accepts a month and a day exactly where the calendar has them") {
    std::string first_fault;
    for (int const year : {0, 1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9999}) {
        for (unsigned month = 0; month < 100; ++month) {
            for (unsigned day = 0; day < 100; ++day) {
                std::string const text = formatted("%04d-%02u-%02uT12:34:56Z", year, month, day);
                if (first_fault.empty()) first_fault = fault(text);
            }
        }
    }
    CHECK(first_fault == "");
    CHECK(timestamp::parse("2000-02-29T00:00:00"));
    CHECK_FALSE(timestamp::parse("1900-02-29T00:00:00"));
    CHECK_FALSE(timestamp::parse("2024-02-31T00:00:00"));
    CHECK_FALSE(timestamp::parse("0000-01-01T00:00:00"));
}

TEST_CASE("a timestamp accepts exactly the times that a clock shows") {
    std::string first_fault;
    int accepted = 0;
    for (int hours = 0; hours < 100; ++hours) {
        for (int minutes = 0; minutes < 100; ++minutes) {
            std::string const text = formatted("2024-03-01T%02d:%02d:07", hours, minutes);
            if (first_fault.empty()) first_fault = fault(text);
            accepted += timestamp::parse(text).has_value();
        }
    }
    CHECK(accepted == 24 * 60);
    for (int seconds = 0; seconds < 100; ++seconds) {
        std::string const text = formatted("2024-03-01T10:20:%02d", seconds);
        if (first_fault.empty()) first_fault = fault(text);
        CHECK(timestamp::parse(text).has_value() == (seconds < 60));
    }
    CHECK(first_fault == "");
    CHECK_FALSE(timestamp::parse("2024-03-01T24:00:00"));
    CHECK_FALSE(timestamp::parse("2016-12-31T23:59:60Z"));
}

TEST_CASE("a timestamp keeps one to seven fraction digits and refuses any other count") {
    std::string const head = "2024-03-01T10:20:30";
    std::string const digits = "1234567";
    auto const whole = std::chrono::sys_days(2024y / 3 / 1) + 10h + 20min + 30s;
    std::int64_t ticks = 0;
    for (std::size_t count = 1; count <= 7; ++count) {
        std::string const text = head + "." + digits.substr(0, count) + "Z";
        std::int64_t scale = 1;
        for (std::size_t i = count; i < 7; ++i) scale *= 10;
        ticks = std::stoll(digits.substr(0, count)) * scale;
        std::optional<timestamp> const read = timestamp::parse(text);
        REQUIRE(read);
        CHECK(read->instant() == whole + veeam::clock_ticks(ticks));
        CHECK(read->text() == text);

        std::string const zeros = head + "." + std::string(count, '0') + "Z";
        std::optional<timestamp> const zero = timestamp::parse(zeros);
        REQUIRE(zero);
        CHECK(zero->instant() == whole);
        CHECK(zero->text() == zeros);
    }
    CHECK(ticks == 1'234'567);
    CHECK(timestamp::parse(head + ".0000001")->text() == head + ".0000001");
    CHECK_FALSE(timestamp::parse(head + "."));
    CHECK_FALSE(timestamp::parse(head + ".Z"));
    CHECK_FALSE(timestamp::parse(head + ".12345678"));
    CHECK_FALSE(timestamp::parse(head + ".00000000Z"));
    CHECK_FALSE(timestamp::parse(head + ",5"));
}

TEST_CASE("a timestamp keeps every offset of less than a day") {
    std::string first_fault;
    auto const wall = std::chrono::sys_days(2024y / 3 / 1) + 10h;
    int accepted = 0;
    for (char const sign : {'+', '-'}) {
        for (int hours = 0; hours < 100; ++hours) {
            for (int minutes = 0; minutes < 100; ++minutes) {
                std::string const text = formatted("2024-03-01T10:00:00%c%02d:%02d", sign, hours, minutes);
                if (first_fault.empty()) first_fault = fault(text);
                std::optional<timestamp> const read = timestamp::parse(text);
                if (!read) continue;
                ++accepted;
                auto const offset =
                    (sign == '-' ? -1 : 1) * (std::chrono::hours(hours) + std::chrono::minutes(minutes));
                if (first_fault.empty() && (read->instant() != wall - offset || read->offset() != offset))
                    first_fault = text;
            }
        }
    }
    CHECK(first_fault == "");
    CHECK(accepted == 2 * 24 * 60);
}

TEST_CASE("a timestamp tells Z, +00:00, -00:00 and no zone apart") {
    timestamp const none = timestamp::parse("2024-03-01T10:00:00").value();
    timestamp const letter = timestamp::parse("2024-03-01T10:00:00Z").value();
    timestamp const plus = timestamp::parse("2024-03-01T10:00:00+00:00").value();
    timestamp const minus = timestamp::parse("2024-03-01T10:00:00-00:00").value();
    CHECK(plus.text() == "2024-03-01T10:00:00+00:00");
    CHECK(minus.text() == "2024-03-01T10:00:00-00:00");
    CHECK(none != letter);
    CHECK(letter != plus);
    CHECK(plus != minus);
    auto const instant = std::chrono::sys_days(2024y / 3 / 1) + 10h;
    CHECK_FALSE(none.instant());
    CHECK_FALSE(none.offset());
    for (timestamp const& t : {letter, plus, minus}) {
        CHECK(t.instant() == instant);
        CHECK(t.offset() == 0min);
    }
}

TEST_CASE("timestamps are equal where they print the same") {
    CHECK(timestamp::parse("2024-03-01T10:00:00Z") == timestamp::parse("2024-03-01T10:00:00Z"));
    CHECK(timestamp::parse("2024-03-01T10:00:00Z") != timestamp::parse("2024-03-01T10:00:00.0Z"));
    CHECK(timestamp::parse("2024-03-01T10:00:00.50Z") != timestamp::parse("2024-03-01T10:00:00.5Z"));
    CHECK(timestamp::parse("2024-03-01T10:00:00+01:00") != timestamp::parse("2024-03-01T09:00:00Z"));
    CHECK(timestamp::parse("2024-03-01T10:00:00+01:00")->instant() ==
          timestamp::parse("2024-03-01T09:00:00Z")->instant());
}

TEST_CASE("a timestamp with any one byte changed is refused or printed back") {
    std::string first_fault;
    for (std::string_view const valid :
         {"2016-10-31T18:27:05", "2024-02-29T23:59:59.9876543-07:30", "1999-12-30T09:10:29.5Z",
          "9999-11-19T20:08:40+13:00", "2023-02-28T00:00:00-00:00"}) {
        CHECK(fault(std::string(valid)) == "");
        for (std::size_t at = 0; at < valid.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(valid);
                text[at] = static_cast<char>(byte);
                if (first_fault.empty()) first_fault = fault(text);
                text.insert(text.begin() + static_cast<std::ptrdiff_t>(at), valid[at]);
                if (first_fault.empty()) first_fault = fault(text);
            }
            std::string shorter(valid);
            shorter.erase(at, 1);
            if (first_fault.empty()) first_fault = fault(shorter);
            if (first_fault.empty()) first_fault = fault(std::string(valid.substr(0, at)));
        }
    }
    CHECK(first_fault == "");
}

TEST_CASE("a timestamp refuses the spellings of other formats") {
    for (std::string_view const text :
         {"", "2024-03-01", "2024-03-01T10:00", "2024-03-01T10:00Z", "2024-03-01 10:00:00", "2024-03-01t10:00:00Z",
          "2024-03-01T10:00:00z", "2024-03-01T10:00:00+0100", "2024-03-01T10:00:00+01", "2024-03-01T10:00:00+24:00",
          "2024-03-01T10:00:00+01:60", "2024-03-01T10:00:00 ", " 2024-03-01T10:00:00", "2024-03-01T10:00:00ZZ",
          "+2024-03-01T10:00:00", "-024-03-01T10:00:00", "20240301T100000Z", "12024-03-01T10:00:00",
          "3/1/2024 10:00:00 AM"}) {
        CAPTURE(text);
        CHECK_FALSE(timestamp::parse(text));
    }
}

TEST_CASE("a timestamp reads no byte behind the end of its text") {
    // Each text is the whole of its allocation, so that the address sanitizer sees a read beyond it.
    std::string_view const valid = "2024-02-29T23:59:59.9876543-07:30";
    for (std::size_t size = 0; size <= valid.size(); ++size) {
        std::vector<char> const exact(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(size));
        std::string_view const text(exact.data(), exact.size());
        CHECK(timestamp::parse(text).has_value() == is_valid(text));
    }
}

TEST_CASE("a timestamp of the first and the last tick has its instant") {
    using instant = timestamp::instant_type;
    auto const first = std::chrono::sys_days(1y / 1 / 1);
    auto const end = instant(std::chrono::sys_days(9999y / 12 / 31) + 24h);
    CHECK(timestamp::parse("0001-01-01T00:00:00+23:59")->instant() == first - 23h - 59min);
    CHECK(timestamp::parse("9999-12-31T23:59:59.9999999Z")->instant() == end - veeam::clock_ticks(1));
    CHECK(timestamp::parse("9999-12-31T23:59:59.9999999-23:59")->instant() ==
          end - veeam::clock_ticks(1) + 23h + 59min);
    CHECK(timestamp::parse("1970-01-01T00:00:00Z")->instant() == instant());
    CHECK(timestamp::parse("1969-12-31T23:59:59.9999999Z")->instant() == instant(veeam::clock_ticks(-1)));
}

TEST_CASE("a timestamp shows the wall clock whatever its zone") {
    auto const wall = std::chrono::local_days(2024y / 3 / 1) + 10h;
    CHECK(timestamp::parse("2024-03-01T10:00:00")->local() == wall);
    CHECK(timestamp::parse("2024-03-01T10:00:00Z")->local() == wall);
    CHECK(timestamp::parse("2024-03-01T10:00:00-07:00")->local() == wall);
}

TEST_CASE("the dates that servers send for never are recognised") {
    CHECK(timestamp().is_never());
    CHECK(timestamp().text() == "0001-01-01T00:00:00");
    for (std::string_view const never :
         {"0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+02:00", "0001-01-01T00:00:00-00:00",
          "1753-01-01T00:00:00Z", "1753-01-01T00:00:00.000Z"}) {
        CAPTURE(never);
        CHECK(timestamp::parse(never)->is_never());
    }
    for (std::string_view const date : {"0001-01-01T00:00:01", "0001-01-01T00:00:00.0000001Z", "1753-01-01T00:00:00",
                                        "1753-01-01T00:00:00+00:00", "1753-01-02T00:00:00Z", "1970-01-01T00:00:00Z"}) {
        CAPTURE(date);
        CHECK_FALSE(timestamp::parse(date)->is_never());
    }
}

TEST_CASE("a timestamp made from a point in time is written in UTC with the digits it needs") {
    auto const day = std::chrono::sys_days(2024y / 3 / 1);
    CHECK(timestamp(day).text() == "2024-03-01T00:00:00Z");
    CHECK(timestamp(day + 1h + 2min + 3s).text() == "2024-03-01T01:02:03Z");
    CHECK(timestamp(day + 500ms).text() == "2024-03-01T00:00:00.5Z");
    CHECK(timestamp(day + 50ms).text() == "2024-03-01T00:00:00.05Z");
    CHECK(timestamp(day + 123ms).text() == "2024-03-01T00:00:00.123Z");
    CHECK(timestamp(day + 10us).text() == "2024-03-01T00:00:00.00001Z");
    CHECK(timestamp(day + 1us).text() == "2024-03-01T00:00:00.000001Z");
    CHECK(timestamp(day + 100ns).text() == "2024-03-01T00:00:00.0000001Z");
    CHECK(timestamp(day + 999'999'900ns).text() == "2024-03-01T00:00:00.9999999Z");
    CHECK(timestamp(day + 500ms) == timestamp::parse("2024-03-01T00:00:00.5Z"));
    CHECK(timestamp(day + 500ms).instant() == day + 500ms);
}

TEST_CASE("a timestamp made from a point in time rounds down to 100 ns") {
    auto const day = std::chrono::sys_days(2024y / 3 / 1);
    CHECK(timestamp(day + 199ns).text() == "2024-03-01T00:00:00.0000001Z");
    CHECK(timestamp(day + 99ns).text() == "2024-03-01T00:00:00Z");
    CHECK(timestamp(std::chrono::sys_days(1960y / 1 / 1) - 1ns).text() == "1959-12-31T23:59:59.9999999Z");
    std::chrono::sys_time<std::chrono::duration<double>> const half(std::chrono::duration<double>(0.5));
    CHECK(timestamp(half).text() == "1970-01-01T00:00:00.5Z");
}

TEST_CASE("a timestamp refuses points in time outside the years 1 to 9999") {
    auto const first = std::chrono::sys_days(1y / 1 / 1);
    auto const end = std::chrono::sys_days(9999y / 12 / 31) + std::chrono::days{1};
    CHECK(timestamp(first).text() == "0001-01-01T00:00:00Z");
    CHECK(timestamp(end - veeam::clock_ticks(1)).text() == "9999-12-31T23:59:59.9999999Z");
    CHECK_THROWS_WITH_AS(timestamp(first - veeam::clock_ticks(1)), "veeam::timestamp: not in the years 1 to 9999",
                         std::out_of_range);
    CHECK_THROWS_AS(timestamp(first - std::chrono::days{1}), std::out_of_range);
    CHECK_THROWS_AS(timestamp{end}, std::out_of_range);

    // Times whose ticks do not fit into 64 bits, and times that are none.
    using std::chrono::sys_seconds;
    using std::chrono::sys_time;
    CHECK_THROWS_AS(timestamp{sys_seconds::max()}, std::out_of_range);
    CHECK_THROWS_AS(timestamp{sys_seconds::min()}, std::out_of_range);
    CHECK_THROWS_AS(timestamp{std::chrono::sys_days::max()}, std::out_of_range);
    using real_seconds = std::chrono::duration<double>;
    for (double const value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity(), 1e300})
        CHECK_THROWS_AS(timestamp{sys_time<real_seconds>(real_seconds(value))}, std::out_of_range);
    // And the ends of a duration that is finer than a tick.
    using picoseconds = std::chrono::duration<std::int64_t, std::pico>;
    CHECK(timestamp(sys_time<picoseconds>::max()).text() == "1970-04-17T18:02:52.0368547Z");
    CHECK(timestamp(sys_time<picoseconds>::min()).text() == "1969-09-16T05:57:07.9631452Z");
}

TEST_CASE("a timestamp goes into a stream as its text") {
    std::ostringstream out;
    out << timestamp::parse("2024-03-01T10:00:00.50-07:00").value() << '|';
    CHECK(out.str() == "2024-03-01T10:00:00.50-07:00|");
}

TEST_CASE("printing a timestamp writes no character more than it returns") {
    char buffer[timestamp::max_size + 1];
    for (std::string_view const text : {"2024-03-01T10:00:00", "2024-03-01T10:00:00Z", "2024-03-01T10:00:00.1",
                                        "2024-03-01T10:00:00.1234567+01:00"}) {
        std::fill(std::begin(buffer), std::end(buffer), '#');
        std::size_t const size = timestamp::parse(text)->print(buffer);
        CHECK(std::string_view(buffer, size) == text);
        CHECK(buffer[size] == '#');
    }
}

}  // namespace
