#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>
#include <veeam/transport/common/broken_pipe.hpp>

namespace veeam::inline v0::detail {

/// A second handle on a connection's socket, for breaking the connection off from another thread.
///
/// cpp-httplib's own `stop` waits until connecting and the TLS handshake are over. Breaking off its descriptor could
/// hit another file that got the same number in the meantime; a duplicate cannot be mistaken.
class socket_handle {
public:
    socket_handle() = default;
    socket_handle(socket_handle const&) = delete;
    socket_handle& operator=(socket_handle const&) = delete;
    ~socket_handle() { close(); }

    /// Takes hold of a new socket.
    void hold(int socket) noexcept {
        std::lock_guard const lock(mutex_);
        close();
        duplicate_ = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
        held_ = true;
    }

    /// Whether there was a socket since `forget`.
    bool was_held() noexcept {
        std::lock_guard const lock(mutex_);
        return held_;
    }
    void forget() noexcept {
        std::lock_guard const lock(mutex_);
        held_ = false;
    }

    /// Everything that waits for the socket ends with an error, connecting included.
    void break_off() noexcept {
        std::lock_guard const lock(mutex_);
        if (duplicate_ >= 0) ::shutdown(duplicate_, SHUT_RDWR);
    }

    /// Whether something has arrived. Between two requests that can only be the end of the connection.
    bool has_input() noexcept {
        std::lock_guard const lock(mutex_);
        if (duplicate_ < 0) return false;
        pollfd one{.fd = duplicate_, .events = POLLIN, .revents = 0};
        return ::poll(&one, 1, 0) > 0;
    }

private:
    void close() noexcept {
        if (duplicate_ >= 0) ::close(duplicate_);
        duplicate_ = -1;
    }

    std::mutex mutex_{};
    int duplicate_{-1};
    bool held_{};
};

/// Breaks a connection off when the request's deadline passes or its stop is requested. Without either it does nothing.
class watchdog {
public:
    watchdog(request const& r, socket_handle& socket) : socket_(socket) {
        if (r.deadline || r.stop.stop_possible())
            thread_ = std::thread([this, deadline = r.deadline, stop = r.stop] { watch(deadline, stop); });
    }
    watchdog(watchdog const&) = delete;
    watchdog& operator=(watchdog const&) = delete;
    ~watchdog() { end(); }

    /// Ends the watch; `cancelled` or `timeout` if it broke the connection off, else none.
    std::optional<error_kind> end() noexcept {
        {
            std::lock_guard const lock(mutex_);
            over_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) thread_.join();
        return verdict_;
    }

private:
    void watch(std::optional<std::chrono::steady_clock::time_point> deadline, std::stop_token stop) {
        std::unique_lock lock(mutex_);
        auto const is_over = [this] { return over_; };
        if (deadline ? changed_.wait_until(lock, stop, *deadline, is_over) : changed_.wait(lock, stop, is_over)) return;
        verdict_ = stop.stop_requested() ? error_kind::cancelled : error_kind::timeout;
        // Again and again, since the socket may not exist yet or be replaced by one to another address of the host.
        do socket_.break_off();
        while (!changed_.wait_for(lock, std::chrono::milliseconds(10), is_over));
    }

    socket_handle& socket_;
    std::mutex mutex_{};
    std::condition_variable_any changed_{};
    bool over_{};
    std::optional<error_kind> verdict_{};
    std::thread thread_{};
};

}  // namespace veeam::inline v0::detail
