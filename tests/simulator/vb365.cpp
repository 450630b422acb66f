#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/timestamp.hpp>

#include "oauth.hpp"
#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::ordered_json;

/// The server keeps one list; a client sends its name back with every further page.
constexpr std::string_view set_id = "6d1f0c6e-5a52-4f57-9d38-3d0b8a1f7c11";

response refused(int status, std::string_view message) {
    return json_reply(status, ordered_json{{"message", message}}.dump());
}

/// The parameters of the list, read and checked.
struct session_query {
    std::string job_type{};
    std::optional<timestamp::instant_type> from{};
    std::size_t limit{30};
    std::size_t offset{0};
};

std::variant<session_query, response> read_query(call const& from) {
    session_query query;
    query.job_type = from.parameter("jobType").value_or("");
    if (auto const bound = from.parameter("endTimeLowerBound")) {
        auto const time = timestamp::parse(*bound);
        if (!time || !time->instant()) return refused(400, "endTimeLowerBound is no date and time with a zone.");
        query.from = time->instant();
    }
    auto const limit = whole_number(from.parameter("limit").value_or("30"), 1);
    if (!limit || *limit > 10'000) return refused(400, "limit must be between 1 and 10000.");
    auto const offset = whole_number(from.parameter("offset").value_or("0"));
    if (!offset) return refused(400, "offset must not be negative.");
    if (auto const set = from.parameter("setId"); set && !detail::equal_ignoring_case(*set, set_id))
        return refused(400, "There is no such set.");
    query.limit = *limit;
    query.offset = from.ignore_offset ? 0 : *offset;
    return query;
}

bool matches(session_query const& query, job_session const& session) {
    if (!query.job_type.empty() && !detail::equal_ignoring_case(query.job_type, session.job_type)) return false;
    return !query.from || *session.end.instant() >= *query.from;
}

/// The same list from another place on; every parameter that is not about the place is kept.
std::string page_link(call const& from, std::string const& path, std::size_t offset, std::size_t limit) {
    std::string link = path + "?offset=" + std::to_string(offset) + "&limit=" + std::to_string(limit);
    for (char const* name : {"jobType", "endTimeLowerBound"})
        if (auto const value = from.parameter(name))
            link.append("&").append(name).append("=") += percent_encode(*value);
    return link.append("&setId=").append(set_id);
}

ordered_json page_links(call const& from, std::string const& path, session_query const& query, std::size_t total) {
    ordered_json links{{"self", {{"href", page_link(from, path, query.offset, query.limit)}}}};
    if (query.offset + query.limit < total)
        links["next"]["href"] = page_link(from, path, query.offset + query.limit, query.limit);
    if (query.offset > 0)
        links["prev"]["href"] = page_link(from, path, query.offset - std::min(query.offset, query.limit), query.limit);
    return links;
}

response page_of(call const& from, std::string const& path, session_query const& query,
                 std::vector<ordered_json> const& found) {
    ordered_json results = ordered_json::array();
    for (std::size_t i = query.offset; i < std::min(query.offset + query.limit, found.size()); ++i)
        results.push_back(found[i]);
    ordered_json const page{{"offset", query.offset},
                            {"limit", query.limit},
                            {"_links", page_links(from, path, query, found.size())},
                            {"results", std::move(results)},
                            {"setId", set_id}};
    return json_reply(200, page.dump());
}

response list_job_sessions(world& w, call const& from) {
    auto const read = read_query(from);
    if (auto const* refusal = std::get_if<response>(&read)) return *refusal;
    auto const& query = std::get<session_query>(read);

    // What clients have started are backups, and have not ended before now.
    std::vector<ordered_json> found;
    if (query.job_type.empty() || detail::equal_ignoring_case(query.job_type, "Backup"))
        found = w.runs.look([](auto, auto) { return true; });
    for (job_session const& session : w.content.job_sessions)
        if (matches(query, session)) found.push_back(session.document);
    return page_of(from, "/v6/JobSessions", query, found);
}

response get_job_session(world& w, std::string_view id) {
    auto const started = w.runs.look([&](auto own, auto) { return detail::equal_ignoring_case(own, id); });
    if (!started.empty()) return json_reply(200, started.front().dump());
    for (job_session const& session : w.content.job_sessions)
        if (detail::equal_ignoring_case(session.document.at("id").get<std::string>(), id))
            return json_reply(200, session.document.dump());
    return refused(404, "There is no such session.");
}

std::vector<ordered_json> jobs(world const& w) {
    std::vector<ordered_json> out;
    for (ordered_json const& documented : w.content.m365_jobs)
        if (auto job = w.m365_jobs.current(documented.at("id"), documented)) out.push_back(*std::move(job));
    return out;
}

/// What is done with one job.
template <class What>
response with_job(world const& w, std::string_view id, What what) {
    for (ordered_json& job : jobs(w))
        if (detail::equal_ignoring_case(job.at("id").get<std::string>(), id)) return what(job);
    return refused(404, "There is no such job.");
}

response switch_schedule(world& w, std::string_view id, bool on) {
    return with_job(w, id, [&](ordered_json& job) {
        job["isEnabled"] = on;
        w.m365_jobs.put(job.at("id"), job);
        return empty_reply(204);
    });
}

response start_job(world& w, call const& from, std::string_view id) {
    ordered_json const options = ordered_json::parse(from.body, nullptr, false);
    if (!options.is_object()) return refused(400, "The body must be an object.");
    return with_job(w, id, [&](ordered_json const& job) {
        return w.runs.start(job.at("id"), from.fate) ? empty_reply(204) : refused(400, "The job is running already.");
    });
}

response list_sessions_of_job(world& w, call const& from, std::string_view id) {
    auto const read = read_query(from);
    if (auto const* refusal = std::get_if<response>(&read)) return *refusal;
    return with_job(w, id, [&](ordered_json const& job) {
        auto const is_mine = [&](std::string_view other) { return detail::equal_ignoring_case(other, id); };
        auto found = w.runs.look([&](auto, auto of) { return is_mine(of); });
        for (job_session const& session : w.content.job_sessions)
            if (is_mine(job_of(session.document))) found.push_back(session.document);
        return page_of(from, "/v6/Jobs/" + job.at("id").get<std::string>() + "/JobSessions",
                       std::get<session_query>(read), found);
    });
}

response create_token(world& w, call const& from) {
    auto const refuse = [](std::string_view, std::string_view reason) { return refused(400, reason); };
    auto const complete = [&w](ordered_json& token, std::string_view user) {
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        token["userName"] = user;
        token[".issued"] = timestamp(now).text();
        token[".expires"] = timestamp(now + w.options.token_lifetime).text();
    };
    return give_token({.options = w.options, .tokens = w.vb365, .refuse = refuse, .complete = complete}, from);
}

}  // namespace

