#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/layers/clock.hpp>

namespace veeam::inline v0 {

/// How many requests a `rate_limiting` layer lets pass. Zero: as many as there are.
///
/// @par Example
/// @code
/// veeam::rate_limits const limits{.parallel = 4, .requests = 100, .window = std::chrono::minutes(1)};
/// @endcode
struct rate_limits {
    std::size_t parallel{};  ///< So many may be under way at once.
    std::size_t requests{};  ///< So many may begin within any `window`.
    std::chrono::milliseconds window{std::chrono::seconds(1)};
};

/// A transport that lets requests wait, so that a server which counts them does not refuse them.
///
/// Service Provider Console limits parallel requests and requests per time, for each user and for each address. A wait
/// ends with an error that proves that nothing was sent when a stop is requested (`cancelled`), or when the deadline of
/// the request comes first (`timeout`; where only time is in the way it is given at once). Put it below `retrying`, so
/// that repetitions are counted too.
///
/// The transport must outlive the layer. It allocates only when it is made. Thread safety: as the transport and the
/// clock.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// wire.then(veeam::json_response(200, "{}"));
/// veeam::rate_limiting modest{wire, {.parallel = 2, .requests = 10}};
/// std::cout << modest.send({.target = "/api/"})->status << '\n';
/// @endcode
template <class Inner, layer_clock Clock = real_clock>
class rate_limiting {
    static_assert(detail::require_transport<Inner>());

public:
    static constexpr bool streams_bodies = streaming_transport<Inner>;

    explicit rate_limiting(Inner& inner, rate_limits limits, Clock clock = {})
        : inner_(&inner), limits_(limits), clock_(std::move(clock)), turns_(limits.requests) {}
    rate_limiting(rate_limiting const&) = delete;
    rate_limiting& operator=(rate_limiting const&) = delete;

    result<response> send(request const& r) {
        if (auto problem = unsupported_stream(*inner_, r)) return *std::move(problem);
        if (auto problem = take_place(r)) return *std::move(problem);
        place const mine(*this);
        if (auto problem = wait_for_turn(r)) return *std::move(problem);
        return inner_->send(r);
    }

    /// How many requests wait for another to end.
    std::size_t waiting() const {
        std::lock_guard const lock(mutex_);
        return waiting_;
    }

private:
    using time_point = std::chrono::steady_clock::time_point;

    // Gives the place back however the request ends, an exception included.
    class place {
    public:
        explicit place(rate_limiting& of) noexcept : of_(of) {}
        place(place const&) = delete;
        place& operator=(place const&) = delete;
        ~place() { of_.leave(); }

    private:
        rate_limiting& of_;
    };

    static error given_up(request const& r, error_kind kind, std::string message) {
        return error({.kind = kind,
                      .was_sent = sent::no,
                      .operation = std::string(detail::operation_name(r)),
                      .message = std::move(message)});
    }

    std::optional<error> take_place(request const& r) {
        if (limits_.parallel == 0) return std::nullopt;
        std::unique_lock lock(mutex_);
        auto const is_free = [&] { return under_way_ < limits_.parallel; };
        ++waiting_;
        bool const mine =
            r.deadline ? left_.wait_until(lock, r.stop, *r.deadline, is_free) : left_.wait(lock, r.stop, is_free);
        --waiting_;
        if (mine) {
            ++under_way_;
            return std::nullopt;
        }
        std::string const what =
            "while it waited for other requests (parallel: " + std::to_string(limits_.parallel) + ")";
        if (r.stop.stop_requested()) return given_up(r, error_kind::cancelled, "stopped " + what);
        return given_up(r, error_kind::timeout, "the deadline passed " + what);
    }

    void leave() noexcept {
        if (limits_.parallel == 0) return;
        std::lock_guard const lock(mutex_);
        --under_way_;
        left_.notify_one();
    }

    std::optional<error> wait_for_turn(request const& r) {
        if (turns_.empty()) return std::nullopt;
        std::unique_lock lock(mutex_);
        std::size_t const index = next_;
        // The turn that was taken `requests` turns ago.
        auto const before = turns_[index];
        auto const now = clock_.now();
        auto const turn = before ? std::max(now, *before + limits_.window) : now;
        if (turn > now && r.deadline && turn >= *r.deadline)
            return given_up(r, error_kind::timeout, "the rate limit leaves no time for it before the deadline");
        turns_[index] = turn;
        next_ = (index + 1) % turns_.size();
        if (turn == now) return std::nullopt;
        lock.unlock();
        clock_.sleep(std::chrono::ceil<std::chrono::milliseconds>(turn - now), r.stop);
        if (!r.stop.stop_requested()) return std::nullopt;
        lock.lock();
        // Nobody has come after it: the turn is free again.
        if (next_ == (index + 1) % turns_.size() && turns_[index] == turn) {
            turns_[index] = before;
            next_ = index;
        }
        return given_up(r, error_kind::cancelled, "stopped while it waited for its turn under the rate limit");
    }

    Inner* inner_;
    rate_limits limits_;
    [[no_unique_address]] Clock clock_;
    mutable std::mutex mutex_{};
    std::condition_variable_any left_{};
    std::vector<std::optional<time_point>> turns_;  ///< A ring of the last `requests` turns.
    std::size_t next_{};
    std::size_t under_way_{};
    std::size_t waiting_{};
};

template <class Inner>
rate_limiting(Inner&, rate_limits) -> rate_limiting<Inner>;
template <class Inner, class Clock>
rate_limiting(Inner&, rate_limits, Clock) -> rate_limiting<Inner, Clock>;

}  // namespace veeam::inline v0
