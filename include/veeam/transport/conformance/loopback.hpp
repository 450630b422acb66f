#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <veeam/http/headers.hpp>
#include <veeam/http/media_type.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0::conformance {

/// A request as it stood on the wire, or as a transport without a wire got it.
struct arrival {
    std::string method{};
    std::string target{};
    veeam::headers headers{};
    std::string body{};
    int connection{};  ///< Which one, counted from 1; 0: none.
    bool in_chunks{};
};

/// One connection to a `loopback`, in the hands of the function that serves it.
class peer {
public:
    peer(int socket, int number, std::atomic<bool> const& over) : socket_(socket), number_(number), over_(over) {}
    peer(peer const&) = delete;
    peer& operator=(peer const&) = delete;
    ~peer() { ::close(socket_); }

    int number() const noexcept { return number_; }

    /// The next request with its body; none: the connection ended, or it was none.
    std::optional<arrival> read() {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return std::nullopt;
        arrival out;
        out.connection = number_;
        std::string const head = take(end + 4);
        std::string_view rest(head);
        std::string_view const first = line(rest);
        std::size_t const space = first.find(' ');
        std::size_t const last = first.rfind(' ');
        if (space == std::string_view::npos || last == space) return std::nullopt;
        out.method = first.substr(0, space);
        out.target = first.substr(space + 1, last - space - 1);
        for (std::string_view field = line(rest); !field.empty(); field = line(rest)) {
            std::size_t const colon = std::min(field.find(':'), field.size() - 1);
            out.headers.add(std::string(field.substr(0, colon)),
                            std::string(veeam::detail::trim_blanks(field.substr(colon + 1))));
        }
        out.in_chunks = out.headers.get("Transfer-Encoding") == "chunked";
        if (!(out.in_chunks ? read_chunks(out.body) : read_length(out))) return std::nullopt;
        return out;
    }

    /// Sends bytes as they are; false: the connection is gone.
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Sends an answer with its length.
    bool write(response const& answer) {
        std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Text\r\n";
        for (auto const& [name, value] : answer.headers) text.append(name).append(": ").append(value).append("\r\n");
        if (answer.status != 204 && answer.status != 304)
            text.append("Content-Length: ").append(std::to_string(answer.body.size())).append("\r\n");
        return write(text.append("\r\n").append(answer.body));
    }

    /// Waits until the other side closes, but no longer than so.
    void wait_for_end(std::chrono::milliseconds longest) {
        auto const until = std::chrono::steady_clock::now() + longest;
        while (std::chrono::steady_clock::now() < until && !over_)
            if (wait_for_input(20) && !receive()) return;
    }

    /// Makes the end of the connection a reset.
    void reset() noexcept {
        linger const at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }

private:
    bool wait_for_input(int milliseconds) const {
        pollfd one{.fd = socket_, .events = POLLIN, .revents = 0};
        return ::poll(&one, 1, milliseconds) > 0;
    }
    bool receive() {
        while (!wait_for_input(20))
            if (over_) return false;
        char piece[16384];
        ssize_t const got = ::recv(socket_, piece, sizeof piece, 0);
        if (got <= 0) return false;
        buffer_.append(piece, static_cast<std::size_t>(got));
        return true;
    }
    bool fill(std::size_t size) {
        while (buffer_.size() < size)
            if (!receive()) return false;
        return true;
    }
    std::string take(std::size_t size) {
        std::string out = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return out;
    }
    static std::string_view line(std::string_view& rest) {
        std::size_t const end = std::min(rest.find("\r\n"), rest.size());
        std::string_view const out = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        return out;
    }
    bool read_length(arrival& out) {
        auto const text = out.headers.get("Content-Length").value_or("0");
        std::size_t size = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), size).ec != std::errc() || !fill(size))
            return false;
        out.body = take(size);
        return true;
    }
    bool read_chunks(std::string& body) {
        for (;;) {
            std::size_t end = 0;
            while ((end = buffer_.find("\r\n")) == std::string::npos)
                if (!receive()) return false;
            std::string const head = take(end + 2);
            std::size_t size = 0;
            if (std::from_chars(head.data(), head.data() + end, size, 16).ec != std::errc()) return false;
            if (!fill(size + 2)) return false;
            body += take(size);
            take(2);
            if (size == 0) return true;
        }
    }

    int socket_;
    int number_;
    std::atomic<bool> const& over_;
    std::string buffer_{};
};

/// An HTTP server on 127.0.0.1 that runs one function for each connection, each in a thread of its own.
class loopback {
public:
    explicit loopback(std::function<void(peer&)> serve) : serve_(std::move(serve)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, generic, &size) != 0) {
            if (listener_ >= 0) ::close(listener_);
            throw std::runtime_error("no port of the loopback is free");
        }
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { accept_all(); });
    }
    loopback(loopback const&) = delete;
    loopback& operator=(loopback const&) = delete;
    ~loopback() {
        over_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        for (std::thread& one : serving_) one.join();
        ::close(listener_);
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::uint16_t port() const noexcept { return port_; }

private:
    void accept_all() {
        for (int number = 1;; ++number) {
            int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            serving_.emplace_back([this, socket, number] {
                peer one(socket, number, over_);
                serve_(one);
            });
        }
    }

    std::function<void(peer&)> serve_;
    std::atomic<bool> over_{};
    int listener_{-1};
    std::uint16_t port_{};
    std::vector<std::thread> serving_{};  // used by `thread_` only, until that has ended
    std::thread thread_{};
};

}  // namespace veeam::inline v0::conformance
