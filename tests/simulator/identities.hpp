#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "options.hpp"

namespace veeam::inline v0::simulation {

using time_point = std::chrono::steady_clock::time_point;

/// Whether name and password are the configured ones; takes the same time for every wrong password of a length.
bool credentials_match(simulator_options const& options, std::string_view user, std::string_view password);

/// A random identifier in the usual form, 8-4-4-4-12 hexadecimal digits.
std::string random_guid();

/// The logon sessions of Enterprise Manager. Thread-safe.
class logon_sessions {
public:
    struct session {
        std::string id{};     ///< A GUID; what logging off names.
        std::string token{};  ///< Base64 of `id`; what requests carry.
        std::string user{};
    };

    explicit logon_sessions(simulator_options const& options) : options_(options) {}

    session open(std::string_view user);
    /// The session of a token, whose idle time starts again; nothing once it has expired.
    std::optional<session> use(std::string_view token);
    bool close(std::string_view id);
    void expire_all();

private:
    struct state {
        session who;
        time_point last_use;
    };
    simulator_options const& options_;
    std::mutex mutex_;
    std::map<std::string, state, std::less<>> by_token_;
};

/// The tokens of one OAuth service. Thread-safe.
class token_store {
public:
    struct pair {
        std::string access{};
        std::string refresh{};
        std::chrono::seconds lifetime{};
    };

    explicit token_store(simulator_options const& options) : options_(options) {}

    pair issue(std::string_view user);
    /// A new pair for a refresh token that was issued here, has not expired and was not used before.
    std::optional<pair> renew(std::string_view refresh);
    /// The user an access token speaks for; nothing once it has expired.
    std::optional<std::string> user_of(std::string_view access) const;
    void expire_access_tokens();
    void expire_all();

private:
    struct grant {
        std::string user;
        time_point until;
    };
    using grants = std::map<std::string, grant, std::less<>>;

    pair issue_locked(std::string_view user);

    simulator_options const& options_;
    mutable std::mutex mutex_;
    grants access_;
    grants refresh_;
};

}  // namespace veeam::inline v0::simulation
