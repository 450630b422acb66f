#include "mutations.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <veeam/core/time_of_day.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uuid.hpp>

namespace veeam::inline v0::support {

namespace {

using nlohmann::ordered_json;

constexpr char const* mark = "here-and-nowhere-else";
constexpr std::string_view other_date_time = "2001-02-03T04:05:06Z";
constexpr std::string_view other_time = "04:05:06Z";
constexpr std::string_view other_uuid = "01234567-89ab-cdef-0123-456789abcdef";

/// A document with a hole in the place of one leaf.
struct place {
    std::string path{};  ///< As an error about the leaf names it.
    std::string item{};  ///< As an error about the first item names it, where the leaf is an empty list.
    std::string name{};  ///< The full path in wire names.
    std::string before{};
    std::string after{};
    std::string whole_without{};  ///< The document without the leaf and its name.

    std::string with(std::string_view text) const { return before + std::string(text) + after; }
};

void complain(findings& out, place const& at, std::string_view with, std::string const& what) {
    out.wrong += at.name + " as " + std::string(with) + ": " + what + '\n';
}
void complain(findings& out, place const& at, std::string_view with, veeam::error const& why) {
    complain(out, at, with, why.text());
}

place split(std::string name, std::string const& whole, std::string_view hole) {
    std::size_t const at = whole.find(hole);
    if (at == std::string::npos) throw std::logic_error("the mark of " + name + " was lost");
    return {.name = std::move(name), .before = whole.substr(0, at), .after = whole.substr(at + hole.size())};
}

bool is_integer(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.size() < 18 &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Another text of the sort that a text is.
std::string other_text(std::string_view text) {
    if (timestamp::parse(text)) return std::string(other_date_time);
    if (time_of_day::parse_time(text)) return std::string(other_time);
    if (uuid::parse(text)) return std::string(other_uuid);
    return std::string(text) + "x";
}

// JSON

class json_walker {
public:
    using visitor = std::function<void(place&, ordered_json const&)>;

    json_walker(std::string_view text, layout const& names, visitor visit)
        : root_(ordered_json::parse(text)), names_(names), visit_(std::move(visit)) {
        walk(root_, "", "", "");
    }

private:
    static std::string join(std::string const& path, std::string const& key) {
        return path.empty() ? key : path + '.' + key;
    }

    /// `key` is the name of the member `node` is; `path` is what errors call it, and `name` what it is.
    void walk(ordered_json& node, std::string const& key, std::string const& path, std::string const& name) {
        if (node.empty() || node.is_primitive()) return leaf(node, path, name);
        if (node.is_object()) {
            for (auto it = node.begin(); it != node.end(); ++it) {
                bool const wrapped = it->is_array() && !it->empty() && names_.wrapped.contains(key + '.' + it.key());
                here_.push_back(it.key());
                walk(it.value(), it.key(), wrapped ? path : join(path, it.key()), join(name, it.key()));
                here_.pop_back();
            }
            return;
        }
        for (std::size_t i = 0; i < node.size(); ++i) {
            std::string const step = '[' + std::to_string(i) + ']';
            here_.push_back(std::to_string(i));
            walk(node[i], step, path + step, name + step);
            here_.pop_back();
        }
    }

    void leaf(ordered_json& node, std::string const& path, std::string const& name) {
        ordered_json const value = std::exchange(node, mark);
        place at = split(name, root_.dump(), '"' + std::string(mark) + '"');
        node = value;
        at.path = path;
        at.item = item_path(path) + "[0]";
        at.whole_without = without_here();
        visit_(at, value);
    }

    std::string item_path(std::string const& path) const {
        for (std::string const& w : names_.wrapped)
            if (path == w || path.ends_with('.' + w)) return path.substr(0, path.rfind('.'));
        return path;
    }

    /// The document without the leaf the walk has come to.
    std::string without_here() const {
        ordered_json copy = root_;
        ordered_json& parent = copy.at(here_.parent_pointer());
        if (parent.is_array()) parent.erase(std::stoul(here_.back()));
        else parent.erase(here_.back());
        return copy.dump();
    }

    ordered_json root_;
    layout const& names_;
    visitor visit_;
    ordered_json::json_pointer here_{};
};

std::string json_string(std::string_view text) { return ordered_json(text).dump(); }

std::vector<std::string> other_values(ordered_json const& value) {
    if (value.is_string()) return {json_string(other_text(value.get_ref<std::string const&>()))};
    if (value.is_boolean()) return {value.get<bool>() ? "false" : "true"};
    if (value.is_number_integer()) return {std::to_string(value.get<std::int64_t>() + 1)};
    if (value.is_number()) return {"1.5e3"};
    if (value.is_null())
        return {"\"x\"", "1", "true", json_string(other_date_time), json_string(other_uuid), "{}", "[]"};
    if (value.is_array()) return {"[\"x\"]", "[1]", "[{}]"};
    return {"{\"x\":1}"};
}

std::vector<std::string> wrong_values(ordered_json const& value) {
    if (value.is_string()) return {"{}", "[]", "5", "true"};
    if (value.is_boolean()) return {"{}", "[]", "5", "\"true\""};
    if (value.is_number()) return {"{}", "[]", "true", "\"5\""};
    if (value.is_array()) return {"5", "true", "\"x\""};
    return {"5", "[]", "\"x\""};
}

/// Whether an error is about a leaf, or about the first item of the list put in its place.
bool is_about(veeam::error const& why, place const& at) {
    return why.path() == at.path || why.path().starts_with(at.item);
}

void change_json_leaf(findings& out, decoder const& decode, place const& at, ordered_json const& value) {
    std::optional<outcome> last;
    std::string tried;
    for (std::string const& other : other_values(value)) {
        tried = other;
        last = decode(at.with(other));
        if (!last->why) break;
        // A null may stand for anything, an empty list be one of anything: something must fit, or be refused in place.
        if (!value.is_null() && !value.is_array()) return complain(out, at, other, *last->why);
        if (!is_about(*last->why, at)) complain(out, at, other, *last->why);
    }
    if (!last->why && last->same) complain(out, at, tried, "goes unnoticed");
    if (value.is_null()) return;
    outcome const without = decode(at.whole_without);
    if (without.why && without.why->path() != at.path) complain(out, at, "nothing", *without.why);
    // A wrapper without its list is an empty list.
    bool const may_lack = value.is_array() && at.item != at.path + "[0]";
    if (!without.why && without.same != may_lack) complain(out, at, "nothing", "is not as expected");
}

void mistype_json_leaf(findings& out, decoder const& decode, place const& at, ordered_json const& value) {
    for (std::string const& wrong : wrong_values(value)) {
        outcome const got = decode(at.with(wrong));
        if (!got.why) complain(out, at, wrong, "is taken");
        else if (got.why->kind() != error_kind::decode || got.why->path() != at.path ||
                 got.why->offset() != at.before.size())
            complain(out, at, wrong, *got.why);
    }
}

// XML

std::string print(pugi::xml_document const& document) {
    struct sink : pugi::xml_writer {
        void write(void const* data, std::size_t size) override { text.append(static_cast<char const*>(data), size); }
        std::string text{};
    } out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.text;
}

class xml_walker {
public:
    enum class what { attribute, text, empty };
    using visitor = std::function<void(place&, std::string const&, what)>;

    xml_walker(std::string_view text, layout const& names, visitor visit) : names_(names), visit_(std::move(visit)) {
        if (!document_.load_buffer(text.data(), text.size())) throw std::logic_error("the example is no XML");
        element(document_.document_element(), "", "");
    }

private:
    static std::string join(std::string const& path, std::string const& key) {
        return path.empty() ? key : path + '.' + key;
    }
    static bool has_elements(pugi::xml_node node) {
        return static_cast<bool>(node.find_child([](pugi::xml_node n) { return n.type() == pugi::node_element; }));
    }

    void element(pugi::xml_node node, std::string const& path, std::string const& name) {
        for (pugi::xml_attribute a = node.first_attribute(); a; a = a.next_attribute())
            if (!std::string_view(a.name()).starts_with("xmlns")) attribute(a, path, name);
        if (!has_elements(node)) {
            if (node.first_attribute() && !node.first_child()) return;  // an element of attributes alone
            return text(node, path, name);
        }
        std::vector<std::pair<std::string, std::size_t>> counts;
        for (pugi::xml_node child : node.children()) {
            std::string const key = child.name();
            auto count = std::ranges::find(counts, key, &std::pair<std::string, std::size_t>::first);
            if (count == counts.end()) count = counts.insert(counts.end(), {key, 0});
            std::string const index = '[' + std::to_string(count->second++) + ']';
            std::string below = names_.wrapped.contains(key) ? path + index : join(path, key);
            if (names_.repeated.contains(key)) below += index;
            element(child, below, join(name, key + index));
        }
    }

    void attribute(pugi::xml_attribute a, std::string const& path, std::string const& name) {
        std::string const key = a.name();
        std::string const value = a.value();
        a.set_value(mark);
        place at = split(join(name, key), print(document_), mark);
        at.path = join(path, key);
        a.set_value(value.c_str());
        a.set_name(mark);
        at.whole_without = cut_out(" ", "\"", "=\"");
        a.set_name(key.c_str());
        visit_(at, value, what::attribute);
    }

    void text(pugi::xml_node node, std::string const& path, std::string const& name) {
        std::string const key = node.name();
        std::string const value = node.child_value();
        bool const empty = !node.first_child();
        node.text().set(mark);
        place at = split(name, print(document_), mark);
        at.path = path;
        node.text().set(value.c_str());
        node.set_name(mark);
        at.whole_without = cut_out("<", std::string("</") + mark + ">", "");
        node.set_name(key.c_str());
        if (empty) node.remove_children();
        visit_(at, value, empty ? what::empty : what::text);
    }

    /// The document without what is named by the mark: from `begin` before it up to the `end` that follows `inside`.
    std::string cut_out(std::string const& begin, std::string const& end, std::string const& inside) const {
        std::string out = print(document_);
        std::string const start = begin + mark + inside;
        std::size_t const first = out.find(start);
        std::size_t const last = out.find(end, first + start.size());
        if (first == out.npos || last == out.npos) throw std::logic_error("the mark was lost");
        return out.erase(first, last + end.size() - first);
    }

    pugi::xml_document document_;
    layout const& names_;
    visitor visit_;
};

bool is_boolean(std::string_view text) { return text == "true" || text == "false"; }

/// Whether a text of an example is that of a number, a truth value or a time, which not every text is.
bool is_typed(std::string_view text) {
    return is_boolean(text) || is_integer(text) || timestamp::parse(text) || time_of_day::parse_time(text);
}

std::string other_xml_text(std::string const& text) {
    if (is_boolean(text)) return text == "true" ? "false" : "true";
    if (is_integer(text)) return std::to_string(std::stoll(text) + 1);
    return other_text(text);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

bool is_known(layout const& names, place const& at) {
    return std::ranges::none_of(names.unknown, [&](std::string const& u) {
        return at.path == u || (at.path.starts_with(u) && (at.path[u.size()] == '.' || at.path[u.size()] == '['));
    });
}

}  // namespace

findings change_json_leaves(std::string_view text, decoder const& decode, layout const& names) {
    findings out;
    json_walker(text, names, [&](place& at, ordered_json const& value) {
        if (!value.is_null()) ++out.leaves;
        change_json_leaf(out, decode, at, value);
    });
    return out;
}

findings mistype_json_leaves(std::string_view text, decoder const& decode, layout const& names) {
    findings out;
    json_walker(text, names, [&](place& at, ordered_json const& value) {
        if (value.is_null()) return;
        ++out.leaves;
        if (!names.unknown.contains(at.name)) mistype_json_leaf(out, decode, at, value);
    });
    return out;
}

findings change_xml_leaves(std::string_view text, decoder const& decode, layout const& names) {
    findings out;
    xml_walker(text, names, [&](place& at, std::string const& value, xml_walker::what) {
        ++out.leaves;
        std::string const other = other_xml_text(value);
        outcome const got = decode(at.with(escaped(other)));
        if (got.why) complain(out, at, other, *got.why);
        else if (got.same) complain(out, at, other, "goes unnoticed");
        outcome const without = decode(at.whole_without);
        if (without.why && without.why->path() != at.path) complain(out, at, "nothing", *without.why);
        if (!without.why && without.same) complain(out, at, "nothing", "goes unnoticed");
    });
    return out;
}

findings mistype_xml_leaves(std::string_view text, decoder const& decode, layout const& names) {
    findings out;
    auto const expect_error = [&](place const& at, std::string_view wrong, std::size_t offset) {
        outcome const got = decode(at.with(wrong));
        if (!got.why) complain(out, at, wrong, "is taken");
        else if (got.why->kind() != error_kind::decode || got.why->path() != at.path || got.why->offset() != offset)
            complain(out, at, wrong, *got.why);
    };
    xml_walker(text, names, [&](place& at, std::string const& value, xml_walker::what what) {
        ++out.leaves;
        if (!is_known(names, at)) return;
        if (is_typed(value)) expect_error(at, "text", at.before.size());
        if (what == xml_walker::what::text && !at.before.ends_with("\">"))
            expect_error(at, "<Oops/>", at.before.size() + 1);
    });
    return out;
}

findings cut_everywhere(std::string_view text, decoder const& decode) {
    findings out;
    for (std::size_t size = 0; size < text.size(); ++size, ++out.leaves) {
        outcome const got = decode(text.substr(0, size));
        if (!got.why) out.wrong += std::to_string(size) + " bytes: are taken\n";
        else if (got.why->kind() != error_kind::decode || !got.why->offset() || *got.why->offset() > size)
            out.wrong += std::to_string(size) + " bytes: " + got.why->text() + '\n';
    }
    return out;
}

std::string without_layout_json(std::string_view text) { return ordered_json::parse(text).dump(); }

std::string without_layout_xml(std::string_view text) {
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size())) throw std::logic_error("the example is no XML");
    return print(document);
}

}  // namespace veeam::inline v0::support
