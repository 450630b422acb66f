#include <atomic>
#include <chrono>
#include <csignal>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/transport/curl.hpp>
#include <veeam/transport/httplib.hpp>

#include "support/servers.hpp"
#include "support/wires.hpp"

using namespace std::chrono_literals;

namespace {

veeam::request to(std::string target, veeam::http_method method = veeam::http_method::get) {
    veeam::request r;
    r.method = method;
    r.target = std::move(target);
    return r;
}

void answer_ok(test::arrival const&, httplib::Response& out) { out.set_content("ok", "text/plain"); }

constexpr char ok_head[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

}  // namespace

TEST_CASE_TEMPLATE("a target arrives byte for byte", Wire, VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    std::vector<std::string> const targets{
        "/",
        "/api/things/a%2Fb%3Fc/details?format=Entity",
        "/api/query?filter=(Name==%22Backup%20Job%202%22;Result!=None),EndTime%3E%222025-08-15T20:00:00Z%22",
        "/api/query?type=Job&filter=Name%3d%3d%22a+b%22;c&page=2&x=%C3%BC%2B%26",
        "/v2/x?%24filter=isCloudConnect%20eq%20true&a=~!$'()*,-./:;=@_",
        "/api?x=//a/../b"};
    for (std::string const& target : targets) CHECK(wire.send(to(target)).value().body == "ok");
    std::vector<std::string> arrived;
    for (test::arrival const& one : server.arrivals()) arrived.push_back(one.target);
    CHECK(arrived == targets);
}

TEST_CASE_TEMPLATE("not even a target that is none by the book is changed", Wire, VEEAM_WIRES) {
    std::string head;
    test::raw_server server([&](int socket) {
        head = test::raw_server::read_head(socket);
        test::raw_server::write(socket, std::string(ok_head) + "ok");
    });
    Wire wire(server.url());
    CHECK(wire.send(to("/api?y=?[]{}|^`\"<>\\%zz%")).value().body == "ok");
    CHECK(head.starts_with("GET /api?y=?[]{}|^`\"<>\\%zz% HTTP/1.1\r\n"));
}

TEST_CASE_TEMPLATE("methods, headers and bodies arrive, and a POST without a body has a length of zero", Wire,
                   VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    using veeam::http_method;
    for (auto const method :
         {http_method::get, http_method::post, http_method::put, http_method::patch, http_method::delete_})
        CHECK(wire.send(to("/a", method)).has_value());
    veeam::request r = to("/b", http_method::post);
    r.headers = {{"Accept", "application/xml"}, {"Content-Type", "application/xml"}, {"X-Id", "a"}, {"X-Id", "b"}};
    r.body = std::string("<a/>\0z", 6);
    CHECK(wire.send(r).has_value());
    auto const got = server.arrivals();
    REQUIRE(got.size() == 6);
    CHECK(got[0].method == "GET");
    CHECK(got[0].headers.count("Content-Length") == 0);
    for (std::size_t i : {1u, 2u, 3u}) {
        CHECK(got[i].method == std::vector<std::string>{"", "POST", "PUT", "PATCH"}[i]);
        CHECK(got[i].header("Content-Length") == "0");
        CHECK(got[i].headers.count("Content-Type") == 0);
    }
    CHECK(got[4].method == "DELETE");
    CHECK(got[5].body == std::string("<a/>\0z", 6));
    CHECK(got[5].header("Accept") == "application/xml");
    CHECK(got[5].headers.count("X-Id") == 2);
    CHECK(got[5].header("User-Agent") == "veeam-cpp");
    CHECK(got[5].header("Host") == "127.0.0.1:" + std::to_string(server.port()));
}

TEST_CASE_TEMPLATE("every answer is a value: no redirect is followed and no cookie kept", Wire, VEEAM_WIRES) {
    test::http_server server([](test::arrival const& got, httplib::Response& out) {
        out.status = std::stoi(got.target.substr(1));
        out.set_header("Location", "/200");
        out.set_header("Set-Cookie", "X-RestSvcSessionId=abc");
        out.set_content("body of " + got.target, "text/plain");
    });
    Wire wire(server.url());
    for (int const status : {200, 301, 302, 307, 401, 404, 500, 520}) {
        auto const answer = wire.send(to("/" + std::to_string(status)));
        CHECK(answer->status == status);
        CHECK(answer->body == "body of /" + std::to_string(status));
        CHECK(answer->headers.get("set-cookie") == "X-RestSvcSessionId=abc");
    }
    CHECK(server.arrivals().size() == 8);
    for (test::arrival const& one : server.arrivals()) CHECK(one.headers.count("Cookie") == 0);
}

TEST_CASE_TEMPLATE("a connection is used again, and replaced when the server has closed it", Wire, VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    for (int i = 0; i < 3; ++i) CHECK(wire.send(to("/a")).has_value());
    std::set<int> ports;
    for (test::arrival const& one : server.arrivals()) ports.insert(one.client_port);
    CHECK(ports.size() == 1);

    // Closes each connection after one answer, without saying so before.
    test::raw_server closing([](int socket) {
        if (!test::raw_server::read_head(socket).empty()) test::raw_server::write(socket, std::string(ok_head) + "ok");
    });
    Wire other(closing.url());
    for (int i = 0; i < 3; ++i) {
        CHECK(other.send(to("/a")).value().body == "ok");
        while (closing.connections() <= i) std::this_thread::yield();
        std::this_thread::sleep_for(50ms);  // until its end has arrived
    }
    CHECK(closing.connections() == 3);
}

TEST_CASE_TEMPLATE("a compressed answer is asked for and decoded", Wire, VEEAM_WIRES) {
    std::string const text(100'000, 'x');
    test::http_server server(
        [&](test::arrival const&, httplib::Response& out) { out.set_content(text, "application/json"); });
    Wire wire(server.url());
    auto const answer = wire.send(to("/a"));
    CHECK(answer->body == text);
    CHECK(!answer->headers.contains("Content-Encoding"));
    CHECK(!answer->headers.contains("Content-Length"));
    CHECK(server.arrivals().at(0).header("Accept-Encoding") == "gzip");
}

TEST_CASE_TEMPLATE("a chunked answer is put together", Wire, VEEAM_WIRES) {
    test::raw_server server([](int socket) {
        test::raw_server::read_head(socket);
        test::raw_server::write(
            socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    });
    CHECK(Wire(server.url()).send(to("/")).value().body == "abcde");
}

TEST_CASE_TEMPLATE("a server that is not there is an error that proves that nothing was sent", Wire, VEEAM_WIRES) {
    int const port = test::closed_port();
    Wire wire("http://127.0.0.1:" + std::to_string(port));
    veeam::error const e = wire.send(to("/")).error();
    CHECK(e.kind() == veeam::error_kind::connect);
    CHECK(e.was_sent() == veeam::sent::no);
    CHECK(e.text().starts_with("connect: no connection to 127.0.0.1:" + std::to_string(port)));
    Wire unknown("http://no-such-host.invalid:1");
    CHECK(unknown.send(to("/")).error().text() == "connect: there is no address of no-such-host.invalid");
    CHECK(unknown.send(to("/")).error().was_sent() == veeam::sent::no);
}

TEST_CASE_TEMPLATE("a failure names the operation", Wire, VEEAM_WIRES) {
    static constexpr veeam::operation_facts facts{.name = "GetJob"};
    veeam::request r = to("/");
    r.facts = &facts;
    int const port = test::closed_port();
    Wire wire("http://127.0.0.1:" + std::to_string(port));
    CHECK(wire.send(r).error().text().starts_with("GetJob: connect: no connection to 127.0.0.1:"));
}

TEST_CASE_TEMPLATE("an address that cannot be read is an error of the request, and shows no password in it", Wire,
                   VEEAM_WIRES) {
    auto const refusal = [](char const* url) { return Wire(url).send(to("/")).error().text(); };
    std::string const rule = "invalid request: the address of the server must be like https://host:9398; ";
    CHECK(refusal("em:9398") == rule + "it does not begin with https://");
    CHECK(refusal("https://operator:password@em") == rule + "it holds a user name");
    CHECK(refusal("https://em/api") == rule + "there is something behind the port: \"/api\"");
}

TEST_CASE_TEMPLATE("a request that could become two is not sent", Wire, VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    CHECK(wire.send(to("/a b")).error().kind() == veeam::error_kind::invalid_request);
    veeam::request r = to("/");
    r.headers = {{"X", "a\r\nY: b"}};
    CHECK(wire.send(r).error().kind() == veeam::error_kind::invalid_request);
    CHECK(server.arrivals().empty());
}

TEST_CASE_TEMPLATE("a server that says nothing is a time-out", Wire, VEEAM_WIRES) {
    test::raw_server server(&test::raw_server::wait_for_end);
    Wire wire(server.url(), {.read_timeout = 100ms});
    veeam::error const e = wire.send(to("/")).error();
    CHECK(e.kind() == veeam::error_kind::timeout);
    CHECK(e.was_sent() == veeam::sent::maybe);
    CHECK(e.text() == "timeout: no sign of 127.0.0.1:" + std::to_string(server.port()) + " for 100 ms");
}

TEST_CASE_TEMPLATE("a server that accepts nobody is a time-out that proves that nothing was sent", Wire, VEEAM_WIRES) {
    test::silent_server server;
    Wire wire(server.url(), {.connect_timeout = 100ms});
    veeam::error const e = wire.send(to("/")).error();
    CHECK(e.kind() == veeam::error_kind::timeout);
    CHECK(e.was_sent() == veeam::sent::no);
    CHECK(e.text() == "timeout: no connection to 127.0.0.1:" + std::to_string(server.port()) + " within 100 ms");
}

TEST_CASE_TEMPLATE("a deadline ends a request to a server that drips", Wire, VEEAM_WIRES) {
    test::raw_server server([](int socket) {
        test::raw_server::read_head(socket);
        test::raw_server::write(socket, "HTTP/1.1 200 OK\r\nX: ");
        while (test::raw_server::write(socket, "x")) std::this_thread::sleep_for(5ms);
    });
    Wire wire(server.url());
    veeam::request r = to("/");
    r.deadline = std::chrono::steady_clock::now() + 100ms;
    veeam::error const e = wire.send(r).error();
    CHECK(e.text() == "timeout: the deadline passed before the answer was complete");
    CHECK(e.was_sent() == veeam::sent::maybe);
}

TEST_CASE_TEMPLATE("a deadline ends a request that cannot connect, and proves that nothing was sent", Wire,
                   VEEAM_WIRES) {
    test::silent_server server;
    Wire wire(server.url());
    veeam::request r = to("/");
    r.deadline = std::chrono::steady_clock::now() + 100ms;
    veeam::error const e = wire.send(r).error();
    CHECK(e.kind() == veeam::error_kind::timeout);
    CHECK(e.was_sent() == veeam::sent::no);
}

TEST_CASE_TEMPLATE("a deadline that is not reached changes nothing, and leaves the connection usable", Wire,
                   VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    std::stop_source stop;
    for (int i = 0; i < 3; ++i) {
        veeam::request r = to("/");
        r.deadline = std::chrono::steady_clock::now() + 1h;
        r.stop = stop.get_token();
        CHECK(wire.send(r).value().body == "ok");
    }
    CHECK(server.arrivals()[0].client_port == server.arrivals()[2].client_port);
}

TEST_CASE_TEMPLATE("a stop ends a request that waits for its answer", Wire, VEEAM_WIRES) {
    std::stop_source stop;
    test::raw_server server([&](int socket) {
        test::raw_server::read_head(socket);
        stop.request_stop();
        test::raw_server::wait_for_end(socket);
    });
    Wire wire(server.url());
    veeam::request r = to("/");
    r.stop = stop.get_token();
    veeam::error const e = wire.send(r).error();
    CHECK(e.text() == "cancelled: stopped before the answer was complete");
    CHECK(e.was_sent() == veeam::sent::maybe);
}

TEST_CASE_TEMPLATE("a stop ends a request that waits for a connection", Wire, VEEAM_WIRES) {
    test::silent_server server;
    Wire wire(server.url());
    std::stop_source stop;
    veeam::request r = to("/");
    r.stop = stop.get_token();
    std::jthread const other([&] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    });
    veeam::error const e = wire.send(r).error();
    CHECK(e.kind() == veeam::error_kind::cancelled);
    CHECK(e.was_sent() == veeam::sent::no);
}

TEST_CASE_TEMPLATE("a request whose time is over is not sent at all", Wire, VEEAM_WIRES) {
    test::http_server server(answer_ok);
    Wire wire(server.url());
    veeam::request r = to("/");
    r.deadline = std::chrono::steady_clock::now();
    CHECK(wire.send(r).error().text() == "timeout: the deadline passed before it was sent");
    CHECK(server.arrivals().empty());
}

TEST_CASE_TEMPLATE("a connection that ends before the answer is complete is an error of the network", Wire,
                   VEEAM_WIRES) {
    auto const outcome = [](std::string answer, bool by_reset) {
        test::raw_server server([&](int socket) {
            test::raw_server::read_head(socket);
            test::raw_server::write(socket, answer);
            if (by_reset) test::raw_server::reset(socket);
        });
        veeam::error const e = Wire(server.url()).send(to("/")).error();
        CHECK(e.was_sent() == veeam::sent::maybe);
        return e.text();
    };
    std::string const broken = "network: the connection was closed before the answer was complete";
    CHECK(outcome("", false) == broken);
    CHECK(outcome("", true) == broken);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Le", false) == broken);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", false) == broken);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", true) == broken);
    CHECK(outcome("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n01234", false) == broken);
    CHECK(outcome("SSH-2.0-OpenSSH_9.2\r\n", false).starts_with("network: "));
}

