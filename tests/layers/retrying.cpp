#include <array>
#include <chrono>
#include <cstdlib>
#include <new>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/layers/retrying.hpp>
#include <veeam/transport/conformance.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/layers.hpp"
#include "support/sample_operations.hpp"

using namespace std::chrono_literals;
using test::failure;
using test::outcome;
using test::status;
using veeam::error_kind;
using veeam::sent;

namespace {

using milliseconds = std::vector<std::chrono::milliseconds>;

/// A script behind a layer with a clock that nobody has to wait for.
struct bench {
    explicit bench(veeam::retry_options options = {}) : patient(wire, std::move(options), clock) {}

    std::size_t sent() const { return wire.requests().size(); }

    test::manual_clock clock;
    veeam::scripted_transport wire;
    veeam::retrying<veeam::scripted_transport, test::manual_clock> patient;
};

veeam::request of(veeam::operation_facts const& facts) {
    veeam::request r;
    r.method = facts.method;
    r.target = "/api/";
    r.facts = &facts;
    return r;
}

constexpr veeam::operation_facts keyed{
    .name = "Keyed", .method = veeam::http_method::post, .path = "/", .idempotency_key = "X-Request-id"};

}  // namespace

static_assert(veeam::streaming_transport<veeam::retrying<veeam::scripted_transport>>);

TEST_CASE("an answer that is none of a passing failure is passed on, and nothing is repeated") {
    for (int const code : {200, 204, 302, 400, 401, 403, 404, 409, 500, 501}) {
        bench b;
        b.wire.then(status(code));
        CHECK(outcome(b.patient.send(test::get())) == std::to_string(code));
        CHECK(b.sent() == 1);
    }
    for (auto const kind : {error_kind::tls, error_kind::decode, error_kind::cancelled, error_kind::invalid_request}) {
        bench b;
        b.wire.then(failure(kind, sent::no));
        CHECK(b.patient.send(test::get()).error().kind() == kind);
        CHECK(b.sent() == 1);
    }
}

TEST_CASE("an idempotent request is sent again until the server can answer, and every try has its number") {
    bench b;
    b.wire.then(status(503)).then(failure(error_kind::network, sent::maybe)).then(status(520)).then(status(200));
    CHECK(outcome(b.patient.send(test::get("/api/jobs"))) == "200");
    auto const requests = b.wire.requests();
    REQUIRE(requests.size() == 4);
    for (unsigned i = 0; i < 4; ++i) {
        CHECK(requests[i].target == "/api/jobs");
        CHECK(requests[i].attempt == i + 1);
    }
}

TEST_CASE("a request that is not idempotent is repeated only when it proves that nothing was done") {
    auto const sendings = [](veeam::request const& r, veeam::result<veeam::response> const& trouble,
                             veeam::retry_options options = {}) {
        bench b(std::move(options));
        b.wire.then(trouble).then(status(200));
        (void)b.patient.send(r);
        return b.sent();
    };
    veeam::request const start = of(sample::StartThing::facts);
    REQUIRE(!sample::StartThing::facts.idempotent);
    for (veeam::request const& r : {test::post(), start}) {
        CHECK(sendings(r, failure(error_kind::network, sent::maybe)) == 1);
        CHECK(sendings(r, failure(error_kind::timeout, sent::maybe)) == 1);
        for (int const code : {408, 502, 503, 504, 520}) CHECK(sendings(r, status(code)) == 1);
        CHECK(sendings(r, failure(error_kind::connect, sent::no)) == 2);
        CHECK(sendings(r, failure(error_kind::timeout, sent::no)) == 2);
        CHECK(sendings(r, status(429)) == 2);
        CHECK(sendings(r, status(429), {.refusals = {}}) == 1);
    }
    CHECK(sendings(of(sample::GetThing::facts), status(503)) == 2);
    veeam::request with_key = of(keyed);
    CHECK(sendings(with_key, status(503)) == 1);
    with_key.headers.set("x-request-id", "7");
    CHECK(sendings(with_key, status(503)) == 2);
}

TEST_CASE("what may be repeated is the user's to say") {
    veeam::retry_options const options{.may_repeat = [](veeam::request const& r) -> std::optional<bool> {
        if (r.target == "/yes") return true;
        if (r.target == "/no") return false;
        return std::nullopt;
    }};
    auto const sendings = [&](veeam::request const& r) {
        bench b(options);
        b.wire.then(status(503)).then(status(200));
        (void)b.patient.send(r);
        return b.sent();
    };
    CHECK(sendings(test::post("/yes")) == 2);
    CHECK(sendings(test::get("/no")) == 1);
    CHECK(sendings(test::get("/other")) == 2);
    CHECK(sendings(test::post("/other")) == 1);
}

