#include "parse/dialect.hpp"

#include <algorithm>
#include <vector>

namespace veeam::generator {

namespace {

using enum value_form;

constexpr key_rule root_keys[]{
    {"openapi", value_form::any},
    {"info", map},
    {"servers", list},
    {"security", list},
    {"tags", list},
    {"paths", map},
    {"components", map},
    {"externalDocs", map},
    {"jsonSchemaDialect", text},
    {"webhooks", map, "describe what the server offers under paths"},
    {"x-cpp-namespace", text},
    {"x-any-case", boolean},
    {"x-link-types", text},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
};
constexpr key_rule info_keys[]{
    {"title", text},  {"summary", text}, {"description", text}, {"termsOfService", text},
    {"contact", map}, {"license", map},  {"version", any},
};
constexpr key_rule components_keys[]{
    {"schemas", map},
    {"responses", map},
    {"parameters", map},
    {"examples", map},
    {"requestBodies", map},
    {"headers", map},
    {"securitySchemes", map},
    {"pathItems", map},
    {"links", map, "links between operations have no C++ form; remove them"},
    {"callbacks", map, "callbacks are not supported; remove them"},
};
constexpr key_rule server_keys[]{{"url", text}, {"description", text}, {"variables", map}};
constexpr key_rule server_variable_keys[]{{"default", text}, {"enum", list}, {"description", text}};
constexpr key_rule path_item_keys[]{
    {"$ref", text},
    {"summary", text},
    {"description", text},
    {"parameters", list},
    {"get", map},
    {"put", map},
    {"post", map},
    {"delete", map},
    {"patch", map},
    {"x-doc-path", text},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
    {"servers", list, "servers stand in openapi.yaml only"},
    {"options", map, "use get, put, post, delete or patch"},
    {"head", map, "use get, put, post, delete or patch"},
    {"trace", map, "use get, put, post, delete or patch"},
};
constexpr key_rule operation_keys[]{
    {"operationId", text},
    {"summary", text},
    {"description", text},
    {"externalDocs", map},
    {"tags", list},
    {"security", list},
    {"parameters", list},
    {"requestBody", map},
    {"responses", map},
    {"deprecated", boolean},
    {"callbacks", map, "callbacks are not supported; remove them"},
    {"servers", list, "servers stand in openapi.yaml only"},
    {"x-variants", list},
    {"x-cpp-name", text},
    {"x-fixed-query", map},
    {"x-pager", map},
    {"x-long-operation", text},
    {"x-task-result", list},
    {"x-idempotent", boolean},
    {"x-idempotency-key", text},
    {"x-doc-path", text},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
};
constexpr key_rule variant_keys[]{
    {"x-cpp-name", text},      {"x-fixed-query", map},      {"summary", text},       {"description", text},
    {"externalDocs", map},     {"security", list},          {"parameters", list},    {"requestBody", map},
    {"responses", map},        {"deprecated", boolean},     {"x-pager", map},        {"x-long-operation", text},
    {"x-idempotent", boolean}, {"x-idempotency-key", text}, {"x-doc-path", text},    {"x-since", text},
    {"x-until", text},         {"x-unverified", text},      {"x-task-result", list},
};
constexpr key_rule parameter_keys[]{
    {"name", text},
    {"in", text},
    {"description", text},
    {"required", boolean},
    {"deprecated", boolean},
    {"schema", map},
    {"style", text},
    {"explode", boolean},
    {"example", any},
    {"examples", map},
    {"allowEmptyValue", boolean, "an empty value is sent when it is set; remove the key"},
    {"allowReserved", boolean, "the client decides what to encode; remove the key"},
    {"content", map, "give the parameter a schema"},
    {"x-cpp-name", text},
    {"x-filter", map},
    {"x-sort", map},
    {"x-keeps-slashes", boolean},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
};
constexpr key_rule request_body_keys[]{
    {"description", text}, {"required", boolean}, {"content", map},
    {"x-since", text},     {"x-until", text},     {"x-unverified", text},
};
constexpr key_rule response_keys[]{
    {"description", text},
    {"headers", map},
    {"content", map},
    {"x-envelope", text_or_list},
    {"links", map, "links between operations have no C++ form; remove them"},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
};
constexpr key_rule media_type_keys[]{
    {"schema", map},
    {"example", any},
    {"examples", map},
    {"encoding", map, "the client encodes forms; remove the key"},
};
constexpr key_rule example_keys[]{
    {"summary", text}, {"description", text}, {"value", any},         {"externalValue", text},
    {"x-since", text}, {"x-until", text},     {"x-unverified", text},
};
constexpr key_rule schema_keys[]{
    {"$ref", text},
    {"type", text_or_list},
    {"format", text},
    {"title", text},
    {"description", text},
    {"enum", list},
    {"properties", map},
    {"required", list},
    {"items", map},
    {"additionalProperties", map_or_boolean},
    {"allOf", list},
    {"oneOf", list},
    {"anyOf", list},
    {"default", any},
    {"example", any},
    {"examples", any},
    {"externalDocs", map},
    {"xml", map},
    {"deprecated", boolean},
    {"readOnly", boolean},
    {"writeOnly", boolean},
    {"nullable", boolean},
    {"minimum", number},
    {"maximum", number},
    {"exclusiveMinimum", any},
    {"exclusiveMaximum", any},
    {"multipleOf", number},
    {"minLength", integer},
    {"maxLength", integer},
    {"pattern", text},
    {"minItems", integer},
    {"maxItems", integer},
    {"uniqueItems", boolean},
    {"minProperties", integer},
    {"maxProperties", integer},
    {"not", any, "describe what the value is, not what it is not"},
    {"const", any, "use an enum of one value"},
    {"discriminator", map, "write the alternatives as properties and group them with x-choice"},
    {"patternProperties", map, "use additionalProperties"},
    {"prefixItems", list, "use an object with named properties"},
    {"if", map, "conditional schemas are not supported"},
    {"then", map, "conditional schemas are not supported"},
    {"else", map, "conditional schemas are not supported"},
    {"$defs", map, "define the schema at the top level of the file"},
    {"x-cpp-name", text},
    {"x-cpp-names", map},
    {"x-cpp-flatten", text},
    {"x-three-state", boolean},
    {"x-xml-text", boolean},
    {"x-xml-root", text},
    {"x-xml-root-aliases", list},
    {"x-json-aliases", list},
    {"x-json-format", text},
    {"x-xml-format", text},
    {"x-enum-words", list},
    {"x-choice", map_or_list},
    {"x-query", map},
    {"x-ordered", boolean},
    {"x-entity-member", text_or_list},
    {"x-error", map},
    {"x-since", text},
    {"x-until", text},
    {"x-unverified", text},
};
constexpr key_rule xml_keys[]{
    {"name", text},         {"namespace", text},  {"prefix", text, "prefixes mean nothing; remove the key"},
    {"attribute", boolean}, {"wrapped", boolean},
};
constexpr key_rule external_docs_keys[]{{"url", text}, {"description", text}};
constexpr key_rule choice_keys[]{
    {"member", text}, {"of", list}, {"description", text}, {"x-since", text}, {"x-until", text}, {"x-unverified", text},
};
constexpr key_rule query_keys[]{{"type", text}, {"entity", map}, {"dialect", text}};
constexpr key_rule pager_keys[]{
    {"kind", text},          {"items", text_or_list}, {"next-links", text_or_list},
    {"total", text_or_list}, {"links", text_or_list},
};
constexpr key_rule link_types_keys[]{{"externalDocs", map}, {"rules", list}, {"types", map}};
constexpr key_rule link_rule_keys[]{{"ends-with", text}, {"element", text}, {"rule", text}, {"description", text}};
constexpr key_rule link_type_keys[]{
    {"element", text_or_list}, {"description", text}, {"x-since", text}, {"x-until", text}, {"x-unverified", text},
};
constexpr key_rule error_keys[]{{"message", text_or_list}, {"code", text_or_list}, {"retry-after", text_or_list}};

bool has_form(node const& value, value_form form) {
    switch (form) {
        case any: return true;
        case text: return value.is_text();
        case boolean: return value.boolean().has_value();
        case integer: return value.integer().has_value();
        case number: return value.is_number();
        case list: return value.is_sequence();
        case map: return value.is_map();
        case text_or_list: return value.is_text() || value.is_sequence();
        case map_or_list: return value.is_map() || value.is_sequence();
        case map_or_boolean: return value.is_map() || value.boolean().has_value();
    }
    return false;
}

std::string form_name(value_form form, node const& value) {
    switch (form) {
        case any: return "a value";
        case text: return value.kind == node_kind::scalar && !value.is_null() ? "text; put it in quotes" : "text";
        case boolean: return "true or false";
        case integer: return "an integer";
        case number: return "a number";
        case list: return "a list";
        case map: return "a map";
        case text_or_list: return "text or a list";
        case map_or_list: return "a map or a list";
        case map_or_boolean: return "a map, true or false";
    }
    return {};
}

}  // namespace

namespace dialect {

object_rule const root{"an OpenAPI document", root_keys};
object_rule const info{"info", info_keys};
object_rule const components{"components", components_keys};
object_rule const server{"a server", server_keys};
object_rule const server_variable{"a server variable", server_variable_keys};
object_rule const path_item{"a path item", path_item_keys};
object_rule const operation{"an operation", operation_keys};
object_rule const variant{"a variant", variant_keys};
object_rule const parameter{"a parameter", parameter_keys};
object_rule const request_body{"a request body", request_body_keys};
object_rule const response{"a response", response_keys};
object_rule const media_type{"a media type", media_type_keys};
object_rule const example{"an example", example_keys};
object_rule const schema{"a schema", schema_keys};
object_rule const xml{"xml", xml_keys};
object_rule const external_docs{"externalDocs", external_docs_keys};
object_rule const choice{"x-choice", choice_keys};
object_rule const query{"x-query", query_keys};
object_rule const pager{"x-pager", pager_keys};
object_rule const error{"x-error", error_keys};
object_rule const link_types{"the types of links", link_types_keys};
object_rule const link_rule{"a rule for types of links", link_rule_keys};
object_rule const link_type{"a type of links", link_type_keys};

}  // namespace dialect

bool check_keys(node const& object, object_rule const& rule, bool official, diagnostics& problems) {
    if (!object.is_map()) {
        problems.error(object.at, std::string(rule.name) + " is " + describe(object), "write a map");
        return false;
    }
    for (node_member const& member : object.members) {
        auto const found =
            std::find_if(rule.keys.begin(), rule.keys.end(), [&](key_rule const& k) { return k.key == member.key; });
        if (found == rule.keys.end()) {
            if (official && member.key.starts_with("x-")) continue;
            std::vector<std::string_view> known;
            for (key_rule const& k : rule.keys) known.push_back(k.key);
            problems.error(
                member.at,
                std::string(rule.name) + " has no key '" + member.key + "'" + did_you_mean(member.key, known),
                "write one of the dialect's keys");
        } else if (!found->refusal.empty()) {
            problems.error(member.at, "'" + member.key + "' is not supported", std::string(found->refusal));
        } else if (!has_form(member.value, found->form)) {
            problems.error(member.value.at, "'" + member.key + "' is " + describe(member.value),
                           "it takes " + form_name(found->form, member.value));
        }
    }
    return true;
}

node const* text_at(node const& object, std::string_view key) noexcept {
    node const* const value = object.find(key);
    return value != nullptr && value->is_text() ? value : nullptr;
}

node const* map_at(node const& object, std::string_view key) noexcept {
    node const* const value = object.find(key);
    return value != nullptr && value->is_map() ? value : nullptr;
}

node const* list_at(node const& object, std::string_view key) noexcept {
    node const* const value = object.find(key);
    return value != nullptr && value->is_sequence() ? value : nullptr;
}

bool flag_at(node const& object, std::string_view key, bool otherwise) noexcept {
    node const* const value = object.find(key);
    return value == nullptr ? otherwise : value->boolean().value_or(otherwise);
}

std::string string_at(node const& object, std::string_view key) {
    node const* const value = text_at(object, key);
    return value == nullptr ? std::string{} : value->text;
}

}  // namespace veeam::generator
