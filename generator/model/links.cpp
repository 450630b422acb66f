#include "model/links.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace veeam::generator {

namespace {

void read_rule(reading& r, node const& source) {
    if (!check_keys(source, dialect::link_rule, r.api.official, r.problems)) return;
    link_rule out{.ends_with = string_at(source, "ends-with"), .element = string_at(source, "element")};
    node const* const rule = text_at(source, "rule");
    if ((rule == nullptr) == out.element.empty()) {
        r.problems.error(source.at, "a rule has an element or a rule, and one of the two",
                         "write element: EntityRef, or rule: plural");
        return;
    }
    if (rule != nullptr && rule->text != "plural" && rule->text != "same")
        r.problems.error(rule->at, "there is no rule '" + rule->text + "'", "use plural or same");
    if (rule != nullptr) out.what = rule->text == "plural" ? link_rule::kind::plural : link_rule::kind::same;
    r.api.links.rules.push_back(std::move(out));
}

std::string plural(std::string name) {
    if (name.ends_with('y') && !name.ends_with("ay") && !name.ends_with("ey") && !name.ends_with("oy")) {
        name.back() = 'i';
        return name + "es";
    }
    if (name.ends_with('s') || name.ends_with('x') || name.ends_with("ch")) return name + "es";
    return name + "s";
}

/// What `name` may be the plural of.
std::vector<std::string> singulars(std::string const& name) {
    std::vector<std::string> out;
    auto const consider = [&](std::size_t cut, char const* end) {
        if (name.size() <= cut) return;
        std::string one = name.substr(0, name.size() - cut) + end;
        if (plural(one) == name) out.push_back(std::move(one));
    };
    consider(1, "");
    consider(2, "");
    consider(3, "y");
    return out;
}

}  // namespace

void read_link_types(reading& r) {
    node const* const name = text_at(r.api.root->root, "x-link-types");
    if (name == nullptr) return;
    document const* const file = r.files.load(r.api.root->path.parent_path() / name->text, name->at);
    if (file == nullptr || !check_keys(file->root, dialect::link_types, r.api.official, r.problems)) return;
    if (node const* const rules = list_at(file->root, "rules"))
        for (node const& rule : rules->items) read_rule(r, rule);
    node const* const types = map_at(file->root, "types");
    if (types == nullptr) return;
    for (node_member const& m : types->members) {
        if (!check_keys(m.value, dialect::link_type, r.api.official, r.problems)) continue;
        std::vector<std::string>& elements = r.api.links.elements[m.key];
        if (node const* const one = text_at(m.value, "element")) elements.push_back(one->text);
        if (node const* const several = list_at(m.value, "element"))
            for (node const& one : several->items) elements.push_back(one.text);
        if (elements.empty())
            r.problems.error(m.at, "the type '" + m.key + "' has no element", "write the root element of the answer");
    }
}

std::vector<std::string> link_types_to(link_types const& links, std::vector<std::string> const& roots) {
    std::set<std::string> out;
    for (auto const& [type, elements] : links.elements)
        for (std::string const& root : roots)
            if (std::find(elements.begin(), elements.end(), root) != elements.end()) out.insert(type);
    // A type counts for the first rule whose ending it has.
    auto const add = [&](link_rule const& by, std::string const& type) {
        if (links.elements.contains(type)) return;
        auto const first = std::find_if(links.rules.begin(), links.rules.end(),
                                        [&](link_rule const& r) { return type.ends_with(r.ends_with); });
        if (&*first == &by) out.insert(type);
    };
    for (link_rule const& rule : links.rules) {
        for (std::string const& root : roots) {
            if (rule.what == link_rule::kind::same) add(rule, root);
            if (rule.what == link_rule::kind::element && rule.element == root) out.insert("*" + rule.ends_with);
            if (rule.what != link_rule::kind::plural) continue;
            for (std::string const& one : singulars(root)) add(rule, one + rule.ends_with);
        }
    }
    return {out.begin(), out.end()};
}

}  // namespace veeam::generator