TEST_CASE_TEMPLATE("a broken connection does not kill a program that left SIGPIPE as it is", Wire, VEEAM_WIRES) {
    test::raw_server server([](int socket) {
        test::raw_server::read_head(socket);
        test::raw_server::reset(socket);
    });
    Wire wire(server.url());
    auto const before = std::signal(SIGPIPE, SIG_DFL);
    veeam::request r = to("/", veeam::http_method::post);
    r.body.assign(std::size_t{16} << 20, 'x');
    for (int i = 0; i < 5; ++i) {
        auto const answer = wire.send(r);
        REQUIRE(!answer);
        CHECK(answer.error().kind() == veeam::error_kind::network);
        CHECK(answer.error().was_sent() == veeam::sent::maybe);
    }
    std::signal(SIGPIPE, before);
}

TEST_CASE_TEMPLATE("an answer that is too large is an error and not a full memory", Wire, VEEAM_WIRES) {
    test::http_server server(
        [](test::arrival const&, httplib::Response& out) { out.set_content(std::string(1001, 'x'), "text/plain"); });
    Wire wire(server.url(), {.max_body = 1000});
    veeam::error const e = wire.send(to("/")).error();
    CHECK(e.text() == "decode: the answer is larger than 1000 bytes");
    Wire enough(server.url(), {.max_body = 1001});
    CHECK(enough.send(to("/")).value().body.size() == 1001);
}

