#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <expat.h>

/// @file
/// What an XML document says, as expat reads it: the measure for our own reader and writer.

namespace veeam::inline v0::support {

/// A value of a document and where it stands: `Job/Links/Link[1]/@Href`.
struct leaf {
    std::string path{};
    std::string value{};

    friend auto operator<=>(leaf const&, leaf const&) = default;
};

namespace detail {

/// Builds leaves from the events of a parser.
class leaf_collector {
public:
    void start(std::string_view name, char const** attributes) {
        if (!open_.empty()) flush();
        std::string path = open_.empty() ? std::string{} : open_.back().path + '/';
        path += name;
        if (!open_.empty()) {
            std::size_t const n = open_.back().children[std::string(name)]++;
            open_.back().has_children = true;
            if (n != 0) path += '[' + std::to_string(n) + ']';
        }
        open_.push_back({.path = path});
        for (; *attributes != nullptr; attributes += 2) leaves.push_back({path + "/@" + attributes[0], attributes[1]});
    }
    void end() {
        element& e = open_.back();
        if (e.has_children) flush();
        else leaves.push_back({e.path, e.text});
        open_.pop_back();
    }
    void text(std::string_view text) { open_.back().text += text; }

    std::vector<leaf> leaves;

private:
    struct element {
        std::string path{};
        std::string text{};
        std::map<std::string, std::size_t> children{};
        bool has_children{};
    };

    /// Text beside elements; white space is layout there.
    void flush() {
        element& e = open_.back();
        if (e.text.find_first_not_of(" \t\r\n") != std::string::npos) leaves.push_back({e.path + "/text()", e.text});
        e.text.clear();
    }

    std::vector<element> open_;
};

inline std::optional<std::vector<leaf>> parse_with_expat(XML_Parser parser, std::string_view text) {
    leaf_collector collector;
    XML_SetUserData(parser, &collector);
    XML_SetElementHandler(
        parser,
        [](void* user, XML_Char const* name, XML_Char const** attributes) {
            static_cast<leaf_collector*>(user)->start(name, attributes);
        },
        [](void* user, XML_Char const*) { static_cast<leaf_collector*>(user)->end(); });
    XML_SetCharacterDataHandler(parser, [](void* user, XML_Char const* data, int size) {
        static_cast<leaf_collector*>(user)->text({data, static_cast<std::size_t>(size)});
    });
    bool const ok = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    if (!ok) return std::nullopt;
    return std::move(collector.leaves);
}

}  // namespace detail

/// The values of a document in their order, by the names as they are written; none: expat refuses it.
inline std::optional<std::vector<leaf>> parse_with_expat(std::string_view text) {
    return detail::parse_with_expat(XML_ParserCreate(nullptr), text);
}

/// The values of a document, sorted. Names are `local` or, outside Veeam's namespace, `namespace|local`; declarations
/// of namespaces are no values. None: expat refuses it.
inline std::optional<std::vector<leaf>> infoset(std::string_view text) {
    auto leaves = detail::parse_with_expat(XML_ParserCreateNS(nullptr, '|'), text);
    if (!leaves) return std::nullopt;
    constexpr std::string_view ours = "http://www.veeam.com/ent/v1.0|";
    for (leaf& l : *leaves)
        for (std::size_t at; (at = l.path.find(ours)) != std::string::npos;) l.path.erase(at, ours.size());
    std::sort(leaves->begin(), leaves->end());
    return leaves;
}

/// Elements and texts in the order of the document; the attributes of an element by name. Declarations of namespaces
/// are no values.
inline std::vector<leaf> in_order(std::string_view text) {
    auto leaves = parse_with_expat(text).value();
    auto const is_attribute = [](leaf const& l) { return l.path.find("/@") != std::string::npos; };
    for (auto first = leaves.begin(); first != leaves.end();) {
        std::string const element = first->path.substr(0, first->path.find("/@"));
        auto const last = std::find_if(first, leaves.end(), [&](leaf const& l) {
            return !is_attribute(l) || l.path.substr(0, l.path.find("/@")) != element;
        });
        std::sort(first, last);
        first = last == first ? first + 1 : last;
    }
    std::erase_if(leaves, [](leaf const& l) { return l.path.find("/@xmlns") != std::string::npos; });
    return leaves;
}

/// The first place where two documents say different things; empty: there is none.
inline std::string difference(std::vector<leaf> const& before, std::vector<leaf> const& after) {
    auto const [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    if (a == before.end() && b == after.end()) return {};
    auto const show = [](auto at, auto end) {
        return at == end ? std::string("the end") : at->path + " = " + at->value;
    };
    return show(a, before.end()) + " became " + show(b, after.end());
}

/// The values of one document that another lacks, one a line: empty when nothing was lost.
inline std::string lost_values(std::string_view from, std::string_view to) {
    auto const before = infoset(from);
    auto const after = infoset(to);
    if (!before || !after) return "expat refuses a document";
    std::vector<leaf> lost;
    std::set_difference(before->begin(), before->end(), after->begin(), after->end(), std::back_inserter(lost));
    std::string out;
    for (leaf const& l : lost) out += l.path + " = \"" + l.value + "\"\n";
    return out;
}

}  // namespace veeam::inline v0::support
