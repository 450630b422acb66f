#pragma once

// What tests of layers share: a clock that moves only when somebody sleeps, and short names for outcomes.

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/layers/clock.hpp>

namespace test {

/// Time stands still until somebody sleeps; every lot is `drawn`. Copies share one state.
class manual_clock {
public:
    struct state {
        std::chrono::steady_clock::time_point time{std::chrono::steady_clock::now()};
        std::vector<std::chrono::milliseconds> sleeps{};
        double drawn{1.0};
        std::stop_source* stop_in_sleep{};  ///< Is asked to stop by whoever sleeps next.
    };

    std::chrono::steady_clock::time_point now() const { return state_->time; }
    void sleep(std::chrono::milliseconds duration, std::stop_token const&) {
        state_->sleeps.push_back(duration);
        state_->time += duration;
        if (state_->stop_in_sleep != nullptr) state_->stop_in_sleep->request_stop();
    }
    double random() const { return state_->drawn; }

    state* operator->() const noexcept { return state_.get(); }

private:
    std::shared_ptr<state> state_{std::make_shared<state>()};
};
static_assert(veeam::layer_clock<manual_clock>);

inline veeam::response status(int code, veeam::headers of = {}, std::string body = {}) {
    return {.status = code, .headers = std::move(of), .body = std::move(body)};
}
inline veeam::error failure(veeam::error_kind kind, veeam::sent was_sent) {
    return veeam::error({.kind = kind, .was_sent = was_sent, .message = "broken"});
}
/// The status, or the error in one line.
inline std::string outcome(veeam::result<veeam::response> const& got) {
    return got ? std::to_string(got->status) : got.error().text();
}

inline veeam::request get(std::string target = "/api/") {
    veeam::request r;
    r.target = std::move(target);
    return r;
}
inline veeam::request post(std::string target = "/api/") {
    veeam::request r = get(std::move(target));
    r.method = veeam::http_method::post;
    return r;
}

}  // namespace test
