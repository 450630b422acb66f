#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/reader.hpp>
#include <veeam/codec/xml/writer.hpp>
#include <veeam/core/result.hpp>

/// @file
/// Conversion between pugixml trees and structs that have a field table, for programs that work with pugixml anyway.
///
/// The rules are those of `<veeam/codec/xml.hpp>`.

namespace veeam::inline v0::xml {

namespace detail {

/// Takes what pugixml prints into a string.
class string_sink : public pugi::xml_writer {
public:
    void write(void const* data, std::size_t size) override {
        for (char const c : std::string_view(static_cast<char const*>(data), size)) {
            // pugixml prints a CR as it is, and reading would turn it into a LF.
            if (c == '\r') text.append("&#13;");
            else text += c;
        }
    }

    std::string text;
};

/// Where a node is, from an element around it: `JobInfo.Includes.Name`.
inline std::string path_below(pugi::xml_node around, pugi::xml_node node) {
    std::string out;
    for (; node && node != around; node = node.parent())
        if (node.type() == pugi::node_element) out = out.empty() ? node.name() : node.name() + ('.' + out);
    return out;
}

/// What an element holds that no document can, as only a tree built by hand does, and where; none: nothing.
inline std::optional<std::pair<std::string, std::string>> find_impossible(pugi::xml_node element) {
    struct walker : pugi::xml_tree_walker {
        explicit walker(pugi::xml_node e) : around(e) {}
        bool begin(pugi::xml_node& node) override { return for_each(node); }
        bool for_each(pugi::xml_node& node) override {
            if (!is_carriable(node.value())) return note("the text has characters XML cannot carry", node, {});
            std::set<std::string_view> names;
            for (pugi::xml_attribute const a : node.attributes()) {
                if (!names.insert(a.name()).second) return note("the attribute occurs twice", node, a.name());
                if (!is_carriable(a.value())) return note("the text has characters XML cannot carry", node, a.name());
            }
            return true;
        }
        bool note(std::string what, pugi::xml_node node, std::string_view attribute) {
            std::string path = path_below(around, node);
            if (!path.empty() && !attribute.empty()) path += '.';
            found.emplace(std::move(what), path.append(attribute));
            return false;
        }
        pugi::xml_node around;
        std::optional<std::pair<std::string, std::string>> found;
    } walk(element);
    element.traverse(walk);
    return std::move(walk.found);
}

/// Fills `*out` from an element, whatever its name, as if it stood in a document.
inline std::optional<error> decode_element(pugi::xml_node element, type_table const& type, void* out,
                                           std::size_t max_depth) {
    auto const refuse = [](std::string message, std::string path) {
        return error({.kind = error_kind::decode, .message = std::move(message), .path = std::move(path)});
    };
    if (auto impossible = find_impossible(element))
        return refuse(std::move(impossible->first), std::move(impossible->second));
    std::vector<declared_namespace> around;
    for (pugi::xml_node n = element.parent(); n.type() == pugi::node_element; n = n.parent())
        for (pugi::xml_attribute const a : n.attributes())
            if (declared_prefix(a.name())) around.push_back({a.name(), a.value()});
    string_sink printed;
    element.print(printed, "", pugi::format_raw, pugi::encoding_utf8);
    reader in(printed.text, max_depth);
    if (in.element(around, type, out)) return std::nullopt;
    if (!in.failure()) return refuse(in.broken().what, {});
    return refuse(in.failure()->message(), in.failure()->path());
}

inline result<pugi::xml_node> append_element(void const* object, type_table const& type, pugi::xml_node parent,
                                             std::string_view name) {
    auto const refuse = [](std::string message) {
        return error({.kind = error_kind::encode, .message = std::move(message)});
    };
    if (name.empty()) name = type.xml_root;
    if (name.empty()) return refuse(std::string(type.name) + " has no root element in XML; give a name");
    if (name_size(name.data(), name.data() + name.size()) != name.size()) return refuse("the name is no name in XML");
    if (parent.type() != pugi::node_document && parent.type() != pugi::node_element)
        return refuse("the parent is neither a document nor an element");

    std::string_view around;
    for (pugi::xml_node n = parent; n && around.empty(); n = n.parent()) around = n.attribute("xmlns").value();
    std::string text;
    std::string_view const space = around == type.xml_namespace ? std::string_view{} : type.xml_namespace;
    if (std::optional<error> failure = writer(text).element(name, space, object, type)) return *std::move(failure);
    // No layout was written, so all white space is content.
    pugi::xml_parse_result const parsed = parent.append_buffer(
        text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi,
        pugi::encoding_utf8);
    if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
    if (!parsed) return refuse(parsed.description());
    return parent.last_child();
}

}  // namespace detail

/// Reads an element, whatever its name, as a `T`.
///
/// The tree is left as it is. Whether white space is there to be read was decided when the tree was parsed: pugixml
/// drops text that is only white space unless told `pugi::parse_ws_pcdata_single` or `pugi::parse_ws_pcdata`.
/// Errors: `decode` with the path of the member.
///
/// @par Example
/// @code
/// #include <veeam/em/schemas/link.hpp>
/// pugi::xml_document document;
/// document.load_string("<Links><Link Rel='Up' Href='https://em/api/jobs'/></Links>");
/// veeam::result<veeam::em::Link> const up =
/// veeam::xml::from_node<veeam::em::Link>(document.child("Links").child("Link")); if (up) std::cout <<
/// up->href.value_or("nowhere") << '\n';
/// @endcode
template <tabled T>
result<T> from_node(pugi::xml_node node, read_options const& options = {}) {
    T value{};
    if (node.type() != pugi::node_element) return detail::decode_error("the node is not an element");
    std::size_t const max_depth = std::min(options.max_depth, detail::depth_ceiling);
    if (std::optional<error> failure = detail::decode_element(node, table<T>::value, &value, max_depth))
        return *std::move(failure);
    return value;
}

/// Appends a value to a document or an element and returns the new element.
///
/// It is named after the root element of `T` unless a name is given; the namespace of `T` is declared on it where
/// `parent` is not in that namespace by itself.
/// Errors: `encode` with the path of the member that has no form in XML, or for a name that is none.
///
/// @par Example
/// @code
/// #include <veeam/em/schemas/link.hpp>
/// pugi::xml_document document;
/// veeam::em::Link const up{.rel = "Up"};
/// if (auto const node = veeam::xml::to_node(up, document, "Link")) std::cout << node->attribute("Rel").value() <<
/// '\n';
/// @endcode
template <tabled T>
result<pugi::xml_node> to_node(T const& value, pugi::xml_node parent, std::string_view name = {}) {
    return detail::append_element(&value, table<T>::value, parent, name);
}

}  // namespace veeam::inline v0::xml
