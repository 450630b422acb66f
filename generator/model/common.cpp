#include "model/common.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace veeam::generator {

location follow(reading& r, location const& here, object_rule const& rule) {
    location at = here;
    std::set<node const*> seen;
    while (at) {
        node const* const reference = at.at->is_map() ? text_at(*at.at, "$ref") : nullptr;
        if (reference == nullptr) return at;
        if (!seen.insert(at.at).second) {
            r.problems.error(reference->at, "these references go round in a circle and define nothing",
                             "let one of them be " + std::string(rule.name));
            return {};
        }
        at = r.files.resolve(*at.file, *reference);
    }
    return at;
}

spelled spelled_at(node const& object, std::string_view key) {
    node const* const value = text_at(object, key);
    return value == nullptr ? spelled{} : spelled{value->text, value->at};
}

documentation read_documentation(reading& r, node const& object) {
    documentation doc;
    doc.summary = string_at(object, "summary");
    doc.description = string_at(object, "description");
    if (node const* const docs = map_at(object, "externalDocs")) {
        check_keys(*docs, dialect::external_docs, r.api.official, r.problems);
        doc.page = string_at(*docs, "url");
        if (docs->find("url") == nullptr)
            r.problems.error(docs->at, "externalDocs has no url", "add the address of the page");
    }
    doc.since = string_at(object, "x-since");
    doc.until = string_at(object, "x-until");
    doc.unverified = string_at(object, "x-unverified");
    doc.deprecated = flag_at(object, "deprecated");
    return doc;
}

documentation merged(documentation const& outer, documentation inner) {
    auto const prefer = [](std::string const& first, std::string& second) {
        if (!first.empty()) second = first;
    };
    prefer(outer.summary, inner.summary);
    prefer(outer.description, inner.description);
    prefer(outer.page, inner.page);
    prefer(outer.since, inner.since);
    prefer(outer.until, inner.until);
    prefer(outer.unverified, inner.unverified);
    inner.deprecated = inner.deprecated || outer.deprecated;
    return inner;
}

wire_path read_wire_path(reading& r, node const& object, std::string_view key) {
    wire_path path;
    node const* const value = object.find(key);
    if (value == nullptr) return path;
    path.given = true;
    path.at = value->at;
    if (value->is_text()) path.steps.push_back({value->text, value->at});
    if (!value->is_sequence()) return path;
    for (node const& step : value->items) {
        if (step.is_text()) path.steps.push_back({step.text, step.at});
        else r.problems.error(step.at, "a step of a path is " + describe(step), "write the JSON name of a member");
    }
    return path;
}

bool is_xml_name(std::string_view text) noexcept {
    auto const begins = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    auto const goes_on = [&](char c) { return begins(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return !text.empty() && begins(text.front()) && std::all_of(text.begin(), text.end(), goes_on);
}

void check_xml_name(reading& r, node const& name) {
    if (is_xml_name(name.text)) return;
    r.problems.error(name.at, "'" + name.text + "' is no XML name",
                     "begin it with a letter or '_'; letters, digits, '_', '-' and '.' may follow");
}

void check_examples(reading& r, location const& media_type) {
    node const* const examples = map_at(*media_type.at, "examples");
    if (examples == nullptr) return;
    for (node_member const& m : examples->members) {
        location const at = follow(r, {media_type.file, &m.value, {}}, dialect::example);
        if (at) check_keys(*at.at, dialect::example, r.api.official, r.problems);
    }
}

}  // namespace veeam::generator
