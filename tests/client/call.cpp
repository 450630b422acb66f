#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include <doctest/doctest.h>

#include <veeam/client/bearer.hpp>
#include <veeam/client/call.hpp>

// The machine alone: no client, no transport.

namespace {

using session = veeam::bearer_session;
using machine = veeam::call<session>;

std::shared_ptr<session const> token(char const* text) {
    return std::make_shared<session const>(session{.access_token = veeam::secret(text)});
}

veeam::request to(std::string target) {
    veeam::request r;
    r.target = std::move(target);
    return r;
}

/// What the machine wants next, in words.
std::string next(machine& m) {
    auto step = m.next();
    if (auto const* send = std::get_if<veeam::send_step>(&step))
        return "send " + send->request->target + " with " +
               std::string(send->request->headers.get("Authorization").value_or("nothing"));
    if (auto const* find = std::get_if<veeam::session_step<session>>(&step))
        return find->refused == nullptr ? "session"
                                        : "another session than " + std::string(find->refused->access_token.reveal());
    auto const& outcome = std::get<veeam::done_step<veeam::response>>(step).outcome;
    return outcome ? "status " + std::to_string(outcome->status) : outcome.error().text();
}

veeam::response status(int code) { return {.status = code, .headers = {}, .body = {}}; }

}  // namespace

TEST_CASE("a call finds a session, sends and ends with the answer") {
    machine m(to("/a"));
    CHECK(next(m) == "session");
    m.authorise(token("one"));
    CHECK(next(m) == "send /a with Bearer one");
    m.receive(status(404));
    CHECK(next(m) == "status 404");
}

TEST_CASE("a refused session is replaced once and the request is sent again") {
    machine m(to("/a"));
    next(m);
    m.authorise(token("one"));
    next(m);
    m.receive(status(401));
    CHECK(next(m) == "another session than one");
    m.authorise(token("two"));
    CHECK(next(m) == "send /a with Bearer two");
    m.receive(status(200));
    CHECK(next(m) == "status 200");
}

TEST_CASE("a second refusal is the outcome") {
    machine m(to("/a"));
    next(m);
    m.authorise(token("one"));
    m.receive(status(401));
    m.authorise(token("two"));
    m.receive(status(401));
    CHECK(next(m) == "status 401");
}

TEST_CASE("an answer without the body it must have ends the session, and only an idempotent request is sent again") {
    static constexpr veeam::operation_facts start{.name = "Start", .method = veeam::http_method::post};
    for (bool const idempotent : {true, false}) {
        veeam::request r = to("/a");
        if (!idempotent) r.facts = &start;
        machine m(r, true);
        m.authorise(token("one"));
        m.receive(veeam::response{.status = 200, .headers = {}, .body = "\r\n"});
        CHECK(m.refused()->access_token.reveal() == "one");
        CHECK(m.session() == nullptr);
        if (!idempotent) {
            CHECK(next(m) == "status 200");
            continue;
        }
        CHECK(next(m) == "another session than one");
        m.authorise(token("two"));
        CHECK(next(m) == "send /a with Bearer two");
        m.receive(status(200));
        CHECK(next(m) == "status 200");
        CHECK(m.session()->access_token.reveal() == "two");
    }
}

TEST_CASE("an empty answer that means what it says changes nothing") {
    for (auto const& [wants_body, code] : {std::pair(false, 200), std::pair(true, 204), std::pair(true, 202)}) {
        machine m(to("/a"), wants_body);
        m.authorise(token("one"));
        m.receive(status(code));
        CHECK(next(m) == "status " + std::to_string(code));
        CHECK(m.refused() == nullptr);
    }
}

TEST_CASE("a request that is sent again is numbered") {
    machine m(to("/a"));
    m.authorise(token("one"));
    CHECK(std::get<veeam::send_step>(m.next()).request->attempt == 1);
    m.receive(status(401));
    m.authorise(token("two"));
    CHECK(std::get<veeam::send_step>(m.next()).request->attempt == 2);
}

TEST_CASE("an upload that cannot be rewound keeps the refusal as its outcome") {
    veeam::callback_source body([](std::span<char>) -> veeam::result<std::size_t> { return 0u; });
    char byte[1];
    (void)body.read(byte);
    veeam::request r = to("/a");
    r.upload = &body;
    machine m(r);
    m.authorise(token("one"));
    m.receive(status(401));
    CHECK(next(m) == "status 401");
    CHECK(m.refused() != nullptr);
}

TEST_CASE("a request of an anonymous operation needs no session and is sent once") {
    static constexpr veeam::operation_facts facts{.name = "GetRoot", .anonymous = true};
    veeam::request r = to("/a");
    r.facts = &facts;
    machine m(r);
    CHECK(next(m) == "send /a with nothing");
    m.receive(status(401));
    CHECK(next(m) == "status 401");
    CHECK(m.session() == nullptr);
}

TEST_CASE("a call without a session ends with the reason") {
    machine m(to("/a"));
    next(m);
    m.authorise(veeam::error({.kind = veeam::error_kind::authentication, .message = "wrong password"}));
    CHECK(next(m) == "authentication: wrong password");
}

TEST_CASE("a failure on the wire is not repeated") {
    machine m(to("/a"));
    next(m);
    m.authorise(token("one"));
    m.receive(veeam::error({.kind = veeam::error_kind::network, .message = "reset"}));
    CHECK(next(m) == "network: reset");
}

TEST_CASE("a request that cannot be sent ends before a session is looked for") {
    machine m(to("/a b"));
    CHECK(next(m).starts_with("invalid request: the target"));
}

TEST_CASE("a header of the caller does not survive beside the session's") {
    veeam::request r = to("/a");
    r.headers.add("authorization", "Basic mine");
    machine m(r);
    m.authorise(token("one"));
    auto const step = m.next();
    CHECK(std::get<veeam::send_step>(step).request->headers == veeam::headers{{"Authorization", "Bearer one"}});
}
