#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/layers/logging.hpp>
#include <veeam/layers/retrying.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/layers.hpp"
#include "support/sample_operations.hpp"

using namespace std::chrono_literals;
using test::failure;
using test::status;
using veeam::error_kind;
using veeam::sent;

namespace {

/// The lines that a log gets.
struct lines {
    std::vector<std::string>* all;
    void operator()(veeam::log_record const& record) const { all->push_back(veeam::to_text(record)); }
};

/// The headers that a record shows, one a line.
std::string shown(veeam::logged_headers const& headers) {
    std::string out;
    for (auto const& [name, value] : headers) out.append(name).append("=").append(value.value_or("***")).append("\n");
    return out;
}

}  // namespace

TEST_CASE("a line says what was asked, how large it was and what came of it") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, "{\"a\":1}"))
        .then(status(404))
        .then(failure(error_kind::connect, sent::no))
        .then(failure(error_kind::timeout, sent::maybe));
    std::vector<std::string> log;
    test::manual_clock clock;
    veeam::logging logged{wire, lines{&log}, veeam::default_logged_headers(), clock};
    veeam::request r{.method = veeam::http_method::put, .target = "/api/things/7?format=Entity", .body = "12345"};
    r.facts = &sample::GetThing::facts;
    (void)logged.send(r);
    r.facts = nullptr;
    (void)logged.send(r);
    (void)logged.send(r);
    (void)logged.send(r);
    CHECK(log == std::vector<std::string>{
                     "GetThing: PUT " + std::string(sample::GetThing::facts.path) + ": 200, 5 B out, 7 B in, 0 ms",
                     "PUT /api/things/7: 404, 5 B out, 0 B in, 0 ms",
                     "PUT /api/things/7: connect (broken), nothing sent, 5 B out, 0 ms",
                     "PUT /api/things/7: timeout (broken), 5 B out, 0 ms"});
}

TEST_CASE("below a retrying layer a log has every try, and its time by the clock") {
    veeam::scripted_transport wire;
    test::manual_clock clock;
    std::vector<std::string> log;
    wire.then(status(503)).then(status(204));
    veeam::logging logged{wire, lines{&log}, {}, clock};
    veeam::retrying patient{logged, {.first_delay = 500ms}, clock};
    std::vector<std::string> above;
    veeam::logging outer{patient, lines{&above}, {}, clock};
    (void)outer.send(test::get());
    CHECK(log == std::vector<std::string>{"GET /api/: 503, 0 B out, 0 B in, 0 ms",
                                          "GET /api/: 204, 0 B out, 0 B in, 0 ms, attempt 2"});
    CHECK(above == std::vector<std::string>{"GET /api/: 204, 0 B out, 0 B in, 500 ms"});
}

TEST_CASE("of headers every name is shown, and the values of an allow list that no secret can be on") {
    veeam::scripted_transport wire;
    auto const answer = status(200, {{"content-type", "text/plain"}, {"X-Other", "seen?"}, {"Set-Cookie", "a=b"}});
    wire.then(answer).then(answer);
    std::string request;
    std::string response;
    auto const sink = [&](veeam::log_record const& record) {
        request = shown(record.request_headers);
        response = shown(record.response_headers);
    };
    veeam::request r = test::get();
    r.headers = {{"Accept", "*/*"}, {"Authorization", "Bearer x"}, {"X-RestSvcSessionId", "y"}};
    veeam::logging narrow{wire, sink};
    (void)narrow.send(r);
    CHECK(request == "Accept=*/*\nAuthorization=***\nX-RestSvcSessionId=***\n");
    CHECK(response == "content-type=text/plain\nX-Other=***\nSet-Cookie=***\n");
    veeam::logging wide{wire, sink, {"x-other", "Authorization", "Set-Cookie"}};
    (void)wide.send(r);
    CHECK(request == "Accept=***\nAuthorization=***\nX-RestSvcSessionId=***\n");
    CHECK(response == "content-type=***\nX-Other=seen?\nSet-Cookie=***\n");
}

