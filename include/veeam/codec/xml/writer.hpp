#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/json/members.hpp>
#include <veeam/codec/output.hpp>
#include <veeam/codec/scan.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/namespaces.hpp>
#include <veeam/codec/xml/validate.hpp>
#include <veeam/codec/xml/values.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0::xml::detail {

/// Appends structs to a string as elements, through the field tables: attributes first, children in the order of the
/// rows, unknown members behind the known one that they were read behind.
class writer {
public:
    explicit writer(std::string& out) : out_(out) {}

    /// One element with all that is in it. Without a namespace that of the surrounding document is meant.
    std::optional<error> element(std::string_view name, std::string_view xml_namespace, void const* object,
                                 type_table const& type) {
        object_element(name, xml_namespace, object, type, {});
        out_.finish();
        return std::move(failure_);
    }

private:
    bool fail(std::string message, place const& at) {
        failure_ = error({.kind = error_kind::encode, .message = std::move(message), .path = at.path()});
        return false;
    }

    /// False: XML cannot carry the text.
    template <byte_class Run>
    bool escaped(std::string_view text, place const& here) {
        char const* p = text.data();
        char const* const end = p + text.size();
        for (;;) {
            char const* const stop = end - p > most ? p + most : end;
            out_.need(static_cast<std::size_t>(stop - p));
            p = veeam::detail::copy_plain<run_of<Run>>(p, stop, out_.p);
            if (p == end) return true;
            if (p != stop && !special(p, text, Run == plain_in_attribute, here)) return false;
        }
    }
    static constexpr std::ptrdiff_t most = veeam::detail::output::max_room;

    /// What needs a look at `p`: a reference, or a character that is not ASCII.
    VEEAM_OUT_OF_LINE bool special(char const*& p, std::string_view text, bool in_attribute, place const& here) {
        decoded const c = decode_utf8(p, text.data() + text.size());
        if (c.size == 0) return fail("the text is not UTF-8", here);
        if (!is_allowed(c.value)) return fail("the text has a character that XML cannot carry", here);
        std::string_view const reference = reference_for(c.value, in_attribute, p != text.data() ? p[-1] : '\0');
        out_.put(reference.empty() ? std::string_view(p, c.size) : reference);
        p += c.size;
        return true;
    }

    /// What a character is written as; empty: as it is.
    static std::string_view reference_for(char32_t c, bool in_attribute, char before) noexcept {
        switch (c) {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '\r': return "&#13;";
            // At the start of a text it may follow a piece that ends in `]]`.
            case '>': return !in_attribute && (before == ']' || before == '\0') ? "&gt;" : "";
            case '"': return in_attribute ? "&quot;" : "";
            case '\t': return in_attribute ? "&#9;" : "";
            case '\n': return in_attribute ? "&#10;" : "";
            default: return {};
        }
    }

    bool object_element(std::string_view name, std::string_view xml_namespace, void const* object,
                        type_table const& type, place const& here) {
        if (depth_ == depth_ceiling)
            return fail("nested deeper than " + std::to_string(depth_ceiling) + " elements", here);
        unknown_members const* unknown = json::detail::unknown_of(type, object);
        if (unknown != nullptr && unknown->empty()) unknown = nullptr;
        start_tag(name);
        if (!xml_namespace.empty() && !attribute("xmlns", xml_namespace, here)) return false;
        if (!attributes(object, type, unknown, here)) return false;
        ++depth_;
        bool const ok = enclosed(name, [&] { return children(object, type, unknown, here); });
        --depth_;
        return ok;
    }

    /// The rest of an element whose attributes are written: `>`, what `content` writes and the end tag, or ` />`.
    template <class Content>
    bool enclosed(std::string_view name, Content const& content) {
        out_.put('>');
        std::size_t const start = out_.size();
        if (!content()) return false;
        if (out_.size() == start) {
            out_.pop();
            out_.put(" />");
        } else {
            end_tag(name);
        }
        return true;
    }

    /// Without its `>`.
    VEEAM_INLINE void start_tag(std::string_view name) { out_.put("<", name, ""); }
    VEEAM_INLINE void end_tag(std::string_view name) { out_.put("</", name, ">"); }

