#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/client/bearer.hpp>
#include <veeam/client/logon.hpp>
#include <veeam/client/step.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/deadline.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/to_request.hpp>

namespace veeam::inline v0 {

namespace detail {

/// Sets a member that is a text or an enumeration, optional or not, from its text on the wire.
template <class M>
void set_text(M& member, std::string_view text) {
    if constexpr (requires { member.emplace(text); }) member.emplace(text);
    else member = M(text);
}

/// Moves a token out of a decoded answer and overwrites what stays behind.
inline secret take_secret(std::string& text) {
    secret out(std::string_view{text});
    wipe(text);
    return out;
}
inline secret take_secret(std::optional<std::string>& text) { return text ? take_secret(*text) : secret(); }

inline std::optional<std::chrono::seconds> lifetime(std::optional<std::int64_t> seconds) {
    if (!seconds || *seconds <= 0) return std::nullopt;
    return bounded_seconds(*seconds);
}

/// A refusal of the token endpoint as an error about credentials; anything else as it is.
inline error logon_error(error const& e) {
    if (e.http_status() != 400 && e.http_status() != 401 && e.http_status() != 403) return e;
    if (e.kind() != error_kind::api && e.kind() != error_kind::http_status) return e;
    error_info info = e.info();
    info.kind = error_kind::authentication;
    return error(std::move(info));
}

}  // namespace detail

/// The machine of one OAuth 2 logon: the refresh token if there is one, and the password where that is refused or
/// absent.
///
/// `CreateToken` is the generated operation of the token endpoint. The logon and the codec must outlive the machine.
template <operation CreateToken, codec Codec>
class oauth2_attempt {
public:
    oauth2_attempt(std::string_view user, secret const& password, Codec const& codec, bearer_session const* previous,
                   call_limits limits)
        : user_(user), password_(&password), codec_(&codec), limits_(std::move(limits)) {
        if (previous != nullptr) {
            refresh_token_ = previous->refresh_token;
            previous_ = {previous->access_token, previous->refresh_token};
        }
        ask();
    }

    step<bearer_session> next() {
        if (outcome_) return done_step<bearer_session>{*std::move(outcome_)};
        return send_step{&request_};
    }

    void receive(result<response> outcome, std::chrono::steady_clock::time_point now) {
        wipe(request_.body);
        if (!outcome) return fail(outcome.error());
        auto token = from_response<CreateToken>(*outcome, *codec_);
        wipe(outcome->body);
        if (token) return succeed(*token, now);
        bool const refused = outcome->status >= 400 && outcome->status < 500 && outcome->status != 429;
        if (!refused || refresh_token_.empty()) return fail(detail::logon_error(token.error()));
        refresh_token_.wipe();  // it was used up, or the server forgot it
        ask();
    }

private:
    void ask() {
        using request_document = typename decltype(CreateToken::body)::value_type;
        request_document body{};
        if (refresh_token_.empty()) {
            detail::set_text(body.grant_type, "password");
            body.username = std::string(user_);
            body.password = std::string(password_->reveal());
        } else {
            detail::set_text(body.grant_type, "refresh_token");
            body.refresh_token = std::string(refresh_token_.reveal());
        }
        CreateToken op{.body = std::move(body)};
        auto made = to_request(op, *codec_);
        if (op.body->password) wipe(*op.body->password);
        if (op.body->refresh_token) wipe(*op.body->refresh_token);
        if (!made) return fail(made.error());
        request_ = *std::move(made);
        limits_.apply(request_);
    }

    template <class Token>
    void succeed(Token& token, std::chrono::steady_clock::time_point now) {
        bearer_session out;
        out.access_token = detail::take_secret(token.access_token);
        out.refresh_token = detail::take_secret(token.refresh_token);
        if (out.access_token.empty()) {
            std::string message = "the answer holds no access_token";
            if constexpr (requires { token.mfa_token; })
                if (token.mfa_token && !token.mfa_token->empty())
                    message += ": the user must log on with a second factor, which a program cannot; use an API key";
            return fail(error({.kind = error_kind::authentication,
                               .was_sent = sent::maybe,
                               .operation = std::string(CreateToken::facts.name),
                               .message = std::move(message)}));
        }
        // A little earlier than promised: the request that uses it has to arrive in time.
        if (auto const life = detail::lifetime(token.expires_in))
            out.ends = now + *life - std::min<std::chrono::seconds>(*life / 10, std::chrono::seconds(30));
        outcome_.emplace(std::move(out));
    }

    void fail(error const& e) {
        std::vector<std::string_view> const secrets{password_->reveal(), previous_[0].reveal(), previous_[1].reveal()};
        outcome_.emplace(redacted(e, secrets).in(CreateToken::facts.name));
    }

    std::string_view user_;
    secret const* password_;
    Codec const* codec_;
    call_limits limits_;
    secret refresh_token_{};
    std::array<secret, 2> previous_{};  // access and refresh token: a server may name them when it refuses
    request request_{};
    std::optional<result<bearer_session>> outcome_{};
};

/// A user name and a password for an API with an OAuth 2 token endpoint; the base of the products' own types.
///
/// Thread safety: may be read from many threads.
template <operation CreateToken, codec DefaultCodec>
class oauth2_logon {
public:
    using session_type = bearer_session;
    using default_codec = DefaultCodec;

    oauth2_logon(std::string user, secret password) : user_(std::move(user)), password_(std::move(password)) {}

    template <codec Codec>
    oauth2_attempt<CreateToken, Codec> start(Codec const& codec, bearer_session const* previous,
                                             call_limits const& limits) const {
        return {user_, password_, codec, previous, limits};
    }

private:
    std::string user_;
    secret password_;
};

}  // namespace veeam::inline v0
