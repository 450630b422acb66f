#pragma once

#include <pthread.h>
#include <signal.h>
#include <time.h>

namespace veeam::inline v0::detail {

/// Keeps a write to a broken connection from killing the program, without touching its signal handlers.
class no_broken_pipe_signal {
public:
    no_broken_pipe_signal() noexcept {
        sigemptyset(&broken_pipe_);
        sigaddset(&broken_pipe_, SIGPIPE);
        was_pending_ = is_pending();
        blocked_ = pthread_sigmask(SIG_BLOCK, &broken_pipe_, &before_) == 0;
    }
    no_broken_pipe_signal(no_broken_pipe_signal const&) = delete;
    no_broken_pipe_signal& operator=(no_broken_pipe_signal const&) = delete;
    ~no_broken_pipe_signal() {
        if (!blocked_) return;
        timespec const at_once{};
        if (!was_pending_ && is_pending()) sigtimedwait(&broken_pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    static bool is_pending() noexcept {
        sigset_t pending;
        sigemptyset(&pending);
        sigpending(&pending);
        return sigismember(&pending, SIGPIPE) == 1;
    }

    sigset_t broken_pipe_{};
    sigset_t before_{};
    bool was_pending_{};
    bool blocked_{};
};

}  // namespace veeam::inline v0::detail
