#include "model/operations.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace veeam::generator {

namespace {

bool contains(std::vector<std::string_view> const& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string> template_names(std::string_view path) {
    std::vector<std::string> names;
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        auto const close = path.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(path.substr(open + 1, close - open - 1));
    }
    return names;
}

std::vector<std::string_view> const long_operations{"em-task", "vspc-async-action", "session"};

}  // namespace

void operation_reader::read_path(node_member const& path, location const& item) {
    check_keys(*item.at, dialect::path_item, r_.api.official, r_.problems);
    if (!path.key.starts_with('/'))
        r_.problems.error(path.at, "the path '" + path.key + "' does not begin with '/'", "write '/" + path.key + "'");
    for (node_member const& m : item.at->members) {
        bool const is_method =
            m.key == "get" || m.key == "put" || m.key == "post" || m.key == "delete" || m.key == "patch";
        if (!is_method || !m.value.is_map()) continue;
        read_operation({path, item, m.key, {item.file, &m.value, append_segment(item.pointer, m.key)}});
    }
}

void operation_reader::read_operation(context const& c) {
    node const& source = *c.operation.at;
    check_keys(source, dialect::operation, r_.api.official, r_.problems);
    if (node const* const variants = list_at(source, "x-variants")) {
        schemas_.forbid(source, {"x-cpp-name", "x-fixed-query", "x-pager", "x-long-operation", "x-task-result"},
                        "on an operation with variants: they have their own");
        if (variants->items.empty())
            r_.problems.error(variants->at, "x-variants is empty", "list the C++ operations, or remove it");
        std::string const pointer = append_segment(c.operation.pointer, "x-variants");
        for (std::size_t i = 0; i < variants->items.size(); ++i) {
            location const here{c.operation.file, &variants->items[i], pointer + "/" + std::to_string(i)};
            location const variant = follow(r_, here, dialect::variant);
            if (variant) read_variant(c, variant);
        }
        return;
    }
    operation op = common(c, c.operation);
    op.name = spelled_at(source, "x-cpp-name");
    op.name_is_cpp = !op.name.empty();
    if (op.name.empty()) op.name = spelled_at(source, "operationId");
    if (op.name.empty())
        r_.problems.error(source.at, "the operation has no operationId", "add one, such as operationId: GetJob");
    read_parameters(op, c.item, false);
    read_parameters(op, c.operation, false);
    check_template(op, c.path);
    read_fixed(op, source);
    read_body(op, c.operation);
    read_responses(op, c.operation, {});
    read_pager(op, source);
    r_.api.operations.push_back(std::move(op));
}

void operation_reader::read_variant(context const& c, location const& variant) {
    node const& source = *variant.at;
    if (!check_keys(source, dialect::variant, r_.api.official, r_.problems)) return;
    operation op = common(c, variant);
    op.name = spelled_at(source, "x-cpp-name");
    op.name_is_cpp = true;
    if (op.name.empty())
        r_.problems.error(source.at, "the variant has no x-cpp-name", "name the C++ operation, such as GetJob");
    if (op.doc.page.empty()) op.doc.page = read_documentation(r_, *c.operation.at).page;
    read_parameters(op, c.item, true);
    read_parameters(op, c.operation, true);
    read_parameters(op, variant, false);
    check_template(op, c.path);
    read_fixed(op, source);
    read_body(op, variant);
    read_responses(op, variant, c.operation);
    read_pager(op, source);
    r_.api.operations.push_back(std::move(op));
}

operation operation_reader::common(context const& c, location const& source) {
    operation op;
    op.file = source.file;
    op.at = source.at->at;
    op.doc = read_documentation(r_, *source.at);
    op.method = c.method;
    op.path = c.path.key;
    for (node const* const holder : {source.at, c.operation.at, c.item.at})
        if (op.documented_path.empty()) op.documented_path = string_at(*holder, "x-doc-path");
    op.idempotent = flag_at(*source.at, "x-idempotent", c.method == "get" || c.method == "put" || c.method == "delete");
    op.idempotency_key = string_at(*source.at, "x-idempotency-key");
    node const* security = nullptr;
    for (node const* const holder : {source.at, c.operation.at, &r_.api.root->root})
        if (security == nullptr) security = list_at(*holder, "security");
    op.anonymous = security == nullptr || security->items.empty();
    if (node const* const kind = text_at(*source.at, "x-long-operation")) {
        op.long_operation = kind->text;
        if (!contains(long_operations, kind->text))
            r_.problems.error(
                kind->at, "there is no long operation '" + kind->text + "'" + did_you_mean(kind->text, long_operations),
                "use em-task, vspc-async-action or session");
    }
    if (node const* const results = list_at(*source.at, "x-task-result")) {
        if (op.long_operation != "em-task")
            r_.problems.error(results->at, "x-task-result on an operation that starts no task",
                              "add x-long-operation: em-task, or remove it");
        for (node const& one : results->items) op.task_results.push_back({one.text, one.at});
    }
    return op;
}

