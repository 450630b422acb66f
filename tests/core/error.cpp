#include <veeam/core/error.hpp>
#include <veeam/core/result.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using veeam::error;
using veeam::error_info;
using veeam::error_kind;
using namespace std::chrono_literals;

static_assert(sizeof(error) == 2 * sizeof(void*));
static_assert(std::is_nothrow_copy_constructible_v<error>);
static_assert(std::is_nothrow_copy_assignable_v<error>);
static_assert(std::is_nothrow_move_constructible_v<error>);
static_assert(std::is_base_of_v<std::runtime_error, veeam::api_error>);
static_assert(std::is_nothrow_copy_constructible_v<veeam::api_error>);

error_info everything() {
    error_info info;
    info.kind = error_kind::api;
    info.was_sent = veeam::sent::maybe;
    info.http_status = 400;
    info.operation = "EditJob";
    info.message = "Name is taken";
    info.code = "E17";
    info.path = "JobInfo.Includes[2].Name";
    info.offset = 1234;
    info.retry_after = 1500ms;
    info.body = "<Error/>";
    return info;
}

std::string text_of(error_info info) { return error(std::move(info)).text(); }

TEST_CASE("an error says everything it knows in one line") {
    CHECK(text_of(everything()) == "EditJob: api 400 [E17]: Name is taken (at JobInfo.Includes[2].Name) (byte 1234)");
}

TEST_CASE("the line of an error leaves out what does not apply") {
    error_info info;
    info.kind = error_kind::timeout;
    CHECK(text_of(info) == "timeout");
    info.message = "no answer in 30 s";
    CHECK(text_of(info) == "timeout: no answer in 30 s");
    info.operation = "GetJob";
    CHECK(text_of(info) == "GetJob: timeout: no answer in 30 s");

    info = {};
    info.kind = error_kind::http_status;
    info.http_status = 503;
    CHECK(text_of(info) == "http status 503");
    info.code = "Busy";
    CHECK(text_of(info) == "http status 503 [Busy]");
    info.code = "503";  // a code that only repeats the status
    CHECK(text_of(info) == "http status 503");
    info.code = "5030";
    CHECK(text_of(info) == "http status 503 [5030]");

    info = {};
    info.kind = error_kind::decode;
    info.message = "expected a number";
    info.path = "Jobs[0].Id";
    CHECK(text_of(info) == "decode: expected a number (at Jobs[0].Id)");
    info.offset = 0;
    CHECK(text_of(info) == "decode: expected a number (at Jobs[0].Id) (byte 0)");
    info.path = "";
    info.offset = 18'446'744'073'709'551'615u;
    CHECK(text_of(info) == "decode: expected a number (byte 18446744073709551615)");
}

TEST_CASE("every kind of error has a name") {
    constexpr std::pair<error_kind, std::string_view> names[]{{error_kind::invalid_request, "invalid request"},
                                                              {error_kind::connect, "connect"},
                                                              {error_kind::tls, "tls"},
                                                              {error_kind::network, "network"},
                                                              {error_kind::timeout, "timeout"},
                                                              {error_kind::cancelled, "cancelled"},
                                                              {error_kind::http_status, "http status"},
                                                              {error_kind::api, "api"},
                                                              {error_kind::decode, "decode"},
                                                              {error_kind::encode, "encode"},
                                                              {error_kind::media_type, "media type"},
                                                              {error_kind::authentication, "authentication"},
                                                              {error_kind::accepted, "accepted"}};
    for (auto const& [kind, name] : names) CHECK(to_text(kind) == name);
    CHECK(to_text(static_cast<error_kind>(std::size(names))) == "unknown");
}

TEST_CASE("an error gives back what it was made of") {
    error const e(everything());
    CHECK(e.kind() == error_kind::api);
    CHECK(e.was_sent() == veeam::sent::maybe);
    CHECK(e.http_status() == 400);
    CHECK(e.operation() == "EditJob");
    CHECK(e.message() == "Name is taken");
    CHECK(e.code() == "E17");
    CHECK(e.path() == "JobInfo.Includes[2].Name");
    CHECK(e.offset() == 1234);
    CHECK(e.retry_after() == 1500ms);
    CHECK(e.body() == "<Error/>");
    CHECK(&e.info().body == &e.body());

    error const nothing;
    CHECK(nothing.kind() == error_kind::invalid_request);
    CHECK(nothing.was_sent() == veeam::sent::no);
    CHECK(nothing.http_status() == 0);
    CHECK_FALSE(nothing.offset());
    CHECK_FALSE(nothing.retry_after());
    CHECK(nothing.text() == "invalid request");
}

TEST_CASE("an error keeps a bounded part of the answer") {
    error_info info;
    info.body = std::string(error_info::max_body, 'a');
    CHECK(error(info).body() == info.body);
    info.body += 'b';
    CHECK(error(info).body() == std::string(4096, 'a'));
}