TEST_CASE("the size of a stream is what is known of it") {
    veeam::scripted_transport wire;
    wire.then(status(200, {{"Content-Length", "4"}}, "1234")).then(status(200, {}, "1234")).then(status(404, {}, "no"));
    std::vector<std::string> log;
    veeam::logging logged{wire, lines{&log}, {}, test::manual_clock{}};
    veeam::callback_source unknown([](std::span<char>) -> veeam::result<std::size_t> { return 0u; });
    veeam::text_source known("123");
    veeam::callback_sink sink([](std::string_view) { return std::optional<veeam::error>(); });
    veeam::request r = test::post();
    r.upload = &unknown;
    r.download = &sink;
    (void)logged.send(r);
    r.upload = &known;
    veeam::callback_sink other([](std::string_view) { return std::optional<veeam::error>(); });
    r.download = &other;
    (void)logged.send(r);
    (void)logged.send(r);
    CHECK(log == std::vector<std::string>{"POST /api/: 200, 4 B in, 0 ms", "POST /api/: 200, 3 B out, 0 ms",
                                          "POST /api/: 404, 3 B out, 2 B in, 0 ms"});
}

TEST_CASE("a transport that shows credentials in its error does not get them into the log") {
    veeam::scripted_transport wire;
    auto const telling = [](std::string text) {
        return veeam::error({.kind = error_kind::network, .message = "got " + std::move(text)});
    };
    // operator:PlantedPassword
    wire.then(telling("Bearer PlantedToken"))
        .then(telling("b3BlcmF0b3I6UGxhbnRlZFBhc3N3b3Jk"))
        .then(telling("PlantedPassword"));
    std::vector<std::string> log;
    veeam::logging logged{wire, lines{&log}, {}, test::manual_clock{}};
    veeam::request r = test::get();
    r.headers.set("Authorization", "Bearer PlantedToken");
    (void)logged.send(r);
    r.headers.set("Authorization", "Basic b3BlcmF0b3I6UGxhbnRlZFBhc3N3b3Jk");
    (void)logged.send(r);
    (void)logged.send(r);
    CHECK(log == std::vector<std::string>{"GET /api/: network (got ***), 0 B out, 0 ms",
                                          "GET /api/: network (got ***), 0 B out, 0 ms",
                                          "GET /api/: network (got ***), 0 B out, 0 ms"});
}

TEST_CASE("a path that repeats the credentials is not logged") {
    veeam::scripted_transport wire;
    wire.then(status(204)).then(status(204));
    std::vector<std::string> log;
    veeam::logging logged{wire, lines{&log}, {}, test::manual_clock{}};
    veeam::request r{.method = veeam::http_method::delete_, .target = "/api/logonSessions/PlantedId"};
    r.headers.set("X-RestSvcSessionId", "UGxhbnRlZElk");
    (void)logged.send(r);
    r.target = "/api/logonSessions/another";
    (void)logged.send(r);
    CHECK(log == std::vector<std::string>{"DELETE ***: 204, 0 B out, 0 B in, 0 ms",
                                          "DELETE /api/logonSessions/another: 204, 0 B out, 0 B in, 0 ms"});
}

TEST_CASE("a header in which the server repeats the token is not shown, however it is spelt") {
    std::string shown_of_answer;
    auto const shows = [&](std::string value) {
        veeam::scripted_transport wire;
        wire.then(status(200, {{"Server", std::move(value)}}));
        veeam::logging logged{wire,
                              [&](veeam::log_record const& one) { shown_of_answer = shown(one.response_headers); }};
        veeam::request r = test::get();
        r.headers.set("Authorization", "Bearer abcd/efgh+ijkl=");
        (void)logged.send(r);
        return shown_of_answer;
    };
    CHECK(shows("nginx") == "Server=nginx\n");
    CHECK(shows("text/html; q=100%") == "Server=text/html; q=100%\n");
    for (char const* value :
         {"x abcd/efgh+ijkl=", "abcd%2Fefgh%2Bijkl%3D", "abcd%2fefgh%2bijkl%3d", "abcd\\/efgh+ijkl="})
        CHECK(shows(value) == "Server=***\n");
}
