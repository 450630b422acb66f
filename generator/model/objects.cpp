#include <algorithm>
#include <utility>

#include "model/schemas.hpp"

namespace veeam::generator {

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

void schema_reader::fill_object(named_type& type, location const& here) {
    node const& schema = *here.at;
    std::vector<spelled> required;
    // A type that is read in the middle of another one's bases has bases of its own.
    std::vector<node const*> const outer = std::exchange(bases_, {});
    collect(here, type.name.text, type.properties, required);
    bases_ = outer;
    for (spelled const& name : required) {
        auto const found = std::find_if(type.properties.begin(), type.properties.end(),
                                        [&](property const& p) { return p.name.text == name.text; });
        if (found != type.properties.end()) {
            found->required = true;
        } else if (!r_.api.official) {
            std::vector<std::string_view> known;
            for (property const& p : type.properties) known.emplace_back(p.name.text);
            r_.problems.error(
                name.at, "required names '" + name.text + "', which is no property" + did_you_mean(name.text, known),
                "name a property or remove it");
        }
    }
    type.xml_root = string_at(schema, "x-xml-root");
    if (node const* const root = text_at(schema, "x-xml-root")) check_xml_name(r_, *root);
    if (node const* const aliases = list_at(schema, "x-xml-root-aliases")) {
        if (type.xml_root.empty())
            r_.problems.error(aliases->at, "other root elements of a type without one", "add x-xml-root");
        for (node const& one : aliases->items) {
            check_xml_name(r_, one);
            if (one.text == type.xml_root)
                r_.problems.error(one.at, "'" + one.text + "' is the root element already", "remove it");
            type.xml_root_aliases.push_back({one.text, one.at});
        }
    }
    if (node const* const xml = map_at(schema, "xml"); xml != nullptr && declared_.contains(&schema)) {
        check_keys(*xml, dialect::xml, r_.api.official, r_.problems);
        type.xml_namespace = string_at(*xml, "namespace");
        forbid(*xml, {"attribute", "wrapped"}, "on a schema that is no property");
        node const* const name = text_at(*xml, "name");
        if (name != nullptr && name->text != type.xml_root)
            r_.problems.error(name->at, "xml.name has no effect on a schema that is no property",
                              "name the root element with x-xml-root");
        if (type.xml_root.empty() && !type.xml_namespace.empty())
            r_.problems.error(xml->find("namespace")->at, "a namespace without a root element",
                              "add x-xml-root, or remove the namespace");
    }
    if (node const* const choices = schema.find("x-choice")) {
        if (choices->is_map()) read_choice(type, *choices);
        for (node const& one : choices->items) read_choice(type, one);
    }
    if (node const* const error = map_at(schema, "x-error")) {
        check_keys(*error, dialect::error, r_.api.official, r_.problems);
        type.is_error = true;
        type.error_message = read_wire_path(r_, *error, "message");
        type.error_code = read_wire_path(r_, *error, "code");
        type.error_retry_after = read_wire_path(r_, *error, "retry-after");
        if (!type.error_message.given)
            r_.problems.error(error->at, "x-error has no message", "add the path of the member that holds it");
    }
    check_members(type);
    check_xml_members(type);
}

void schema_reader::collect(location const& here, std::string const& owner, std::vector<property>& out,
                            std::vector<spelled>& required) {
    node const& schema = *here.at;
    if (std::find(bases_.begin(), bases_.end(), &schema) != bases_.end()) {
        r_.problems.error(schema.at, "this schema is its own base", "let allOf name other schemas");
        return;
    }
    bases_.push_back(&schema);
    if (node const* const all = list_at(schema, "allOf")) {
        for (std::size_t i = 0; i < all->items.size(); ++i) {
            node const& part = all->items[i];
            std::string const pointer = append_segment(here.pointer, "allOf") + "/" + std::to_string(i);
            check_keys(part, dialect::schema, r_.api.official, r_.problems);
            location const base = follow(r_, {here.file, &part, pointer}, dialect::schema);
            if (!base) continue;
            bool const referred = base.at != &part;
            bool const is_object =
                base.at->is_map() && (base.at->find("properties") != nullptr || base.at->find("allOf") != nullptr ||
                                      (!referred && base.at->find("required") != nullptr));
            if (!is_object)
                r_.problems.error(part.at, "allOf takes in a schema that has no properties", "name an object");
            else collect(base, referred ? name_of(base) : owner, out, required);
        }
    }
    if (node const* const properties = map_at(schema, "properties")) {
        std::string const pointer = append_segment(here.pointer, "properties");
        for (node_member const& m : properties->members)
            out.push_back(read_property(*here.file, append_segment(pointer, m.key), m, owner));
    }
    if (node const* const names = list_at(schema, "required")) {
        for (node const& name : names->items) {
            if (name.is_text()) required.push_back({name.text, name.at});
            else r_.problems.error(name.at, "required names " + describe(name), "write the name of a property");
        }
    }
    bases_.pop_back();
}

property schema_reader::read_property(document const& file, std::string const& pointer, node_member const& member,
                                      std::string const& owner) {
    property p;
    node const& schema = member.value;
    p.name = {member.key, member.at};
    location const here{&file, &schema, pointer};
    std::string const hint = owner + "_" + member.key;
    if (!schema.is_map()) {
        check_keys(schema, dialect::schema, r_.api.official, r_.problems);
        return p;
    }
    p.cpp_name = spelled_at(schema, "x-cpp-name");
    // A PascalCase name on a type written in place names the type.
    if (!p.cpp_name.empty() && p.cpp_name.text[0] >= 'A' && p.cpp_name.text[0] <= 'Z' && schema.find("$ref") == nullptr)
        p.cpp_name = {};
    p.doc = read_documentation(r_, schema);
    p.write_only = flag_at(schema, "writeOnly");
    p.three_state = flag_at(schema, "x-three-state");
    p.xml_text = flag_at(schema, "x-xml-text");
    forbid(schema, {"x-ordered", "x-entity-member", "x-query"}, "on a property of an ordinary schema");
    if (schema.find("x-cpp-flatten") != nullptr) flatten(p, here);
    else p.type = use(here, hint);
    if (p.type.kind == value_kind::none) return p;
    read_formats(p, schema);
    read_xml(p, schema);
    if (p.three_state && (p.type.kind == value_kind::list || p.type.kind == value_kind::map))
        r_.problems.error(schema.find("x-three-state")->at, "a list or map has no third state", "remove x-three-state");
    if (node const* const aliases = list_at(schema, "x-json-aliases")) {
        for (node const& alias : aliases->items) {
            if (alias.is_text()) p.aliases.push_back({alias.text, alias.at});
            else r_.problems.error(alias.at, "an alias is " + describe(alias), "write a JSON name");
        }
    }
    return p;
}

void schema_reader::read_formats(property& p, node const& schema) {
    for (std::string_view const key : {"x-json-format", "x-xml-format"}) {
        node const* const format = text_at(schema, key);
        if (format == nullptr) continue;
        std::string_view const wanted = key == "x-json-format" ? "date-time" : "time";
        if (p.type.kind != value_kind::time_of_day || format->text != wanted)
            r_.problems.error(format->at, "'" + std::string(key) + ": " + format->text + "' is not supported",
                              "the one pair that differs is format: date-time with x-xml-format: time");
    }
}

void schema_reader::read_xml(property& p, node const& schema) {
    node const* const xml = map_at(schema, "xml");
    std::string name;
    bool wrapped = false;
    if (xml != nullptr) {
        check_keys(*xml, dialect::xml, r_.api.official, r_.problems);
        forbid(*xml, {"namespace"}, "on a property");
        name = string_at(*xml, "name");
        if (node const* const given = text_at(*xml, "name")) check_xml_name(r_, *given);
        p.xml_attribute = flag_at(*xml, "attribute");
        wrapped = flag_at(*xml, "wrapped");
    }
    bool const is_list = p.type.kind == value_kind::list;
    bool const is_scalar = !is_list && p.type.kind != value_kind::map && p.type.kind != value_kind::object;
    if (p.xml_attribute && !is_scalar)
        r_.problems.error(xml->at, "an XML attribute holds one plain value, and this is none",
                          "remove attribute: true");
    if (p.xml_text && !is_scalar)
        r_.problems.error(schema.find("x-xml-text")->at, "text content holds one plain value, and this is none",
                          "remove x-xml-text");
    if (p.xml_text && p.xml_attribute)
        r_.problems.error(xml->at, "a member is an attribute or the text content, not both", "remove one of the two");
    p.xml_name = name.empty() ? p.name.text : name;
    if (!p.json_item.empty()) return;
    if (!is_list) {
        if (wrapped) r_.problems.error(xml->find("wrapped")->at, "only a list can be wrapped", "remove wrapped: true");
        return;
    }
    std::string const& item = p.type.xml_item_name;
    if (wrapped) {
        p.xml_item = item.empty() ? p.xml_name : item;
        return;
    }
    if (!name.empty())
        r_.problems.error(xml->find("name")->at, "xml.name has no effect on a list that is not wrapped",
                          "name the element of an item: items: {xml: {name: " + name + "}}");
    p.xml_name = item.empty() ? p.name.text : item;
}

void schema_reader::flatten(property& p, location const& schema) {
    node const* const wanted = schema.at->find("x-cpp-flatten");
    check_keys(*schema.at, dialect::schema, r_.api.official, r_.problems);
    location const object = follow(r_, schema, dialect::schema);
    if (!object || !wanted->is_text()) return;
    std::string const owner = object.at == schema.at ? name_of(schema) : name_of(object);
    std::vector<property> members;
    std::vector<spelled> required;
    if (object.at->is_map()) collect(object, owner, members, required);
    auto const found =
        std::find_if(members.begin(), members.end(), [&](property const& m) { return m.name.text == wanted->text; });
    if (found == members.end()) {
        std::vector<std::string_view> known;
        for (property const& m : members) known.emplace_back(m.name.text);
        r_.problems.error(wanted->at,
                          "x-cpp-flatten names '" + wanted->text + "', which is no property of the object" +
                              did_you_mean(wanted->text, known),
                          "name its one array");
        return;
    }
    if (members.size() > 1) {
        property const& other = members[found == members.begin() ? 1 : 0];
        r_.problems.error(wanted->at, "x-cpp-flatten would lose '" + other.name.text + "'",
                          "flatten only an object whose one member is an array");
        return;
    }
    if (found->type.kind == value_kind::none) return;
    if (found->type.kind != value_kind::list || !found->xml_item.empty() || !found->json_item.empty()) {
        r_.problems.error(wanted->at, "x-cpp-flatten names '" + wanted->text + "', which is no plain array",
                          "name an array that is not wrapped itself");
        return;
    }
    p.type = found->type;
    p.json_item = found->name.text;
    p.xml_item = found->xml_name;
    if (p.doc.description.empty()) p.doc.description = found->doc.description;
}

void schema_reader::read_choice(named_type& type, node const& value) {
    if (!check_keys(value, dialect::choice, r_.api.official, r_.problems)) return;
    choice c;
    c.member = spelled_at(value, "member");
    c.doc = read_documentation(r_, value);
    if (c.member.empty() && value.find("member") == nullptr)
        r_.problems.error(value.at, "x-choice has no member", "name the C++ member that holds the alternative");
    node const* const of = list_at(value, "of");
    if (of == nullptr || of->items.size() < 2)
        r_.problems.error(value.at, "x-choice groups fewer than two properties", "list them: of: [A, B]");
    if (of == nullptr) return;
    std::vector<std::string_view> known;
    for (property const& p : type.properties) known.emplace_back(p.name.text);
    for (node const& name : of->items) {
        auto const found = std::find_if(type.properties.begin(), type.properties.end(),
                                        [&](property const& p) { return p.name.text == name.text; });
        if (!name.is_text() || found == type.properties.end()) {
            r_.problems.error(
                name.at, "x-choice names " + describe(name) + ", which is no property" + did_you_mean(name.text, known),
                "name properties of this schema");
            continue;
        }
        auto const taken = [&](choice const& other) {
            return std::any_of(other.alternatives.begin(), other.alternatives.end(),
                               [&](spelled const& s) { return s.text == name.text; });
        };
        if (taken(c) || std::any_of(type.choices.begin(), type.choices.end(), taken))
            r_.problems.error(name.at, "'" + name.text + "' is in a choice already", "list it once");
        value_kind const kind = found->type.kind;
        if (kind == value_kind::list || kind == value_kind::map || found->xml_attribute || found->xml_text)
            r_.problems.error(name.at, "'" + name.text + "' is a list, a map, an attribute or text content",
                              "an alternative is an object or a plain element");
        if (found->required)
            r_.problems.error(name.at, "'" + name.text + "' is required, so there is no choice",
                              "remove it from required");
        c.alternatives.push_back({name.text, name.at});
    }
    type.choices.push_back(std::move(c));
}

void schema_reader::check_members(named_type const& type) {
    // Names that a reader could mistake for one another: properties and their aliases, by case where the API says so.
    struct wire_name {
        spelled const* name;
        std::string key;
    };
    std::vector<wire_name> seen;
    property const* text_member = nullptr;
    for (property const& p : type.properties) {
        std::vector<spelled const*> names{&p.name};
        for (spelled const& a : p.aliases) names.push_back(&a);
        for (spelled const* const name : names) {
            std::string key = r_.api.any_case ? lower(name->text) : name->text;
            auto const found = std::find_if(seen.begin(), seen.end(), [&](wire_name const& w) { return w.key == key; });
            if (found == seen.end()) {
                seen.push_back({name, std::move(key)});
            } else if (found->name->text == name->text) {
                r_.problems.error(
                    name->at,
                    "the JSON name '" + name->text + "' is already in line " + std::to_string(found->name->at.line),
                    "name each member once, bases and aliases included");
            } else {
                r_.problems.error(name->at,
                                  "the JSON names '" + found->name->text + "' and '" + name->text +
                                      "' differ only by case, and this API is read without regard to case",
                                  "keep one of them");
            }
        }
        if (p.xml_text) {
            if (text_member != nullptr)
                r_.problems.error(p.name.at,
                                  "an element has one text content, and '" + text_member->name.text + "' is it already",
                                  "mark one property with x-xml-text");
            text_member = &p;
        }
    }
}

void schema_reader::check_xml_members(named_type const& type) {
    // Names that are given are checked where they are written; the others are JSON names, which may be anything.
    auto const check_default = [&](property const& p, std::string const& json, std::string const& xml) {
        if (json == xml && !json.empty() && !is_xml_name(json))
            r_.problems.error(p.name.at, "'" + json + "' is no XML name", "give it an xml.name");
    };
    std::vector<property const*> seen;
    for (property const& p : type.properties) {
        if (p.xml_text || p.xml_name.empty()) continue;
        if (!type.xml_root.empty()) {
            check_default(p, p.name.text, p.xml_name);
            check_default(p, p.json_item, p.xml_item);
        }
        // Members with the same JSON name are reported already.
        auto const same = std::find_if(seen.begin(), seen.end(), [&](property const* other) {
            return other->xml_name == p.xml_name && other->xml_attribute == p.xml_attribute;
        });
        if (same == seen.end()) seen.push_back(&p);
        else if ((*same)->name.text != p.name.text)
            r_.problems.error(p.name.at, "two members have the XML name '" + p.xml_name + "'",
                              "give one another xml.name");
    }
}

}  // namespace veeam::generator
