#include <algorithm>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <veeam/core/open_enum.hpp>

#include "oauth.hpp"
#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::ordered_json;

response oauth_error(int status, std::string_view code, std::string_view reason) {
    return json_reply(status,
                      ordered_json{{"error", code}, {"error_description", reason}, {"error_uri", nullptr}}.dump());
}

response message_error(int status, std::string_view message) {
    return json_reply(status, ordered_json{{"message", message}}.dump());
}

/// The error document of version 3; `parameter` is empty where no parameter is to blame.
response listed_error(int status, std::string_view type, std::string_view message, std::string_view parameter = {}) {
    ordered_json one{{"message", message}, {"type", type}, {"code", status}};
    if (!parameter.empty()) one["parameterName"] = parameter;
    return json_reply(status, ordered_json{{"errors", ordered_json::array({std::move(one)})}}.dump());
}

response unauthorized_v3() { return listed_error(401, "security", "The access token is missing, invalid or expired."); }

response get_agent_job(world& w, call const& from, arguments const& ids) {
    if (!has_valid_token(w.vspc_v2, from)) return message_error(401, "Authorization has been denied for this request.");
    for (agent_job const& job : w.content.agent_jobs)
        if (detail::equal_ignoring_case(job.agent, ids[0]) && detail::equal_ignoring_case(job.id, ids[1]))
            return json_reply(200, job.document.dump());
    return message_error(404, "The job was not found.");
}

response list_windows_jobs(world& w, call const& from) {
    if (!has_valid_token(w.vspc_v3, from)) return unauthorized_v3();
    auto const limit = whole_number(from.parameter("limit").value_or("100"), 1);
    if (!limit || *limit > 500)
        return listed_error(400, "logical", "Property value must be between 1 and 500.", "limit");
    auto const asked = whole_number(from.parameter("offset").value_or("0"));
    if (!asked) return listed_error(400, "logical", "Property value must be larger or equal to 0.", "offset");

    auto const& all = w.content.windows_jobs;
    std::size_t const offset = from.ignore_offset ? 0 : std::min(*asked, all.size());
    std::size_t const count = std::min(*limit, all.size() - offset);
    ordered_json page{{"meta", {{"pagingInfo", {{"total", all.size()}, {"count", count}, {"offset", offset}}}}},
                      {"data", ordered_json::array()}};
    for (std::size_t i = offset; i < offset + count; ++i) page["data"].push_back(all[i]);
    return json_reply(200, page.dump());
}

}  // namespace

void add_service_provider_console_v2(router& routes, world& w) {
    routes.add("POST", "/token", [&w](call const& from, arguments const&) {
        auto const refuse = [](std::string_view code, std::string_view reason) {
            return oauth_error(400, code, reason);
        };
        return give_token({.options = w.options, .tokens = w.vspc_v2, .refuse = refuse, .complete = {}}, from);
    });
    routes.add("GET", "/v2/backupAgents/{}/jobs/{}",
               [&w](call const& from, arguments const& ids) { return get_agent_job(w, from, ids); });
}

void add_service_provider_console_v3(router& routes, world& w) {
    routes.add("POST", "/api/v3/token", [&w](call const& from, arguments const&) {
        auto const refuse = [](std::string_view code, std::string_view reason) {
            return oauth_error(400, code, reason);
        };
        auto const complete = [](ordered_json& token, std::string_view) {
            token["mfa_token"] = nullptr;
            token["encrypted_code"] = nullptr;
        };
        return give_token({.options = w.options, .tokens = w.vspc_v3, .refuse = refuse, .complete = complete}, from);
    });
    routes.add("GET", "/api/v3/infrastructure/backupAgents/windows/jobs",
               [&w](call const& from, arguments const&) { return list_windows_jobs(w, from); });
}

}  // namespace veeam::inline v0::simulation
