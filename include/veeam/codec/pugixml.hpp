#pragma once

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
    detail::reader reader(std::min(options.max_depth, detail::depth_ceiling));
    if (std::optional<error> failure = reader.element(node, table<T>::value, &value)) return *std::move(failure);
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
