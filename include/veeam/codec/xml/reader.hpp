#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include <veeam/codec/json/members.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/namespaces.hpp>
#include <veeam/codec/xml/validate.hpp>
#include <veeam/codec/xml/values.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0::xml {

/// Limits for documents that come from outside.
struct read_options {
    std::size_t max_depth{256};                  ///< Elements inside one another; above 1024 it counts as 1024.
    std::size_t max_size{std::size_t{1} << 30};  ///< Bytes of a document.
};

namespace detail {

/// Prints elements as pugixml does, into a string.
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

/// Fills structs from elements, one pass over attributes and children, through the field tables.
///
/// Comments and processing instructions are dropped, except inside unknown elements, which are kept whole.
class reader {
public:
    /// For a tree that was parsed in place in `buffer`, which `scanner` found well-formed.
    reader(std::string_view buffer, document_facts const& facts, std::size_t max_depth)
        : buffer_(buffer), facts_(facts), max_depth_(max_depth) {}

    /// For a tree from anywhere: texts are checked, and no byte offsets are known.
    explicit reader(std::size_t max_depth)
        : facts_{.namespaces = true, .prefixed_attributes = true, .interrupted_text = true, .mixed_text = true},
          checks_text_(true),
          max_depth_(max_depth) {}

    /// The root of a document, whose name and namespace must be those of the type.
    std::optional<error> document(pugi::xml_node root, type_table const& type, void* out) {
        scope_.enter(root);
        std::string_view const name = root.name();
        std::string_view const found = scope_.of(name);
        std::size_t const colon = name.find(':');
        bool const unbound = colon != name.npos && found.empty();
        if (unbound || !type.is_xml_root(name.substr(colon + 1)))
            fail("expected the root element <" + std::string(type.xml_root) + ">, found <" + std::string(name) + ">",
                 {.where = root.name()});
        else if (!found.empty() && !type.xml_namespace.empty() && found != type.xml_namespace)
            fail("expected <" + std::string(name) + "> of the namespace " + std::string(type.xml_namespace) +
                     ", found that of " + std::string(found),
                 {.where = root.name()});
        else root_object(root, found.empty() ? type.xml_namespace : found, type, out);
        return std::move(failure_);
    }

    /// Any element, whatever its name, as an object of the type.
    std::optional<error> element(pugi::xml_node node, type_table const& type, void* out) {
        std::vector<pugi::xml_node> around;
        for (pugi::xml_node n = node; n.type() == pugi::node_element; n = n.parent()) around.push_back(n);
        for (auto n = around.rbegin(); n != around.rend(); ++n) scope_.enter(*n);
        root_object(node, scope_.of(node.name()), type, out);
        return std::move(failure_);
    }

private:
    /// Declares the namespaces of an element for as long as it is read; free where documents declare none below the
    /// root.
    class scope_guard {
    public:
        scope_guard(reader& r, pugi::xml_node element) : scope_(r.facts_.namespaces ? &r.scope_ : nullptr) {
            if (scope_ != nullptr) enter(element);
        }
        scope_guard(scope_guard const&) = delete;
        scope_guard& operator=(scope_guard const&) = delete;
        ~scope_guard() {
            if (scope_ != nullptr) leave();
        }

    private:
        VEEAM_OUT_OF_LINE void enter(pugi::xml_node element) {
            element_ = element;
            scope_->enter(element);
        }
        VEEAM_OUT_OF_LINE void leave() { scope_->leave(element_); }

        namespace_scope* scope_;
        pugi::xml_node element_;
    };

    VEEAM_COLD bool fail(std::string message, place const& at, char const* where = nullptr) {
        error_info info{.kind = error_kind::decode, .message = std::move(message), .path = at.path()};
        if (!is_in_buffer(where)) where = at.where;
        if (is_in_buffer(where)) info.offset = static_cast<std::uint64_t>(where - buffer_.data());
        failure_ = error(std::move(info));
        return false;
    }

    bool is_in_buffer(char const* where) const noexcept {
        std::less_equal<char const*> const ordered;
        return !buffer_.empty() && ordered(buffer_.data(), where) && ordered(where, buffer_.data() + buffer_.size());
    }

    bool root_object(pugi::xml_node root, std::string_view expected, type_table const& type, void* out) {
        expected_ = expected;
        place const here{.where = root.name()};
        if (!object(root, type, out, here)) return false;
        if (!keeps_any_) return true;
        // Whatever was kept may need the prefixes declared around it; without it they are no loss.
        std::set<std::string_view> names;
        for (pugi::xml_node n = root; n.type() == pugi::node_element; n = n.parent())
            for (pugi::xml_attribute const a : n.attributes())
                if (declared_prefix(a.name()) && names.insert(a.name()).second &&
                    !keep_attribute(a, type, out, unknown_member::at_start, false, here))
                    return false;
        return true;
    }

