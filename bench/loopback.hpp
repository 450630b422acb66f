#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <httplib.h>

#include "race.hpp"

namespace bench {

constexpr std::string_view session_token = "MTVhM2ZjOTctMDMyNS00MTE5";

/// Answers every request with a document, and logons with a session. `Server` is cpp-httplib's, with or without TLS.
template <class Server>
class loopback {
public:
    template <class... Arguments>
    explicit loopback(std::string document, Arguments&&... arguments) : server_(std::forward<Arguments>(arguments)...) {
        server_.set_tcp_nodelay(true);
        server_.set_keep_alive_max_count(std::numeric_limits<std::size_t>::max());
        server_.set_keep_alive_timeout(600);
        server_.Get(".*", [text = std::move(document)](httplib::Request const&, httplib::Response& out) {
            out.set_content(text, "application/xml");
        });
        server_.Post(".*", [](httplib::Request const&, httplib::Response& out) {
            out.status = 201;
            out.set_header("X-RestSvcSessionId", std::string(session_token));
            out.set_content(
                R"(<LogonSession xmlns="http://www.veeam.com/ent/v1.0"><SessionId>1</SessionId></LogonSession>)",
                "application/xml");
        });
        // Every contender keeps a connection open, and a connection keeps a thread.
        server_.new_task_queue = [] { return new httplib::ThreadPool(8); };
        port_ = server_.bind_to_any_port("127.0.0.1");
        require(port_ > 0, "no port");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        while (!server_.is_running()) std::this_thread::yield();
    }
    loopback(loopback const&) = delete;
    loopback& operator=(loopback const&) = delete;
    ~loopback() {
        server_.stop();
        thread_.join();
    }

    int port() const noexcept { return port_; }

private:
    Server server_;
    int port_{};
    std::thread thread_{};
};

}  // namespace bench
