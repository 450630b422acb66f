#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <veeam/core/secret.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// A session that is a token in the `Authorization` header.
struct bearer_session {
    secret access_token{};
    secret refresh_token{};                                       ///< Buys the next session once; empty: there is none.
    std::optional<std::chrono::steady_clock::time_point> ends{};  ///< None: not known.

    void authorise(request& r) const {
        std::string value("Bearer ");
        value.append(access_token.reveal());
        r.headers.wipe("Authorization");
        r.headers.add("Authorization", std::move(value));
    }
    bool expired(std::chrono::steady_clock::time_point now) const noexcept { return ends && now >= *ends; }
    std::vector<std::string_view> secrets() const { return {access_token.reveal(), refresh_token.reveal()}; }
};

}  // namespace veeam::inline v0