TEST_CASE_TEMPLATE("a proxy is given the whole address", Wire, VEEAM_WIRES) {
    test::http_server proxy(answer_ok);
    Wire wire("http://em.example:9399",
              {.proxy = veeam::http_proxy{"127.0.0.1", static_cast<std::uint16_t>(proxy.port())}});
    CHECK(wire.send(to("/api/query?x=%22")).value().body == "ok");
    CHECK(proxy.arrivals().at(0).target == "http://em.example:9399/api/query?x=%22");
    CHECK(proxy.arrivals().at(0).header("Host") == "em.example:9399");
}

TEST_CASE_TEMPLATE("a proxy is asked for a tunnel to a TLS server", Wire, VEEAM_WIRES) {
    std::string head;
    test::raw_server proxy([&](int socket) {
        head = test::raw_server::read_head(socket);
        test::raw_server::write(socket, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    });
    Wire wire("https://em.example:9398",
              {.proxy = veeam::http_proxy{"127.0.0.1", static_cast<std::uint16_t>(proxy.port())}});
    veeam::error const e = wire.send(to("/")).error();
    std::string const own = "127.0.0.1:" + std::to_string(proxy.port());
    CHECK(e.text() == "connect: the proxy " + own + " makes no tunnel to em.example:9398: status 407");
    CHECK(e.was_sent() == veeam::sent::no);
    CHECK(head.starts_with("CONNECT em.example:9398 HTTP/1.1\r\n"));
    CHECK(head.find("Authorization") == std::string::npos);
}

TEST_CASE_TEMPLATE("an answer without a body is an answer, with and without TLS, and no word of a proxy", Wire,
                   VEEAM_WIRES) {
    auto const own = test::make_certificate({.name = "127.0.0.1"});
    auto const nothing = [](test::arrival const&, httplib::Response& out) { out.status = 204; };
    test::http_server plain(nothing);
    test::http_server secure(own, nothing);
    Wire over_tcp(plain.url());
    Wire over_tls(secure.url(), {.trust = veeam::pinned_sha256(own.fingerprint())});
    for (Wire* const wire : {&over_tcp, &over_tls}) {
        for (auto const method : {veeam::http_method::get, veeam::http_method::post, veeam::http_method::delete_}) {
            veeam::request r = to("/");
            r.method = method;
            auto const answer = wire->send(r);
            REQUIRE(answer.has_value());
            CHECK(answer->status == 204);
            CHECK(answer->body.empty());
        }
    }
}

TEST_CASE_TEMPLATE("many threads share a transport, each with a connection of its own", Wire, VEEAM_WIRES) {
    test::http_server server(
        [](test::arrival const& got, httplib::Response& out) { out.set_content(got.target, "text/plain"); });
    Wire wire(server.url(), {.max_idle_connections = 2});
    std::atomic<int> right{};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 25; ++i) {
                    std::string const target = "/" + std::to_string(t) + "/" + std::to_string(i);
                    auto const answer = wire.send(to(target));
                    if (answer && answer->body == target) ++right;
                }
            });
    }
    CHECK(right == 200);
    CHECK(server.arrivals().size() == 200);
}
