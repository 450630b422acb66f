#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

ordered_json const nothing_wrong{{"errors", ordered_json::array()}, {"data", ordered_json::object()}};

response no_such(std::string_view what) {
    return listed_error(404, "logical", "There is no such " + std::string(what) + ".");
}

std::string text_of(ordered_json const& object, char const* name) { return object.at(name).get<std::string>(); }

/// Jobs of all agents, or of one, as clients have left them.
std::vector<ordered_json> windows_jobs(world const& w, std::string_view agent = {}) {
    std::vector<ordered_json> out;
    for (ordered_json const& documented : w.content.windows_jobs) {
        if (!agent.empty() && !detail::equal_ignoring_case(text_of(documented, "backupAgentUid"), agent)) continue;
        if (auto job = w.agent_jobs.current(text_of(documented, "instanceUid"), documented))
            out.push_back(*std::move(job));
    }
    return out;
}

response list_windows_jobs(call const& from, std::vector<ordered_json> const& all) {
    auto const limit = whole_number(from.parameter("limit").value_or("100"), 1);
    if (!limit || *limit > 500)
        return listed_error(400, "logical", "Property value must be between 1 and 500.", "limit");
    auto const asked = whole_number(from.parameter("offset").value_or("0"));
    if (!asked) return listed_error(400, "logical", "Property value must be larger or equal to 0.", "offset");

    std::size_t const offset = from.ignore_offset ? 0 : std::min(*asked, all.size());
    std::size_t const count = std::min(*limit, all.size() - offset);
    ordered_json page{{"meta", {{"pagingInfo", {{"total", all.size()}, {"count", count}, {"offset", offset}}}}},
                      {"data", ordered_json::array()}};
    for (std::size_t i = offset; i < offset + count; ++i) page["data"].push_back(all[i]);
    return json_reply(200, page.dump());
}

response windows_job_reply(ordered_json const& job) { return json_reply(200, ordered_json{{"data", job}}.dump()); }

/// Sets members of a job as a JSON Patch says; why it cannot be done.
std::optional<response> patch(ordered_json& job, std::string const& body) {
    ordered_json const changes = ordered_json::parse(body, nullptr, false);
    if (!changes.is_array()) return listed_error(400, "logical", "The body must be a list of changes.");
    for (ordered_json const& change : changes) {
        std::string const op = change.is_object() ? change.value("op", "replace") : std::string();
        std::string path = change.is_object() ? change.value("path", "") : std::string();
        if (path.starts_with('/')) path.erase(0, 1);
        bool const is_known = op == "replace" && (path == "isEnabled" || path == "status");
        if (!is_known || !change.contains("value"))
            return listed_error(400, "logical", "Only isEnabled and status can be replaced.");
        job[path] = change.at("value");
    }
    return std::nullopt;
}

/// The operations on one job of an agent; the job is looked up when they are carried out.
class windows_job {
public:
    windows_job(world& w, arguments const& ids) : w_(&w), agent_(ids[0]), id_(ids[1]) {}

    response read() const { return with_job(&windows_job_reply); }
    response change(std::string const& body) const {
        return with_job([&](ordered_json job) {
            if (auto const problem = patch(job, body)) return *problem;
            w_->agent_jobs.put(text_of(job, "instanceUid"), job);
            return windows_job_reply(job);
        });
    }
    response remove() const {
        return with_job([&](ordered_json const& job) {
            w_->agent_jobs.remove(text_of(job, "instanceUid"));
            return json_reply(200, nothing_wrong.dump());
        });
    }
    response set_status(std::string_view status) const {
        return with_job([&](ordered_json job) {
            job["status"] = status;
            w_->agent_jobs.put(text_of(job, "instanceUid"), job);
            return json_reply(200, nothing_wrong.dump());
        });
    }

private:
    template <class What>
    response with_job(What what) const {
        for (ordered_json const& job : windows_jobs(*w_, agent_))
            if (detail::equal_ignoring_case(text_of(job, "instanceUid"), id_)) return what(job);
        return no_such("job");
    }

    world* w_;
    std::string agent_;
    std::string id_;
};

/// Routes of version 3 that want a token.
class console_v3 {
public:
    console_v3(router& routes, world& w) : routes_(routes), w_(w) {}

    void add(std::string method, std::string_view path, handler what) {
        routes_.add(std::move(method), "/api/v3" + std::string(path),
                    [&w = w_, what = std::move(what)](call const& from, arguments const& ids) {
                        return has_valid_token(w.vspc_v3, from) ? what(from, ids) : unauthorized_v3();
                    });
    }

