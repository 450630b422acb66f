#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <support/operation_list.hpp>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/core/open_enum.hpp>

#include "em_reply.hpp"
#include "em_state.hpp"
#include "world.hpp"

namespace veeam::inline v0::simulation {

namespace {

using support::document_type;
using support::example;
using support::listed_operation;

using document = std::shared_ptr<void>;

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), detail::lower);
    return text;
}

/// Where a document is kept: the path of its address, in lower case.
std::string place_of(call const& from) {
    std::string out;
    for (std::string const& segment : from.segments) out.append("/").append(segment);
    return lower_case(std::move(out));
}

std::optional<error> decode(std::string_view text, bool json, void* value, field const& row) {
    return json ? json_codec{}.decode(text, value, row) : xml_codec{}.decode(text, value, row);
}

std::optional<error> encode(void const* value, bool json, field const& row, std::string& out) {
    return json ? json_codec{}.encode(value, row, out) : xml_codec{}.encode(value, row, out);
}

field const* row_named(type_table const& type, std::string_view json_name) {
    for (field const& row : type.fields())
        if (row.names.json() == json_name) return &row;
    return nullptr;
}

/// The row of a member that is a text or a UID, alone or optional; null: there is none.
field const* text_row(type_table const& type, std::string_view json_name) {
    field const* const row = row_named(type, json_name);
    bool const fits = row != nullptr && (row->kind == field_kind::text || row->kind == field_kind::uid) &&
                      (row->shape == field_shape::single || row->shape == field_shape::optional);
    return fits ? row : nullptr;
}

/// The text of a member; nothing where there is no such member, or it is no text.
std::string text_of(void const* object, type_table const& type, std::string_view name) {
    field const* const row = text_row(type, name);
    if (row == nullptr) return {};
    void const* member = row->in(object);
    if (row->shape == field_shape::optional) {
        if (row->holder().size(member) == 0) return {};
        member = row->holder().at(member, 0);
    }
    return row->kind == field_kind::uid ? static_cast<uid const*>(member)->text()
                                        : *static_cast<std::string const*>(member);
}

void set_text(void* object, type_table const& type, std::string_view name, std::string text) {
    field const* const row = text_row(type, name);
    if (row == nullptr) return;
    void* member = row->in(object);
    if (row->shape == field_shape::optional) member = row->holder().emplace(member);
    if (row->kind == field_kind::uid) *static_cast<uid*>(member) = uid(std::move(text));
    else *static_cast<std::string*>(member) = std::move(text);
}

/// Gives `into` every plain member that `from` has under the same name and of the same kind.
void take_over(void* into, type_table const& type, void const* from, type_table const& source) {
    for (field const& row : source.fields()) {
        field const* const same = row_named(type, row.names.json());
        if (same == nullptr || same->kind != row.kind) continue;
        std::string const text = text_of(from, source, row.names.json());
        if (!text.empty()) set_text(into, type, row.names.json(), text);
    }
}

std::string last_part(std::string_view identity) { return std::string(identity.substr(identity.rfind(':') + 1)); }

/// A link of a finished task to what it made; `path` is its address on this server.
em::Link related(std::string_view type, std::string const& path) {
    em::Link out{};
    out.rel = "Related";
    out.type = std::string(type);
    out.href = std::string(server_placeholder) + path;
    return out;
}

/// The type of links that lead to documents of this kind.
std::string_view link_type(type_table const& type) { return type.link_types.substr(0, type.link_types.find(' ')); }

class operations {
public:
    explicit operations(world& w) : w_(w) {
        for (listed_operation const& op : support::all_operations()) {
            if (op.api != "em") continue;
            known_.push_back(&op);
            if (op.answer.row != nullptr) by_type_.try_emplace(&op.answer.row->object_type(), &op);
            by_place_[{std::string(to_text(op.table->facts->method)), pattern_of(op)}].push_back(&op);
        }
    }

    void add_to(router& routes) {
        for (auto const& [place, candidates] : by_place_) {
            auto const below = by_place_.find({place.first, place.second + "/{*}"});
            auto const* const files = below == by_place_.end() ? nullptr : &below->second;
            routes.add(place.first, "/api" + place.second,
                       [this, &candidates, files](call const& from, arguments const&) {
                           // The list of a file system's root has an empty path and an action.
                           bool const is_list =
                               files != nullptr && from.parameter("action") && choose(from, *files) != nullptr;
                           return answer(from, is_list ? *files : candidates);
                       });
        }
    }

    response query(call const& from) {
        auto const found = by_place_.find({"GET", "/query"});
        if (found == by_place_.end() || choose(from, found->second) == nullptr)
            return error_reply(from, 400,
                               "There is no query type " + std::string(from.parameter("type").value_or("")) + ".");
        return answer(from, found->second);
    }

private:
    using candidate_list = std::vector<listed_operation const*>;