void operation_reader::read_parameters(operation& op, location const& owner, bool path_only) {
    node const* const list = list_at(*owner.at, "parameters");
    if (list == nullptr) return;
    std::string const pointer = append_segment(owner.pointer, "parameters");
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        location const here =
            follow(r_, {owner.file, &list->items[i], pointer + "/" + std::to_string(i)}, dialect::parameter);
        if (here) read_parameter(op, here, path_only);
    }
}

void operation_reader::read_parameter(operation& op, location const& here, bool path_only) {
    node const& source = *here.at;
    if (!check_keys(source, dialect::parameter, r_.api.official, r_.problems)) return;
    parameter p;
    p.name = spelled_at(source, "name");
    spelled const place = spelled_at(source, "in");
    if (source.find("name") == nullptr || source.find("in") == nullptr) {
        r_.problems.error(source.at, "a parameter has no " + std::string(place.empty() ? "in" : "name"),
                          "say its name and its place: {name: ID, in: path}");
        return;
    }
    if (place.text == "path") p.place = parameter_place::path;
    else if (place.text == "query") p.place = parameter_place::query;
    else if (place.text == "header") p.place = parameter_place::header;
    else {
        r_.problems.error(
            place.at, "a parameter is in '" + place.text + "'" + did_you_mean(place.text, {"path", "query", "header"}),
            "use path, query or header");
        return;
    }
    if (path_only && p.place != parameter_place::path) return;
    p.cpp_name = spelled_at(source, "x-cpp-name");
    p.doc = read_documentation(r_, source);
    p.required = flag_at(source, "required");
    if (p.place == parameter_place::path && !p.required)
        r_.problems.error(p.name.at, "the path parameter '" + p.name.text + "' is not required", "add required: true");
    std::string name = p.name.text;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (p.place == parameter_place::header &&
        (name == "accept" || name == "content-type" || name == "content-length" || name == "authorization"))
        r_.problems.error(p.name.at, "the client sets the header " + p.name.text + " itself", "remove the parameter");
    p.keeps_slashes = flag_at(source, "x-keeps-slashes");
    if (p.keeps_slashes && p.place != parameter_place::path)
        r_.problems.error(source.find("x-keeps-slashes")->at, "x-keeps-slashes on a parameter that is not in the path",
                          "remove it");
    read_schema_of(op, p, here);
    for (auto const& [key, role] : {std::pair{"x-filter", parameter_role::filter}, {"x-sort", parameter_role::sort}}) {
        node const* const reference = map_at(source, key);
        if (reference == nullptr) continue;
        p.role = role;
        p.query = queries_.referred(*here.file, *reference);
        if (p.query == nullptr) return;
    }
    auto const same = std::find_if(op.parameters.begin(), op.parameters.end(), [&](parameter const& other) {
        return other.name.text == p.name.text && other.place == p.place;
    });
    if (same != op.parameters.end()) *same = std::move(p);
    else op.parameters.push_back(std::move(p));
}

void operation_reader::read_schema_of(operation const& op, parameter& p, location const& here) {
    node const& source = *here.at;
    node const* const schema = map_at(source, "schema");
    if (schema == nullptr) {
        if (source.find("schema") == nullptr)
            r_.problems.error(source.at, "the parameter '" + p.name.text + "' has no schema",
                              "say what it is: schema: {type: string}");
        return;
    }
    p.type =
        schemas_.use({here.file, schema, append_segment(here.pointer, "schema")}, op.name.text + "_" + p.name.text);
    switch (p.type.kind) {
        case value_kind::object:
        case value_kind::map:
        case value_kind::json:
            r_.problems.error(schema->at, "the parameter '" + p.name.text + "' is no plain value",
                              "a parameter is a plain value or a list of them");
            p.type = {};
            return;
        case value_kind::integer:
            if (node const* const least = schema->find("minimum")) p.minimum = least->integer();
            if (node const* const most = schema->find("maximum")) p.maximum = most->integer();
            break;
        default: break;
    }
    node const* const style = text_at(source, "style");
    bool const is_list = p.type.kind == value_kind::list;
    if (style != nullptr) {
        bool const fits = p.place == parameter_place::query ? style->text == "form" : style->text == "simple";
        if (!fits)
            r_.problems.error(style->at, "the style '" + style->text + "' is not supported here",
                              p.place == parameter_place::query ? "use form" : "use simple");
    }
    if (is_list && p.place == parameter_place::path)
        r_.problems.error(schema->at, "a list in a path is not supported", "make it a query parameter");
    p.comma_separated = is_list && (p.place != parameter_place::query || !flag_at(source, "explode", true));
}

