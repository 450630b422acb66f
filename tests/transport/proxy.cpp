#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "support/certificates.hpp"
#include "support/servers.hpp"
#include "support/wires.hpp"

namespace {

/// Connects to a port of the loopback.
int connect_to(int port) {
    int const out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::connect(out, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return out;
    ::close(out);
    return -1;
}

/// Passes bytes both ways until one side ends.
void splice(int a, int b) {
    for (;;) {
        pollfd both[]{{.fd = a, .events = POLLIN, .revents = 0}, {.fd = b, .events = POLLIN, .revents = 0}};
        ::poll(both, 2, -1);
        for (int i : {0, 1}) {
            if ((both[i].revents & (POLLIN | POLLHUP)) == 0) continue;
            char buffer[4096];
            ssize_t const got = ::recv(both[i].fd, buffer, sizeof buffer, 0);
            if (got <= 0) return;
            if (::send(both[1 - i].fd, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) return;
        }
    }
}

/// A proxy that makes tunnels to one port, whatever host it is asked for, and keeps what it was asked.
class tunnelling_proxy {
public:
    explicit tunnelling_proxy(int to)
        : server_([this, to](int socket) {
              std::string const head = test::raw_server::read_head(socket);
              {
                  std::lock_guard const lock(mutex_);
                  heads_.push_back(head);
              }
              int const other = connect_to(to);
              if (other < 0) return;
              test::raw_server::write(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
              splice(socket, other);
              ::close(other);
          }) {}

    veeam::http_proxy address() const { return {"127.0.0.1", static_cast<std::uint16_t>(server_.port())}; }
    std::vector<std::string> heads() const {
        std::lock_guard const lock(mutex_);
        return heads_;
    }

private:
    mutable std::mutex mutex_{};
    std::vector<std::string> heads_{};
    test::raw_server server_;
};

void answer_ok(test::arrival const&, httplib::Response& out) { out.set_content("ok", "text/plain"); }

veeam::request get(std::string target) {
    veeam::request r;
    r.target = std::move(target);
    r.headers.set("Authorization", "Bearer secret");
    return r;
}

}  // namespace

TEST_CASE_TEMPLATE("a tunnel carries TLS to the server, whose certificate is checked, and the proxy sees no header",
                   Wire, VEEAM_WIRES) {
    auto const own = test::make_certificate({.name = "behind"});
    auto const other = test::make_certificate({.name = "other"});
    test::http_server server(own, answer_ok);
    tunnelling_proxy proxy(server.port());
    {
        Wire wire("https://em.example:9398",
                  {.trust = veeam::pinned_sha256(own.fingerprint()), .proxy = proxy.address()});
        for (int i = 0; i < 2; ++i) CHECK(wire.send(get("/api/a%20b")).value().body == "ok");
    }
    {
        Wire wire("https://em.example:9398",
                  {.trust = veeam::pinned_sha256(other.fingerprint()), .proxy = proxy.address()});
        veeam::error const e = wire.send(get("/")).error();
        CHECK(e.text() == "tls: the certificate of em.example:9398 has the SHA-256 fingerprint " + own.fingerprint() +
                              ", expected " + other.fingerprint());
        CHECK(e.was_sent() == veeam::sent::no);
    }
    CHECK(server.arrivals().size() == 2);
    CHECK(server.arrivals()[0].target == "/api/a%20b");
    CHECK(server.arrivals()[0].header("Host") == "em.example:9398");
    CHECK(server.arrivals()[0].client_port == server.arrivals()[1].client_port);
    CHECK(proxy.heads().size() == 2);
    for (std::string const& head : proxy.heads()) {
        CHECK(head.starts_with("CONNECT em.example:9398 HTTP/1.1\r\n"));
        CHECK(head.find("secret") == std::string::npos);
    }
}

TEST_CASE_TEMPLATE("a proxy that is not there proves that nothing was sent", Wire, VEEAM_WIRES) {
    int const port = test::closed_port();
    for (char const* url : {"http://em.example:9399", "https://em.example:9398"}) {
        Wire wire(url, {.proxy = veeam::http_proxy{"127.0.0.1", static_cast<std::uint16_t>(port)}});
        veeam::error const e = wire.send(get("/")).error();
        CHECK(e.kind() == veeam::error_kind::connect);
        CHECK(e.was_sent() == veeam::sent::no);
        CHECK(e.message().starts_with("no connection to the proxy 127.0.0.1:" + std::to_string(port)));
    }
}

TEST_CASE_TEMPLATE("a password is sent to no proxy, and no error shows it", Wire, VEEAM_WIRES) {
    test::raw_server proxy([](int socket) {
        test::raw_server::read_head(socket);
        test::raw_server::write(socket,
                                "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                "Proxy-Authenticate: Basic realm=\"hunter2\"\r\nContent-Length: 0\r\n\r\n");
    });
    auto const port = static_cast<std::uint16_t>(proxy.port());
    veeam::error const wanted =
        Wire("https://em.example:9398", {.proxy = veeam::http_proxy{"127.0.0.1", port}}).send(get("/")).error();
    CHECK(wanted.text() ==
          "connect: the proxy 127.0.0.1:" + std::to_string(port) + " makes no tunnel to em.example:9398: status 407");
    CHECK(proxy.connections() == 1);
    for (char const* url : {"http://em.example:9399", "https://em.example:9398"}) {
        Wire wire(url, {.proxy = veeam::http_proxy{"operator:hunter2@127.0.0.1", port}});
        CHECK(wire.send(get("/")).error().text() ==
              "invalid request: the host of the proxy holds a user name: proxies that want one are not supported");
    }
    CHECK(proxy.connections() == 1);
}

TEST_CASE_TEMPLATE("what is no host of a proxy is refused before anything is sent, and not shown", Wire, VEEAM_WIRES) {
    for (char const* host : {"", "operator:hunter2%40proxy.example", "operator:hunter2", "proxy.example:3128",
                             "http://proxy.example", "proxy.example/hunter2", "proxy example", "proxy.example\r\n"}) {
        CAPTURE(host);
        Wire wire("https://em.example:9398", {.proxy = veeam::http_proxy{host, 3128}});
        veeam::error const e = wire.send(get("/")).error();
        CHECK(e.text() == "invalid request: the host of the proxy is no name and no address alone");
        CHECK(e.was_sent() == veeam::sent::no);
    }
    for (char const* host : {"proxy", "proxy_1.example-2.com.", "127.0.0.1", "::1", "[::1]", "fe80::1%eth0"})
        CHECK_FALSE(veeam::detail::refused_proxy(veeam::http_proxy{host, 3128}));
}

TEST_CASE_TEMPLATE("no proxy is taken from the environment", Wire, VEEAM_WIRES) {
    test::http_server server(answer_ok);
    std::string const nowhere = "http://127.0.0.1:" + std::to_string(test::closed_port());
    for (char const* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, nowhere.c_str(), 1);
    Wire wire(server.url());
    auto const got = wire.send(get("/"));
    for (char const* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    CHECK(got.value().body == "ok");
}

TEST_CASE_TEMPLATE("an exception for some hosts in the environment does not lead past the proxy", Wire, VEEAM_WIRES) {
    test::http_server proxy(answer_ok);
    ::setenv("no_proxy", "*", 1);
    Wire wire("http://em.example:9399",
              {.proxy = veeam::http_proxy{"127.0.0.1", static_cast<std::uint16_t>(proxy.port())}});
    auto const got = wire.send(get("/"));
    ::unsetenv("no_proxy");
    CHECK(got.value().body == "ok");
    CHECK(proxy.arrivals().size() == 1);
}
