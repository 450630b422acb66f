#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/client/basic.hpp>
#include <veeam/client/client.hpp>
#include <veeam/client/oauth2.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/em/logon_sessions.hpp>
#include <veeam/http/plain_text.hpp>

namespace veeam::inline v0 {

/// A session of Enterprise Manager: a token in a header of its own. It ends 15 minutes after the last request.
struct em_session {
    static constexpr std::string_view header = "X-RestSvcSessionId";

    secret token{};
    std::string id{};  ///< For logging off; it is not the token.

    void authorise(request& r) const {
        r.headers.wipe(header);
        r.headers.add(std::string(header), std::string(token.reveal()));
    }
    /// Only the server knows: every request prolongs the session.
    static bool expired(std::chrono::steady_clock::time_point) noexcept { return false; }
    /// The token is often the id in base64.
    std::vector<std::string_view> secrets() const { return {token.reveal(), id}; }
};

/// The machine of one logon to Enterprise Manager: one request with the credentials, whose answer holds the token.
///
/// The logon and the codec must outlive it.
template <codec Codec>
class em_attempt {
public:
    em_attempt(std::string_view user, secret const& password, std::string_view version, Codec const& codec,
               call_limits const& limits)
        : password_(&password), codec_(&codec) {
        ask(user, version, limits);
    }

    step<em_session> next() {
        if (outcome_) return done_step<em_session>{*std::move(outcome_)};
        return send_step{&request_};
    }

    void receive(result<response> outcome, std::chrono::steady_clock::time_point) {
        request_.headers.wipe("Authorization");
        if (!outcome) return fail(outcome.error());
        auto const session = from_response<em::CreateLogonSession>(*outcome, *codec_);
        if (!session) return fail(detail::logon_error(session.error()));
        auto const token = outcome->headers.get(em_session::header);
        if (!token || token->empty())
            return fail(error({.kind = error_kind::authentication,
                               .was_sent = sent::maybe,
                               .http_status = outcome->status,
                               .message = "the answer has no header X-RestSvcSessionId"}));
        em_session out{.token = secret(*token)};
        outcome->headers.wipe(em_session::header);
        out.id = detail::plain_text(session->session_id);
        outcome_.emplace(std::move(out));
    }

private:
    void ask(std::string_view user, std::string_view version, call_limits const& limits) {
        if (user.find(':') != std::string_view::npos)
            return fail(error({.kind = error_kind::invalid_request, .message = "a user name cannot hold a colon"}));
        using version_type = typename decltype(em::CreateLogonSession::version)::value_type;
        auto made = to_request(em::CreateLogonSession{.version = version_type(version)}, *codec_);
        if (!made) return fail(made.error());
        request_ = *std::move(made);
        limits.apply(request_);
        credentials_ = basic_credentials(user, *password_);
        std::string value("Basic ");
        value.append(credentials_.reveal());
        request_.headers.add("Authorization", std::move(value));
    }

    void fail(error const& e) {
        outcome_.emplace(
            redacted(e, {password_->reveal(), credentials_.reveal()}).in(em::CreateLogonSession::facts.name));
    }

    secret const* password_;
    Codec const* codec_;
    secret credentials_{};
    request request_{};
    std::optional<result<em_session>> outcome_{};
};

/// How one logs on to Enterprise Manager: a user name (`DOMAIN\user`) and a password, sent once a session.
///
/// A client talks XML to it unless told otherwise: reading and writing have the same form there, in every version.
/// Thread safety: may be read from many threads.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::em_logon{"DOMAIN\\operator", veeam::secret{"password"}}};
/// if (auto const on = api.log_on(); !on) std::cerr << on.error() << '\n';
/// @endcode
class em_logon {
public:
    using session_type = em_session;
    using default_codec = xml_codec;

    /// `version` is that of the interface, for example `v1_7`.
    em_logon(std::string user, secret password, std::string version = "latest")
        : user_(std::move(user)), password_(std::move(password)), version_(std::move(version)) {}

    template <codec Codec>
    em_attempt<Codec> start(Codec const& codec, em_session const*, call_limits const& limits) const {
        return {user_, password_, version_, codec, limits};
    }

    em::DeleteLogonSession log_off(em_session const& session) const { return {.session_id = session.id}; }

private:
    std::string user_;
    secret password_;
    std::string version_;
};

#ifdef VEEAM_COMPILED
extern template class detail::sender<em_logon, xml_codec>;
#endif

}  // namespace veeam::inline v0
