#include "async_actions.hpp"

#include <array>
#include <utility>

#include <veeam/core/uuid.hpp>

#include "identities.hpp"

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::ordered_json;

/// The user of the example of the specification.
constexpr std::string_view initiator = "2d5d8d3c-7c8b-4a0f-8a53-0c8f7d1f4b52";

response failure() {
    ordered_json const one{
        {"message", "The management agent is not connected.\r\n"}, {"type", "logical"}, {"code", 1001}};
    return json_reply(520, ordered_json{{"errors", ordered_json::array({one})}}.dump());
}

ordered_json query_of(call const& from) {
    ordered_json out = ordered_json::object();
    for (auto const& [name, value] : from.query) out[name].push_back(value);
    return out;
}

}  // namespace

std::string async_actions::start(call const& from, std::string operation, std::function<response()> what) {
    auto const given = uuid::parse(from.headers.get("X-Request-id").value_or(""));
    std::string const id = given ? given->text() : random_guid();
    ordered_json document{{"id", id},
                          {"initiatorUid", initiator},
                          {"actionName", std::move(operation)},
                          {"status", nullptr},
                          {"queryParameters", query_of(from)},
                          {"requestBody", from.body.empty() ? ordered_json(nullptr) : ordered_json(from.body)}};
    std::lock_guard lock(mutex_);
    // A request that comes twice is one.
    all_.try_emplace(id, action{.document = std::move(document), .what = std::move(what), .fate = from.fate});
    return id;
}

ordered_json async_actions::shown(action const& one) const {
    static constexpr std::array<std::string_view, 4> words{"running", "succeed", "canceled", "failed"};
    ordered_json out = one.document;
    out["status"] = words[static_cast<std::size_t>(one.now)];
    return out;
}

std::optional<ordered_json> async_actions::look(std::string_view id) {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    if (found == all_.end()) return std::nullopt;
    action& one = found->second;
    if (one.now == state::running && ++one.looks == 2) {
        if (one.fate == fault_kind::cancel_task) {
            one.now = state::canceled;
        } else if (one.fate == fault_kind::fail_task) {
            one.now = state::failed;
            one.result = failure();
        } else {
            one.result = one.what();
            one.now = one.result->status < 300 ? state::succeed : state::failed;
        }
    }
    return shown(one);
}

ordered_json async_actions::list() const {
    std::lock_guard lock(mutex_);
    ordered_json out = ordered_json::array();
    for (auto const& [id, one] : all_) out.push_back(shown(one));
    return out;
}

std::optional<response> async_actions::result(std::string_view id) const {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    return found == all_.end() ? std::nullopt : found->second.result;
}

bool async_actions::knows(std::string_view id) const {
    std::lock_guard lock(mutex_);
    return all_.contains(id);
}

bool async_actions::cancel(std::string_view id) {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    if (found == all_.end() || found->second.now != state::running) return false;
    found->second.now = state::canceled;
    return true;
}

bool async_actions::forget_result(std::string_view id) {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    if (found == all_.end()) return false;
    found->second.result.reset();
    return true;
}

bool async_actions::attach(std::string_view id, ordered_json const& request_data) {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    if (found == all_.end()) return false;
    for (char const* name : {"requestBody", "queryParameters"})
        if (request_data.contains(name)) found->second.document[name] = request_data.at(name);
    return true;
}

void async_actions::clear() {
    std::lock_guard lock(mutex_);
    all_.clear();
}

std::optional<ordered_json> changed_jobs::current(std::string const& id, ordered_json documented) const {
    std::lock_guard lock(mutex_);
    auto const found = all_.find(id);
    return found == all_.end() ? std::optional(std::move(documented)) : found->second;
}

void changed_jobs::put(std::string id, ordered_json job) {
    std::lock_guard lock(mutex_);
    all_.insert_or_assign(std::move(id), std::move(job));
}

void changed_jobs::remove(std::string id) {
    std::lock_guard lock(mutex_);
    all_.insert_or_assign(std::move(id), std::nullopt);
}

void changed_jobs::clear() {
    std::lock_guard lock(mutex_);
    all_.clear();
}

}  // namespace veeam::inline v0::simulation
