#include "model/schemas.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace veeam::generator {

namespace {

constexpr std::array text_formats{"password", "uri",      "byte",     "binary", "email",
                                  "date",     "duration", "hostname", "ipv4",   "ipv6"};

bool has_members(node const& schema) {
    return schema.find("properties") != nullptr || schema.find("x-choice") != nullptr;
}

/// The schema that stands beside `null` in `[X, {type: 'null'}]`; null if the list is anything else.
node const* only_alternative(node const& list) {
    auto const is_null = [](node const& n) {
        node const* const type = n.find("type");
        return n.is_map() && n.members.size() == 1 && type != nullptr && type->text == "null";
    };
    if (!list.is_sequence() || list.items.size() != 2) return nullptr;
    if (is_null(list.items[1])) return &list.items[0];
    return is_null(list.items[0]) ? &list.items[1] : nullptr;
}

}  // namespace

void schema_reader::forbid(node const& schema, std::vector<std::string_view> const& keys, std::string const& where) {
    for (std::string_view const key : keys)
        if (node_member const* const found = schema.find_member(key))
            r_.problems.error(found->at, "'" + std::string(key) + "' means nothing " + where, "remove it");
}

type_use schema_reader::use(location const& here, std::string const& name_hint) {
    node const& schema = *here.at;
    bool const is_first = checked_.insert(&schema).second;
    if (is_first) {
        check_keys(schema, dialect::schema, r_.api.official, r_.problems);
        if (schema.is_map()) {
            if (node_member const* const nullable = schema.find_member("nullable"); nullable && !r_.api.official)
                r_.problems.error(nullable->at, "'nullable' is OpenAPI 3.0", "write type: [string, 'null']");
        }
    }
    if (!schema.is_map()) return {.at = schema.at};
    type_use used;
    if (schema.find("$ref") != nullptr) used = use_reference(here);
    else if (node_member const* const one = schema.find_member("oneOf")) used = use_alternatives(here, *one, name_hint);
    else if (node_member const* const any = schema.find_member("anyOf")) used = use_alternatives(here, *any, name_hint);
    else if (node const* const all = list_at(schema, "allOf")) used = use_all_of(here, *all, name_hint);
    else {
        std::string const type = type_of(schema);
        bool const words = schema.find("enum") != nullptr;
        if (type == "object") used = use_object(here, name_hint);
        else if (type == "array") used = use_array(here, name_hint);
        else if (words && type == "string") used = use_named(here, name_hint, true, false);
        else if (words && type == "integer") used = use_named(here, name_hint, true, true);
        else used = use_scalar(here, type);
    }
    used.at = schema.at;
    if (is_first && used.kind == value_kind::integer) check_bounds(schema);
    return used;
}

type_use schema_reader::use_reference(location const& here) {
    for (std::string_view const key : {"type", "properties", "items", "enum", "allOf", "oneOf", "anyOf", "format",
                                       "additionalProperties", "required", "x-choice"}) {
        node_member const* const sibling = here.at->find_member(key);
        if (sibling != nullptr && !r_.api.official)
            r_.problems.error(sibling->at, "'" + std::string(key) + "' has no effect beside $ref",
                              "remove it, or put the reference into allOf");
    }
    location const target = follow(r_, here, dialect::schema);
    return target ? use(target, name_of(target)) : type_use{};
}

type_use schema_reader::use_all_of(location const& here, node const& list, std::string const& name_hint) {
    bool const is_wrapper = list.items.size() == 1 && !has_members(*here.at) && !declared_.contains(here.at);
    if (is_wrapper) {
        location const inner{here.file, &list.items[0], append_segment(here.pointer, "allOf") + "/0"};
        return use(inner, name_hint);
    }
    if (list.items.empty()) {
        r_.problems.error(list.at, "allOf is empty", "list the schemas whose members are meant");
        return {};
    }
    if (!declared_.contains(here.at) || list.items.size() > 1 || has_members(*here.at))
        return use_named(here, name_hint, false, false);
    // A declared schema that only renames another: a type of its own where that one is an object.
    location const only =
        follow(r_, {here.file, &list.items[0], append_segment(here.pointer, "allOf") + "/0"}, dialect::schema);
    if (!only) return {};
    bool const is_object = only.at->is_map() && (has_members(*only.at) || only.at->find("allOf") != nullptr);
    return is_object ? use_named(here, name_hint, false, false) : use(only, name_of(only));
}

