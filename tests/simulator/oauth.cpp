#include "oauth.hpp"

#include <optional>

#include <veeam/core/open_enum.hpp>

namespace veeam::inline v0::simulation {

namespace {

response token_reply(token_endpoint const& endpoint, token_store::pair const& pair, std::string_view user) {
    nlohmann::ordered_json token{{"access_token", pair.access},
                                 {"token_type", "bearer"},
                                 {"expires_in", pair.lifetime.count()},
                                 {"refresh_token", pair.refresh}};
    if (endpoint.complete) endpoint.complete(token, user);
    return json_reply(200, token.dump());
}

response by_password(token_endpoint const& endpoint, parameters const& form) {
    std::string_view const user = find(form, "username").value_or("");
    if (!credentials_match(endpoint.options, user, find(form, "password").value_or("")))
        return endpoint.refuse("invalid_grant", "The user name or password is incorrect.");
    return token_reply(endpoint, endpoint.tokens.issue(user), user);
}

response by_refresh_token(token_endpoint const& endpoint, parameters const& form) {
    auto const pair = endpoint.tokens.renew(find(form, "refresh_token").value_or(""));
    if (!pair) return endpoint.refuse("invalid_grant", "The refresh token is invalid, expired or used.");
    return token_reply(endpoint, *pair, endpoint.options.user);
}

}  // namespace

response give_token(token_endpoint const& endpoint, call const& from) {
    std::string_view const type = from.headers.get("Content-Type").value_or("");
    if (!type.starts_with("application/x-www-form-urlencoded"))
        return endpoint.refuse("invalid_request", "The body must be a form.");
    auto const form = parse_form(from.body);
    if (!form) return endpoint.refuse("invalid_request", "The form is not well-formed.");
    std::string_view const grant = find(*form, "grant_type").value_or("");
    if (grant == "password") return by_password(endpoint, *form);
    if (grant == "refresh_token") return by_refresh_token(endpoint, *form);
    return endpoint.refuse("unsupported_grant_type", "The simulator knows the grants password and refresh_token.");
}

bool has_valid_token(token_store const& tokens, call const& from) {
    static constexpr std::string_view scheme = "Bearer ";
    std::string_view const value = from.headers.get("Authorization").value_or("");
    if (value.size() <= scheme.size() || !detail::equal_ignoring_case(value.substr(0, scheme.size()), scheme))
        return false;
    return tokens.user_of(value.substr(scheme.size())).has_value();
}

}  // namespace veeam::inline v0::simulation