    static std::string pattern_of(listed_operation const& op) {
        std::string out;
        for (std::string_view rest = op.table->facts->path; !rest.empty();) {
            std::size_t const open = rest.find('{');
            out.append(rest.substr(0, open));
            if (open == rest.npos) break;
            std::size_t const close = rest.find('}', open);
            std::string_view const name = rest.substr(open + 1, close - open - 1);
            bool const takes_rest = std::ranges::any_of(
                op.table->parameters, [&](parameter const& p) { return p.name == name && p.keeps_slashes; });
            out.append(takes_rest ? "{*}" : "{}");
            rest.remove_prefix(close + 1);
        }
        return out;
    }

    /// The one whose fixed parameters the request has; of several the one with most.
    static listed_operation const* choose(call const& from, candidate_list const& all) {
        listed_operation const* best = nullptr;
        for (listed_operation const* const op : all) {
            bool const fits = std::ranges::all_of(op->table->fixed, [&](fixed_parameter const& p) {
                auto const value = from.parameter(p.name);
                return value && detail::equal_ignoring_case(*value, p.value);
            });
            if (!fits) continue;
            bool const better = best == nullptr || op->table->fixed.size() > best->table->fixed.size() ||
                                (missing_parameter(from, *best) && !missing_parameter(from, *op));
            if (better) best = op;
        }
        return best;
    }

    response answer(call const& from, candidate_list const& all) {
        listed_operation const* const op = choose(from, all);
        if (op == nullptr) return error_reply(from, 400, "The action is missing or not known.");
        auto const session = session_of(from, w_.em);
        if (!op->table->facts->anonymous && !session) return unauthorized(from);
        document body;
        if (op->body.row != nullptr && !from.body.empty()) {
            body = op->body.make();
            if (auto const problem = decode(from.body, from.wants_json(), body.get(), *op->body.row))
                return error_reply(from, 400, problem->text());
        } else if (op->body.row != nullptr && op->table->body->shape != field_shape::optional) {
            return error_reply(from, 400, "The body is missing.");
        }
        if (auto const missing = missing_parameter(from, *op)) return error_reply(from, 400, *missing);
        if (!knows_job(from)) return error_reply(from, 404, "There is no job with ID " + from.segments[2] + ".");
        if (from.method == "GET") return read(from, *op);
        auto change = change_of(from, *op, body);
        if (op->starts_task) {
            auto const task = w_.enterprise.start(session ? session->token : std::string(),
                                                  std::string(op->table->facts->name), std::move(change.products),
                                                  std::move(change.effect), from.fate == fault_kind::fail_task);
            return document_reply(from, 202, task);
        }
        if (change.effect) change.effect();
        return from_example(from, *op);
    }

    static std::optional<std::string> missing_parameter(call const& from, listed_operation const& op) {
        for (parameter const& p : op.table->parameters) {
            bool const required =
                p.place == parameter_place::query && p.write == nullptr && p.value.shape == field_shape::single;
            if (required && !from.parameter(p.name)) return "The parameter " + std::string(p.name) + " is missing.";
        }
        return std::nullopt;
    }

    /// Whether a request is not about a job that is not there.
    bool knows_job(call const& from) const {
        if (from.segments.size() < 3 || !detail::equal_ignoring_case(from.segments[1], "jobs")) return true;
        return w_.job(from.segments[2]) != nullptr;
    }

    response read(call const& from, listed_operation const& op) {
        std::string const place = place_of(from);
        if (auto const changed = w_.enterprise.at(place)) {
            if (changed->value == nullptr) return error_reply(from, 404, "There is no such resource any more.");
            if (op.answer.row == changed->row) return written(from, 200, changed->value.get(), op.answer);
        }
        auto const changes = w_.enterprise.below(place);
        if (!changes.empty())
            if (auto const list = changed_list(op, changes)) return written(from, 200, list.get(), op.answer);
        return from_example(from, op);
    }

    static response written(call const& from, int status, void const* value, document_type const& type) {
        std::string text;
        if (auto problem = encode(value, from.wants_json(), *type.row, text))
            return enterprise_manager_reply(from, status, *std::move(problem));
        return enterprise_manager_reply(from, status, std::move(text));
    }