type_use schema_reader::use_alternatives(location const& here, node_member const& alternatives,
                                         std::string const& name_hint) {
    if (!alternatives.value.is_sequence()) return {};
    if (node const* const only = only_alternative(alternatives.value)) {
        auto const index = static_cast<std::size_t>(only - alternatives.value.items.data());
        std::string const pointer = append_segment(here.pointer, alternatives.key) + "/" + std::to_string(index);
        return use({here.file, only, pointer}, name_hint);
    }
    r_.problems.error(alternatives.at, "'" + alternatives.key + "' of several schemas is not supported",
                      "write the alternatives as properties and group them with x-choice");
    return {};
}

std::string schema_reader::type_of(node const& schema) {
    node const* const type = schema.find("type");
    if (type == nullptr) {
        if (has_members(schema) || schema.find("additionalProperties") != nullptr) return "object";
        if (schema.find("items") != nullptr) return "array";
        return schema.find("enum") != nullptr ? "string" : "any";
    }
    std::vector<std::string> names;
    if (type->is_text()) names.push_back(type->text);
    for (node const& item : type->items) {
        if (item.text == "null") {
            if (!item.quoted) r_.problems.error(item.at, "null without quotes is no type", "write 'null'");
        } else {
            names.push_back(item.text);
        }
    }
    if (names.size() == 1) return names.front();
    if (type->is_sequence())
        r_.problems.error(type->at, "a value has " + std::to_string(names.size()) + " types",
                          "name one type, with 'null' beside it where the server sends null");
    return {};
}

type_use schema_reader::use_array(location const& here, std::string const& name_hint) {
    node const* const items = map_at(*here.at, "items");
    if (items == nullptr) {
        if (here.at->find("items") == nullptr)
            r_.problems.error(here.at->at, "an array has no items", "say what it holds: items: {type: string}");
        return {};
    }
    forbid(*items, {"x-cpp-flatten", "x-json-aliases", "x-xml-text", "x-ordered", "x-entity-member", "x-three-state"},
           "on the items of an array");
    type_use item = use({here.file, items, append_segment(here.pointer, "items")}, name_hint + "Item");
    std::string item_name;
    if (node const* const xml = map_at(*items, "xml")) {
        check_keys(*xml, dialect::xml, r_.api.official, r_.problems);
        item_name = string_at(*xml, "name");
        if (node const* const name = text_at(*xml, "name")) check_xml_name(r_, *name);
    }
    switch (item.kind) {
        case value_kind::boolean:
            r_.problems.error(items->at, "an array of booleans has no C++ form",
                              "std::vector<bool> has no elements to point to; use strings or an object");
            return {};
        case value_kind::list:
            r_.problems.error(items->at, "an array of arrays is not supported", "put an object between them");
            return {};
        case value_kind::map:
            r_.problems.error(items->at, "an array of maps is not supported", "put an object between them");
            return {};
        default: break;
    }
    if (item.kind == value_kind::none) return {};
    bool const secret = item.secret;
    return {.kind = value_kind::list,
            .item = std::make_shared<type_use>(std::move(item)),
            .xml_item_name = std::move(item_name),
            .secret = secret};
}

type_use schema_reader::use_object(location const& here, std::string const& name_hint) {
    node const* const more = map_at(*here.at, "additionalProperties");
    bool const members = has_members(*here.at);
    if (more != nullptr && !more->members.empty()) {
        if (members) {
            r_.problems.error(more->at, "an object with properties and additionalProperties is not supported",
                              "name every property, or none: unknown members are kept anyway");
            return {};
        }
        type_use item =
            use({here.file, more, append_segment(here.pointer, "additionalProperties")}, name_hint + "Value");
        if (item.kind == value_kind::list || item.kind == value_kind::map) {
            r_.problems.error(more->at, "a map of lists or maps is not supported", "put an object between them");
            return {};
        }
        if (item.kind == value_kind::none) return {};
        return {.kind = value_kind::map, .item = std::make_shared<type_use>(std::move(item))};
    }
    return members ? use_named(here, name_hint, false, false) : type_use{.kind = value_kind::json};
}