    /// The name without its prefix; null: it is not of the namespace of the document.
    ///
    /// An element without a prefix is also taken where no default namespace is declared.
    char const* local_name(char const* name) const { return facts_.namespaces ? resolved_name(name) : name; }

    VEEAM_OUT_OF_LINE char const* resolved_name(char const* name) const {
        char const* const colon = std::strchr(name, ':');
        if (colon == nullptr) {
            std::string_view const space = scope_.find({});
            return space.empty() || space == expected_ ? name : nullptr;
        }
        std::string_view const prefix(name, static_cast<std::size_t>(colon - name));
        bool const ours = !prefix.empty() && !expected_.empty() && scope_.find(prefix) == expected_;
        return ours ? colon + 1 : nullptr;
    }

    /// Whether a name that ends in a zero is that of a row; a mismatch mostly shows in the first byte.
    static bool same_name(char const* name, std::string_view row) noexcept {
        for (char const c : row)
            if (*name++ != c) return false;
        return *name == '\0';
    }

    /// The row of a name, or the number of rows.
    ///
    /// Names mostly come in the order of the rows, so the search starts where the last one ended.
    static std::size_t find(type_table const& type, char const* name, std::size_t from, bool attribute) noexcept {
        if (name == nullptr || *name == '\0') return type.size;
        for (std::size_t n = 0, i = from; n < type.size; ++n, ++i) {
            if (i >= type.size) i = 0;
            field const& row = type.rows[i];
            if (same_name(name, row.names.xml) && has(row.flags, field_flags::xml_attribute) == attribute &&
                !has(row.flags, field_flags::xml_content))
                return i;
        }
        return type.size;
    }

    /// An element that says it is nil and holds something all the same is read as what it holds.
    bool is_nil(pugi::xml_node element) const {
        return facts_.prefixed_attributes && has_nil(element) && element.first_child().empty();
    }

    VEEAM_OUT_OF_LINE bool has_nil(pugi::xml_node element) const {
        for (pugi::xml_attribute const a : element.attributes()) {
            std::string_view const name = a.name();
            std::size_t const colon = name.find(':');
            if (colon != name.npos && name.substr(colon + 1) == "nil" &&
                scope_.find(name.substr(0, colon)) == instance_namespace)
                return parse_boolean(trim(a.value())) == true;
        }
        return false;
    }

    bool object(pugi::xml_node node, type_table const& type, void* out, place const& here) {
        if (depth_ == max_depth_) return fail("nested deeper than " + std::to_string(max_depth_) + " elements", here);
        ++depth_;
        json::detail::row_set seen(type.size);
        bool const ok = attributes(node, type, out, seen, here) && children(node, type, out, seen, here) &&
                        complete(type, out, seen, here);
        --depth_;
        return ok;
    }

    bool attributes(pugi::xml_node node, type_table const& type, void* out, json::detail::row_set& seen,
                    place const& here) {
        std::size_t next = 0;
        for (pugi::xml_attribute a = node.first_attribute(); a; a = a.next_attribute()) {
            char const* const name = a.name();
            std::size_t const i = find(type, name, next, true);
            if (i == type.size) {
                bool const later = depth_ == 1 && declared_prefix(name);
                if (!later && !keep_attribute(a, type, out, unknown_member::at_start, false, here)) return false;
                continue;
            }
            next = i + 1;
            field const& row = type.rows[i];
            place const there{&here, row.names.xml, place::no_index, name};
            if (!seen.insert(i)) return fail("the attribute occurs twice", there);
            if (!single_value(row, a.value(), row.in(out), there)) return false;
        }
        return true;
    }

    bool children(pugi::xml_node node, type_table const& type, void* out, json::detail::row_set& seen,
                  place const& here) {
        std::size_t next = 0;
        std::uint16_t after = unknown_member::at_start;
        if (!object_text(node, node.value(), type, out, seen, after, here)) return false;
        for (pugi::xml_node child = node.first_child();; child = child.next_sibling()) {
            switch (child.type()) {
                case pugi::node_null: return true;
                case pugi::node_element: break;
                case pugi::node_pcdata:
                case pugi::node_cdata:
                    if (!object_text(node, child.value(), type, out, seen, after, here)) return false;
                    continue;
                default: continue;
            }
            scope_guard const guard(*this, child);
            char const* const name = child.name();
            std::size_t const i = find(type, local_name(name), next, false);
            if (i == type.size) {
                keep_element(child, type, out, after, false);
                continue;
            }
            field const& row = type.rows[i];
            bool const repeats = is_list(row) && row.names.xml_item.empty();
            // Another element of a repeated one is likelier than the member after it.
            next = repeats ? i : i + 1;
            after = static_cast<std::uint16_t>(i);
            place const there{&here, row.names.xml, place::no_index, name};
            if (!seen.insert(i) && !repeats) return fail("the element occurs twice", there);
            if (!member(child, type, i, out, there)) return false;
        }
    }

