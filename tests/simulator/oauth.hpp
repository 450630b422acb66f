#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "identities.hpp"
#include "message.hpp"

namespace veeam::inline v0::simulation {

/// What differs between the token endpoints of the products.
struct token_endpoint {
    simulator_options const& options;
    token_store& tokens;
    /// The refusal document, for an OAuth code such as `invalid_grant` and a reason.
    std::function<response(std::string_view code, std::string_view reason)> refuse;
    /// Adds what the product sends beside the four members of OAuth.
    std::function<void(nlohmann::ordered_json& token, std::string_view user)> complete;
};

/// Answers a form with the grant `password` or `refresh_token`.
response give_token(token_endpoint const& endpoint, call const& from);

/// Whether the request carries an access token of that store that has not expired.
bool has_valid_token(token_store const& tokens, call const& from);

}  // namespace veeam::inline v0::simulation