    bool attribute(std::string_view name, std::string_view text, place const& here) {
        out_.put(" ", name, "=\"");
        if (!escaped<plain_in_attribute>(text, here)) return false;
        out_.put('"');
        return true;
    }

    bool attributes(void const* object, type_table const& type, unknown_members const* unknown, place const& here) {
        for (field const& row : type.fields()) {
            if (!has(row.flags, field_flags::xml_attribute)) continue;
            void const* const value = single_value(row, row.in(object));
            if (value == nullptr) continue;
            place const there{&here, row.names.xml()};
            if (!is_textual(row, there)) return false;
            value_buffer buffer;
            if (!attribute(row.names.xml(), print_value(row, value, buffer), there)) return false;
        }
        if (unknown == nullptr) return true;
        for (unknown_member const& m : *unknown) {
            if (m.format == unknown_member::form::json)
                return fail("the unknown member was read from JSON and has no form in XML", {&here, m.name});
            if (m.after >= type.size && m.after != unknown_member::at_start)
                return fail("the unknown member stands behind a member that does not exist", {&here, m.name});
            if (m.format == unknown_member::form::xml_attribute && !m.inside_wrapper && !unknown_attribute(m, here))
                return false;
        }
        return true;
    }

    bool unknown_attribute(unknown_member const& m, place const& here) {
        place const there{&here, m.name};
        if (m.name.empty() || name_size(m.name.data(), m.name.data() + m.name.size()) != m.name.size())
            return fail("the name of the unknown attribute is no name in XML", there);
        return attribute(m.name, m.raw, there);
    }

    /// The unknown attributes of the element of row `i`: that of a text, or the wrapper of a list.
    bool inner_attributes(unknown_members const* unknown, std::size_t i, place const& here) {
        if (unknown == nullptr) return true;
        for (unknown_member const& m : *unknown)
            if (m.inside_wrapper && m.after == i && m.format == unknown_member::form::xml_attribute &&
                !unknown_attribute(m, here))
                return false;
        return true;
    }

    bool children(void const* object, type_table const& type, unknown_members const* unknown, place const& here) {
        if (unknown != nullptr && !unknown_content(unknown, unknown_member::at_start, false, here)) return false;
        for (std::size_t i = 0; i < type.size; ++i) {
            field const& row = type.rows[i];
            if (!has(row.flags, field_flags::xml_attribute) && !member(row, i, object, unknown, here)) return false;
            if (unknown != nullptr && !unknown_content(unknown, static_cast<std::uint16_t>(i), false, here))
                return false;
        }
        return true;
    }

    /// The unknown elements and texts that stand behind one row, or in its wrapper.
    bool unknown_content(unknown_members const* unknown, std::uint16_t after, bool inside_wrapper, place const& here) {
        if (unknown == nullptr) return true;
        for (unknown_member const& m : *unknown) {
            if (m.after != after || m.inside_wrapper != inside_wrapper) continue;
            place const there{&here, m.name};
            if (m.format == unknown_member::form::xml_text) {
                if (!escaped<plain_in_text>(m.raw, there)) return false;
            } else if (m.format == unknown_member::form::xml_element) {
                if (auto const bad = scanner(m.raw, depth_ceiling).element())
                    return fail("the unknown member is no element in XML: " + bad->what, there);
                out_.put(m.raw);
            }
        }
        return true;
    }

    /// The value of a member that is no list; null: it is not written.
    static void const* single_value(field const& row, void const* member) {
        void const* value = member;
        if (row.shape == field_shape::choice)
            value = row.choice().index(member) == row.alternative ? row.choice().get(member) : nullptr;
        else if (row.shape == field_shape::optional) value = json::detail::optional_value(row, member);
        else if (row.shape != field_shape::single) value = row.holder().at(member, 0);
        if (value == nullptr) return nullptr;
        if (row.kind == field_kind::json && as<json_text>(value).text() == "null") return nullptr;
        bool const only_if_set = has(row.flags, field_flags::write_only | field_flags::omit_empty);
        return only_if_set && json::detail::is_unset(row.kind, value) ? nullptr : value;
    }

    bool is_textual(field const& row, place const& here) {
        if (row.kind == field_kind::json) return fail("free-form JSON has no form in XML", here);
        return row.kind != field_kind::object || fail("an object is no attribute in XML", here);
    }

