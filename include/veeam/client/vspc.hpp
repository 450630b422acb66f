#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <veeam/client/client.hpp>
#include <veeam/client/oauth2.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/vspc/v2/token.hpp>
#include <veeam/vspc/v3/token.hpp>

namespace veeam::inline v0 {

/// How one logs on to version 2 of Service Provider Console: a user name and a password.
///
/// Two programs that log on as the same user can log each other out, so each needs a user of its own.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::vspc_v2_logon{"operator", veeam::secret{"password"}}};
/// if (auto const on = api.log_on(); !on) std::cerr << on.error() << '\n';
/// @endcode
class vspc_v2_logon : public oauth2_logon<vspc::v2::CreateToken, json_codec> {
public:
    using oauth2_logon::oauth2_logon;
};

/// An API key of Service Provider Console; it takes the place of user name and password, and does not expire.
struct api_key {
    secret value;
};

/// How one logs on to version 3 of Service Provider Console: a user name and a password, or an API key.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::vspc_v3_logon{veeam::api_key{veeam::secret{"key"}}}};
/// if (auto const on = api.log_on(); !on) std::cerr << on.error() << '\n';
/// @endcode
class vspc_v3_logon {
public:
    using session_type = bearer_session;
    using default_codec = json_codec;

    vspc_v3_logon(std::string user, secret password) : how_(password_logon(std::move(user), std::move(password))) {}
    explicit vspc_v3_logon(api_key key) : how_(std::move(key)) {}

    /// A machine that hands out the API key without a request, or gets a token.
    template <codec Codec>
    class attempt {
    public:
        attempt(vspc_v3_logon const& logon, Codec const& codec, bearer_session const* previous,
                call_limits const& limits) {
            if (auto const* password = std::get_if<password_logon>(&logon.how_))
                token_.emplace(password->start(codec, previous, limits));
            else key_ = std::get<api_key>(logon.how_).value;
        }

        step<bearer_session> next() {
            if (token_) return token_->next();
            return done_step<bearer_session>{bearer_session{.access_token = std::move(key_)}};
        }
        void receive(result<response> outcome, std::chrono::steady_clock::time_point now) {
            if (token_) token_->receive(std::move(outcome), now);
        }

    private:
        std::optional<oauth2_attempt<vspc::v3::CreateToken, Codec>> token_{};
        secret key_{};
    };

    template <codec Codec>
    attempt<Codec> start(Codec const& codec, bearer_session const* previous, call_limits const& limits) const {
        return {*this, codec, previous, limits};
    }

private:
    using password_logon = oauth2_logon<vspc::v3::CreateToken, json_codec>;

    std::variant<password_logon, api_key> how_;
};

#ifdef VEEAM_COMPILED
extern template class detail::sender<vspc_v2_logon, json_codec>;
extern template class detail::sender<vspc_v3_logon, json_codec>;
#endif

}  // namespace veeam::inline v0