    static bool is_list(field const& row) noexcept {
        return row.shape == field_shape::list || row.shape == field_shape::optional_list;
    }

    static bool is_required(field const& row) noexcept {
        return row.shape == field_shape::single && row.kind != field_kind::json && !row.names.xml.empty();
    }

    bool complete(type_table const& type, void* out, json::detail::row_set& seen, place const& here) {
        for (std::size_t i = 0; i < type.size; ++i) {
            field const& row = type.rows[i];
            if (has(row.flags, field_flags::xml_content)) {
                if (!seen.contains(i) && !single_value(row, "", row.in(out), here)) return false;
            } else if (is_required(row) && !seen.contains(i)) {
                return fail("the member is missing", {&here, row.names.xml, place::no_index, here.where});
            }
        }
        return true;
    }

    /// Text directly inside an object: its content, or unknown.
    bool object_text(pugi::xml_node node, std::string_view text, type_table const& type, void* out,
                     json::detail::row_set& seen, std::uint16_t after, place const& here) {
        if (text.empty()) return true;
        for (std::size_t i = 0; i < type.size; ++i) {
            field const& row = type.rows[i];
            if (!has(row.flags, field_flags::xml_content)) continue;
            if (!seen.insert(i)) return true;  // all pieces were taken with the first
            std::string_view whole = pieces(node);
            // Between elements white space is layout.
            if (trim(whole).empty() && node.find_child([](pugi::xml_node n) { return n.type() == pugi::node_element; }))
                whole = {};
            return single_value(row, whole, row.in(out), here);
        }
        return keep_text(text, type, out, after, false, here);
    }

    /// An element that belongs to row `i`.
    bool member(pugi::xml_node node, type_table const& type, std::size_t i, void* out, place const& here) {
        field const& row = type.rows[i];
        if (row.shape == field_shape::map) return fail("a map has no form in XML", here);
        if (row.kind == field_kind::json) return fail("free-form JSON has no form in XML", here);
        void* const member = row.in(out);
        if (is_list(row)) {
            if (!row.names.xml_item.empty()) return wrapper(node, type, i, out, here);
            return item(node, row, member, {here.outer, here.name, row.holder().size(member), here.where});
        }
        if (is_nil(node)) {
            if (row.shape == field_shape::nullable) row.holder().set_null(member);
            if (row.shape == field_shape::single) return fail("the member is missing", here);
            return true;
        }
        if (row.shape == field_shape::choice && row.choice().index(member) != 0)
            return fail("there is another alternative of the choice before it", here);
        if (row.kind == field_kind::object) return object(node, row.object_type(), emplace(row, member), here);
        std::string_view text;
        if (!text_of(node, text, here)) return false;
        if (is_absent(row, text)) return true;
        if (!keep_attributes(node, type, out, static_cast<std::uint16_t>(i), here)) return false;
        return single_value(row, text, member, here);
    }

    /// The element around the items of a list.
    bool wrapper(pugi::xml_node node, type_table const& type, std::size_t i, void* out, place const& here) {
        field const& row = type.rows[i];
        void* const member = row.in(out);
        if (is_nil(node)) return true;
        auto const after = static_cast<std::uint16_t>(i);
        if (!keep_attributes(node, type, out, after, here)) return false;
        row.holder().reserve(member, expected_items(node, row.names.xml_item));
        if (!keep_text(node.value(), type, out, after, true, here)) return false;
        for (pugi::xml_node child = node.first_child();; child = child.next_sibling()) {
            switch (child.type()) {
                case pugi::node_null: return true;
                case pugi::node_element: break;
                case pugi::node_pcdata:
                case pugi::node_cdata:
                    if (!keep_text(child.value(), type, out, after, true, here)) return false;
                    continue;
                default: continue;
            }
            scope_guard const guard(*this, child);
            char const* const name = child.name();
            char const* const local = local_name(name);
            if (local == nullptr || !same_name(local, row.names.xml_item)) {
                keep_element(child, type, out, after, true);
                continue;
            }
            if (!item(child, row, member, {here.outer, here.name, row.holder().size(member), name})) return false;
        }
    }

