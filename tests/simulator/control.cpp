#include "control.hpp"

#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

using nlohmann::json;

/// What is wrong with a request to the control endpoints, for its sender.
struct mistake : std::runtime_error {
    using std::runtime_error::runtime_error;
};

headers headers_of(json const& object) {
    headers out;
    for (auto const& [name, value] : object.items()) out.add(name, value.get<std::string>());
    return out;
}

fault_kind kind_of(json const& value) {
    auto const kind = parse_fault_kind(value.get<std::string>());
    if (!kind) throw mistake("no such kind of fault: " + value.get<std::string>());
    return *kind;
}

void set_member(fault& what, std::string const& name, json const& value) {
    if (name == "kind") what.kind = kind_of(value);
    else if (name == "method") what.method = value.get<std::string>();
    else if (name == "path") what.path = value.get<std::string>();
    else if (name == "skip") what.skip = value.get<std::size_t>();
    else if (name == "every") what.every = value.get<std::size_t>();
    else if (name == "count") what.count = value.get<std::size_t>();
    else if (name == "delay_ms") what.delay = std::chrono::milliseconds(value.get<std::int64_t>());
    else if (name == "status") what.status = value.get<int>();
    else if (name == "headers") what.headers = headers_of(value);
    else if (name == "body") what.body = value.get<std::string>();
    else if (name == "content_type") what.content_type = value.get<std::string>();
    else if (name == "length_error") what.length_error = value.get<std::int64_t>();
    else if (name == "bytes") what.bytes = value.get<std::size_t>();
    else throw mistake("no such member of a fault: " + name);
}

fault fault_of(json const& object) {
    if (!object.is_object() || !object.contains("kind")) throw mistake("a fault is an object with at least a 'kind'");
    fault what;
    for (auto const& [name, value] : object.items()) set_member(what, name, value);
    return what;
}

response add_faults(fault_list& faults, std::string const& body) {
    try {
        json const document = json::parse(body);
        if (document.is_array()) {
            for (json const& one : document) faults.add(fault_of(one));
        } else {
            faults.add(fault_of(document));
        }
        return json_reply(201, json{{"pending", faults.size()}}.dump());
    } catch (std::exception const& problem) {  // ours, or nlohmann's about syntax and types
        return json_reply(400, json{{"message", problem.what()}}.dump());
    }
}

json entry(logged_request const& r) {
    json out{{"number", r.number}, {"method", r.method}, {"target", r.target}, {"status", r.status}};
    if (!r.fault.empty()) out["fault"] = r.fault;
    return out;
}

response show_log(request_log const& log, call const& from) {
    json requests = json::array();
    for (logged_request const& r :
         log.matching(from.parameter("method").value_or(""), from.parameter("path").value_or("")))
        requests.push_back(entry(r));
    json const document{{"count", requests.size()}, {"requests", std::move(requests)}};
    // Targets are shown as they came, so they need not be UTF-8.
    return json_reply(200, document.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

void add_control(router& routes, fault_list& faults, request_log& log, world& w) {
    routes.add("POST", "/simulator/faults",
               [&](call const& from, arguments const&) { return add_faults(faults, from.body); });
    routes.add("GET", "/simulator/faults", [&](call const&, arguments const&) {
        return json_reply(200, json{{"pending", faults.size()}}.dump());
    });
    routes.add("DELETE", "/simulator/faults", [&](call const&, arguments const&) {
        faults.clear();
        return empty_reply(204);
    });
    routes.add("GET", "/simulator/log", [&](call const& from, arguments const&) { return show_log(log, from); });
    routes.add("POST", "/simulator/reset", [&](call const&, arguments const&) {
        reset_all(faults, log, w);
        return empty_reply(204);
    });
}

void reset_all(fault_list& faults, request_log& log, world& w) {
    faults.clear();
    log.clear();
    w.em.expire_all();
    w.enterprise.clear();
    for (token_store* tokens : {&w.vspc_v2, &w.vspc_v3, &w.vb365}) tokens->expire_all();
    w.actions.clear();
    w.agent_jobs.clear();
    w.m365_jobs.clear();
    w.runs.clear();
}

}  // namespace veeam::inline v0::simulation