TEST_CASE("the last outcome is what the caller gets; an error says how many tries there were") {
    {
        bench b({.max_tries = 3});
        for (int i = 0; i < 3; ++i) b.wire.then(status(503, {}, std::to_string(i)));
        CHECK(b.patient.send(test::get()).value().body == "2");
        CHECK(b.sent() == 3);
    }
    {
        bench b({.max_tries = 2});
        for (int i = 0; i < 2; ++i) b.wire.then(failure(error_kind::connect, sent::no));
        veeam::error const e = b.patient.send(test::post()).error();
        CHECK(e.text() == "connect: broken (2 tries)");
        CHECK(e.was_sent() == sent::no);
    }
    for (std::size_t const tries : {0u, 1u}) {
        bench b({.max_tries = tries});
        b.wire.then(failure(error_kind::network, sent::maybe));
        CHECK(outcome(b.patient.send(test::get())) == "network: broken");
    }
}

TEST_CASE("an error proves that nothing was sent only if no try may have been") {
    for (veeam::result<veeam::response> const& first :
         {veeam::result<veeam::response>(failure(error_kind::network, sent::maybe)),
          veeam::result<veeam::response>(status(503))}) {
        bench b({.max_tries = 2});
        b.wire.then(first).then(failure(error_kind::connect, sent::no));
        CHECK(b.patient.send(test::get()).error().was_sent() == sent::maybe);
    }
}

TEST_CASE("waits double up to a limit and are drawn between zero and that") {
    auto const waits = [](double drawn) {
        bench b({.max_tries = 6, .first_delay = 100ms, .max_delay = 500ms});
        b.clock->drawn = drawn;
        for (int i = 0; i < 6; ++i) b.wire.then(status(503));
        (void)b.patient.send(test::get());
        return b.clock->sleeps;
    };
    CHECK(waits(1.0) == milliseconds{100ms, 200ms, 400ms, 500ms, 500ms});
    CHECK(waits(0.5) == milliseconds{50ms, 100ms, 200ms, 250ms, 250ms});
    CHECK(waits(0.0) == milliseconds(5, 0ms));
}