void operation_reader::check_template(operation const& op, node_member const& path) {
    std::vector<std::string> const names = template_names(path.key);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
            names.begin() + static_cast<std::ptrdiff_t>(i)) {
            r_.problems.error(path.at, "the path has two parameters named '" + names[i] + "'",
                              "give each a name of its own, and the documented path in x-doc-path");
            continue;
        }
        bool const declared = std::any_of(op.parameters.begin(), op.parameters.end(), [&](parameter const& p) {
            return p.place == parameter_place::path && p.name.text == names[i];
        });
        if (!declared)
            r_.problems.error(path.at,
                              "the path parameter '{" + names[i] + "}' is not declared" +
                                  (op.name.empty() ? std::string{} : " for " + op.name.text),
                              "add {name: " + names[i] + ", in: path, required: true, schema: {type: string}}");
    }
    for (parameter const& p : op.parameters) {
        if (p.place != parameter_place::path || std::find(names.begin(), names.end(), p.name.text) != names.end())
            continue;
        std::vector<std::string_view> known(names.begin(), names.end());
        r_.problems.error(p.name.at,
                          "the path parameter '" + p.name.text + "' is not in the path " + path.key +
                              did_you_mean(p.name.text, known),
                          "write {" + p.name.text + "} into the path or remove the parameter");
    }
}

void operation_reader::read_fixed(operation& op, node const& source) {
    node const* const fixed = map_at(source, "x-fixed-query");
    if (fixed == nullptr) return;
    for (node_member const& m : fixed->members) {
        if (m.value.kind != node_kind::scalar || m.value.is_null()) {
            r_.problems.error(m.value.at, "a fixed query parameter is " + describe(m.value), "write its value");
            continue;
        }
        auto const same = std::find_if(op.parameters.begin(), op.parameters.end(), [&](parameter const& p) {
            return p.place == parameter_place::query && p.name.text == m.key;
        });
        if (same != op.parameters.end())
            r_.problems.error(m.at, "'" + m.key + "' is fixed and a parameter as well", "remove one of the two");
        op.fixed.push_back({{m.key, m.at}, m.value.text});
    }
}

void operation_reader::read_pager(operation& op, node const& source) {
    node const* const value = map_at(source, "x-pager");
    if (value == nullptr) return;
    check_keys(*value, dialect::pager, r_.api.official, r_.problems);
    struct kind_rule {
        std::string_view name;
        pager_kind kind;
        std::string_view needs;
    };
    static constexpr kind_rule kinds[]{{"em-links", pager_kind::em_links, "next-links"},
                                       {"offset-total", pager_kind::offset_total, "total"},
                                       {"offset-hal", pager_kind::offset_hal, "links"},
                                       {"odata-skip", pager_kind::odata_skip, ""}};
    op.pager.at = value->at;
    op.pager.items = read_wire_path(r_, *value, "items");
    op.pager.next_links = read_wire_path(r_, *value, "next-links");
    op.pager.total = read_wire_path(r_, *value, "total");
    op.pager.links = read_wire_path(r_, *value, "links");
    node const* const kind = text_at(*value, "kind");
    if (kind == nullptr) {
        if (value->find("kind") == nullptr)
            r_.problems.error(value->at, "x-pager has no kind", "use em-links, offset-total, offset-hal or odata-skip");
        return;
    }
    auto const rule =
        std::find_if(std::begin(kinds), std::end(kinds), [&](kind_rule const& k) { return k.name == kind->text; });
    if (rule == std::end(kinds)) {
        r_.problems.error(kind->at,
                          "there is no pager '" + kind->text + "'" +
                              did_you_mean(kind->text, {"em-links", "offset-total", "offset-hal", "odata-skip"}),
                          "use em-links, offset-total, offset-hal or odata-skip");
        return;
    }
    op.pager.kind = rule->kind;
    if (!op.pager.items.given)
        r_.problems.error(value->at, "x-pager has no items", "add the path of the list in the response");
    for (std::string_view const key : {"next-links", "total", "links"}) {
        node_member const* const found = value->find_member(key);
        if (key == rule->needs && found == nullptr)
            r_.problems.error(value->at, "the pager " + kind->text + " has no " + std::string(key),
                              "add the path of the member it pages by");
        if (key != rule->needs && found != nullptr)
            r_.problems.error(found->at, "the pager " + kind->text + " has no use for '" + std::string(key) + "'",
                              "remove it");
    }
    std::vector<std::string_view> needed;
    if (rule->kind == pager_kind::offset_total || rule->kind == pager_kind::offset_hal) needed = {"limit", "offset"};
    if (rule->kind == pager_kind::odata_skip) needed = {"$top", "$skip"};
    for (std::string_view const name : needed) {
        bool const there = std::any_of(op.parameters.begin(), op.parameters.end(), [&](parameter const& p) {
            return p.place == parameter_place::query && p.name.text == name;
        });
        if (!there)
            r_.problems.error(value->at,
                              "the pager " + kind->text + " needs the query parameter '" + std::string(name) + "'",
                              "declare it");
    }
}

}  // namespace veeam::generator