TEST_CASE("an error takes the name of the first operation that meets it") {
    error_info info;
    info.kind = error_kind::connect;
    error const bare(info);
    error const named = bare.in("GetJob");
    CHECK(named.text() == "GetJob: connect");
    CHECK(bare.text() == "connect");
    error const again = named.in("GetJobs");
    CHECK(again.text() == "GetJob: connect");
    CHECK(&again.info() == &named.info());
}

TEST_CASE("copies of an error share its data, and a moved-from error still is one") {
    error a(everything());
    error const b = a;
    CHECK(&a.info() == &b.info());
    error const c = std::move(a);
    CHECK(&c.info() == &b.info());
    CHECK(a.text() == b.text());  // NOLINT(bugprone-use-after-move): that it is still one is the point
    error& same = a;
    a = same;
    CHECK(a.text() == b.text());
    a = std::move(same);
    CHECK(a.text() == b.text());
    a = error();
    CHECK(a.text() == "invalid request");
    CHECK(b.kind() == error_kind::api);
}

TEST_CASE("an error goes into a stream as its line") {
    std::ostringstream out;
    out << error() << '|';
    CHECK(out.str() == "invalid request|");
}

TEST_CASE("a result is a value or an error") {
    veeam::result<int> const good = 42;
    CHECK(good.has_value());
    CHECK(*good == 42);
    CHECK(good.value() == 42);

    veeam::result<int> const bad = error(everything());
    CHECK_FALSE(bad.has_value());
    CHECK(bad.error().code() == "E17");

    veeam::result<void> const done;
    CHECK(done.has_value());
    veeam::result<void> const failed = error();
    CHECK_FALSE(failed.has_value());
    CHECK(failed.error().text() == "invalid request");
}

TEST_CASE("the error of a result that was moved from can still be read") {
    veeam::result<std::string> bad = error(everything());
    veeam::result<std::string> const taken = std::move(bad);
    CHECK(taken.error().code() == "E17");
    CHECK(bad.error().code() == "E17");  // NOLINT(bugprone-use-after-move): that it is still one is the point
}

TEST_CASE("asking a failed result for its value throws its error") {
    veeam::result<int> const bad = error(everything());
    CHECK_THROWS_WITH_AS(bad.value(), "EditJob: api 400 [E17]: Name is taken (at JobInfo.Includes[2].Name) (byte 1234)",
                         veeam::api_error);
    try {
        bad.value();
        FAIL("no exception");
    } catch (veeam::api_error const& thrown) {
        CHECK(&thrown.error().info() == &bad.error().info());
    }
    veeam::result<void> const failed = error();
    CHECK_THROWS_WITH_AS(failed.value(), "invalid request", std::runtime_error);
}

/// Says how many of them there are, and throws when it is moved once more than it may be.
struct counted {
    static inline int alive = 0;
    static inline int moves_left = 1000;

    int number{};

    explicit counted(int n = 0) : number(n) { ++alive; }
    counted(counted const& other) : number(other.number) { ++alive; }
    counted(counted&& other) : number(other.number) {
        if (moves_left-- == 0) throw std::runtime_error("moved too often");
        ++alive;
    }
    counted& operator=(counted const&) = delete;
    ~counted() { --alive; }
};
static_assert(!std::is_nothrow_move_constructible_v<veeam::result<counted>>);
static_assert(std::is_nothrow_move_constructible_v<veeam::result<std::string>>);
static_assert(std::is_nothrow_move_assignable_v<veeam::result<std::string>>);
static_assert(!std::is_copy_constructible_v<veeam::result<std::unique_ptr<int>>>);
static_assert(std::is_move_constructible_v<veeam::result<std::unique_ptr<int>>>);
static_assert(std::is_convertible_v<char const*, veeam::result<std::string>>);
static_assert(!std::is_convertible_v<std::string, veeam::result<int>>);
static_assert(!std::is_convertible_v<veeam::result<int>, bool>);
static_assert(!std::is_convertible_v<char const*, veeam::result<bool>>);
static_assert(std::is_convertible_v<bool, veeam::result<bool>>);
static_assert(!std::is_constructible_v<veeam::result<std::unique_ptr<int>>, std::unique_ptr<int> const&>);
static_assert(!std::is_default_constructible_v<veeam::result<std::reference_wrapper<int>>>);
static_assert(!std::is_move_constructible_v<veeam::result<std::mutex>>);

