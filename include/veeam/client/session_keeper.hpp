#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <veeam/client/logon.hpp>
#include <veeam/core/result.hpp>

namespace veeam::inline v0 {

/// Keeps the session that many threads share, and lets one of them at a time log on while the others wait for it.
///
/// Threads that waited share the outcome, so that a wrong password is tried once and not once a thread. If the one that
/// logged on was cancelled or ran out of time, the next takes its place. A failure is not remembered: the next call
/// tries again.
///
/// Thread safety: all members may be called from many threads.
template <logon_session Session>
class session_keeper {
public:
    using pointer = std::shared_ptr<Session const>;

    /// The current session, or the one that `log_on(previous)` makes.
    ///
    /// `refused` is a session that must not be used again, or null. `previous` is the session that has ended, or null.
    /// Waiting for another thread ends at the deadline and when a stop is requested.
    template <class LogOn>
    result<pointer> get(pointer const& refused, std::chrono::steady_clock::time_point now, call_limits const& limits,
                        LogOn log_on) {
        std::unique_lock lock(mutex_);
        for (;;) {
            if (current_ != nullptr && (current_ == refused || current_->expired(now)))
                previous_ = std::exchange(current_, nullptr);
            if (current_ != nullptr) return current_;
            if (flight_ == nullptr) break;
            std::shared_ptr<flight> const other = flight_;
            if (auto problem = wait_for(*other, lock, limits)) return *std::move(problem);
            if (other->failure && !leader_gave_up(*other->failure)) return *other->failure;
        }
        flight_ = std::make_shared<flight>();
        landing const guard(*this, lock);
        pointer const previous = previous_;
        lock.unlock();
        result<Session> made = log_on(previous.get());
        lock.lock();
        if (!made) {
            flight_->failure = made.error();
            return made.error();
        }
        current_ = std::make_shared<Session const>(*std::move(made));
        previous_.reset();
        return current_;
    }

    /// Forgets the session and gives it away; null: there is none.
    pointer take() {
        std::lock_guard const lock(mutex_);
        previous_.reset();
        return std::exchange(current_, nullptr);
    }

    /// Makes sure that a session is not given again, because it has ended. One that is not the current one changes
    /// nothing.
    void retire(pointer const& ended) {
        std::lock_guard const lock(mutex_);
        if (ended != nullptr && current_ == ended) previous_ = std::exchange(current_, nullptr);
    }

    /// How many threads wait for the one that logs on.
    std::size_t waiting() const {
        std::lock_guard const lock(mutex_);
        return waiting_;
    }

private:
    struct flight {
        bool landed{};
        std::optional<error> failure{};
    };

    // Lands the flight however the logon ends, an exception included.
    class landing {
    public:
        landing(session_keeper& keeper, std::unique_lock<std::mutex>& lock) noexcept : keeper_(keeper), lock_(lock) {}
        landing(landing const&) = delete;
        landing& operator=(landing const&) = delete;
        ~landing() {
            if (!lock_.owns_lock()) lock_.lock();
            keeper_.flight_->landed = true;
            keeper_.flight_.reset();
            keeper_.landed_.notify_all();
        }

    private:
        session_keeper& keeper_;
        std::unique_lock<std::mutex>& lock_;
    };

    static bool leader_gave_up(error const& e) noexcept {
        return e.kind() == error_kind::cancelled || e.kind() == error_kind::timeout;
    }

    std::optional<error> wait_for(flight const& other, std::unique_lock<std::mutex>& lock, call_limits const& limits) {
        auto const has_landed = [&] { return other.landed; };
        ++waiting_;
        bool const landed = limits.deadline ? landed_.wait_until(lock, limits.stop, *limits.deadline, has_landed)
                                            : landed_.wait(lock, limits.stop, has_landed);
        --waiting_;
        if (landed) return std::nullopt;
        bool const stopped = limits.stop.stop_requested();
        return error({.kind = stopped ? error_kind::cancelled : error_kind::timeout,
                      .was_sent = sent::no,
                      .message = stopped ? "stopped while another thread was logging on"
                                         : "the deadline passed while another thread was logging on"});
    }

    mutable std::mutex mutex_{};
    std::condition_variable_any landed_{};
    pointer current_{};
    pointer previous_{};
    std::shared_ptr<flight> flight_{};
    std::size_t waiting_{};
};

}  // namespace veeam::inline v0
