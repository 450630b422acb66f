#include <chrono>
#include <cstdint>
#include <limits>
#include <locale>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <filter/sample_queries.hpp>
#include <veeam/http/operation.hpp>

namespace {

namespace filters = veeam::filters;
namespace fiql = veeam::fiql;
namespace sample = veeam::sample;
namespace job = sample::query::job;
namespace session = sample::query::backup_job_session;
using namespace std::chrono_literals;
using namespace veeam::fiql::literals;

struct parameters final : veeam::query_sink {
    std::vector<std::string> added;
    void add(std::string_view name, std::string_view value) override {
        added.push_back(std::string(name).append("=").append(value));
    }
};

TEST_CASE("The documented example is what its C++ operators write") {
    auto const e = (job::job_type == sample::JobType::Replica && job::schedule_configured == false) ||
                   (job::job_type == sample::JobType::Backup && job::schedule_configured == true);
    CHECK(fiql::text(e) == "(JobType==Replica;ScheduleConfigured==false),(JobType==Backup;ScheduleConfigured==true)");
}

TEST_CASE("All six comparisons have their FIQL symbol") {
    CHECK(fiql::text(job::capacity == 1) == "Capacity==1");
    CHECK(fiql::text(job::capacity != 1) == "Capacity!=1");
    CHECK(fiql::text(job::capacity < 1) == "Capacity<1");
    CHECK(fiql::text(job::capacity <= 1) == "Capacity<=1");
    CHECK(fiql::text(job::capacity > 1) == "Capacity>1");
    CHECK(fiql::text(job::capacity >= 1) == "Capacity>=1");
}

TEST_CASE("Text is bare only if it consists of letters, digits and underscores") {
    auto const written = [](std::string const& value) { return fiql::text(job::name == value); };
    CHECK(written("dbserver01") == "Name==dbserver01");
    CHECK(written("a_B_9") == "Name==a_B_9");
    CHECK(written("") == R"(Name=="")");
    CHECK(written("Backup Job 5") == R"(Name=="Backup Job 5")");
    CHECK(written("\"") == R"(Name=="""")");
    CHECK(written("\"Backup\"") == R"(Name=="""Backup""")");
    CHECK(written("Say \"hi\"") == R"(Name=="Say ""hi""")");
    CHECK(written("a\\b") == R"(Name=="a\b")");
    CHECK(written("a;b,c(d)e") == R"(Name=="a;b,c(d)e")");
    CHECK(written("100%+1&x=y#z") == R"(Name=="100%+1&x=y#z")");
    CHECK(written("Gerät") == R"(Name=="Gerät")");
    CHECK(written("\n\t\x01") == "Name==\"\n\t\x01\"");
    CHECK(written(std::string("a\0b", 3)) == std::string("Name==\"a\0b\"", 11));
    CHECK(written("172.24.31.67") == R"(Name=="172.24.31.67")");
    CHECK(written("*") == R"(Name=="*")");
}

TEST_CASE("Text may come as an array, a pointer, a view or a string, and is copied") {
    char buffer[16] = "abc";
    std::string owned = "xyz";
    auto const from_array = job::name == buffer;
    auto const from_pointer = job::name == static_cast<char const*>(buffer);
    auto const from_view = job::name == std::string_view(owned);
    buffer[0] = 'X';
    owned[0] = 'X';
    CHECK(fiql::text(from_array) == "Name==abc");
    CHECK(fiql::text(from_pointer) == "Name==abc");
    CHECK(fiql::text(from_view) == "Name==xyz");
    char reused[] = "abcdef";
    reused[2] = '\0';
    CHECK(fiql::text(job::name == reused) == "Name==ab");
    CHECK(fiql::text(job::name == std::string_view("a\0b", 3)) == std::string("Name==\"a\0b\"", 11));
    char const* const nothing = nullptr;
    CHECK_THROWS_WITH_AS(fiql::text(job::name == nothing), "veeam::filter: a value is a null pointer",
                         std::invalid_argument);
}

TEST_CASE("Identifiers are written as they are given, quoted") {
    veeam::uuid const id{"CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"};
    CHECK(fiql::text(job::uid == id) == R"(UID=="CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")");
    CHECK(fiql::text(job::uid == veeam::uid::of("Job", id)) ==
          R"(UID=="urn:veeam:Job:CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")");
    CHECK(fiql::text(job::uid != "urn:veeam:CatalogVm:srv 1") == R"(UID!="urn:veeam:CatalogVm:srv 1")");
    CHECK(fiql::text(job::cluster_ref == "urn:VMware:Vm:x.vm-1") == R"(ClusterRef=="urn:VMware:Vm:x.vm-1")");
}

TEST_CASE("Integers of every width are exact") {
    CHECK(fiql::text(job::capacity == std::int8_t{-128}) == R"(Capacity=="-128")");
    CHECK(fiql::text(job::capacity == std::uint8_t{255}) == "Capacity==255");
    CHECK(fiql::text(job::capacity == std::uint16_t{65535}) == "Capacity==65535");
    CHECK(fiql::text(job::capacity == std::uint32_t{4294967295U}) == "Capacity==4294967295");
    CHECK(fiql::text(job::capacity == std::numeric_limits<std::int64_t>::max()) == "Capacity==9223372036854775807");
    CHECK(fiql::text(job::capacity == std::numeric_limits<std::int64_t>::min()) ==
          R"(Capacity=="-9223372036854775808")");
    CHECK(fiql::text(job::capacity == 9007199254740993) == "Capacity==9007199254740993");
    CHECK(fiql::text(job::capacity == std::uint64_t{9223372036854775807U}) == "Capacity==9223372036854775807");
    CHECK_THROWS_WITH_AS(fiql::text(job::capacity == std::uint64_t{9223372036854775808U}),
                         "veeam::filter: an unsigned value is above the signed 64-bit range", std::invalid_argument);
}

#ifdef __SIZEOF_INT128__
TEST_CASE("Integers of more than 64 bits are refused") {
    __extension__ using wide = __int128;
    __extension__ using unsigned_wide = unsigned __int128;
    using filters::reject;
    static_assert(filters::kind::integer::check<wide>() == reject::value_must_be_an_integer);
    static_assert(filters::kind::integer::check<unsigned_wide>() == reject::value_must_be_an_integer);
    static_assert(filters::kind::real::check<wide>() == reject::value_must_be_a_number);
    CHECK(filters::kind::integer::check<long long>() == reject::none);
}
#endif

struct comma_point : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
};

TEST_CASE("Real numbers have no exponent, the fewest digits that are exact, and a point in every locale") {
    std::locale const before = std::locale::global(std::locale(std::locale::classic(), new comma_point));
    CHECK(fiql::text(job::compress_ratio > 1.5) == R"(CompressRatio>"1.5")");
    CHECK(fiql::text(job::compress_ratio > 0.1) == R"(CompressRatio>"0.1")");
    CHECK(fiql::text(job::compress_ratio > -2.25F) == R"(CompressRatio>"-2.25")");
    CHECK(fiql::text(job::compress_ratio > 100000.0) == "CompressRatio>100000");
    CHECK(fiql::text(job::compress_ratio > 3) == "CompressRatio>3");
    CHECK(fiql::text(job::compress_ratio > 0.0) == "CompressRatio>0");
    CHECK(fiql::text(job::compress_ratio > -0.0) == "CompressRatio>0");
    CHECK(fiql::text(job::compress_ratio > 1e-7) == R"(CompressRatio>"0.0000001")");
    CHECK(fiql::text(job::compress_ratio > 0.1 + 0.2) == R"(CompressRatio>"0.30000000000000004")");
    CHECK(fiql::text(job::compress_ratio < 1e22) == "CompressRatio<10000000000000000000000");
    std::locale::global(before);
    double const infinite = std::numeric_limits<double>::infinity();
    double const not_a_number = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(fiql::text(job::compress_ratio > infinite), std::invalid_argument);
    CHECK_THROWS_AS(fiql::text(job::compress_ratio > -infinite), std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(job::compress_ratio > not_a_number),
                         "veeam::filter: a value is infinite or not a number", std::invalid_argument);
}

TEST_CASE("A real number is written the same while compiling and at run time") {
    constexpr auto constant = fiql::constant(job::compress_ratio > 1234.5678 || job::compress_ratio < -0.001 ||
                                             job::compress_ratio == 0.1 || job::compress_ratio == 99999999999999.5);
    double const values[]{1234.5678, -0.001, 0.1, 99999999999999.5};
    CHECK(fiql::text(job::compress_ratio > values[0] || job::compress_ratio < values[1] ||
                     job::compress_ratio == values[2] || job::compress_ratio == values[3]) == constant.view());
    CHECK(constant.view() == R"(CompressRatio>"1234.5678",CompressRatio<"-0.001",CompressRatio=="0.1",)"
                             R"(CompressRatio=="99999999999999.5")");
}

TEST_CASE("Times are written in UTC with the fraction digits they need") {
    std::chrono::sys_seconds const t = std::chrono::sys_days{std::chrono::year{2025} / 8 / 15} + 20h;
    CHECK(fiql::text(session::creation_time >= t) == R"(CreationTime>="2025-08-15T20:00:00Z")");
    CHECK(fiql::text(session::creation_time >= t + 500ms) == R"(CreationTime>="2025-08-15T20:00:00.5Z")");
    CHECK(fiql::text(session::creation_time >= t + 389954us) == R"(CreationTime>="2025-08-15T20:00:00.389954Z")");
    CHECK(fiql::text(session::creation_time >= t + 100ns) == R"(CreationTime>="2025-08-15T20:00:00.0000001Z")");
    CHECK(fiql::text(session::creation_time >= t + 199ns) == R"(CreationTime>="2025-08-15T20:00:00.0000002Z")");
    CHECK(fiql::text(session::creation_time < t + 50ns) == R"(CreationTime<"2025-08-15T20:00:00.0000001Z")");
    CHECK(fiql::text(session::creation_time <= t + 199ns) == R"(CreationTime<="2025-08-15T20:00:00.0000001Z")");
    CHECK(fiql::text(session::creation_time > t + 199ns) == R"(CreationTime>"2025-08-15T20:00:00.0000001Z")");
    CHECK(fiql::text(session::creation_time == t + 199ns) == R"(CreationTime=="2025-08-15T20:00:00.0000001Z")");
    CHECK(fiql::text(session::creation_time < t + 200ns) == R"(CreationTime<"2025-08-15T20:00:00.0000002Z")");
    CHECK(fiql::text(session::creation_time < std::chrono::sys_days{std::chrono::year{2021} / 6 / 15}) ==
          R"(CreationTime<"2021-06-15T00:00:00Z")");
    CHECK(fiql::text(session::creation_time < std::chrono::year{2021} / 6 / 15) == R"(CreationTime<"2021-06-15")");
    CHECK(fiql::text(session::creation_time > std::chrono::sys_time<std::chrono::hours>{-1h}) ==
          R"(CreationTime>"1969-12-31T23:00:00Z")");
    CHECK(fiql::text(session::creation_time > "2025-08-15T06:00:00Z"_utc) == R"(CreationTime>"2025-08-15T06:00:00Z")");
    CHECK(fiql::text(session::creation_time > "2025-08-15"_utc) == R"(CreationTime>"2025-08-15T00:00:00Z")");
    CHECK_THROWS_AS(fiql::text(session::creation_time > std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}),
                    std::out_of_range);
    CHECK_THROWS_AS(fiql::text(session::creation_time > std::chrono::sys_days{std::chrono::year{0} / 12 / 31}),
                    std::out_of_range);
    CHECK_THROWS_WITH_AS(fiql::text(session::creation_time > std::chrono::year{2025} / 2 / 30),
                         "veeam::filter: a day does not exist", std::invalid_argument);
}