TEST_CASE("a result destroys what it holds, once, whatever is assigned to it") {
    counted::alive = 0;
    counted::moves_left = 1000;
    {
        veeam::result<counted> a = counted(1);
        veeam::result<counted> b = error(everything());
        veeam::result<counted> c = a;
        CHECK(counted::alive == 2);
        a = b;  // an error over a value
        CHECK(a.has_error());
        CHECK(counted::alive == 1);
        b = c;  // a value over an error
        REQUIRE(b);
        CHECK(b->number == 1);
        CHECK(counted::alive == 2);
        c = veeam::result<counted>(counted(2));  // a value over a value
        CHECK((*c).number == 2);
        auto& same = c;
        c = same;
        c = std::move(same);
        CHECK(c->number == 2);
        CHECK(counted::alive == 2);
        c = error(everything());
        CHECK(c.error().code() == "E17");
        c = c.error();
        CHECK(c.error().code() == "E17");
        CHECK(counted::alive == 1);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("a result may be assigned a part of its own value") {
    struct node {
        int number{};
        std::unique_ptr<veeam::result<node>> next{};
    };
    veeam::result<node> list = node{1, std::make_unique<veeam::result<node>>(node{2, nullptr})};
    list = std::move(*list->next);
    CHECK(list->number == 2);
    list->next = std::make_unique<veeam::result<node>>(error(everything()));
    list = std::move(*list->next);
    CHECK(list.error().code() == "E17");
}

TEST_CASE("a loop over the value of a temporary reads what is still there") {
    auto const words = [] {
        return veeam::result<std::vector<std::string>>(std::vector<std::string>(3, "a long enough word"));
    };
    std::string all;
    for (std::string const& word : words().value()) all += word;
    for (std::string const& word : *words()) all += word;
    CHECK(all.size() == 6 * 18);
}

TEST_CASE("a value may have a stand-in") {
    veeam::result<std::string> const good = "a";
    veeam::result<std::string> const bad = error(everything());
    CHECK(good.value_or("b") == "a");
    CHECK(bad.value_or("b") == "b");
    CHECK(*veeam::result<std::unique_ptr<int>>(error()).value_or(std::make_unique<int>(3)) == 3);
}

TEST_CASE("empty braces are the default value") {
    veeam::result<std::string> text = error(everything());
    text = {};
    CHECK(text.value().empty());
    veeam::result<void> done = error(everything());
    done = {};
    CHECK(done);
}

TEST_CASE("the error of a result that is gone can be kept by reference") {
    auto const fails = [] { return veeam::result<int>(error(everything())); };
    error const& why = fails().error();
    CHECK(why.code() == "E17");
    error const& other = veeam::result<void>(error(everything())).error();
    CHECK(other.code() == "E17");
}

TEST_CASE("an assignment that throws leaves an error behind, and what it held is gone once") {
    counted::alive = 0;
    {
        counted::moves_left = 1000;
        veeam::result<counted> from = counted(1);
        veeam::result<counted> over_value = counted(2);
        veeam::result<counted> over_error = error(everything());
        counted::moves_left = 1;
        CHECK_THROWS_AS(over_value = std::move(from), std::runtime_error);
        CHECK(over_value.has_error());
        counted::moves_left = 1;
        CHECK_THROWS_AS(over_error = std::move(from), std::runtime_error);
        CHECK(over_error.error().code() == "E17");
        CHECK(counted::alive == 1);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("a result that is filled in place is never moved, and ends well when filling throws") {
    counted::alive = 0;
    counted::moves_left = 0;
    {
        auto const fill = [](bool good) -> veeam::result<counted> {
            return {veeam::detail::in_place_fill{}, [good](counted* out) -> std::optional<error> {
                        if (!good) return error(everything());
                        out->number = 7;
                        return std::nullopt;
                    }};
        };
        veeam::result<counted> const good = fill(true);
        REQUIRE(good);
        CHECK(good->number == 7);
        CHECK(fill(false).error().code() == "E17");
        auto const broken = [] {
            return veeam::result<counted>(veeam::detail::in_place_fill{},
                                          [](counted*) -> std::optional<error> { throw std::runtime_error("broken"); });
        };
        CHECK_THROWS_AS((void)broken(), std::runtime_error);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("a result gives its value away") {
    veeam::result<std::unique_ptr<int>> made = std::make_unique<int>(5);
    std::unique_ptr<int> const taken = *std::move(made);
    CHECK(*taken == 5);
    veeam::result<std::string> text = "words";
    std::string const words = std::move(text).value();
    CHECK(words == "words");
    veeam::result<std::string> const none;
    CHECK(none.value().empty());
}

TEST_CASE("a result without an error says nothing when it is asked for one") {
    CHECK(veeam::result<int>(1).error().message().empty());
    CHECK(veeam::result<void>().error().message().empty());
}

/// What a child process that does `crash` writes to stderr, and the signal that ends it.
template <class Crash>
std::pair<std::string, int> end_of(Crash crash) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    pid_t const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);
        crash();
        std::_Exit(0);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[256];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        said.append(buffer, static_cast<std::size_t>(n));
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return {said, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

TEST_CASE("using the value that a failed result does not have ends the program, with the reason") {
    veeam::result<std::string> const bad = error(everything());
    veeam::result<void> const undone = error(everything());
    std::string const line = "veeam::result: the value of a failed result was used: " + bad.error().text() + "\n";
    std::pair<std::string, int> const expected{line, SIGABRT};
    CHECK(end_of([&] { (void)bad->size(); }) == expected);
    CHECK(end_of([&] { (void)(*bad).size(); }) == expected);
    CHECK(end_of([&] { *undone; }) == expected);
}

}  // namespace