type_use schema_reader::use_scalar(location const& here, std::string const& type) {
    node const& schema = *here.at;
    node const* const format_node = text_at(schema, "format");
    std::string const format = format_node == nullptr ? std::string{} : format_node->text;
    auto const refuse_format = [&](std::vector<std::string_view> const& known) {
        r_.problems.error(format_node->at,
                          "a value of type " + type + " has no format '" + format + "'" + did_you_mean(format, known),
                          "use one of the dialect's formats or none");
    };
    if (type == "any") return {.kind = value_kind::json};
    if (type == "boolean" || type == "integer" || type == "number") {
        std::vector<std::string_view> known;
        if (type == "integer") known = {"int32", "int64"};
        if (type == "number") known = {"float", "double"};
        if (!format.empty() && std::find(known.begin(), known.end(), format) == known.end()) refuse_format(known);
        return {.kind = type == "boolean"   ? value_kind::boolean
                        : type == "integer" ? value_kind::integer
                                            : value_kind::number};
    }
    if (type == "string") {
        std::string const xml_format = string_at(schema, "x-xml-format");
        bool const clock = format == "time" || (format == "date-time" && xml_format == "time");
        if (clock) return {.kind = value_kind::time_of_day};
        if (format == "date-time") return {.kind = value_kind::timestamp};
        if (format == "uuid") return {.kind = value_kind::uuid};
        if (format == "uid") return {.kind = value_kind::uid};
        if (format == "object-ref") return {.kind = value_kind::object_ref};
        if (!format.empty() && std::find(text_formats.begin(), text_formats.end(), format) == text_formats.end()) {
            std::vector<std::string_view> known{"date-time", "time", "uuid", "uid", "object-ref"};
            known.insert(known.end(), text_formats.begin(), text_formats.end());
            refuse_format(known);
        }
        return {.kind = value_kind::text, .secret = format == "password"};
    }
    if (type.empty()) return {};
    node const* const at = schema.find("type");
    r_.problems.error(at->is_sequence() && !at->items.empty() ? at->items[0].at : at->at,
                      "there is no type '" + type + "'" +
                          did_you_mean(type, {"string", "integer", "number", "boolean", "object", "array"}),
                      "use string, integer, number, boolean, object or array");
    return {};
}

void schema_reader::check_bounds(node const& schema) {
    for (std::string_view const key : {"minimum", "maximum"}) {
        node const* const bound = schema.find(key);
        if (bound != nullptr && bound->is_number() && !bound->integer())
            r_.problems.error(bound->at, "the " + std::string(key) + " of an integer is " + describe(*bound),
                              "write an integer of 64 bits");
    }
    node const* const least = schema.find("minimum");
    node const* const most = schema.find("maximum");
    if (least != nullptr && most != nullptr && least->integer() && most->integer() &&
        *least->integer() > *most->integer())
        r_.problems.error(most->at, "the maximum " + most->text + " is less than the minimum " + least->text,
                          "correct one of them");
}

std::string schema_reader::name_of(location const& here) const {
    // Follows the pointer down from the schema that has a name of its own: `Job/properties/Info` is `JobInfo`.
    std::string name;
    std::string_view rest = here.pointer;
    node const* at = &here.file->root;
    bool property_follows = false;
    while (!rest.empty() && at != nullptr) {
        rest.remove_prefix(1);
        std::string_view const raw = rest.substr(0, rest.find('/'));
        rest.remove_prefix(raw.size());
        std::string const segment = last_segment("/" + std::string(raw));
        if (at->is_sequence()) {
            auto const index = static_cast<std::size_t>(std::strtoul(segment.c_str(), nullptr, 10));
            at = index < at->items.size() ? &at->items[index] : nullptr;
            continue;
        }
        at = at->find(segment);
        if (at != nullptr && declared_.contains(at)) {
            name = text_at(*at, "x-cpp-name") != nullptr ? string_at(*at, "x-cpp-name") : segment;
        } else if (property_follows) {
            name += '_' + segment;
        } else if (segment == "items" && !name.empty()) {
            name += "Item";
        } else if (segment == "additionalProperties" && !name.empty()) {
            name += "Value";
        }
        property_follows = !property_follows && segment == "properties";
    }
    return name.empty() ? last_segment(here.pointer) : name;
}