TEST_CASE("Enumerators are written as documented and a number that is none is refused") {
    CHECK(fiql::text(job::platform == sample::Platform::vCloud) == "Platform==vCloud");
    CHECK(fiql::text(session::result >= sample::SessionResult::Warning) == "Result>=Warning");
    auto const none = static_cast<sample::Platform>(9);
    CHECK_THROWS_WITH_AS(fiql::text(job::platform == none), "veeam::filter: a number is no enumerator",
                         std::invalid_argument);
}

TEST_CASE("A group inside another kind of group stands in parentheses, and one inside its own kind does not") {
    auto const a = job::name == "a";
    auto const b = job::name == "b";
    auto const c = job::name == "c";
    CHECK(fiql::text(a && b && c) == "Name==a;Name==b;Name==c");
    CHECK(fiql::text(a && (b && c)) == "Name==a;Name==b;Name==c");
    CHECK(fiql::text(a || (b || c)) == "Name==a,Name==b,Name==c");
    CHECK(fiql::text((a && b) || c) == "(Name==a;Name==b),Name==c");
    CHECK(fiql::text(a || (b && c)) == "Name==a,(Name==b;Name==c)");
    CHECK(fiql::text((a || b) && c) == "(Name==a,Name==b);Name==c");
    CHECK(fiql::text(((a || b) && c) || a) == "((Name==a,Name==b);Name==c),Name==a");
}