    /// How many items to make room for: bounded, and no more than there are, lest a document ask for memory it does not
    /// use.
    static std::size_t expected_items(pugi::xml_node wrapper, std::string_view name) {
        constexpr std::size_t most = 1024;
        std::size_t count = 0;
        for (pugi::xml_node child = wrapper.first_child(); child && count < most; child = child.next_sibling())
            if (same_name(child.name(), name)) ++count;
        return count;
    }

    /// One element of a list. One that is nil, or empty where that is no value, is none.
    bool item(pugi::xml_node node, field const& row, void* list, place const& here) {
        if (is_nil(node)) return true;
        if (row.kind == field_kind::object) return object(node, row.object_type(), row.holder().emplace(list), here);
        std::string_view text;
        if (!text_of(node, text, here)) return false;
        if (!may_be_empty(row.kind) && trim(text).empty()) return true;
        return value(row, text, row.holder().emplace(list), here);
    }

    static void* emplace(field const& row, void* member) {
        if (row.shape == field_shape::single) return member;
        if (row.shape == field_shape::choice) return row.choice().emplace(member, row.alternative);
        return row.holder().emplace(member);
    }

    /// Whether a text means that the member is not there.
    static bool is_absent(field const& row, std::string_view text) noexcept {
        if (row.shape == field_shape::single) return false;
        if (may_be_empty(row.kind)) return text.empty() && has(row.flags, field_flags::write_only);
        return trim(text).empty();
    }

    /// A text into a member that is no list.
    bool single_value(field const& row, std::string_view text, void* member, place const& here) {
        if (is_absent(row, text)) return true;
        if (row.shape == field_shape::optional && row.kind == field_kind::text && !checks_text_) {
            as<std::optional<std::string>>(member).emplace(text);  // the commonest member, without a detour
            return true;
        }
        return value(row, text, emplace(row, member), here);
    }

    bool value(field const& row, std::string_view text, void* out, place const& here) {
        if (checks_text_ && !is_carriable(text)) return fail("the text has characters XML cannot carry", here);
        if (parse_value(row, text, out)) return true;
        return fail("expected " + std::string(json::detail::describe(row.kind, row.type)) + ", found " + excerpt(text),
                    here, text.data());
    }

    /// The text of an element that may hold nothing else.
    bool text_of(pugi::xml_node node, std::string_view& out, place const& here) {
        if (!facts_.mixed_text && !facts_.interrupted_text) {
            out = node.value();
            if (!out.empty()) return true;
        }
        if (!node.first_child()) {
            out = node.value();
            return true;
        }
        for (pugi::xml_node const child : node.children())
            if (child.type() == pugi::node_element)
                return fail("expected text, found the element <" + std::string(child.name()) + ">", here, child.name());
        out = pieces(node);
        return true;
    }

    /// All text directly inside an element; valid until the next call.
    std::string_view pieces(pugi::xml_node node) {
        if (!node.first_child()) return node.value();
        pieces_ = node.value();
        for (pugi::xml_node const child : node.children())
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) pieces_ += child.value();
        return pieces_;
    }

    void keep(unknown_member kept, type_table const& type, void* out) {
        unknown_members* const unknown = json::detail::unknown_of(type, out);
        if (unknown == nullptr) return;
        unknown->push_back(std::move(kept));
        keeps_any_ = true;
    }

    /// An unknown attribute; the default namespace is none, since it is written anew with the root.
    bool keep_attribute(pugi::xml_attribute a, type_table const& type, void* out, std::uint16_t after,
                        bool inside_wrapper, place const& here) {
        if (std::strcmp(a.name(), "xmlns") == 0) return true;
        if (checks_text_ && !is_carriable(a.value()))
            return fail("the text has characters XML cannot carry", {&here, a.name(), place::no_index, a.name()});
        keep({.name = a.name(),
              .raw = a.value(),
              .format = unknown_member::form::xml_attribute,
              .inside_wrapper = inside_wrapper,
              .after = after},
             type, out);
        return true;
    }

    /// The attributes of the element of a row: that of a text, or the wrapper of a list.
    bool keep_attributes(pugi::xml_node node, type_table const& type, void* out, std::uint16_t after,
                         place const& here) {
        for (pugi::xml_attribute a = node.first_attribute(); a; a = a.next_attribute())
            if (!keep_attribute(a, type, out, after, true, here)) return false;
        return true;
    }