type_use schema_reader::use_named(location const& here, std::string const& name_hint, bool is_enum, bool integers) {
    auto const [entry, is_new] = types_.try_emplace(here.at);
    if (is_new) {
        named_type& type = *r_.api.types.emplace_back(std::make_unique<named_type>());
        entry->second = &type;
        type.file = here.file;
        type.at = here.at->at;
        type.is_enum = is_enum;
        type.in_components = here.pointer.starts_with("/components/");
        type.doc = read_documentation(r_, *here.at);
        type.name = spelled_at(*here.at, "x-cpp-name");
        type.name_is_cpp = !type.name.empty();
        bool const is_property = here.pointer.find("/properties/") != std::string::npos;
        if (type.name.empty() || (is_property && !declared_.contains(here.at) && !type.name.text.empty() &&
                                  !(type.name.text[0] >= 'A' && type.name.text[0] <= 'Z'))) {
            // On a property written in place, a snake_case x-cpp-name names the member, not the type.
            type.name = {declared_.contains(here.at) ? last_segment(here.pointer) : name_hint, here.at->at};
            type.name_is_cpp = false;
        }
        if (is_enum) fill_enum(type, *here.at, integers);
        else fill_object(type, here);
    }
    named_type* const type = types_.at(here.at);
    return {.kind = type->is_enum ? value_kind::enumeration : value_kind::object, .named = type};
}

void schema_reader::define(location const& here) {
    if (here.at->is_map())
        forbid(*here.at,
               {"x-cpp-flatten", "x-json-aliases", "x-xml-text", "x-ordered", "x-entity-member", "x-three-state"},
               "on a schema that is no property");
    use(here, last_segment(here.pointer));
}

void schema_reader::fill_enum(named_type& type, node const& schema, bool integers) {
    node const* const values = list_at(schema, "enum");
    if (values == nullptr) return;
    node const* const words = list_at(schema, "x-enum-words");
    node const* const names = map_at(schema, "x-cpp-names");
    type.numeric = integers;
    for (node const& value : values->items) {
        if (value.is_null()) continue;
        enum_value v{.text = {value.text, value.at}};
        if (integers) {
            if (!value.integer())
                r_.problems.error(value.at, "a value of an integer enum is " + describe(value), "write an integer");
            v.number = value.integer().value_or(0);
            std::size_t const i = type.values.size();
            if (words != nullptr && i < words->items.size()) v.text = {words->items[i].text, words->items[i].at};
        } else if (!value.is_text()) {
            r_.problems.error(value.at, "a value of a string enum is " + describe(value),
                              value.kind == node_kind::scalar ? "put it in quotes" : "write text");
        }
        auto const same = [&](enum_value const& other) {
            return other.text.text == v.text.text || (integers && other.number == v.number);
        };
        if (std::any_of(type.values.begin(), type.values.end(), same))
            r_.problems.error(value.at, "the enum has the value '" + value.text + "' already", "list each value once");
        type.values.push_back(std::move(v));
    }
    if (type.values.empty())
        r_.problems.error(values->at, "an enum without values", "list the documented values, or remove the enum");
    if (integers && (words == nullptr || words->items.size() != type.values.size()))
        r_.problems.error(words == nullptr ? values->at : words->at,
                          "an integer enum needs one word for each of its values",
                          "add x-enum-words: [...], in the order of enum");
    else if (!integers && words != nullptr)
        r_.problems.error(words->at, "'x-enum-words' on an enum of strings", "it belongs to integer enums; remove it");
    if (names == nullptr) return;
    for (node_member const& n : names->members) {
        auto const found = std::find_if(type.values.begin(), type.values.end(),
                                        [&](enum_value const& v) { return v.text.text == n.key; });
        if (found == type.values.end())
            r_.problems.error(n.at, "the enum has no value '" + n.key + "'", "name one of its values");
        else if (!n.value.is_text())
            r_.problems.error(n.value.at, "an enumerator is " + describe(n.value), "write a C++ name");
        else found->cpp_name = {n.value.text, n.value.at};
    }
}

}  // namespace veeam::generator
