#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <veeam/client/call.hpp>
#include <veeam/client/logon.hpp>
#include <veeam/client/options.hpp>
#include <veeam/client/request_id.hpp>
#include <veeam/client/session_keeper.hpp>
#include <veeam/client/step.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/to_request.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>

/// @file
/// What a client does whatever the transport and the operation are, so that it is compiled once for a kind of logon.

namespace veeam::inline v0::detail {

/// A transport whose type does not matter.
class transport_ref {
public:
    template <transport T>
    explicit transport_ref(T* wire) noexcept
        : wire_(wire), send_([](void* self, request const& r) {
              auto& to = *static_cast<T*>(self);
              if (auto problem = unsupported_stream(to, r)) return result<response>(*std::move(problem));
              return to.send(r);
          }) {}

    result<response> send(request const& r) const { return send_(wire_, r); }

private:
    void* wire_;
    result<response> (*send_)(void*, request const&);
};

}  // namespace veeam::inline v0::detail

namespace veeam::inline v0 {

/// The outcome of a request that a client sent, and the sessions that it was sent in.
///
/// @par Example
/// @code
/// auto const send = []<class T, class L>(veeam::client<T, L>& api, veeam::request what) {
///     auto const got = api.exchange(std::move(what));
///     return got.outcome ? got.outcome->status : 0;
/// };
/// @endcode
template <logon_session Session>
struct exchanged {
    result<response> outcome;
    std::shared_ptr<Session const> session{};  ///< Of the last request; null: it needed none, or it has ended.
    std::shared_ptr<Session const> refused{};  ///< The one that turned out to have ended; null: none has.

    /// An error about the answer, without the secrets of these sessions.
    error redact(error const& why) const { return redacted(why, detail::secrets_of(std::array{session, refused})); }
};

}  // namespace veeam::inline v0

namespace veeam::inline v0::detail {

/// Logs on, keeps the session that many threads share, and sends requests in it.
template <logon Logon, codec Codec>
class sender {
public:
    using session_type = typename Logon::session_type;
    using exchanged_type = exchanged<session_type>;

    sender(transport_ref wire, Logon logon, Codec codec, client_clock clock);

    Codec const& codec() const noexcept { return codec_; }
    client_clock const& clock() const noexcept { return clock_; }

    /// `wants_body`: an answer with status 200 and without a body shows that the session has ended.
    exchanged_type exchange(request what, call_options const& options, bool wants_body);
    result<void> log_on(call_options const& options);
    result<void> log_off(call_options const& options);

private:
    using session_pointer = std::shared_ptr<session_type const>;

    result<response> send(request const& r) const;
    result<response> drive(call<session_type>& machine, call_limits const& limits);
    result<session_pointer> find_session(session_pointer const& refused, call_limits const& limits);
    result<session_type> start_session(session_type const* previous, call_limits const& limits) const;

    transport_ref wire_;
    Logon logon_;
    Codec codec_;
    client_clock clock_;
    session_keeper<session_type> sessions_{};
};

template <logon Logon, codec Codec>
sender<Logon, Codec>::sender(transport_ref wire, Logon logon, Codec codec, client_clock clock)
    : wire_(wire), logon_(std::move(logon)), codec_(std::move(codec)), clock_(std::move(clock)) {}

template <logon Logon, codec Codec>
auto sender<Logon, Codec>::exchange(request what, call_options const& options, bool wants_body) -> exchanged_type {
    for (auto const& [name, value] : options.headers) what.headers.set(name, value);
    if (auto problem = add_request_id(what, options.request_id)) return {.outcome = *std::move(problem)};
    auto const limits = options.limits();
    limits.apply(what);
    std::string_view const name = operation_name(what);
    call<session_type> machine(std::move(what), wants_body);
    exchanged_type out{.outcome = drive(machine, limits)};
    sessions_.retire(machine.refused());
    out.session = machine.session();
    out.refused = machine.refused();
    if (!out.outcome) out.outcome = out.redact(out.outcome.error().in(name));
    return out;
}

template <logon Logon, codec Codec>
result<void> sender<Logon, Codec>::log_on(call_options const& options) {
    auto const found = find_session(nullptr, options.limits());
    if (!found) return found.error();
    return {};
}

template <logon Logon, codec Codec>
result<void> sender<Logon, Codec>::log_off(call_options const& options) {
    auto const session = sessions_.take();
    if (session == nullptr) return {};
    if constexpr (requires { logon_.log_off(*session); }) {
        auto const op = logon_.log_off(*session);
        auto request = veeam::to_request(op, codec_);
        if (!request) return request.error();
        session->authorise(*request);
        options.limits().apply(*request);
        auto const got = send(*request);
        if (!got) return redacted(got.error(), session->secrets()).in(op.facts.name);
        if (got->status == 401) return {};  // it had ended already
        auto const done = from_response<std::remove_const_t<decltype(op)>>(*got, codec_);
        if (!done) return redacted(done.error(), session->secrets());
    }
    return {};
}

// Transports give up in time themselves; this ends walks and replays over one that does not.
template <logon Logon, codec Codec>
result<response> sender<Logon, Codec>::send(request const& r) const {
    if (auto problem = given_up(r)) return *std::move(problem);
    return wire_.send(r);
}

template <logon Logon, codec Codec>
result<response> sender<Logon, Codec>::drive(call<session_type>& machine, call_limits const& limits) {
    for (;;) {
        auto step = machine.next();
        if (auto* post = std::get_if<send_step>(&step)) machine.receive(send(*post->request));
        else if (auto* sleep = std::get_if<sleep_step>(&step)) clock_.sleep(sleep->duration, limits.stop);
        else if (auto* find = std::get_if<session_step<session_type>>(&step))
            machine.authorise(find_session(find->refused, limits));
        else return std::get<done_step<response>>(std::move(step)).outcome;
    }
}

template <logon Logon, codec Codec>
auto sender<Logon, Codec>::find_session(session_pointer const& refused, call_limits const& limits)
    -> result<session_pointer> {
    return sessions_.get(refused, clock_.now(), limits,
                         [&](session_type const* previous) { return start_session(previous, limits); });
}

template <logon Logon, codec Codec>
auto sender<Logon, Codec>::start_session(session_type const* previous, call_limits const& limits) const
    -> result<session_type> {
    auto attempt = logon_.start(codec_, previous, limits);
    for (;;) {
        auto step = attempt.next();
        if (auto* post = std::get_if<send_step>(&step)) attempt.receive(send(*post->request), clock_.now());
        else if (auto* sleep = std::get_if<sleep_step>(&step)) clock_.sleep(sleep->duration, limits.stop);
        else {
            auto out = std::get<done_step<session_type>>(std::move(step)).outcome;
            // The server may repeat what it was sent in the session that has ended.
            if (!out && previous != nullptr) out = redacted(out.error(), previous->secrets());
            return out;
        }
    }
}

}  // namespace veeam::inline v0::detail
