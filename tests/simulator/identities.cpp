#include "identities.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <veeam/client/request_id.hpp>

namespace veeam::inline v0::simulation {

namespace {

std::string random_hex(std::size_t bytes) {
    std::array<unsigned char, 32> random{};
    if (bytes > random.size() || RAND_bytes(random.data(), static_cast<int>(bytes)) != 1)
        throw std::runtime_error("no random bytes");
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) {
        text.push_back(digits[random[i] >> 4]);
        text.push_back(digits[random[i] & 15]);
    }
    return text;
}

std::string base64(std::string_view text) {
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends its text with a NUL
    int const size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

bool credentials_match(simulator_options const& options, std::string_view user, std::string_view password) {
    bool const user_matches = same(user, options.user);
    bool const password_matches = same(password, options.password.reveal());
    return user_matches && password_matches;
}

std::string random_guid() { return random_uuid().text(); }

logon_sessions::session logon_sessions::open(std::string_view user) {
    std::string const id = random_guid();
    session made{.id = id, .token = base64(id), .user = std::string(user)};
    std::lock_guard lock(mutex_);
    by_token_.emplace(made.token, state{made, options_.now()});
    return made;
}

std::optional<logon_sessions::session> logon_sessions::use(std::string_view token) {
    std::lock_guard lock(mutex_);
    auto const found = by_token_.find(token);
    if (found == by_token_.end()) return std::nullopt;
    time_point const now = options_.now();
    if (now - found->second.last_use > options_.idle) {
        by_token_.erase(found);
        return std::nullopt;
    }
    found->second.last_use = now;
    return found->second.who;
}

bool logon_sessions::close(std::string_view id) {
    std::lock_guard lock(mutex_);
    return std::erase_if(by_token_, [&](auto const& entry) { return entry.second.who.id == id; }) != 0;
}

void logon_sessions::expire_all() {
    std::lock_guard lock(mutex_);
    by_token_.clear();
}

token_store::pair token_store::issue_locked(std::string_view user) {
    pair made{.access = random_hex(32), .refresh = random_hex(32), .lifetime = options_.token_lifetime};
    time_point const now = options_.now();
    access_.emplace(made.access, grant{std::string(user), now + options_.token_lifetime});
    refresh_.emplace(made.refresh, grant{std::string(user), now + options_.refresh_lifetime});
    return made;
}

token_store::pair token_store::issue(std::string_view user) {
    std::lock_guard lock(mutex_);
    return issue_locked(user);
}

std::optional<token_store::pair> token_store::renew(std::string_view refresh) {
    std::lock_guard lock(mutex_);
    auto const found = refresh_.find(refresh);
    if (found == refresh_.end()) return std::nullopt;
    grant const given = found->second;
    refresh_.erase(found);
    if (options_.now() >= given.until) return std::nullopt;
    return issue_locked(given.user);
}

std::optional<std::string> token_store::user_of(std::string_view access) const {
    std::lock_guard lock(mutex_);
    auto const found = access_.find(access);
    if (found == access_.end() || options_.now() >= found->second.until) return std::nullopt;
    return found->second.user;
}

void token_store::expire_access_tokens() {
    std::lock_guard lock(mutex_);
    access_.clear();
}

void token_store::expire_all() {
    std::lock_guard lock(mutex_);
    access_.clear();
    refresh_.clear();
}

}  // namespace veeam::inline v0::simulation