    /// An operation that may become an asynchronous action.
    void add_operation(std::string name, std::string method, std::string_view path, handler what) {
        add(std::move(method), path,
            [&w = w_, name = std::move(name), what = std::move(what)](call const& from, arguments const& ids) {
                std::string_view const id = from.headers.get("X-Request-id").value_or("");
                bool const is_repetition = !id.empty() && w.actions.knows(id);
                if (!from.fate && !is_repetition) return what(from, ids);
                response queued = empty_reply(202);
                queued.headers.set("Location",
                                   from.origin() + "/api/v3/asyncActions/" +
                                       w.actions.start(from, name, [from, ids, what] { return what(from, ids); }));
                return queued;
            });
    }

private:
    router& routes_;
    world& w_;
};

void add_windows_jobs(console_v3& console, world& w) {
    std::string const all = "/infrastructure/backupAgents/windows";
    std::string const job = all + "/{}/jobs/{}";
    console.add_operation("ListWindowsBackupAgentJobs", "GET", all + "/jobs", [&w](call const& from, arguments const&) {
        return list_windows_jobs(from, windows_jobs(w));
    });
    console.add_operation("ListWindowsBackupAgentJobsByAgent", "GET", all + "/{}/jobs",
                          [&w](call const& from, arguments const& ids) {
                              auto const mine = windows_jobs(w, ids[0]);
                              return mine.empty() ? no_such("agent") : list_windows_jobs(from, mine);
                          });
    console.add_operation("GetWindowsBackupAgentJob", "GET", job,
                          [&w](call const&, arguments const& ids) { return windows_job(w, ids).read(); });
    console.add_operation("PatchWindowsBackupAgentJob", "PATCH", job, [&w](call const& from, arguments const& ids) {
        return windows_job(w, ids).change(from.body);
    });
    console.add_operation("DeleteWindowsBackupAgentJob", "DELETE", job, [&w](call const& from, arguments const& ids) {
        if (!from.parameter("removeRestorePoints"))
            return listed_error(400, "logical", "The parameter is missing.", "removeRestorePoints");
        return windows_job(w, ids).remove();
    });
    console.add_operation(
        "StartWindowsBackupAgentJob", "POST", job + "/start",
        [&w](call const&, arguments const& ids) { return windows_job(w, ids).set_status("Running"); });
    console.add_operation("StopWindowsBackupAgentJob", "POST", job + "/stop", [&w](call const&, arguments const& ids) {
        return windows_job(w, ids).set_status("Stopping");
    });
}

response data_reply(ordered_json const& data) { return json_reply(200, ordered_json{{"data", data}}.dump()); }

void add_actions(console_v3& console, world& w) {
    static constexpr std::string_view action = "/asyncActions/{}";
    console.add("GET", "/asyncActions/config", [](call const&, arguments const&) {
        return data_reply({{"resultRetentionTime", 300}});
    });
    console.add("GET", "/asyncActions", [&w](call const&, arguments const&) { return data_reply(w.actions.list()); });
    console.add("GET", action, [&w](call const&, arguments const& ids) {
        auto const found = w.actions.look(ids[0]);
        return found ? data_reply(*found) : no_such("action");
    });
    console.add("DELETE", action, [&w](call const&, arguments const& ids) {
        if (!w.actions.knows(ids[0])) return no_such("action");
        if (!w.actions.cancel(ids[0])) return listed_error(400, "logical", "The action has ended.");
        return json_reply(200, nothing_wrong.dump());
    });
    console.add("GET", std::string(action) + "/result", [&w](call const&, arguments const& ids) {
        return w.actions.result(ids[0]).value_or(no_such("result"));
    });
    console.add("DELETE", std::string(action) + "/result", [&w](call const&, arguments const& ids) {
        return w.actions.forget_result(ids[0]) ? json_reply(200, nothing_wrong.dump()) : no_such("action");
    });
    console.add("PUT", std::string(action) + "/requestData", [&w](call const& from, arguments const& ids) {
        ordered_json const body = ordered_json::parse(from.body, nullptr, false);
        if (!body.is_object()) return listed_error(400, "logical", "The body must be an object.");
        if (!w.actions.attach(ids[0], body)) return no_such("action");
        return data_reply(w.actions.look(ids[0]).value());
    });
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
    console_v3 console(routes, w);
    add_windows_jobs(console, w);
    add_actions(console, w);
}

}  // namespace veeam::inline v0::simulation