TEST_CASE("the server's wish is kept, in each form it has") {
    auto const waits = [](veeam::response const& busy) {
        bench b({.max_tries = 2, .first_delay = 100ms});
        b.clock->drawn = 0.5;
        b.wire.then(busy).then(status(200));
        CHECK(outcome(b.patient.send(test::get())) == "200");
        return b.clock->sleeps;
    };
    // Half of the first delay comes on top.
    CHECK(waits(status(429, {{"Retry-After", "7"}})) == milliseconds{7050ms});
    CHECK(waits(status(503, {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"},
                             {"Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT"}})) == milliseconds{10'050ms});
    CHECK(waits(status(429, {}, R"({"errors":[{"message":"slow down","retryAfter": 3}]})")) == milliseconds{3050ms});
    CHECK(waits(status(429, {{"Retry-After", "1"}}, R"({"errors":[{"retryAfter":3}]})")) == milliseconds{1050ms});
    for (char const* body :
         {"", "{", R"({"retryAfter":null})", R"({"retryAfter")", R"({"retryAfter":)", R"("retryAfter")"})
        CHECK(waits(status(429, {}, body)) == milliseconds{50ms});
    CHECK(waits(status(503, {{"Retry-After", "soon"}})) == milliseconds{50ms});
}

TEST_CASE("a server that asks for more patience than there is gets no second try") {
    bench b({.max_retry_after = 10s});
    b.wire.then(status(429, {{"Retry-After", "11"}}));
    CHECK(outcome(b.patient.send(test::post())) == "429");
    b.wire.then(status(429, {{"Retry-After", "99999999999999999999"}}));
    CHECK(outcome(b.patient.send(test::get())) == "429");
    CHECK(b.sent() == 2);
    CHECK(b.clock->sleeps.empty());
}

TEST_CASE("no wait is begun that would end after the budget or the deadline") {
    {
        bench b({.max_tries = 100, .max_time = 1s, .first_delay = 300ms, .max_delay = 300ms});
        for (int i = 0; i < 100; ++i) b.wire.then(status(503));
        CHECK(outcome(b.patient.send(test::get())) == "503");
        CHECK(b.clock->sleeps == milliseconds(3, 300ms));
    }
    {
        bench b({.first_delay = 300ms});
        b.wire.then(status(503));
        veeam::request r = test::get();
        r.deadline = b.clock.now() + 300ms;
        CHECK(outcome(b.patient.send(r)) == "503");
        CHECK(b.sent() == 1);
    }
}

TEST_CASE("a stop ends the wait") {
    std::stop_source stop;
    bench b;
    b.clock->stop_in_sleep = &stop;
    b.wire.then(status(503)).then(status(200));
    veeam::request r = of(sample::GetThing::facts);
    r.stop = stop.get_token();
    veeam::error const e = b.patient.send(r).error();
    CHECK(e.text() == "GetThing: cancelled: stopped while it waited to try again after status 503");
    CHECK(e.was_sent() == sent::maybe);
    CHECK(b.sent() == 1);

    std::stop_source at_once;
    at_once.request_stop();
    veeam::real_clock{}.sleep(24h, at_once.get_token());
}

namespace {

template <class Source>
std::size_t sendings(Source& body, veeam::result<veeam::response> const& trouble) {
    bench b;
    b.wire.when([](veeam::request const&) { return true; },
                [&, first = true](veeam::request const&) mutable {
                    return std::exchange(first, false) ? trouble : veeam::result<veeam::response>(status(200));
                });
    veeam::request r = test::get();
    r.method = veeam::http_method::put;
    r.upload = &body;
    (void)b.patient.send(r);
    return b.sent();
}

}  // namespace

TEST_CASE("an upload is repeated from its beginning, or not at all") {
    veeam::text_source text("all of it");
    CHECK(sendings(text, status(503)) == 2);
    veeam::callback_source once(
        [left = std::string("once")](std::span<char> into) mutable -> veeam::result<std::size_t> {
            std::size_t const copied = left.copy(into.data(), into.size());
            left.erase(0, copied);
            return copied;
        });
    CHECK(sendings(once, status(503)) == 1);
}

namespace {

/// Breaks off the first download in the middle.
struct breaking {
    static constexpr bool streams_bodies = true;
    int tries{};
    veeam::result<veeam::response> send(veeam::request const& r) {
        bool const breaks = ++tries == 1;
        if (auto problem = r.download->begin(200, {})) return *problem;
        if (auto problem = r.download->write("part")) return *problem;
        if (breaks) return failure(error_kind::network, sent::maybe);
        if (auto problem = r.download->end()) return *problem;
        return status(200);
    }
};

}  // namespace

TEST_CASE("a download that cannot begin again keeps the failure that ended it") {
    veeam::request r = test::get();
    {
        breaking wire;
        veeam::retrying patient(wire, {}, test::manual_clock{});
        veeam::callback_sink sink([](std::string_view) { return std::optional<veeam::error>(); });
        r.download = &sink;
        CHECK(outcome(patient.send(r)) == "network: broken");
        CHECK(wire.tries == 2);
    }
    {
        breaking wire;
        veeam::retrying patient(wire, {}, test::manual_clock{});
        struct : veeam::body_sink {
            std::string text;
            std::optional<veeam::error> begin(int, veeam::headers const&) override {
                text.clear();
                return std::nullopt;
            }
            std::optional<veeam::error> write(std::string_view piece) override {
                text += piece;
                return std::nullopt;
            }
            std::optional<veeam::error> end() override { return std::nullopt; }
        } sink;
        r.download = &sink;
        CHECK(outcome(patient.send(r)) == "200");
        CHECK(sink.text == "part");
    }
}

TEST_CASE("a layer over a transport that streams nothing streams nothing") {
    struct plain {
        veeam::result<veeam::response> send(veeam::request const&) { return status(200); }
    } wire;
    veeam::retrying patient(wire);
    static_assert(!veeam::streaming_transport<decltype(patient)>);
    veeam::text_source body("x");
    veeam::request r = test::post();
    r.upload = &body;
    CHECK(outcome(patient.send(r)) ==
          "invalid request: this transport streams no bodies: it is no veeam::streaming_transport");
}

namespace {

struct in_memory {
    explicit in_memory(veeam::conformance::answers answers)
        : wire(std::make_unique<veeam::scripted_transport>()), patient(*wire, {.max_tries = 1}) {
        wire->when([](veeam::request const&) { return true; }, std::move(answers));
    }
    static constexpr bool streams_bodies = true;
    veeam::result<veeam::response> send(veeam::request const& r) { return patient.send(r); }

    std::unique_ptr<veeam::scripted_transport> wire;
    veeam::retrying<veeam::scripted_transport> patient;
};

}  // namespace

TEST_CASE("a retrying layer that may not repeat keeps every rule of a transport") {
    auto const report =
        veeam::conformance::check_in_memory([](veeam::conformance::answers a) { return in_memory(std::move(a)); });
    CAPTURE(report.text());
    CHECK(report.passed());
}