void add_backup_for_microsoft_365(router& routes, world& w) {
    routes.add("POST", "/v6/token", [&w](call const& from, arguments const&) { return create_token(w, from); });
    auto const add = [&](std::string method, std::string_view path, handler what) {
        routes.add(std::move(method), "/v6" + std::string(path),
                   [&w, what = std::move(what)](call const& from, arguments const& ids) {
                       if (!has_valid_token(w.vb365, from))
                           return refused(401, "The access token is missing, invalid or expired.");
                       return what(from, ids);
                   });
    };
    add("GET", "/JobSessions", [&w](call const& from, arguments const&) { return list_job_sessions(w, from); });
    add("GET", "/JobSessions/{}", [&w](call const&, arguments const& ids) { return get_job_session(w, ids[0]); });
    add("GET", "/Jobs", [&w](call const&, arguments const&) { return json_reply(200, ordered_json(jobs(w)).dump()); });
    add("GET", "/Jobs/{}", [&w](call const&, arguments const& ids) {
        return with_job(w, ids[0], [](ordered_json const& job) { return json_reply(200, job.dump()); });
    });
    add("DELETE", "/Jobs/{}", [&w](call const&, arguments const& ids) {
        return with_job(w, ids[0], [&](ordered_json const& job) {
            w.m365_jobs.remove(job.at("id"));
            return empty_reply(204);
        });
    });
    add("POST", "/Jobs/{}/start", [&w](call const& from, arguments const& ids) { return start_job(w, from, ids[0]); });
    add("POST", "/Jobs/{}/stop", [&w](call const&, arguments const& ids) {
        return with_job(w, ids[0], [&](ordered_json const&) {
            return w.runs.stop(ids[0]) ? empty_reply(204) : refused(400, "The job is not running.");
        });
    });
    add("POST", "/Jobs/{}/enable",
        [&w](call const&, arguments const& ids) { return switch_schedule(w, ids[0], true); });
    add("POST", "/Jobs/{}/disable",
        [&w](call const&, arguments const& ids) { return switch_schedule(w, ids[0], false); });
    add("GET", "/Jobs/{}/JobSessions",
        [&w](call const& from, arguments const& ids) { return list_sessions_of_job(w, from, ids[0]); });
}

}  // namespace veeam::inline v0::simulation