    /// The documented list of whole entities, with what has been created, without what has been deleted.
    document changed_list(listed_operation const& op, em_state::documents const& changes) const {
        example const* const shown = example_for(op, false);
        if (op.answer.row == nullptr || shown == nullptr) return nullptr;
        type_table const& type = op.answer.row->object_type();
        auto const source = op.answer.make();
        auto out = op.answer.make();
        if (decode(shown->text, false, source.get(), *op.answer.row)) return nullptr;
        for (field const& row : type.fields()) {
            if (row.kind != field_kind::object) continue;
            if (row.shape != field_shape::list && row.shape != field_shape::optional_list) continue;
            document_type const* const item = type_of(row.object_type());
            if (item == nullptr) continue;
            auto const append = [&](void const* value) {
                std::string text;
                if (!encode(value, false, *item->row, text))
                    decode(text, false, row.holder().emplace(row.in(out.get())), *item->row);
            };
            void const* const list = row.in(source.get());
            std::vector<std::string> listed;
            for (std::size_t i = 0; i < row.holder().size(list); ++i) {
                void const* const one = row.holder().at(list, i);
                std::string const id = lower_case(last_part(text_of(one, row.object_type(), "UID")));
                auto const change = std::ranges::find_if(
                    changes, [&](auto const& c) { return !id.empty() && c.first.ends_with("/" + id); });
                if (change == changes.end()) append(one);
                else if (change->second.value != nullptr) append(change->second.value.get());
                listed.push_back(id);
            }
            for (auto const& [address, change] : changes) {
                bool const is_new = std::ranges::find(listed, address.substr(address.rfind('/') + 1)) == listed.end();
                if (is_new && change.value != nullptr && change.row == item->row) append(change.value.get());
            }
            return out;
        }
        return nullptr;
    }

    struct planned_change {
        std::function<void()> effect{};
        std::vector<em::Link> products{};
    };

    planned_change change_of(call const& from, listed_operation const& op, document const& body) {
        planned_change out;
        std::string const place = place_of(from);
        for (type_table const* const type : op.results)
            if (auto link = link_to(*type, fixed_guid(0x0e50, 1))) out.products.push_back(*std::move(link));
        if (from.method == "DELETE") {
            out.effect = [this, place] { w_.enterprise.remove(place); };
        } else if (from.method == "PUT" && body != nullptr) {
            out.effect = [this, place, body, row = op.body.row] { w_.enterprise.put(place, {row, body}); };
        } else if (from.method == "POST" && body != nullptr) {
            create(place, op, body, out);
        } else if (op.table->facts->name == "StartJob" || op.table->facts->name == "ToggleJobSchedule") {
            change_job(from, op, out);
        }
        return out;
    }

    /// A new entity below a collection: the documented one, with the members of the request and an identity of its own.
    void create(std::string const& place, listed_operation const& op, document const& body, planned_change& out) {
        listed_operation const* const reader = reader_below(place);
        example const* const shown = reader == nullptr ? nullptr : example_for(*reader, false);
        if (shown == nullptr) return;
        document const made = reader->answer.make();
        if (decode(shown->text, false, made.get(), *reader->answer.row)) return;
        type_table const& type = reader->answer.row->object_type();
        take_over(made.get(), type, body.get(), op.body.row->object_type());
        std::string const id = random_guid();
        std::string const identity = text_of(made.get(), type, "UID");
        if (identity.empty()) return;
        set_text(made.get(), type, "UID", identity.substr(0, identity.rfind(':') + 1) + id);
        set_text(made.get(), type, "Href", std::string(server_placeholder) + place + "/" + id + "?format=Entity");
        out.products = {related(link_type(type), place + "/" + id + "?format=Entity")};
        out.effect = [this, address = place + "/" + id, made, row = reader->answer.row] {
            w_.enterprise.put(address, {row, made});
        };
    }

    /// The operation that reads one whole entity of a collection.
    listed_operation const* reader_below(std::string const& place) const {
        for (listed_operation const* const op : known_) {
            if (op->table->facts->method != http_method::get || op->answer.row == nullptr || op->table->fixed.empty())
                continue;
            if (lower_case("/api" + pattern_of(*op)) == place + "/{}") return op;
        }
        return nullptr;
    }

    void change_job(call const& from, listed_operation const& op, planned_change& out) {
        em::Job const* const job = w_.job(from.segments[2]);
        if (op.table->facts->name == "StartJob") {
            auto session = w_.content.sessions.front();
            std::string const id = random_guid();
            session.uid = uid("urn:veeam:BackupJobSession:" + id);
            em::Link link = related("BackupJobSession", "/api/backupSessions/" + id + "?format=Entity");
            session.href = link.href;
            session.job_uid = job->uid;
            session.job_name = job->name;
            session.name = job->name + "@" + id;
            session.state = em::SessionState::Working;
            session.result = open_enum<em::SessionResult>("None");
            session.end_time_utc.reset();
            session.unknown.clear();  // those of the other format could not be written
            out.products = {std::move(link)};
            out.effect = [this, session = std::move(session), id] {
                w_.enterprise.add_session(session);
                w_.enterprise.put("/api/backupsessions/" + id,
                                  {&root_row<em::BackupJobSession>, std::make_shared<em::BackupJobSession>(session)});
            };
            return;
        }
        out.effect = [this, job = *job, place = place_of(from)] {
            auto changed = std::make_shared<em::Job>(w_.enterprise.current(job));
            changed->schedule_enabled = !changed->schedule_enabled.value_or(false);
            w_.enterprise.put(place, {&root_row<em::Job>, std::move(changed)});
        };
    }