    bool keep_text(std::string_view text, type_table const& type, void* out, std::uint16_t after, bool inside_wrapper,
                   place const& here) {
        if (trim(text).empty()) return true;
        if (checks_text_ && !is_carriable(text)) return fail("the text has characters XML cannot carry", here);
        keep({.raw = std::string(text),
              .format = unknown_member::form::xml_text,
              .inside_wrapper = inside_wrapper,
              .after = after},
             type, out);
        return true;
    }

    void keep_element(pugi::xml_node node, type_table const& type, void* out, std::uint16_t after,
                      bool inside_wrapper) {
        if (type.unknown == type_table::no_unknown) return;
        string_sink sink;
        std::string_view const space = facts_.namespaces ? scope_.find({}) : std::string_view{};
        if (!space.empty() && space != expected_ && !node.attribute("xmlns")) {
            // It stands in a default namespace that will not be declared around it when it is written.
            pugi::xml_document copy;
            pugi::xml_node element = copy.append_copy(node);
            element.prepend_attribute("xmlns").set_value(std::string(space).c_str());
            element.print(sink, "", pugi::format_raw, pugi::encoding_utf8);
        } else {
            node.print(sink, "", pugi::format_raw, pugi::encoding_utf8);
        }
        keep({.name = node.name(),
              .raw = std::move(sink.text),
              .format = unknown_member::form::xml_element,
              .inside_wrapper = inside_wrapper,
              .after = after},
             type, out);
    }

    std::string_view buffer_{};
    document_facts facts_;
    bool checks_text_{};
    bool keeps_any_{};
    std::size_t max_depth_;
    std::size_t depth_{};
    namespace_scope scope_;
    std::string_view expected_{};  // the namespace of the elements of the document
    std::string pieces_;
    std::optional<error> failure_;
};

inline error decode_error(std::string message, std::optional<std::uint64_t> offset = {},
                          error_kind kind = error_kind::decode) {
    return error({.kind = kind, .message = std::move(message), .offset = offset});
}

/// Whether a text is the start of an HTML page, which proxies answer with.
inline bool looks_like_html(std::string_view text) noexcept {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    text = trim(text.substr(0, 1024));
    for (std::string_view const start : {"<!doctype html", "<html"})
        if (veeam::detail::equal_ignoring_case(text.substr(0, start.size()), start)) return true;
    return false;
}

/// Parses a well-formed document; names and values of the tree stand in `buffer`, which is changed.
inline pugi::xml_parse_result parse_in_place(std::string& buffer, document_facts const& facts,
                                             pugi::xml_document& document) {
    // White space beside elements is layout; where a comment splits a text, pugixml cannot tell and must keep all.
    unsigned const space = facts.interrupted_text ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single;
    unsigned const options =
        pugi::parse_default | pugi::parse_comments | pugi::parse_pi | pugi::parse_embed_pcdata | space;
    pugi::xml_parse_result const parsed =
        document.load_buffer_inplace(buffer.data(), buffer.size(), options, pugi::encoding_utf8);
    if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
    return parsed;
}

/// Fills `*out`, an object of the type that `row` describes, from a document.
inline std::optional<error> decode(std::string_view text, void* out, field const& row, read_options const& options) {
    if (row.kind != field_kind::object || row.shape != field_shape::single)
        return decode_error("only a struct has a form as an XML document");
    type_table const& type = row.object_type();
    if (type.xml_root.empty()) return decode_error(std::string(type.name) + " has no root element in XML");
    if (text.empty()) return decode_error("the document is empty", 0);
    if (text.size() > options.max_size)
        return decode_error("the document is larger than " + std::to_string(options.max_size) + " bytes",
                            options.max_size);

    // pugixml parses in place: it writes into the text, and names and values point there.
    std::string buffer(text);
    std::size_t const max_depth = std::min(options.max_depth, depth_ceiling);
    scanner check(buffer, max_depth);
    std::optional<violation> bad = check.document();
    std::optional<error> failure;
    if (bad) {
        failure = decode_error(std::move(bad->what), bad->offset);
    } else {
        pugi::xml_document document;
        pugi::xml_parse_result const parsed = parse_in_place(buffer, check.facts(), document);
        if (parsed) failure = reader(buffer, check.facts(), max_depth).document(document.document_element(), type, out);
        else failure = decode_error(parsed.description(), static_cast<std::uint64_t>(parsed.offset));
    }
    if (failure && looks_like_html(text))
        return decode_error("the document is an HTML page", failure->offset(), error_kind::media_type);
    return failure;
}

}  // namespace detail
}  // namespace veeam::inline v0::xml
