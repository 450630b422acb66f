#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <veeam/client/logon.hpp>
#include <veeam/client/step.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/idempotent.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/http/validate.hpp>

namespace veeam::inline v0 {

namespace detail {

/// The texts of some sessions, null ones among them, that must not appear in an error.
template <class Sessions>
std::vector<std::string_view> secrets_of(Sessions const& sessions) {
    std::vector<std::string_view> out;
    for (auto const& one : sessions) {
        if (one == nullptr) continue;
        auto const more = one->secrets();
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

}  // namespace detail

/// Find a session and give it, or the reason why there is none, to `authorise`.
///
/// `refused` is the session that the server has just refused, null before the first request: whoever keeps the sessions
/// must not give the same one again.
template <logon_session Session>
struct session_step {
    std::shared_ptr<Session const> refused{};
};

/// The machine of one request: find a session, send, and if the server refuses the session send once more with a new
/// one.
///
/// A request that was refused with 401 has done nothing, so that sending it again is safe whatever it does. A second
/// 401 is the outcome. Some servers answer a dead session with 200 and nothing else: where the answer must have a body,
/// that ends the session too, and an idempotent request is sent again. An upload that cannot be rewound is not.
/// Requests of anonymous operations need no session and are never sent twice.
///
/// @par Example
/// @code
/// auto const drive = []<class S>(veeam::call<S> machine, auto& wire, std::shared_ptr<S const> session) {
///     for (;;) {
///         auto step = machine.next();
///         if (auto* send = std::get_if<veeam::send_step>(&step)) machine.receive(wire.send(*send->request));
///         else if (std::get_if<veeam::session_step<S>>(&step)) machine.authorise(session);
///         else if (auto* done = std::get_if<veeam::done_step<veeam::response>>(&step)) return done->outcome;
///     }
/// };
/// @endcode
template <logon_session Session>
class call {
public:
    using step_type = std::variant<send_step, sleep_step, done_step<response>, session_step<Session>>;

    /// `wants_body`: an answer with status 200 and without a body is none.
    explicit call(request what, bool wants_body = false) : request_(std::move(what)), wants_body_(wants_body) {
        if (auto problem = validate(request_)) end(*std::move(problem));
        else if (request_.facts != nullptr && request_.facts->anonymous) state_ = state::sending;
    }

    /// The outcome is given once.
    step_type next() {
        switch (state_) {
            case state::looking_for_session: return session_step<Session>{refused_};
            case state::sending: return send_step{&request_};
            case state::ended: break;
        }
        return done_step<response>{*std::move(outcome_)};
    }

    /// After a `session_step`.
    void authorise(result<std::shared_ptr<Session const>> found) {
        if (!found) return end(found.error());
        session_ = *std::move(found);
        session_->authorise(request_);
        state_ = state::sending;
    }

    /// After a `send_step`.
    void receive(result<response> outcome) {
        bool const refused = outcome && outcome->status == 401;
        bool const is_void = outcome && wants_body_ && outcome->status == 200 && detail::is_blank(outcome->body);
        if (session_ == nullptr || sent_again_ || (!refused && !is_void)) return end(std::move(outcome));
        refused_ = std::exchange(session_, nullptr);
        if (is_void && !is_idempotent(request_)) return end(std::move(outcome));
        if (request_.upload != nullptr && request_.upload->rewind()) return end(std::move(outcome));
        sent_again_ = true;
        ++request_.attempt;
        state_ = state::looking_for_session;
    }

    /// The session of the last request; null where it needed none, or the session has ended.
    std::shared_ptr<Session const> const& session() const noexcept { return session_; }
    /// The session that turned out to have ended; null: none has.
    std::shared_ptr<Session const> const& refused() const noexcept { return refused_; }

    /// Every text of the sessions it has used that must not appear in an error.
    std::vector<std::string_view> secrets() const { return detail::secrets_of(std::array{session_, refused_}); }

private:
    enum class state : std::uint8_t { looking_for_session, sending, ended };

    void end(result<response> outcome) {
        for (std::string_view const name : secret_headers) request_.headers.wipe(name);
        outcome_ = std::move(outcome);
        state_ = state::ended;
    }

    request request_;
    std::shared_ptr<Session const> session_{};
    std::shared_ptr<Session const> refused_{};
    std::optional<result<response>> outcome_{};
    state state_{state::looking_for_session};
    bool wants_body_{};
    bool sent_again_{};
};

}  // namespace veeam::inline v0
