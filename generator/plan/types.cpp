#include <algorithm>
#include <utility>

#include "model/links.hpp"
#include "plan/names.hpp"
#include "plan/planner.hpp"

namespace veeam::generator {

void planner::take_name(std::string const& name, position const& at) {
    auto const [found, is_new] = names_.try_emplace(name, at);
    if (is_new) return;
    problems_.error(at,
                    "the C++ name '" + name + "' is taken in " + *found->second.file + ", line " +
                        std::to_string(found->second.line),
                    "give one of the two another x-cpp-name");
}

std::string planner::type_name(spelled const& name, bool is_cpp) {
    if (is_cpp) {
        if (!is_pascal_case(name.text))
            problems_.error(name.at, "'" + name.text + "' is no name of a type", "write PascalCase, such as JobInfo");
        else if (is_reserved(name.text))
            problems_.error(name.at, "'" + name.text + "' is a macro of common headers", "choose another name");
        return name.text;
    }
    std::string made = unreserved(pascal_case(name.text));
    if (!is_identifier(made))
        problems_.error(name.at, "no C++ name can be made of '" + name.text + "'", "add an x-cpp-name");
    return made;
}

void planner::name_types() {
    for (auto const& t : api_.types) {
        std::string const name = type_name(t->name, t->name_is_cpp);
        type_names_[t.get()] = name;
        take_name(name, t->name.at);
    }
    for (auto const& t : api_.types) {
        member_names names;
        auto& members = member_names_[t.get()];
        std::vector<std::string> const reserved{"unknown"};
        std::set<std::string> grouped;
        for (choice const& c : t->choices) {
            for (spelled const& a : c.alternatives) grouped.insert(a.text);
            if (!c.member.empty()) member_name(c.member, c.member, names, reserved);
        }
        for (property const& p : t->properties)
            if (!grouped.contains(p.name.text)) members[p.name.text] = member_name(p.name, p.cpp_name, names, reserved);
        for (choice const& c : t->choices)
            for (spelled const& a : c.alternatives) members[a.text] = c.member.text;
    }
}

std::string planner::member_name(spelled const& wire, spelled const& cpp, member_names& names,
                                 std::vector<std::string> const& reserved) {
    auto const in_use = [&](std::string const& name) {
        return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
    };
    std::string name;
    if (!cpp.empty()) {
        name = cpp.text;
        if (!is_snake_case(name))
            problems_.error(cpp.at, "'" + name + "' is no name of a member", "write snake_case, such as job_id");
        else if (is_reserved(name) || in_use(name))
            problems_.error(cpp.at, "'" + name + "' is a word of C++ or of the generated code",
                            "choose another name, such as " + name + "_");
    } else {
        name = unreserved(snake_case(wire.text));
        if (in_use(name)) name += '_';
        if (!is_identifier(name))
            problems_.error(wire.at, "no C++ name can be made of '" + wire.text + "'", "add an x-cpp-name");
    }
    auto const [found, is_new] = names.taken.try_emplace(name, wire);
    if (!is_new)
        problems_.error(wire.at,
                        "'" + found->second.text + "' and '" + wire.text + "' both become the member '" + name + "'",
                        "give one of them an x-cpp-name");
    return name;
}

std::string planner::value_type(type_use const& t, draft& d, named_type const* inside) {
    switch (t.kind) {
        case value_kind::none:
        case value_kind::text:
        case value_kind::object_ref: return "std::string";
        case value_kind::boolean: return "bool";
        case value_kind::integer: return "std::int64_t";
        case value_kind::number: return "double";
        case value_kind::timestamp: return "veeam::timestamp";
        case value_kind::time_of_day: return "veeam::time_of_day";
        case value_kind::uuid: return "veeam::uuid";
        case value_kind::uid: return "veeam::uid";
        case value_kind::json: return "veeam::json_text";
        case value_kind::list: return "std::vector<" + value_type(*t.item, d, inside) + ">";
        case value_kind::map: return "std::vector<std::pair<std::string, " + value_type(*t.item, d, inside) + ">>";
        case value_kind::enumeration:
        case value_kind::object: break;
    }
    refer(d, home_of(t.named), t.at);
    std::string const& name = type_names_.at(t.named);
    if (t.kind == value_kind::enumeration) return "veeam::open_enum<" + name + ">";
    return inside != nullptr && is_boxed(*inside, *t.named) ? "veeam::box<" + name + ">" : name;
}

std::string planner::member_type(property const& p, draft& d, named_type const& owner) {
    std::string const value = value_type(p.type, d, &owner);
    if (p.required || p.type.kind == value_kind::map) return value;
    return (p.three_state ? "veeam::nullable<" : "std::optional<") + value + ">";
}

enum_plan planner::plan_enum(named_type const& t) {
    constexpr std::size_t small = 256;
    enum_plan out{.name = type_names_.at(&t),
                  .doc = type_comment(t.doc),
                  .underlying = t.values.size() <= small ? "std::uint8_t" : "std::uint16_t",
                  .numeric = t.numeric};
    std::map<std::string, spelled const*> taken;
    for (enum_value const& v : t.values) {
        std::string name = v.cpp_name.empty() ? unreserved(pascal_case(v.text.text)) : v.cpp_name.text;
        if (!v.cpp_name.empty() && (!is_pascal_case(name) || is_reserved(name)))
            problems_.error(v.cpp_name.at, "'" + name + "' is no enumerator", "write PascalCase, such as JwtBearer");
        else if (!is_identifier(name))
            problems_.error(v.text.at, "no enumerator can be made of '" + v.text.text + "'",
                            "name it: x-cpp-names: {'" + v.text.text + "': ...}");
        auto const [found, is_new] = taken.try_emplace(name, &v.text);
        if (!is_new && found->second->text != v.text.text)
            problems_.error(
                v.text.at, "'" + found->second->text + "' and '" + v.text.text + "' both become the enumerator " + name,
                "name one of them in x-cpp-names");
        out.values.push_back({std::move(name), v.text.text, v.number});
    }
    return out;
}

std::vector<std::string> planner::link_types_of(named_type const& t) const {
    if (t.xml_root.empty()) return {};
    std::vector<std::string> roots{t.xml_root};
    for (spelled const& root : t.xml_root_aliases) roots.push_back(root.text);
    return link_types_to(api_.links, roots);
}

struct_plan planner::plan_struct(named_type const& t, draft& d, type_plan& whole) {
    struct_plan out{.name = type_names_.at(&t),
                    .doc = type_comment(t.doc),
                    .xml_root = t.xml_root,
                    .xml_namespace = t.xml_namespace,
                    .any_case = api_.any_case};
    for (spelled const& root : t.xml_root_aliases) out.xml_root_aliases.push_back(root.text);
    out.link_types = link_types_of(t);
    std::set<std::string> declared;  // names of members of choices, which several properties share
    for (std::size_t i = 0; i < t.properties.size(); ++i) {
        property const& p = t.properties[i];
        if (p.type.kind == value_kind::none) continue;
        row_plan row{.member = member_names_[&t][p.name.text],
                     .json = p.name.text,
                     .xml = p.xml_name,
                     .json_item = p.json_item,
                     .xml_item = p.xml_item};
        if (p.xml_attribute) row.flags.emplace_back("xml_attribute");
        if (p.xml_text) row.flags.emplace_back("xml_content");
        if (p.write_only) row.flags.emplace_back("write_only");
        bool const many = p.type.kind == value_kind::list || p.type.kind == value_kind::map;
        if (p.required && !many && !forms_.contains(&t)) row.flags.emplace_back("omit_empty");
        for (spelled const& a : p.aliases) out.aliases.push_back({a.text, out.rows.size()});
        auto const group = std::find_if(t.choices.begin(), t.choices.end(), [&](choice const& c) {
            return std::any_of(c.alternatives.begin(), c.alternatives.end(),
                               [&](spelled const& s) { return s.text == p.name.text; });
        });
        if (group == t.choices.end()) {
            out.members.push_back(
                {.type = member_type(p, d, t), .name = row.member, .braces = true, .doc = member_comment(p.doc)});
        } else {
            std::string types;
            std::map<std::string, std::string> seen;
            for (std::size_t k = 0; k < group->alternatives.size(); ++k) {
                spelled const& a = group->alternatives[k];
                auto const other = std::find_if(t.properties.begin(), t.properties.end(),
                                                [&](property const& q) { return q.name.text == a.text; });
                std::string const type = value_type(other->type, d, &t);
                if (auto const [found, is_new] = seen.try_emplace(type, a.text); !is_new)
                    problems_.error(a.at, "'" + found->second + "' and '" + a.text + "' have the same C++ type " + type,
                                    "an alternative is told by its type; give each its own");
                types += ", " + type;
                if (a.text == p.name.text) row.alternative = k + 1;
            }
            if (declared.insert(row.member).second) {
                comment doc = member_comment(group->doc);
                if (doc.empty()) doc.paragraphs = {"One of these, or none."};
                out.members.push_back({.type = "std::variant<std::monostate" + types + ">",
                                       .name = row.member,
                                       .braces = true,
                                       .doc = std::move(doc)});
            }
        }
        out.rows.push_back(std::move(row));
        type_use const* used = &p.type;
        while (used->item != nullptr) used = used->item.get();
        if (used->named != nullptr && used->named != &t && is_boxed(t, *used->named))
            whole.declared_before.push_back(type_names_.at(used->named));
    }
    if (t.is_error) {
        if (auto const path = resolve(&t, t.error_message, "the message of an error", true))
            out.error_message = path->steps;
        if (t.error_code.given)
            if (auto const path = resolve(&t, t.error_code, "the code of an error", true)) out.error_code = path->steps;
        if (!t.error_retry_after.given) return out;
        if (auto const path = resolve(&t, t.error_retry_after, "the wait of an error", true)) {
            out.error_retry_after = path->steps;
            if (path->last->type.kind != value_kind::integer)
                problems_.error(t.error_retry_after.at, "the wait of an error is no integer",
                                "name a member that counts seconds");
        }
    }
    return out;
}

}  // namespace veeam::generator