    /// A link to an entity of a type, by the operation that reads one.
    std::optional<em::Link> link_to(type_table const& type, std::string const& id) const {
        for (listed_operation const* const op : known_) {
            if (op->answer.row == nullptr || op->table->facts->method != http_method::get) continue;
            if (&op->answer.row->object_type() != &type) continue;
            std::string pattern = pattern_of(*op);
            std::size_t const hole = pattern.find("{}");
            if (hole == pattern.npos || pattern.find("{", hole + 1) != pattern.npos) continue;
            pattern.replace(hole, 2, id);
            char between = '?';
            for (fixed_parameter const& p : op->table->fixed) {
                pattern.append(1, between).append(p.name).append("=").append(p.value);
                between = '&';
            }
            return related(link_type(type), "/api" + pattern);
        }
        return std::nullopt;
    }

    document_type const* type_of(type_table const& type) const {
        auto const found = by_type_.find(&type);
        return found == by_type_.end() ? nullptr : &found->second->answer;
    }

    /// Reading them all takes seconds, and most programs that talk to the simulator need none.
    std::map<std::string, std::vector<example>> const& examples() const {
        std::call_once(loaded_, [this] {
            for (example& e : support::load_examples(w_.options.specs + "/em"))
                if (e.is_answer()) examples_[e.operation.empty() ? e.name : e.operation].push_back(std::move(e));
        });
        return examples_;
    }

    example const* example_for(listed_operation const& op, bool json) const {
        auto const of = [&](std::string const& name) -> example const* {
            auto const found = examples().find(name);
            if (found == examples().end()) return nullptr;
            auto const e = std::ranges::find_if(found->second, [&](example const& x) { return x.is_json() == json; });
            return e == found->second.end() ? nullptr : &*e;
        };
        std::string const name(op.table->facts->name);
        if (auto const* const own = of(name)) return own;
        if (op.answer.row == nullptr) return nullptr;
        for (listed_operation const* const other : known_)  // that of another operation with the same answer
            if (other->answer.row == op.answer.row)
                if (auto const* const shown = of(std::string(other->table->facts->name))) return shown;
        return nullptr;
    }

    response from_example(call const& from, listed_operation const& op) const {
        if (op.table->facts->binary_answer) return text_reply(200, "application/octet-stream", "the content of a file");
        if (op.answer.row == nullptr) return empty_reply(204);
        example const* const shown = example_for(op, from.wants_json());
        if (shown == nullptr)
            return error_reply(from, 501, "No page shows the answer of " + std::string(op.table->facts->name) + ".");
        int status = 200;
        if (shown->place.size() == 3 && shown->place[0] == '2') status = std::stoi(shown->place);
        return enterprise_manager_reply(from, status, shown->text);
    }

    world& w_;
    std::vector<listed_operation const*> known_;
    std::map<type_table const*, listed_operation const*> by_type_;
    std::map<std::pair<std::string, std::string>, candidate_list> by_place_;
    mutable std::once_flag loaded_;
    mutable std::map<std::string, std::vector<example>> examples_;
};

response get_task(world& w, call const& from, std::string const& id) {
    auto const session = session_of(from, w.em);
    if (!session) return unauthorized(from);
    auto const task = w.enterprise.poll(session->token, id);
    if (!task) return error_reply(from, 404, "There is no task " + id + " in this logon session.");
    return document_reply(from, 200, *task);
}

response list_tasks(world& w, call const& from) {
    auto const session = session_of(from, w.em);
    if (!session) return unauthorized(from);
    em::TaskList out{};
    out.tasks = w.enterprise.tasks(session->token);
    return document_reply(from, 200, out);
}

response delete_task(world& w, call const& from, std::string const& id) {
    auto const session = session_of(from, w.em);
    if (!session) return unauthorized(from);
    if (!w.enterprise.forget(session->token, id)) return error_reply(from, 404, "There is no task " + id + ".");
    return empty_reply(204);
}

}  // namespace

void add_all_operations(router& routes, world& w) {
    routes.add("GET", "/api/tasks", [&w](call const& from, arguments const&) { return list_tasks(w, from); });
    routes.add("GET", "/api/tasks/{}",
               [&w](call const& from, arguments const& ids) { return get_task(w, from, ids[0]); });
    routes.add("DELETE", "/api/tasks/{}",
               [&w](call const& from, arguments const& ids) { return delete_task(w, from, ids[0]); });
    auto all = std::make_shared<operations>(w);
    all->add_to(routes);
    w.other_query = [all](call const& from) { return all->query(from); };
}

}  // namespace veeam::inline v0::simulation
