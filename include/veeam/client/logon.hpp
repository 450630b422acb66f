#pragma once

#include <chrono>
#include <concepts>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include <veeam/client/step.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// What the requests of a call share: until when, and what stops them.
struct call_limits {
    std::optional<std::chrono::steady_clock::time_point> deadline{};
    std::stop_token stop{};

    void apply(request& r) const {
        r.deadline = deadline;
        r.stop = stop;
    }
};

/// What a logon yields and every request carries from then on.
///
/// Requirements on a session `s`:
/// 1. `s.authorise(r)` adds its header to a request.
/// 2. `s.expired(now)` tells whether it has certainly ended; a session whose life is not known says no.
/// 3. `s.secrets()` gives every text that must not appear in an error.
///
/// It is never changed after it was made, so that many threads may use it.
template <class S>
concept logon_session = std::movable<S> && requires(S const& s, request& r, std::chrono::steady_clock::time_point now) {
    s.authorise(r);
    { s.expired(now) } -> std::convertible_to<bool>;
    { s.secrets() } -> std::same_as<std::vector<std::string_view>>;
};

/// The machine of one try to log on.
///
/// `next()` says what to do; after a `send_step` the outcome goes to `receive(outcome, now)`.
template <class A, class S>
concept logon_attempt = requires(A& a, result<response> outcome, std::chrono::steady_clock::time_point now) {
    { a.next() } -> std::same_as<step<S>>;
    a.receive(std::move(outcome), now);
};

/// How one gets a session of an API; holds the credentials.
///
/// Requirements on a logon `l`:
/// 1. `L::session_type` is a `logon_session`, `L::default_codec` the codec that a client uses unless told otherwise.
/// 2. `l.start(codec, previous, limits)` makes the machine of one try. `previous` is the session that has ended, or
///    null; it may hold a refresh token. Credentials may be used only in the requests that the machine asks to send.
/// 3. Optionally `l.log_off(session)` gives the operation that ends a session on the server.
///
/// Models: `em_logon`, `vspc_v2_logon`, `vspc_v3_logon`, `vb365_logon`.
template <class L>
concept logon = logon_session<typename L::session_type> && codec<typename L::default_codec> &&
                requires(L const& l, typename L::default_codec const& c, typename L::session_type const* previous,
                         call_limits const& limits) {
                    { l.start(c, previous, limits) } -> logon_attempt<typename L::session_type>;
                };

}  // namespace veeam::inline v0
