#include "em_reply.hpp"

#include <algorithm>
#include <utility>

#include <support/replaced.hpp>
#include <veeam/em/schemas/error.hpp>

#include "data.hpp"

namespace veeam::inline v0::simulation {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// The value of a cookie in a `Cookie` header.
std::optional<std::string_view> cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::size_t const end = header.find(';');
        std::string_view one = header.substr(0, end);
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one.size() > name.size() && one[name.size()] == '=' && one.starts_with(name))
            return one.substr(name.size() + 1);
    }
    return std::nullopt;
}

}  // namespace

response enterprise_manager_reply(call const& from, int status, result<std::string> const& document) {
    if (!document) return text_reply(500, "text/plain", "The simulator cannot write this: " + document.error().text());
    std::string text = support::replaced(*document, server_placeholder, from.origin());
    if (from.wants_json()) return text_reply(status, "application/json", std::string(byte_order_mark) + text);
    return text_reply(status, "application/xml", std::move(text));
}

response error_reply(call const& from, int status, std::string_view message) {
    em::Error document{};
    document.message = std::string(message);
    document.status_code = status;
    return document_reply(from, status, document);
}

std::optional<logon_sessions::session> session_of(call const& from, logon_sessions& sessions) {
    static constexpr std::string_view name = "X-RestSvcSessionId";
    // As on the real server, a cookie wins even where it is stale and the header is not.
    auto token = cookie(from.headers.get("Cookie").value_or(""), name);
    if (!token) token = from.headers.get(name);
    return token ? sessions.use(*token) : std::nullopt;
}

response unauthorized(call const& from) {
    response refusal = error_reply(from, 401, "Unauthorized");
    refusal.headers.set("WWW-Authenticate", "Basic Realm=RestSvc");
    return refusal;
}

}  // namespace veeam::inline v0::simulation
