#pragma once

#include <chrono>
#include <string>
#include <utility>

#include <simulator/simulator.hpp>
#include <veeam/client/client.hpp>
#include <veeam/transport/httplib.hpp>

/// A simulator and a transport that trusts it; the clock of both moves only when a test moves it.
struct running_server {
    explicit running_server(veeam::simulator_options options = {}) : server(with_defaults(std::move(options))) {}

    /// Sends a request as it is, without a session.
    veeam::result<veeam::response> send(veeam::http_method method, std::string target, veeam::headers headers = {},
                                        std::string body = {}) {
        veeam::request r;
        r.method = method;
        r.target = std::move(target);
        r.headers = std::move(headers);
        r.body = std::move(body);
        return wire.send(r);
    }
    veeam::result<veeam::response> get(std::string target) { return send(veeam::http_method::get, std::move(target)); }

    /// For the last parameter of `veeam::client`.
    veeam::client_clock clock() {
        veeam::client_clock out;
        out.now = [this] { return time; };
        return out;
    }

    std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
    veeam::simulator server;
    veeam::httplib_transport wire{server.url(), {.trust = veeam::pinned_sha256(server.fingerprint())}};

private:
    veeam::simulator_options with_defaults(veeam::simulator_options options) {
        options.specs = VEEAM_SPECS_DIR;
        options.workers = 16;
        options.now = [this] { return time; };
        return options;
    }
};

inline veeam::secret right_password() { return veeam::secret("simulator"); }