    bool member(field const& row, std::size_t i, void const* object, unknown_members const* unknown,
                place const& here) {
        if (row.names.xml().empty() && !has(row.flags, field_flags::xml_content)) return true;
        void const* const member = row.in(object);
        place const there{&here, row.names.xml()};
        switch (row.shape) {
            case field_shape::map: return row.holder().size(member) == 0 || fail("a map has no form in XML", there);
            case field_shape::list:
            case field_shape::optional_list:
                return row.names.xml_item().empty() ? items(row, row.names.xml(), member, here)
                                                    : wrapper(row, i, member, unknown, here);
            case field_shape::nullable:
                if (row.holder().is_null(member)) {
                    nil(row.names.xml());
                    return true;
                }
                break;
            default: break;
        }
        void const* const value = single_value(row, member);
        if (value == nullptr) return true;
        if (has(row.flags, field_flags::xml_content)) return is_textual(row, here) && text(row, value, here);
        if (row.kind == field_kind::object) return object_element(row.names.xml(), {}, value, row.object_type(), there);
        if (!is_textual(row, there)) return false;
        start_tag(row.names.xml());
        return inner_attributes(unknown, i, there) &&
               enclosed(row.names.xml(), [&] { return text(row, value, there); });
    }

    bool text(field const& row, void const* value, place const& here) {
        value_buffer buffer;
        return escaped<plain_in_text>(print_value(row, value, buffer), here);
    }

    void nil(std::string_view name) {
        start_tag(name);
        out_.put(" xmlns:xsi=\"");
        out_.put(instance_namespace);
        out_.put("\" xsi:nil=\"true\" />");
    }

    bool wrapper(field const& row, std::size_t i, void const* list, unknown_members const* unknown, place const& here) {
        if (!row.holder().present(list)) return true;
        bool const omits_empty = has(row.flags, field_flags::write_only) ||
                                 (row.shape == field_shape::list && has(row.flags, field_flags::omit_empty));
        bool const unset = omits_empty && row.holder().size(list) == 0 && !has_unknown_inside(unknown, i);
        if (unset) return true;
        place const there{&here, row.names.xml()};
        start_tag(row.names.xml());
        return inner_attributes(unknown, i, there) && enclosed(row.names.xml(), [&] {
                   return items(row, row.names.xml_item(), list, here) &&
                          unknown_content(unknown, static_cast<std::uint16_t>(i), true, there);
               });
    }

    static bool has_unknown_inside(unknown_members const* unknown, std::size_t i) noexcept {
        if (unknown == nullptr) return false;
        for (unknown_member const& m : *unknown)
            if (m.inside_wrapper && m.after == i) return true;
        return false;
    }

    bool items(field const& row, std::string_view name, void const* list, place const& here) {
        std::size_t const size = row.holder().size(list);
        for (std::size_t n = 0; n < size; ++n) {
            void const* const value = row.holder().at(list, n);
            place const there{&here, row.names.xml(), n};
            if (row.kind == field_kind::object) {
                if (!object_element(name, {}, value, row.object_type(), there)) return false;
                continue;
            }
            if (!is_textual(row, there)) return false;
            start_tag(name);
            if (!enclosed(name, [&] { return text(row, value, there); })) return false;
        }
        return true;
    }

    veeam::detail::output out_;
    std::size_t depth_{};
    std::optional<error> failure_;
};

/// Appends an object of the type that `row` describes to `out`, as a document.
inline std::optional<error> encode(void const* object, field const& row, std::string& out) {
    auto const refuse = [](std::string message) {
        return error({.kind = error_kind::encode, .message = std::move(message)});
    };
    if (row.kind != field_kind::object || row.shape != field_shape::single)
        return refuse("only a struct has a form as an XML document");
    type_table const& type = row.object_type();
    if (type.xml_root.empty()) return refuse(std::string(type.name) + " has no root element in XML");
    out.append(R"(<?xml version="1.0" encoding="utf-8"?>)");
    return writer(out).element(type.xml_root, type.xml_namespace, object, type);
}

}  // namespace veeam::inline v0::xml::detail
