#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <pugixml.hpp>
#include <veeam/codec/table.hpp>

namespace veeam::inline v0::support {

/// Which members the types of an XML schema have, so that a document can be freed of those that the schema is too old
/// for. A validator gives up on an element at the first of them, and at the first that is missing, and would not see
/// what comes after.
///
/// Reads what Veeam's `RestAPI.xsd` is made of: extensions of named types, sequences and choices, local types.
/// Where members stand and what values they have is left to a validator.
class schema_members {
public:
    explicit schema_members(pugi::xml_node schema) {
        for (pugi::xml_node const child : schema.children()) {
            std::string const name = child.attribute("name").value();
            if (local(child) == "complexType") types_.emplace(name, child);
            if (local(child) == "simpleType") simple_.insert(name);
            if (local(child) == "element") roots_.emplace(name, child);
        }
    }

    bool has_root(std::string_view name) const { return roots_.contains(name); }

    /// Removes what the schema does not know from the document, whose root it must know. Tells each such member as
    /// `unknown <type>/<name>`, and what the schema requires and the document lacks as `missing <type>/<name>`; the
    /// name of an attribute begins with `@`. A local type is named by the way to it.
    void prune(pugi::xml_node document, std::set<std::string>& told) const {
        prune(document, type_of(roots_.find(local(document))->second, ""), told);
    }

    /// Compares the order of our elements with the schema's, whose root is `root`, whether an example has them or not.
    /// Tells each that we write too late as `order <type>/<name>`.
    void compare_order(type_table const& ours, std::string_view root, std::set<std::string>& told) {
        compare_order(ours, type_of(roots_.find(root)->second, ""), told);
    }

    /// Lets the schema require nothing any more. Order and values are left.
    static void relax(pugi::xml_node schema) {
        for (pugi::xml_node child : schema.children()) {
            bool const is_global = local(schema) == "schema";
            std::string_view const kind = local(child);
            if (kind == "attribute") child.remove_attribute("use");
            if (!is_global && (kind == "element" || kind == "choice" || kind == "sequence")) {
                child.remove_attribute("minOccurs");
                child.append_attribute("minOccurs") = "0";
            }
            relax(child);
        }
    }

private:
    struct type {
        std::string name{};  ///< Empty: no complex type.
        pugi::xml_node written{};
    };
    struct element {
        type of{};
        std::size_t place{};  ///< The same for all of a choice.
    };
    struct members {
        std::map<std::string, element, std::less<>> elements{};
        std::size_t places{};
        std::set<std::string, std::less<>> attributes{};
        std::set<std::string> required_elements{};
        std::set<std::string> required_attributes{};
    };

    static std::string_view local(pugi::xml_node node) {
        std::string_view const name = node.name();
        return name.substr(name.find(':') + 1);  // npos + 1 is 0
    }

    type named(std::string const& name) const {
        if (auto const found = types_.find(name); found != types_.end()) return {name, found->second};
        if (simple_.contains(name) || name.starts_with("xs:")) return {};
        throw std::runtime_error("the schema has no type '" + name + "'");
    }

    type type_of(pugi::xml_node node, std::string const& owner) const {
        if (pugi::xml_attribute const name = node.attribute("type")) return named(name.value());
        for (pugi::xml_node const child : node.children())
            if (local(child) == "complexType") return {owner + "/" + node.attribute("name").value(), child};
        return {};
    }

    void collect(pugi::xml_node node, std::string const& owner, members& out, bool required = true,
                 bool in_choice = false) const {
        for (pugi::xml_node const child : node.children()) {
            std::string const name = child.attribute("name").value();
            bool const must = required && std::string_view(child.attribute("minOccurs").value()) != "0";
            if (local(child) == "element") {
                if (!in_choice) ++out.places;
                out.elements.emplace(name, element{type_of(child, owner), out.places});
                if (must) out.required_elements.insert(name);
            } else if (local(child) == "attribute") {
                out.attributes.insert(name);
                if (std::string_view(child.attribute("use").value()) == "required")
                    out.required_attributes.insert(name);
            } else {
                if (local(child) == "extension")
                    if (type const base = named(child.attribute("base").value()); base.written)
                        collect(base.written, base.name, out);
                bool const is_choice = local(child) == "choice";
                if (is_choice && !in_choice) ++out.places;
                collect(child, owner, out, must && !is_choice, in_choice || is_choice);
            }
        }
    }

    void prune(pugi::xml_node node, type const& of, std::set<std::string>& told) const {
        members known;
        if (of.written) collect(of.written, of.name, known);
        std::string const owner = (of.name.empty() ? std::string(local(node)) : of.name) + "/";
        for (pugi::xml_attribute a = node.first_attribute(); a;) {
            pugi::xml_attribute const next = a.next_attribute();
            std::string const name = a.name();
            bool const is_of_xml = name.starts_with("xmlns") || name.starts_with("xsi:");
            known.required_attributes.erase(name);
            if (!is_of_xml && !known.attributes.contains(name)) {
                told.insert("unknown " + owner + "@" + name);
                node.remove_attribute(a);
            }
            a = next;
        }
        for (pugi::xml_node child = node.first_child(); child;) {
            pugi::xml_node const next = child.next_sibling();
            if (child.type() == pugi::node_element) {
                std::string const name(local(child));
                known.required_elements.erase(name);
                if (auto const found = known.elements.find(name); found != known.elements.end()) {
                    prune(child, found->second.of, told);
                } else {
                    told.insert("unknown " + owner + name);
                    node.remove_child(child);
                }
            }
            child = next;
        }
        for (std::string const& name : known.required_attributes) told.insert("missing " + owner + "@" + name);
        for (std::string const& name : known.required_elements) told.insert("missing " + owner + name);
    }

    void compare_order(type_table const& ours, type const& theirs, std::set<std::string>& told) {
        if (!theirs.written || !compared_.emplace(&ours, theirs.name).second) return;
        members known;
        collect(theirs.written, theirs.name, known);
        std::size_t last = 0;
        for (field const& f : ours.fields()) {
            if (has(f.flags, field_flags::xml_attribute) || has(f.flags, field_flags::xml_content)) continue;
            auto const found = known.elements.find(f.names.xml());
            if (found == known.elements.end()) continue;
            if (found->second.place < last) told.insert("order " + theirs.name + "/" + found->first);
            last = std::max(last, found->second.place);
            if (f.kind != field_kind::object) continue;
            if (f.names.xml_item().empty()) {
                compare_order(f.object_type(), found->second.of, told);
            } else if (type const wrapper = found->second.of; wrapper.written) {
                members items;
                collect(wrapper.written, wrapper.name, items);
                if (auto const item = items.elements.find(f.names.xml_item()); item != items.elements.end())
                    compare_order(f.object_type(), item->second.of, told);
            }
        }
    }

    std::map<std::string, pugi::xml_node, std::less<>> types_{};
    std::map<std::string, pugi::xml_node, std::less<>> roots_{};
    std::set<std::string, std::less<>> simple_{};
    std::set<std::pair<type_table const*, std::string>> compared_{};
};

}  // namespace veeam::inline v0::support
