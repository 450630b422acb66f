#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/transport/conformance/loopback.hpp>

namespace veeam::inline v0::conformance {

/// What arrived at the other side. Thread-safe.
class arrivals {
public:
    void add(arrival one) {
        std::lock_guard const lock(mutex_);
        all_.push_back(std::move(one));
    }
    std::vector<arrival> all() const {
        std::lock_guard const lock(mutex_);
        return all_;
    }
    std::size_t size() const { return all().size(); }

private:
    mutable std::mutex mutex_{};
    std::vector<arrival> all_{};
};

/// The server's side of a rule: the answer to each request.
using answering = std::function<response(arrival const&)>;

/// What is wrong with a transport by one rule: the first thing that was not as it must be.
class verdict {
public:
    /// Notes `problem` unless `holds`; returns `holds`.
    bool that(bool holds, std::string const& problem) {
        if (!holds && problem_.empty()) problem_ = problem;
        return holds;
    }
    std::string const& problem() const noexcept { return problem_; }

    /// An outcome for people.
    static std::string text(result<response> const& outcome) {
        if (!outcome)
            return "the error \"" + outcome.error().text() +
                   (outcome.error().was_sent() == sent::no ? "\" (not sent)" : "\" (maybe sent)");
        return "status " + std::to_string(outcome->status) + " with " + std::to_string(outcome->body.size()) + " bytes";
    }

    /// The outcome is an error of one kind that says whether the server may have seen the request.
    void error_of(result<response> const& outcome, error_kind kind, sent was_sent) {
        that(!outcome && outcome.error().kind() == kind && outcome.error().was_sent() == was_sent,
             "expected was an error of kind " + std::string(to_text(kind)) +
                 (was_sent == sent::no ? " that proves that nothing was sent" : " that says \"maybe sent\"") +
                 ", and it is " + text(outcome));
    }
    /// The outcome is an error, and the server may have seen the request.
    void broken(result<response> const& outcome, std::string const& how) {
        that(!outcome && outcome.error().was_sent() == sent::maybe,
             how + ": expected was an error that says \"maybe sent\", and it is " + text(outcome));
    }
    /// The outcome is this answer.
    void answer(result<response> const& outcome, int status, std::string_view body, std::string const& how) {
        that(outcome && outcome->status == status && outcome->body == body,
             how + ": expected was status " + std::to_string(status) + " with " + std::to_string(body.size()) +
                 " bytes, and it is " + text(outcome));
    }

private:
    std::string problem_{};
};

/// Makes transports that talk to a server over the loopback.
template <class Make>
class network_scene {
public:
    explicit network_scene(Make& make) : make_(make) {}

    /// Runs `use(transport, arrivals)` against a server that answers every request by `answer`.
    template <class Use>
    void with(answering answer, Use use) {
        arrivals log;
        loopback const server([&](peer& one) {
            while (auto got = one.read()) {
                log.add(*got);
                if (!one.write(answer(*got))) return;
            }
        });
        auto wire = make_(server.url());
        use(wire, log);
    }

    /// Runs `use(transport)` against a server that does what `serve` does with each connection.
    template <class Use>
    void with_peer(std::function<void(peer&)> serve, Use use) {
        loopback const server(std::move(serve));
        auto wire = make_(server.url());
        use(wire);
    }

    auto to(std::string const& url) { return make_(url); }

private:
    Make& make_;
};

/// Makes transports that ask a function for their answers.
template <class Make>
class memory_scene {
public:
    explicit memory_scene(Make& make) : make_(make) {}

    template <class Use>
    void with(answering answer, Use use) {
        arrivals log;
        auto wire = make_([&](request const& r) -> result<response> {
            arrival const one{
                .method = std::string(to_text(r.method)), .target = r.target, .headers = r.headers, .body = r.body};
            log.add(one);
            return answer(one);
        });
        use(wire, log);
    }

private:
    Make& make_;
};

inline request make_request(std::string target, http_method method = http_method::get) {
    request r;
    r.method = method;
    r.target = std::move(target);
    return r;
}

}  // namespace veeam::inline v0::conformance
