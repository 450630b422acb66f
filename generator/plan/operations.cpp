#include <algorithm>
#include <utility>

#include "plan/names.hpp"
#include "plan/planner.hpp"

namespace veeam::generator {

namespace {

std::vector<std::string> const operation_words{
    "response", "error_document", "facts", "item",  "pager", "task_results",   "items",           "document",
    "envelope", "next_links",     "total", "links", "body",  "long_operation", "available_since", "available_until"};

constexpr char const* sample_guid = "6745a759-2205-4cd2-b172-8ec8f7e60ef8";

std::string place_name(parameter_place place) {
    switch (place) {
        case parameter_place::path: return "path";
        case parameter_place::query: return "query";
        case parameter_place::header: return "header";
    }
    return {};
}

/// `sortAsc` and `sortDesc` are one member, `sort`.
std::string sort_stem(std::string name) {
    for (std::string_view const end : {"Asc", "Desc"})
        if (name.size() > end.size() && name.ends_with(end)) return name.substr(0, name.size() - end.size());
    return name;
}

}  // namespace

bool planner::holds_secret(type_use const& t, bool write_only_too) const {
    std::set<named_type const*> seen;
    type_use const* used = &t;
    while (used->item != nullptr) used = used->item.get();
    return used->secret || holds_secret(used->named, write_only_too, seen);
}

bool planner::holds_secret(named_type const* t, bool write_only_too, std::set<named_type const*>& seen) const {
    if (t == nullptr || !seen.insert(t).second) return false;
    return std::any_of(t->properties.begin(), t->properties.end(), [&](property const& p) {
        type_use const* used = &p.type;
        while (used->item != nullptr) used = used->item.get();
        if (p.write_only) return write_only_too;  // servers never send it
        return used->secret || holds_secret(used->named, write_only_too, seen);
    });
}

std::string planner::example_value(type_use const& t) const {
    switch (t.kind) {
        case value_kind::boolean: return "true";
        case value_kind::integer: return "1";
        case value_kind::number: return "1.0";
        case value_kind::timestamp: return "veeam::timestamp::parse(\"2025-08-15T20:00:00Z\").value()";
        case value_kind::time_of_day: return "veeam::time_of_day{}";
        case value_kind::uuid: return "veeam::uuid{\"" + std::string(sample_guid) + "\"}";
        case value_kind::uid: return "\"urn:veeam:Job:" + std::string(sample_guid) + "\"";
        case value_kind::json: return "veeam::json_text{\"{}\"}";
        case value_kind::enumeration: {
            std::string const name = type_names_.at(t.named);
            enum_value const& v = t.named->values.front();
            return qualified(name) +
                   "::" + (v.cpp_name.empty() ? unreserved(pascal_case(v.text.text)) : v.cpp_name.text);
        }
        case value_kind::object: {
            std::string members;
            for (property const& p : t.named->properties) {
                if (!p.required || p.type.kind == value_kind::list || p.type.kind == value_kind::map) continue;
                if (!members.empty()) members += ", ";
                members += "." + member_names_.at(t.named).at(p.name.text) + " = " + example_value(p.type);
            }
            return qualified(type_names_.at(t.named)) + "{" + members + "}";
        }
        case value_kind::list: {
            std::string const one = example_value(*t.item);
            std::string const element = t.item->kind == value_kind::text ? "std::string" : "";
            return element.empty() ? "{" + one + "}" : "std::vector<std::string>{" + one + "}";
        }
        default: return "\"" + std::string(sample_guid) + "\"";
    }
}

void planner::plan_parameters(operation const& op, operation_plan& out, draft& d, member_names& names,
                              std::vector<std::string>& example) {
    query_type const* sorted = nullptr;
    for (parameter const& p : op.parameters) {
        member_plan member{.doc = member_comment(p.doc)};
        parameter_plan row{.name = p.name.text,
                           .place = place_name(p.place),
                           .minimum = p.minimum,
                           .maximum = p.maximum,
                           .comma_separated = p.comma_separated,
                           .keeps_slashes = p.keeps_slashes};
        spelled wire = p.name;
        if (p.role == parameter_role::sort) {
            if (sorted == p.query) continue;
            sorted = p.query;
            row.name = sort_stem(p.name.text);
            wire.text = row.name;
            member.doc.paragraphs = {"Order of the results; the server's own if empty."};
        }
        member.name = member_name(wire, p.cpp_name, names, operation_words);
        if (p.query != nullptr) {
            refer(d, query_homes_[p.query], p.name.at);
            std::string const type = "query::" + unreserved(snake_case(p.query->type.text)) + "::query";
            member.type = (p.role == parameter_role::filter ? "veeam::filter<" : "veeam::sort<") + type + ">";
        } else if (op.pager.kind == pager_kind::em_links && p.name.text == "pageSize") {
            member.type = "veeam::page_size";
            row.minimum = {};
            row.maximum = {};
            d.includes.insert("veeam/filter/page_size.hpp");
        } else {
            std::string const value = value_type(p.type, d, nullptr);
            member.type = (p.required ? "veeam::required<" : "std::optional<") + value + ">";
            member.braces = !p.required;
            if (p.required) {
                bool const list = p.type.kind == value_kind::list;
                example.push_back("." + member.name + " = " + (list ? value + "{}" : example_value(p.type)));
            }
        }
        row.member = member.name;
        out.members.push_back(std::move(member));
        out.parameters.push_back(std::move(row));
    }
}

void planner::plan_body(operation const& op, operation_plan& out, draft& d, std::vector<std::string>& example) {
    if (op.body == body_form::none) return;
    std::string const value = value_type(op.body_type, d, nullptr);
    out.body = op.body == body_form::form ? "form" : "document";
    comment doc = member_comment(op.body_doc);
    if (doc.empty()) doc.paragraphs = {op.body == body_form::form ? "What is sent, as a form." : "What is sent."};
    out.members.push_back({.type = (op.body_required ? "veeam::required<" : "std::optional<") + value + ">",
                           .name = "body",
                           .braces = !op.body_required,
                           .doc = std::move(doc)});
    if (!op.body_required) return;
    bool const list = op.body_type.kind == value_kind::list;
    std::string shown = value;
    if (list && op.body_type.item->named != nullptr) {
        auto const at = shown.find(type_names_.at(op.body_type.item->named));
        shown.replace(at, std::string::npos, qualified(shown.substr(at)));
    }
    example.push_back(".body = " + (list ? shown + "{}" : example_value(op.body_type)));
}

void planner::plan_response(operation const& op, operation_plan& out, draft& d) {
    std::string response = op.response.kind == value_kind::none ? "void" : value_type(op.response, d, nullptr);
    if (op.envelope.given) {
        if (op.response.kind != value_kind::object) {
            problems_.error(op.envelope.at, "x-envelope on a response that is no object", "remove it");
        } else if (auto const path = resolve(op.response.named, op.envelope, "the envelope", false)) {
            out.aliases.push_back({"document", response});
            out.paths.push_back({"envelope", path->steps});
            response = value_type(path->last->type, d, nullptr);
        }
    }
    out.aliases.push_back({"response", response});
    if (op.error == nullptr) return;
    refer(d, home_of(op.error), op.at);
    out.aliases.push_back({"error_document", type_names_.at(op.error)});
}

void planner::plan_pager(operation const& op, operation_plan& out, draft& d) {
    if (op.pager.kind == pager_kind::none) return;
    type_use const* list = nullptr;
    named_type const* const document = op.response.kind == value_kind::object ? op.response.named : nullptr;
    std::optional<resolved_path> items;
    if (op.pager.items.steps.empty()) {
        if (op.response.kind == value_kind::list) list = &op.response;
        else
            problems_.error(op.pager.items.at, "items is empty, and the response is no list",
                            "write the path of the list");
    } else if (document == nullptr) {
        problems_.error(op.pager.items.at, "items leads into a response that is no object",
                        "write items: [] for a bare list");
    } else if ((items = resolve(document, op.pager.items, "items", false))) {
        if (items->last->type.kind == value_kind::list) list = &items->last->type;
        else
            problems_.error(op.pager.items.steps.back().at, "'" + op.pager.items.steps.back().text + "' is no list",
                            "let items lead to the list");
    }
    if (list != nullptr) out.aliases.push_back({"item", value_type(*list->item, d, nullptr)});
    static constexpr std::pair<pager_kind, char const*> kinds[]{{pager_kind::em_links, "em_links"},
                                                                {pager_kind::offset_total, "offset_total"},
                                                                {pager_kind::offset_hal, "offset_hal"},
                                                                {pager_kind::odata_skip, "odata_skip"}};
    for (auto const& [kind, name] : kinds)
        if (kind == op.pager.kind) out.aliases.push_back({"pager", "veeam::pagers::" + std::string(name)});
    if (items) out.paths.push_back({"items", items->steps});
    auto const add = [&](char const* name, wire_path const& path, std::vector<value_kind> const& allowed,
                         char const* right) {
        if (!path.given || document == nullptr) return;
        auto const found = resolve(document, path, name, false);
        if (!found) return;
        if (std::find(allowed.begin(), allowed.end(), found->last->type.kind) == allowed.end())
            problems_.error(path.steps.back().at, "'" + path.steps.back().text + "' cannot be what a pager pages by",
                            right);
        out.paths.push_back({name, found->steps});
    };
    add("next_links", op.pager.next_links, {value_kind::list}, "let next-links lead to a list of links");
    add("total", op.pager.total, {value_kind::integer}, "let total lead to an integer");
    add("links", op.pager.links, {value_kind::map}, "let links lead to a map of links");
}

void planner::plan_task_results(operation const& op, operation_plan& out, draft& d) {
    if (op.task_results.empty()) return;
    std::vector<std::string> types;
    for (spelled const& link : op.task_results) {
        auto const found = std::find_if(api_.types.begin(), api_.types.end(), [&](auto const& t) {
            auto const ways = link_types_of(*t);
            return std::find(ways.begin(), ways.end(), link.text) != ways.end();
        });
        if (found == api_.types.end()) {
            problems_.error(link.at, "no type answers at a link of type '" + link.text + "'",
                            "write the Type of a link, or add the type to the file of x-link-types");
            continue;
        }
        refer(d, home_of(found->get()), link.at);
        types.push_back(type_names_.at(found->get()));
    }
    out.aliases.push_back({"task_results", "veeam::type_list<" + joined(types, ", ") + ">"});
}

void planner::plan_operation(operation const& op, draft& d) {
    operation_plan out{
        .name = type_name({op.name_is_cpp ? op.name.text : pascal_case(op.name.text), op.name.at}, op.name_is_cpp),
        .doc = type_comment(op.doc),
        .method = op.method == "delete" ? "delete_" : op.method,
        .path = op.path,
        .page = op.doc.page,
        .idempotent = op.idempotent,
        .anonymous = op.anonymous,
        .secret_body = holds_secret(op.body_type, true) || holds_secret(op.response, false),
        .binary_response = op.binary_response,
        .idempotency_key = op.idempotency_key};
    if (op.name.empty()) return;
    take_name(out.name, op.name.at);
    member_names names;
    std::vector<std::string> example;
    plan_parameters(op, out, d, names, example);
    plan_body(op, out, d, example);
    plan_response(op, out, d);
    plan_pager(op, out, d);
    plan_task_results(op, out, d);
    for (fixed_query const& f : op.fixed) out.fixed.push_back({f.name.text, f.value});
    if (!op.documented_path.empty()) out.doc.notes.push_back("@note Documented as `" + op.documented_path + "`.");
    if (!op.long_operation.empty()) {
        out.doc.notes.push_back("@note Returns before the work is done.");
        out.long_operation = snake_case(op.long_operation);
    }
    if (!op.doc.since.empty()) out.texts.push_back({"available_since", op.doc.since});
    if (!op.doc.until.empty()) out.texts.push_back({"available_until", op.doc.until});

    out.sample = qualified(out.name) + "{" + joined(example, ", ") + "}";
    // A filter makes the better example, where there is one.
    for (parameter const& p : op.parameters) {
        if (p.role != parameter_role::filter || p.query == nullptr) continue;
        auto const field = std::find_if(p.query->fields.begin(), p.query->fields.end(), [](query_field const& f) {
            return f.type.kind == value_kind::text && f.name.text == "Name";
        });
        if (field == p.query->fields.end()) continue;
        std::string const space = unreserved(snake_case(p.query->type.text));
        out.doc.example.push_back("namespace " + space + " = " + qualified("query::" + space) + ";");
        std::string const name = field->cpp_name.empty() ? snake_case(field->name.text) : field->cpp_name.text;
        example.insert(example.begin(), ".filter = " + space + "::" + name + " == \"Backup Job 2\"");
    }
    std::string const line = qualified(out.name) + " const op{" + joined(example, ", ") + "};";
    constexpr std::size_t room = 116;
    if (line.size() <= room) {
        out.doc.example.push_back(line);
    } else {
        out.doc.example.push_back(qualified(out.name) + " const op{");
        for (std::size_t i = 0; i < example.size(); ++i)
            out.doc.example.push_back("    " + example[i] + (i + 1 == example.size() ? "};" : ","));
    }
    d.header.operations.push_back(std::move(out));
}

}  // namespace veeam::generator
