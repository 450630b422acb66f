#include "model/queries.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace veeam::generator {

query_type* query_reader::referred(document const& file, node const& reference) {
    if (text_at(reference, "$ref") == nullptr) {
        r_.problems.error(reference.at, "a query type is " + describe(reference),
                          "refer to one: {$ref: '../queries/job.yaml#/JobQuery'}");
        return nullptr;
    }
    location const at = follow(r_, {&file, &reference, {}}, dialect::schema);
    if (!at) return nullptr;
    if (!at.at->is_map() || at.at->find("x-query") == nullptr) {
        r_.problems.error(reference.at, "'" + string_at(reference, "$ref") + "' is no query type",
                          "refer to a schema with x-query");
        return nullptr;
    }
    return read(at);
}

query_type* query_reader::read(location const& here) {
    auto const [entry, is_new] = queries_.try_emplace(here.at);
    if (!is_new) return entry->second;
    query_type& query = *r_.api.queries.emplace_back(std::make_unique<query_type>());
    entry->second = &query;
    node const& schema = *here.at;
    check_keys(schema, dialect::schema, r_.api.official, r_.problems);
    schemas_.forbid(schema, {"required", "allOf", "x-choice", "x-error", "x-xml-root", "x-cpp-name"},
                    "on a query type");
    query.file = here.file;
    query.at = schema.at;
    query.doc = read_documentation(r_, schema);
    query.type = {last_segment(here.pointer), schema.at};
    if (node const* const facts = map_at(schema, "x-query")) {
        check_keys(*facts, dialect::query, r_.api.official, r_.problems);
        if (facts->find("type") == nullptr)
            r_.problems.error(facts->at, "x-query has no type", "add the value that ?type= takes");
        else query.type = spelled_at(*facts, "type");
        if (node const* const way = text_at(*facts, "dialect")) {
            query.json = way->text == "vspc-json";
            if (!query.json && way->text != "fiql")
                r_.problems.error(
                    way->at,
                    "there is no filter dialect '" + way->text + "'" + did_you_mean(way->text, {"fiql", "vspc-json"}),
                    "use fiql or vspc-json");
        }
        if (node const* const entity = map_at(*facts, "entity")) {
            type_use const used = schemas_.use({here.file, entity, append_segment(here.pointer, "x-query")}, {});
            query.entity = used.named;
            if (used.kind != value_kind::object && used.kind != value_kind::none)
                r_.problems.error(entity->at, "the entity of a query type is no object", "refer to an object schema");
        }
    }
    node const* const fields = map_at(schema, "properties");
    if (fields == nullptr || fields->members.empty()) {
        r_.problems.error(schema.at, "a query type without fields", "list them under properties");
        return &query;
    }
    std::string const pointer = append_segment(here.pointer, "properties");
    for (node_member const& m : fields->members)
        read_field(query, {here.file, &m.value, append_segment(pointer, m.key)}, m);
    return &query;
}

void query_reader::read_field(query_type& query, location const& here, node_member const& member) {
    query_field field;
    field.name = {member.key, member.at};
    node const& schema = member.value;
    if (schema.is_map()) {
        field.cpp_name = spelled_at(schema, "x-cpp-name");
        field.doc = read_documentation(r_, schema);
        field.ordered = flag_at(schema, "x-ordered");
        schemas_.forbid(schema, {"xml", "x-json-aliases", "x-xml-text", "x-three-state", "x-cpp-flatten"},
                        "on a query field");
        field.entity_member = read_wire_path(r_, schema, "x-entity-member");
    }
    field.type = schemas_.use(here, query.type.text + "_" + member.key);
    switch (field.type.kind) {
        case value_kind::none:
            if (!schema.is_null()) return;
            break;
        case value_kind::json:
            r_.problems.error(member.at, "the query field '" + member.key + "' has no type",
                              "add type: string, integer, number or boolean, or a $ref to an enum");
            return;
        case value_kind::object:
        case value_kind::list:
        case value_kind::map:
        case value_kind::time_of_day:
            r_.problems.error(schema.at, "the query field '" + member.key + "' is no single value",
                              "a field is text, a number, a boolean, a date-time, a uid or an enum");
            return;
        default: break;
    }
    if (field.ordered && field.type.kind != value_kind::enumeration)
        r_.problems.error(schema.find("x-ordered")->at, "'x-ordered' on a field that is no enum",
                          "numbers and times are ordered anyway; remove it");
    check_entity_member(query, field);
    query.fields.push_back(std::move(field));
}

void query_reader::check_entity_member(query_type const& query, query_field const& field) {
    if (!field.entity_member.given) return;
    if (query.entity == nullptr) {
        r_.problems.error(field.entity_member.at, "'x-entity-member' without an entity",
                          "add entity: {$ref: ...} to x-query");
        return;
    }
    named_type const* object = query.entity;
    for (std::size_t i = 0; i < field.entity_member.steps.size(); ++i) {
        spelled const& step = field.entity_member.steps[i];
        auto const found = std::find_if(object->properties.begin(), object->properties.end(),
                                        [&](property const& p) { return p.name.text == step.text; });
        if (found == object->properties.end()) {
            std::vector<std::string_view> known;
            for (property const& p : object->properties) known.emplace_back(p.name.text);
            r_.problems.error(step.at,
                              object->name.text + " has no member '" + step.text + "'" + did_you_mean(step.text, known),
                              "name one of its JSON members");
            return;
        }
        if (i + 1 == field.entity_member.steps.size()) return;
        if (found->type.kind != value_kind::object) {
            r_.problems.error(step.at, "'" + step.text + "' is no object, so nothing is in it",
                              "end the path at a plain member");
            return;
        }
        object = found->type.named;
    }
}

}  // namespace veeam::generator
