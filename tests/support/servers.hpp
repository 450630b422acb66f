#pragma once

// Servers on the loopback for tests of transports: one that speaks HTTP, and one that speaks what a test tells it to.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <httplib.h>

#include "support/certificates.hpp"

namespace test {

/// What arrived, as it stood on the wire.
struct arrival {
    std::string method{};
    std::string target{};
    httplib::Headers headers{};
    std::string body{};
    int client_port{};

    std::string header(std::string const& name) const {
        auto const found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

/// An HTTP or HTTPS server that answers every request by one function and keeps what arrived.
class http_server {
public:
    using handler = std::function<void(arrival const&, httplib::Response&)>;

    explicit http_server(handler answer) : http_server(std::make_unique<httplib::Server>(), std::move(answer)) {}
    http_server(certificate const& own, handler answer)
        : http_server(std::make_unique<httplib::SSLServer>(own.x509.get(), own.key.get()), std::move(answer)) {}
    http_server(http_server const&) = delete;
    http_server& operator=(http_server const&) = delete;
    ~http_server() {
        server_->stop();
        thread_.join();
    }

    int port() const noexcept { return port_; }
    httplib::Server& server() noexcept { return *server_; }
    std::string url(std::string_view host = "127.0.0.1") const {
        bool const tls = dynamic_cast<httplib::SSLServer*>(server_.get()) != nullptr;
        return std::string(tls ? "https://" : "http://").append(host) + ":" + std::to_string(port_);
    }
    std::vector<arrival> arrivals() const {
        std::lock_guard const lock(mutex_);
        return arrivals_;
    }

private:
    http_server(std::unique_ptr<httplib::Server> server, handler answer)
        : server_(std::move(server)), answer_(std::move(answer)) {
        auto const serve = [this](httplib::Request const& got, httplib::Response& out) {
            arrival one{got.method, got.target, got.headers, got.body, got.remote_port};
            {
                std::lock_guard const lock(mutex_);
                arrivals_.push_back(one);
            }
            answer_(one, out);
        };
        server_->Get(".*", serve).Post(".*", serve).Put(".*", serve).Patch(".*", serve).Delete(".*", serve);
        port_ = server_->bind_to_any_port("127.0.0.1");
        if (port_ <= 0) throw std::runtime_error("no port");
        thread_ = std::thread([this] { server_->listen_after_bind(); });
        while (!server_->is_running()) std::this_thread::yield();
    }

    std::unique_ptr<httplib::Server> server_;
    handler answer_;
    int port_{};
    mutable std::mutex mutex_{};
    std::vector<arrival> arrivals_{};
    std::thread thread_{};
};

/// A TCP server that runs one function for each connection, one after the other.
class raw_server {
public:
    explicit raw_server(std::function<void(int socket)> serve, int backlog = 16) : serve_(std::move(serve)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, generic, size) != 0 || ::listen(listener_, backlog) != 0 ||
            ::getsockname(listener_, generic, &size) != 0)
            throw std::runtime_error("no port");
        port_ = ntohs(address.sin_port);
        if (!serve_) return;
        thread_ = std::thread([this] {
            for (int one = accept(); one >= 0; one = accept()) {
                ++connections_;
                serve_(one);
                ::close(one);
            }
        });
    }
    raw_server(raw_server const&) = delete;
    raw_server& operator=(raw_server const&) = delete;
    ~raw_server() {
        ::shutdown(listener_, SHUT_RDWR);
        if (thread_.joinable()) thread_.join();
        ::close(listener_);
    }

    int port() const noexcept { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int connections() const noexcept { return connections_; }

    /// Reads the head of a request; empty: the connection ended before.
    static std::string read_head(int socket) {
        std::string head;
        char c = 0;
        while (!head.ends_with("\r\n\r\n")) {
            if (::recv(socket, &c, 1, 0) != 1) return {};
            head.push_back(c);
        }
        return head;
    }
    static bool write(int socket, std::string_view text) {
        return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    }
    /// Waits until the other side has closed.
    static void wait_for_end(int socket) {
        char buffer[4096];
        while (::recv(socket, buffer, sizeof buffer, 0) > 0) {
        }
    }
    /// Makes the following close a reset.
    static void reset(int socket) {
        linger const at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }

private:
    int accept() const { return ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); }

    std::function<void(int)> serve_;
    int listener_{-1};
    int port_{};
    std::atomic<int> connections_{};
    std::thread thread_{};
};

/// A port of the loopback on which nobody listens.
inline int closed_port() { return raw_server({}).port(); }

/// A server that lets connections hang: its queue is full, so that the system answers nobody.
class silent_server {
public:
    silent_server() : server_({}, 0) {
        for (int& one : fillers_) {
            one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(static_cast<std::uint16_t>(server_.port()));
            [[maybe_unused]] int const pending = ::connect(one, reinterpret_cast<sockaddr*>(&address), sizeof address);
        }
    }
    silent_server(silent_server const&) = delete;
    silent_server& operator=(silent_server const&) = delete;
    ~silent_server() {
        for (int const one : fillers_) ::close(one);
    }

    int port() const noexcept { return server_.port(); }
    std::string url() const { return server_.url(); }

private:
    raw_server server_;
    int fillers_[4]{};
};

}  // namespace test