TEST_CASE("What is switched off is as if it were not written") {
    auto const a = job::name == "a";
    auto const b = job::name == "b";
    auto const c = job::name == "c";
    auto const off = filters::when(false, job::name == "off");
    CHECK(fiql::text(filters::when(true, a) && b) == "Name==a;Name==b");
    CHECK(fiql::text(off && b) == "Name==b");
    CHECK(fiql::text(b && off) == "Name==b");
    CHECK(fiql::text((a && off) || b) == "Name==a,Name==b");
    CHECK(fiql::text((off && off) || b) == "Name==b");
    CHECK(fiql::text((off || a) && b) == "Name==a;Name==b");
    CHECK(fiql::text((off || (a && b)) && c) == "Name==a;Name==b;Name==c");
    CHECK(fiql::text(off || off || c) == "Name==c");
    CHECK(fiql::text(off && off) == "");
    CHECK(veeam::filter<job::query>(off).empty());
}

TEST_CASE("An or whose parts are all switched off is refused, since it would select everything") {
    auto const off = filters::when(false, job::name == "off");
    char const* const message = "veeam::filter: every part of an || is switched off, which would select everything";
    CHECK_THROWS_WITH_AS(fiql::text(off || off), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text((off || off) && job::name == "a"), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(veeam::filter<job::query>(off || off), message, std::invalid_argument);
}

TEST_CASE("An or with a part that restricts nothing is refused: it is neither dropped nor obeyed") {
    char const* const message =
        "veeam::filter: a part of an || restricts nothing, so the whole would select everything; in a loop, use any_of";
    auto const live = job::name == "a";
    auto const off = filters::when(false, live);
    std::vector<std::string> const none;
    auto const excluded = filters::all_of(none, [](auto const& n) { return job::name != n; });
    veeam::filter<job::query> const unset;
    veeam::filter<job::query> const switched_off = off;
    CHECK_THROWS_WITH_AS(fiql::text(unset || live), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(live || unset), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(switched_off || live), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(excluded || live), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(unset || off), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text((unset && off) || live), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text((unset || live) && live), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(fiql::text(filters::any_of({1, 2}, [&](int) { return unset; })), message,
                         std::invalid_argument);
    // Alone and in an and it means what it says, and a part that is switched off is still as if it were not written.
    CHECK(fiql::text(unset) == "");
    CHECK(fiql::text(excluded && live && unset) == "Name==a");
    CHECK(fiql::text(off || live) == "Name==a");
    CHECK(fiql::text((unset && live) || live) == "Name==a,Name==a");
    CHECK(fiql::text(filters::all_of({1, 2}, [&](int) { return off; }) || live) == "Name==a");
    CHECK(unset.form() == filters::shape::every);
    CHECK(switched_off.form() == filters::shape::every);
}

TEST_CASE("A condition may hang on an optional") {
    std::optional<std::string> name;
    auto const by_name = [](std::string const& n) { return job::name == n; };
    CHECK(fiql::text(filters::if_set(name, by_name) && job::capacity > 1) == "Capacity>1");
    name = "x y";
    CHECK(fiql::text(filters::if_set(name, by_name) && job::capacity > 1) == R"(Name=="x y";Capacity>1)");
    veeam::nullable<std::string> cleared = veeam::null;
    CHECK(fiql::text(filters::if_set(cleared, by_name)) == "");
}

TEST_CASE("Ranges become groups, and an or over nothing throws") {
    std::vector<sample::JobType> types{sample::JobType::Backup, sample::JobType::Replica};
    auto const by_type = [](sample::JobType t) { return job::job_type == t; };
    auto const configured = job::schedule_configured == true;
    CHECK(fiql::text(filters::any_of(types, by_type)) == "JobType==Backup,JobType==Replica");
    CHECK(fiql::text(configured && filters::any_of(types, by_type)) ==
          "ScheduleConfigured==true;(JobType==Backup,JobType==Replica)");
    CHECK(fiql::text(filters::all_of({"a", "b"}, [](auto n) { return job::name != n; }) || configured) ==
          "(Name!=a;Name!=b),ScheduleConfigured==true");
    CHECK(fiql::text(filters::any_of({1, 2}, [](int n) { return job::capacity == n && job::name == "a"; })) ==
          "(Capacity==1;Name==a),(Capacity==2;Name==a)");
    types.pop_back();
    CHECK(fiql::text(configured && filters::any_of(types, by_type)) == "ScheduleConfigured==true;JobType==Backup");
    types.clear();
    CHECK_THROWS_WITH_AS(filters::any_of(types, by_type),
                         "veeam::filters::any_of: an empty range, which would select everything",
                         std::invalid_argument);
    CHECK(fiql::text(filters::all_of(types, by_type)) == "");
    auto const off = filters::any_of({1, 2}, [](int n) { return filters::when(false, job::capacity == n); });
    CHECK_THROWS_AS(fiql::text(off), std::invalid_argument);
    auto const one = filters::any_of({1, 2}, [](int n) { return filters::when(n == 2, job::capacity == n); });
    CHECK(fiql::text(one && configured) == "Capacity==2;ScheduleConfigured==true");
}

TEST_CASE("A filter grows in a loop and stays flat") {
    veeam::filter<job::query> all;
    veeam::filter<job::query> any = job::capacity == 0;
    for (int i = 0; i < 4; ++i) {
        all = all && job::capacity != i;
        if (i > 0) any = any || job::capacity == i;
    }
    CHECK(all.text() == "Capacity!=0;Capacity!=1;Capacity!=2;Capacity!=3");
    CHECK(any.text() == "Capacity==0,Capacity==1,Capacity==2,Capacity==3");
    CHECK(veeam::filter<job::query>(all && any) == veeam::filter<job::query>(all && any));
    CHECK(fiql::text(all && any) == all.text() + ";(" + any.text() + ")");
}

TEST_CASE("A filter nested deeper than a parser may go is refused") {
    veeam::filter<job::query> f = job::name == "a";
    auto const nest = [&] {
        for (int i = 0; i < 600; ++i) {
            f = f && job::capacity == 1;
            f = f || job::capacity == 2;
        }
    };
    CHECK_THROWS_WITH_AS(nest(), "veeam::filter: groups are nested more than 500 deep", std::length_error);
}

TEST_CASE("Constants are text that is known while compiling") {
    constexpr auto failed = fiql::constant(session::result == sample::SessionResult::Failed);
    static_assert(failed.view() == "Result==Failed");
    constexpr auto window = fiql::constant(session::result >= sample::SessionResult::Warning &&
                                           session::creation_time >= "2025-08-15T06:00:00Z"_utc &&
                                           session::creation_time <= "2025-08-16T13:00:00Z"_utc);
    static_assert(window.view() ==
                  R"(Result>=Warning;CreationTime>="2025-08-15T06:00:00Z";CreationTime<="2025-08-16T13:00:00Z")");
    static_assert(fiql::constant(session::name == "Say \"hi\"").view() == R"(Name=="Say ""hi""")");
    static_assert(
        fiql::constant(job::capacity == -5 && job::uid == veeam::uuid{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"}).view() ==
        R"(Capacity=="-5";UID=="cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10")");
    static_assert(fiql::constant((failed || failed) && window).view().starts_with("(Result==Failed,Result==Failed);"));
    static_assert(fiql::constant(filters::when(false, session::name == "a")).view().empty());
    veeam::filter<session::query> const f = failed;
    CHECK(f.text() == "Result==Failed");
    CHECK(fiql::text(failed && session::is_retry == true) == "Result==Failed;IsRetry==true");
}

TEST_CASE("Text of a fixed capacity throws where it would be exceeded at run time") {
    filters::detail::text_buffer<3> text;
    text.put(std::string_view("abc"));
    CHECK_THROWS_WITH_AS(text.put('d'), "veeam::filter: the filter is longer than the capacity of the constant",
                         std::length_error);
    CHECK_THROWS_AS(text.insert(0, '('), std::length_error);
    CHECK(text.view() == "abc");
}

TEST_CASE("Literals become filters in normal form") {
    veeam::filter<session::query> const f = "Result==Failed"_fiql;
    CHECK(f.text() == "Result==Failed");
    CHECK(veeam::filter<session::query>(R"(result==failed;(name=="a",jobname==b-c))"_fiql).text() ==
          R"(Result==Failed;(Name==a,JobName=="b-c"))");
    CHECK(veeam::filter<session::query>("((Name==a))"_fiql).text() == "Name==a");
    CHECK(veeam::filter<session::query>("Name==a,Name==b;Name==c"_fiql).text() == "Name==a,(Name==b;Name==c)");
    CHECK(veeam::filter<session::query>("((Name==a,Name==b),Name==c);(Name==d;Name==e)"_fiql).text() ==
          "(Name==a,Name==b,Name==c);Name==d;Name==e");
    CHECK(veeam::filter<session::query>("IsRetry==True"_fiql).text() == "IsRetry==true");
    CHECK(veeam::filter<session::query>(R"(Name==""Backup"")"_fiql).text() == R"(Name=="""Backup""")");
    CHECK(fiql::text("Result==Failed,Result==Warning"_fiql && session::is_retry == true) ==
          "(Result==Failed,Result==Warning);IsRetry==true");
    CHECK(fiql::text(session::is_retry == true || "Result==Failed"_fiql) == "IsRetry==true,Result==Failed");
    constexpr auto constant = fiql::constant("Name==a"_fiql && session::is_retry == true);
    static_assert(constant.view() == "Name==a;IsRetry==true");
}

TEST_CASE("Literals join with each other, hang on a flag and become constants before their query type is known") {
    using session_filter = veeam::filter<session::query>;
    CHECK(session_filter("result==failed"_fiql && "IsRetry==true"_fiql).text() == "Result==Failed;IsRetry==true");
    CHECK(session_filter("Result==Failed,Result==Warning"_fiql && "IsRetry==true"_fiql).text() ==
          "(Result==Failed,Result==Warning);IsRetry==true");
    CHECK(fiql::text(("Name==a"_fiql || "Name==b"_fiql) && session::is_retry == true) ==
          "(Name==a,Name==b);IsRetry==true");
    for (bool const on : {false, true}) {
        auto const maybe = filters::when(on, "Result==Failed"_fiql);
        CHECK(session_filter(maybe).text() == (on ? "Result==Failed" : ""));
        CHECK(fiql::text(maybe && session::is_retry == true) ==
              (on ? "Result==Failed;IsRetry==true" : "IsRetry==true"));
        CHECK(session_filter(maybe && "IsRetry==true"_fiql).text() ==
              (on ? "Result==Failed;IsRetry==true" : "IsRetry==true"));
        if (!on) CHECK_THROWS_AS(session_filter(maybe || maybe), std::invalid_argument);
    }
    constexpr fiql::constant<session::query> typed("result==failed"_fiql);
    static_assert(typed.view() == "Result==Failed");
    constexpr auto untyped = fiql::constant("result==failed"_fiql);
    CHECK(session_filter(untyped).text() == "Result==Failed");
    CHECK(fiql::text(untyped && session::is_retry == true) == "Result==Failed;IsRetry==true");
}

TEST_CASE("Filters, sort orders and page sizes add their parameters, and nothing when empty") {
    parameters out;
    veeam::filter<session::query>{}.write_parameter("filter", out);
    veeam::sort<session::query>{}.write_parameter("sort", out);
    veeam::page_size{}.write_parameter("pageSize", out);
    veeam::filter<session::query>(filters::when(false, session::name == "a")).write_parameter("filter", out);
    CHECK(out.added.empty());

    veeam::filter<session::query>(session::name == "a b").write_parameter("filter", out);
    veeam::sort<session::query>(ascending(session::name)).write_parameter("sort", out);
    veeam::sort<session::query>(descending(session::creation_time)).write_parameter("sort", out);
    veeam::page_size(100).write_parameter("pageSize", out);
    veeam::page_size::of(veeam::page_size::largest).write_parameter("pageSize", out);
    CHECK(out.added == std::vector<std::string>{R"(filter=Name=="a b")", "sortAsc=Name", "sortDesc=CreationTime",
                                                "pageSize=100", "pageSize=2147483647"});
    static_assert(veeam::self_writing_parameter<veeam::filter<session::query>>);
    static_assert(veeam::self_writing_parameter<veeam::sort<session::query>>);
    static_assert(veeam::self_writing_parameter<veeam::page_size>);
}

TEST_CASE("A page size that is known at run time must be from 1 to the largest 32-bit integer") {
    CHECK(veeam::page_size::of(1).value() == 1);
    CHECK(veeam::page_size::of(2147483647).value() == 2147483647);
    for (std::int64_t const wrong : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{2147483648}, INT64_MAX, INT64_MIN})
        CHECK_THROWS_WITH_AS(veeam::page_size::of(wrong), "veeam::page_size: must be from 1 to 2147483647",
                             std::invalid_argument);
    CHECK(veeam::page_size(3) == veeam::page_size::of(3));
    CHECK(veeam::page_size().empty());
}

}  // namespace
