#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json/members.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/namespaces.hpp>
#include <veeam/codec/xml/normaliser.hpp>
#include <veeam/codec/xml/read_options.hpp>
#include <veeam/codec/xml/tokens.hpp>
#include <veeam/codec/xml/validate.hpp>
#include <veeam/codec/xml/values.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0::xml::detail {

/// Fills structs from a document in one pass over its bytes, driven by their field tables.
///
/// Comments and processing instructions are dropped, except inside unknown elements, which are kept whole.
class reader {
public:
    reader(std::string_view text, std::size_t max_depth) noexcept : in_(text, max_depth) {}

    /// A document, whose root must have a name and the namespace of the type.
    bool document(type_table const& type, void* out) {
        return in_.prolog() && in_.root() && root(type, out) && in_.trailer();
    }

    /// An element, whatever its name, as an object of the type. `around` holds what is declared outside of it, inner
    /// declarations first.
    bool element(std::span<declared_namespace const> around, type_table const& type, void* out) {
        for (std::size_t i = around.size(); i-- != 0;) scope_.enter(around[i]);
        around_ = around;
        char const* const from = in_.position();
        tag found;
        if (!in_.root() || !in_.start_tag(found)) return false;
        enter_scope();
        resolves_ += around.size();
        return root_object(from, found, scope_.of(found.name), type, out);
    }

    /// Why the document is not of the type. None where reading failed since it is not well-formed: then `broken` says
    /// why.
    std::optional<error> const& failure() const noexcept { return failure_; }
    violation const& broken() const noexcept { return in_.broken(); }

private:
    /// All text directly inside an object that has a row for it.
    struct content_text {
        piece only{};  ///< While there is one piece.
        text_kind kind{};
        std::size_t pieces{};
        std::string whole{};    ///< All pieces, decoded.
        std::string visible{};  ///< But for those that are only white space.
        bool has_elements{};
    };

    /// An object that is being read.
    struct open_object {
        type_table const& type;
        void* out;
        place const& here;
        json::detail::row_set seen;
        std::size_t next{};                             ///< The row that is expected.
        std::size_t run{};                              ///< The repeated row met last; the number of rows: none yet.
        std::uint16_t after{unknown_member::at_start};  ///< The row met last.
        content_text* content{};                        ///< Null where the type has no row for it.
    };

    /// A text, and where it stands if it does so in one piece.
    struct found_text {
        std::string_view value{};
        char const* where{};
    };

    /// Declares the namespaces of the element whose start tag was read for as long as it is read.
    class scope_guard {
    public:
        explicit scope_guard(reader& r) : reader_(r), count_(r.in_.declares_namespaces() ? r.enter_scope() : 0) {}
        scope_guard(scope_guard const&) = delete;
        scope_guard& operator=(scope_guard const&) = delete;
        ~scope_guard() {
            if (count_ != 0) reader_.leave_scope(count_);
        }

    private:
        reader& reader_;
        std::size_t count_;
    };

    VEEAM_COLD bool fail(std::string message, place const& at, char const* where = nullptr) {
        error_info info{.kind = error_kind::decode, .message = std::move(message), .path = at.path()};
        if (where == nullptr) where = at.where;
        if (where != nullptr) info.offset = static_cast<std::uint64_t>(where - in_.begin());
        failure_ = error(std::move(info));
        return false;
    }
    VEEAM_COLD bool wrong_value(field const& row, std::string_view text, place const& at, char const* where) {
        return fail("expected " + std::string(json::detail::describe(row.kind, row.type)) + ", found " + excerpt(text),
                    at, where);
    }

    VEEAM_OUT_OF_LINE std::size_t enter_scope() {
        std::size_t const before = declared_.size();
        for (attribute const& a : in_.attributes()) {
            if (!declared_prefix(a.name)) continue;
            declared_.push_back({a.name, std::string(value_of(a))});
            scope_.enter(declared_.back());
        }
        resolves_ += declared_.size() - before;
        return declared_.size() - before;
    }
    VEEAM_OUT_OF_LINE void leave_scope(std::size_t count) {
        for (resolves_ -= count; count != 0; --count) {
            scope_.leave(declared_.back());
            declared_.pop_back();
        }
    }

    bool root(type_table const& type, void* out) {
        char const* const from = in_.position();
        tag found;
        if (!in_.start_tag(found)) return false;
        enter_scope();
        // Where the root has no prefix, its declarations leave names without one what they look like.
        resolves_ = in_.tag_is_prefixed() ? 1 : 0;
        std::string_view const space = scope_.of(found.name);
        std::size_t const colon = found.name.find(':');
        bool const unbound = colon != found.name.npos && space.empty();
        place const here{.where = found.name.data()};
        if (unbound || !type.is_xml_root(found.name.substr(colon + 1)))
            return fail("expected the root element <" + std::string(type.xml_root) + ">, found <" +
                            json::detail::excerpt(found.name) + ">",
                        here);
        if (!space.empty() && !type.xml_namespace.empty() && space != type.xml_namespace)
            return fail("expected <" + json::detail::excerpt(found.name) + "> of the namespace " +
                            std::string(type.xml_namespace) + ", found that of " + json::detail::excerpt(space),
                        here);
        return root_object(from, found, space.empty() ? type.xml_namespace : space, type, out);
    }

    bool root_object(char const* from, tag const& root, std::string_view expected, type_table const& type, void* out) {
        expected_ = expected;
        is_root_ = true;
        if (!object(root, type, out, {.where = root.name.data()})) return false;
        if (!keeps_any_) return true;
        place const nowhere{};
        open_object o{.type = type, .out = out, .here = nowhere, .seen = json::detail::row_set(type.size)};
        return keep_declarations(from, root, o);
    }
    /// Whatever was kept may need the prefixes declared around it; without it they are no loss.
    VEEAM_OUT_OF_LINE bool keep_declarations(char const* from, tag root, open_object& o) {
        char const* const behind = in_.position();
        in_.go_to(from);
        if (!in_.start_tag(root)) return false;
        std::set<std::string_view> names;
        for (attribute const& a : in_.attributes())
            if (declared_prefix(a.name) && names.insert(a.name).second)
                keep_attribute(a.name, value_of(a), o, unknown_member::at_start, false);
        for (declared_namespace const& declared : around_)
            if (names.insert(declared.attribute).second)
                keep_attribute(declared.attribute, declared.value, o, unknown_member::at_start, false);
        in_.take_back(root, behind);
        return true;
    }

    /// The value of an attribute, valid until the next is asked for.
    std::string_view value_of(attribute const& a) {
        if (a.plain) return a.raw;
        value_.clear();
        append_decoded(a.raw, text_kind::value, value_);
        return value_;
    }

    /// The name of the element whose start tag was read, without its prefix; empty: it is not of the namespace of the
    /// document.
    ///
    /// An element without a prefix is also taken where no default namespace is declared.
    VEEAM_INLINE std::string_view local_name(std::string_view name) const {
        return resolves_ == 0 && !in_.tag_is_prefixed() ? name : resolved_name(name);
    }
    VEEAM_OUT_OF_LINE std::string_view resolved_name(std::string_view name) const {
        std::size_t const colon = name.find(':');
        if (colon == name.npos) {
            std::string_view const space = scope_.find({});
            return space.empty() || space == expected_ ? name : std::string_view{};
        }
        bool const ours = colon != 0 && !expected_.empty() && scope_.find(name.substr(0, colon)) == expected_;
        return ours ? name.substr(colon + 1) : std::string_view{};
    }

    /// The row of a name, or the number of rows.
    ///
    /// Names mostly come in the order of the rows, so the search starts where the last one ended.
    static std::size_t find(type_table const& type, std::string_view name, std::size_t from,
                            bool is_attribute) noexcept {
        if (name.empty()) return type.size;
        auto const fits = [&](field const& row) {
            return tokens::same(row.names.xml(), name) &&
                   (is_attribute ? has(row.flags, field_flags::xml_attribute) : is_child(row));
        };
        for (std::size_t i = from; i < type.size; ++i)
            if (fits(type.rows[i])) return i;
        for (std::size_t i = 0; i < from && i < type.size; ++i)
            if (fits(type.rows[i])) return i;
        return type.size;
    }

    static bool is_child(field const& row) noexcept {
        return !has(row.flags, field_flags::xml_attribute | field_flags::xml_content);
    }
    static bool is_list(field const& row) noexcept {
        return row.shape == field_shape::list || row.shape == field_shape::optional_list;
    }

    /// The rest of an element behind its start tag.
    bool object(tag const& start, type_table const& type, void* out, place const& here) {
        open_object o{.type = type, .out = out, .here = here, .seen = json::detail::row_set(type.size)};
        o.next = type.facts.first_child;
        o.run = type.size;
        if (!in_.attributes().empty() && !attributes(o)) return false;
        is_root_ = false;
        if (type.facts.content != type.size) {
            content_text content;
            o.content = &content;
            if (!start.is_empty && !children(o)) return false;
            if (!content_value(o)) return false;
        } else if (!start.is_empty && !children(o)) {
            return false;
        }
        return o.seen.contains_all(type.facts.xml_required) || is_complete(o);
    }

    VEEAM_OUT_OF_LINE bool is_complete(open_object const& o) {
        for (std::size_t i = 0; i < o.type.size; ++i) {
            field const& row = o.type.rows[i];
            if (veeam::detail::is_xml_required(row) && !o.seen.contains(i))
                return fail("the member is missing", {&o.here, row.names.xml(), place::no_index, o.here.where});
        }
        return true;
    }

    bool attributes(open_object& o) {
        std::size_t next = 0;
        for (attribute const& a : in_.attributes()) {
            std::size_t const i = find(o.type, a.name, next, true);
            if (i == o.type.size) {
                bool const later = is_root_ && declared_prefix(a.name);
                if (!later) keep_attribute(a.name, value_of(a), o, unknown_member::at_start, false);
                continue;
            }
            next = i + 1;
            field const& row = o.type.rows[i];
            std::string_view const value = value_of(a);
            bool const is_new = o.seen.insert(i);
            if (is_new && put(row, value, row.in(o.out))) continue;
            place const there{&o.here, row.names.xml(), place::no_index, a.name.data()};
            return is_new ? wrong_value(row, value, there, a.raw.data()) : fail("the attribute occurs twice", there);
        }
        return true;
    }

    /// What is inside an object, and its end tag.
    bool children(open_object& o) {
        for (;;) {
            if (!in_.at_tag() && !object_text(o)) return false;
            switch (in_.peek_second()) {
                case '/': end_run(o); return in_.end_tag();
                case '?':
                    if (!in_.instruction()) return false;
                    continue;
                case '!':
                    if (!comment_or_section(o)) return false;
                    continue;
                default: break;
            }
            std::size_t const likely = plain_text(o);
            if (likely == o.type.size ? !child(o) : !plain_child(o, likely)) return false;
        }
    }

    /// The row of the element that is next if it is one that was to be expected, and a plain text, which becomes
    /// `text_`; else the number of rows, and nothing is passed.
    VEEAM_INLINE std::size_t plain_text(open_object const& o) {
        if (resolves_ != 0) return o.type.size;
        text_at_ = in_.position();
        // One optional member may be left out, and a repeated one ends.
        for (std::size_t i = o.next; i < o.type.size && i < 64 && i - o.next < 2; ++i)
            if ((o.type.facts.xml_texts >> i & 1u) != 0 && in_.plain_element(o.type.rows[i].names.xml(), text_))
                return i;
        return o.type.size;
    }
    VEEAM_INLINE bool plain_child(open_object& o, std::size_t i) {
        field const& row = o.type.rows[i];
        void* const member = row.in(o.out);
        bool const repeats = is_list(row);
        bool const is_new = meet(o, i, repeats);
        if (repeats) return put_item(row, text_, member) || wrong_text(o, row, row.holder().size(member) - 1);
        if (!is_new) return fail("the element occurs twice", {&o.here, row.names.xml(), place::no_index, text_at_ + 1});
        return put(row, text_, member) || wrong_text(o, row, place::no_index);
    }
    VEEAM_COLD bool wrong_text(open_object const& o, field const& row, std::size_t index) {
        return wrong_value(row, text_, {&o.here, row.names.xml(), index, text_at_ + 1},
                           text_.empty() ? nullptr : text_.data());
    }

    /// Notes that an element of row `i` is there; false: one was there before.
    VEEAM_INLINE bool meet(open_object& o, std::size_t i, bool repeats) {
        if (o.content != nullptr) o.content->has_elements = true;
        // Another element of a repeated one is likelier than the member after it.
        o.next = repeats ? i : i + 1;
        o.after = static_cast<std::uint16_t>(i);
        bool const is_new = o.seen.insert(i);
        room_ = 0;
        if (repeats && i != o.run) {
            end_run(o);
            o.run = i;
            if (is_new) room_ = sizes_.expected(o.type.rows[i]);
        }
        return is_new;
    }
    VEEAM_INLINE void end_run(open_object const& o) {
        if (o.run == o.type.size) return;
        field const& row = o.type.rows[o.run];
        sizes_.note(row, row.holder().size(row.in(o.out)));
    }

    /// Any child element.
    bool child(open_object& o) {
        char const* const from = in_.position();
        tag start;
        std::size_t i = o.next;
        bool known = i < o.type.size && is_child(o.type.rows[i]) && in_.starts_tag(o.type.rows[i].names.xml());
        if (!(known ? in_.start_tag_of(o.type.rows[i].names.xml(), start) : in_.start_tag(start))) return false;
        scope_guard const guard(*this);
        if (!known || resolves_ != 0) i = find(o.type, local_name(start.name), o.next, false);
        if (i == o.type.size) {
            if (o.content != nullptr) o.content->has_elements = true;
            return keep_element(start, from, o, o.after, false);
        }
        field const& row = o.type.rows[i];
        bool const repeats = is_list(row) && row.names.xml_item().empty();
        place const there{&o.here, row.names.xml(), place::no_index, start.name.data()};
        if (!meet(o, i, repeats) && !repeats) return fail("the element occurs twice", there);
        return member(start, o, i, there);
    }

    /// Text directly inside an object.
    bool object_text(open_object& o) {
        piece text;
        if (!in_.text(text)) return false;
        note_text(text, text_kind::text, o);
        return true;
    }
    VEEAM_OUT_OF_LINE bool comment_or_section(open_object& o) {
        bool is_section = false;
        piece text;
        if (!in_.comment_or_section(is_section, text)) return false;
        if (is_section && !text.raw.empty()) note_text(text, text_kind::section, o);
        return true;
    }
    /// A piece of text directly inside an object: a part of its content, or unknown.
    void note_text(piece const& text, text_kind kind, open_object& o) {
        if (o.content == nullptr) return keep_text(text, kind, o, o.after, false);
        if (o.content->pieces++ == 0) {
            o.content->only = text;
            o.content->kind = kind;
            return;
        }
        if (o.content->pieces == 2) append(o.content->only, o.content->kind, *o.content);
        append(text, kind, *o.content);
    }
    static void append(piece const& text, text_kind kind, content_text& to) {
        std::size_t const before = to.whole.size();
        append_decoded(text.raw, kind, to.whole);
        std::string_view const added = std::string_view(to.whole).substr(before);
        if (!trim(added).empty()) to.visible += added;
    }

    bool content_value(open_object& o) {
        content_text& content = *o.content;
        field const& row = o.type.rows[o.type.facts.content];
        if (content.pieces == 1 && !content.only.plain) append(content.only, content.kind, content);
        bool const in_one_piece = content.pieces == 1 && content.only.plain;
        std::string_view text = in_one_piece ? content.only.raw : std::string_view(content.whole);
        // Between elements white space is layout.
        if (content.has_elements) {
            if (!in_one_piece) text = content.visible;
            if (trim(text).empty()) text = {};
        }
        char const* const where = content.pieces == 1 && !text.empty() ? content.only.raw.data() : nullptr;
        return put(row, text, row.in(o.out)) || wrong_value(row, text, o.here, where);
    }

    /// An element that belongs to row `i`, behind its start tag.
    bool member(tag const& start, open_object& o, std::size_t i, place const& here) {
        field const& row = o.type.rows[i];
        if (row.shape == field_shape::map) return fail("a map has no form in XML", here);
        if (row.kind == field_kind::json) return fail("free-form JSON has no form in XML", here);
        void* const member = row.in(o.out);
        if (is_list(row)) {
            if (!row.names.xml_item().empty()) return wrapper(start, o, i, here);
            return item(start, row, member, {here.outer, here.name, row.holder().size(member), here.where});
        }
        if (is_nil(start)) {
            if (row.shape == field_shape::nullable) row.holder().set_null(member);
            if (row.shape == field_shape::single) return fail("the member is missing", here);
            return pass_nothing(start);
        }
        if (row.shape == field_shape::choice && row.choice().index(member) != 0)
            return fail("there is another alternative of the choice before it", here);
        if (row.kind == field_kind::object) return object(start, row.object_type(), emplace(row, member), here);
        found_text text;
        if (!text_of(start, text, here)) return false;
        if (is_absent(row, text.value)) return true;
        keep_attributes(o, static_cast<std::uint16_t>(i));
        return put(row, text.value, member) || wrong_value(row, text.value, here, text.where);
    }

    /// An element that says it is nil and holds something all the same is read as what it holds.
    bool is_nil(tag const& start) { return in_.has_prefixed_attributes() && has_nil(start); }
    VEEAM_OUT_OF_LINE bool has_nil(tag const& start) {
        for (attribute const& a : in_.attributes()) {
            std::size_t const colon = a.name.find(':');
            if (colon != a.name.npos && a.name.substr(colon + 1) == "nil" &&
                scope_.find(a.name.substr(0, colon)) == instance_namespace)
                return parse_boolean(trim(value_of(a))) == true && in_.holds_nothing(start);
        }
        return false;
    }
    bool pass_nothing(tag const& start) {
        if (start.is_empty) return true;
        in_.skip_space();
        return in_.end_tag();
    }

    /// The element around the items of a list.
    bool wrapper(tag const& start, open_object& o, std::size_t i, place const& here) {
        field const& row = o.type.rows[i];
        void* const member = row.in(o.out);
        if (is_nil(start)) return pass_nothing(start);
        auto const after = static_cast<std::uint16_t>(i);
        keep_attributes(o, after);
        row.holder().reserve(member, sizes_.expected(row));
        if (start.is_empty) return true;
        bool const is_text = row.kind != field_kind::object && row.kind != field_kind::json;
        for (;;) {
            piece text;
            if (!in_.at_tag()) {
                if (!in_.text(text)) return false;
                keep_text(text, text_kind::text, o, after, true);
            }
            switch (in_.peek_second()) {
                case '/': sizes_.note(row, row.holder().size(member)); return in_.end_tag();
                case '?':
                    if (!in_.instruction()) return false;
                    continue;
                case '!': {
                    bool is_section = false;
                    if (!in_.comment_or_section(is_section, text)) return false;
                    if (is_section) keep_text(text, text_kind::section, o, after, true);
                    continue;
                }
                default: break;
            }
            text_at_ = in_.position();
            if (is_text && resolves_ == 0 && in_.plain_element(row.names.xml_item(), text_)) {
                if (!put_item(row, text_, member)) return wrong_item(row, member, here);
                continue;
            }
            char const* const from = in_.position();
            tag item_start;
            bool const known = in_.starts_tag(row.names.xml_item());
            if (!(known ? in_.start_tag_of(row.names.xml_item(), item_start) : in_.start_tag(item_start))) return false;
            scope_guard const guard(*this);
            if ((!known || resolves_ != 0) && !tokens::same(local_name(item_start.name), row.names.xml_item())) {
                if (!keep_element(item_start, from, o, after, true)) return false;
                continue;
            }
            place const there{here.outer, here.name, row.holder().size(member), item_start.name.data()};
            if (!item(item_start, row, member, there)) return false;
        }
    }
    VEEAM_COLD bool wrong_item(field const& row, void* list, place const& here) {
        place const there{here.outer, here.name, row.holder().size(list) - 1, text_at_ + 1};
        return wrong_value(row, text_, there, text_.empty() ? nullptr : text_.data());
    }

    /// One element of a list. One that is nil, or empty where that is no value, is none.
    bool item(tag const& start, field const& row, void* list, place const& here) {
        if (is_nil(start)) return pass_nothing(start);
        if (row.kind == field_kind::object) return object(start, row.object_type(), add_to(list, row), here);
        found_text text;
        if (!text_of(start, text, here)) return false;
        return put_item(row, text.value, list) || wrong_value(row, text.value, here, text.where);
    }
    bool put_item(field const& row, std::string_view text, void* list) {
        if (!may_be_empty(row.kind) && trim(text).empty()) return true;
        return parse_value(row, text, add_to(list, row));
    }
    VEEAM_INLINE void* add_to(void* list, field const& row) {
        if (room_ != 0) row.holder().reserve(list, std::exchange(room_, 0));
        return row.holder().emplace(list);
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

    /// A text into a member that is no list; false: it is no value of its kind. The common kinds without a call through
    /// the table.
    static bool put(field const& row, std::string_view text, void* member) {
        if (is_absent(row, text)) return true;
        if (row.shape != field_shape::optional) return parse_value(row, text, emplace(row, member));
        switch (row.kind) {
            case field_kind::text: as<std::optional<std::string>>(member).emplace(text); return true;
            case field_kind::uid: as<std::optional<uid>>(member).emplace(text); return true;
            case field_kind::boolean:
                return store(parse_boolean(trim(text)), &as<std::optional<bool>>(member).emplace());
            case field_kind::integer:
                return store(parse_integer(trim(text)), &as<std::optional<std::int64_t>>(member).emplace());
            case field_kind::timestamp:
                return store(timestamp::parse(trim(text)), &as<std::optional<timestamp>>(member).emplace());
            default: return parse_value(row, text, row.holder().emplace(member));
        }
    }

    /// The text of an element that may hold nothing else, and its end tag; valid until the next call.
    bool text_of(tag const& start, found_text& out, place const& here) {
        out = {};
        if (start.is_empty) return true;
        piece text;
        if (!in_.text(text)) return false;
        bool const is_whole = in_.peek_second() == '/';
        if (text.plain && is_whole) {
            out.value = text.raw;
        } else {
            pieces_.clear();
            append_decoded(text.raw, text_kind::text, pieces_);
            if (!is_whole && !other_pieces(here)) return false;
            out.value = pieces_;
        }
        if (is_whole && !out.value.empty()) out.where = text.raw.data();
        return in_.end_tag();
    }
    VEEAM_OUT_OF_LINE bool other_pieces(place const& here) {
        for (;;) {
            piece text;
            switch (in_.peek_second()) {
                case '/': return true;
                case '?':
                    if (!in_.instruction()) return false;
                    break;
                case '!': {
                    bool is_section = false;
                    if (!in_.comment_or_section(is_section, text)) return false;
                    if (is_section) append_decoded(text.raw, text_kind::section, pieces_);
                    break;
                }
                default: {
                    tag inside;
                    if (!in_.start_tag(inside)) return false;
                    return fail("expected text, found the element <" + json::detail::excerpt(inside.name) + ">", here,
                                inside.name.data());
                }
            }
            if (!in_.text(text)) return false;
            append_decoded(text.raw, text_kind::text, pieces_);
        }
    }

    void keep(unknown_member kept, open_object& o) {
        unknown_members* const unknown = json::detail::unknown_of(o.type, o.out);
        if (unknown == nullptr) return;
        unknown->push_back(std::move(kept));
        keeps_any_ = true;
    }

    /// An unknown attribute; the default namespace is none, since it is written anew with the root.
    VEEAM_OUT_OF_LINE void keep_attribute(std::string_view name, std::string_view value, open_object& o,
                                          std::uint16_t after, bool inside_wrapper) {
        if (name == "xmlns") return;
        keep({.name = std::string(name),
              .raw = std::string(value),
              .format = unknown_member::form::xml_attribute,
              .inside_wrapper = inside_wrapper,
              .after = after},
             o);
    }
    /// The attributes of the element of a row: that of a text, or the wrapper of a list.
    void keep_attributes(open_object& o, std::uint16_t after) {
        for (attribute const& a : in_.attributes()) keep_attribute(a.name, value_of(a), o, after, true);
    }

    void keep_text(piece const& text, text_kind kind, open_object& o, std::uint16_t after, bool inside_wrapper) {
        if (text.plain && trim(text.raw).empty()) return;
        std::string decoded;
        append_decoded(text.raw, kind, decoded);
        if (trim(decoded).empty()) return;
        keep({.raw = std::move(decoded),
              .format = unknown_member::form::xml_text,
              .inside_wrapper = inside_wrapper,
              .after = after},
             o);
    }

    /// The unknown element at `from`, whose start tag was read.
    VEEAM_OUT_OF_LINE bool keep_element(tag const& start, char const* from, open_object& o, std::uint16_t after,
                                        bool inside_wrapper) {
        in_.take_back(start, from);
        if (o.type.unknown == type_table::no_unknown) return in_.element();
        // It may stand in a default namespace that will not be declared around it when it is written.
        std::string_view space = resolves_ != 0 ? scope_.find({}) : std::string_view{};
        if (space == expected_) space = {};
        unknown_member kept{.name = std::string(start.name),
                            .raw = {},
                            .format = unknown_member::form::xml_element,
                            .inside_wrapper = inside_wrapper,
                            .after = after};
        if (!normaliser(in_, kept.raw).element(space)) return false;
        keep(std::move(kept), o);
        return true;
    }

    tokens in_;
    json::detail::list_sizes sizes_;
    bool keeps_any_{};
    bool is_root_{};
    std::size_t resolves_{};  // unless zero, names are not what they look like
    namespace_scope scope_;
    std::vector<declared_namespace> declared_;
    std::span<declared_namespace const> around_;
    std::string_view expected_{};  // the namespace of the elements of the document
    std::size_t room_{};           // for the first item of the repeated element that was met
    std::string_view text_{};
    char const* text_at_{};
    std::string value_;
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

/// Why a document could not be read. That it is not well-formed comes first, wherever that shows.
VEEAM_COLD inline error decode_failure(reader const& failed, std::string_view text, std::size_t max_depth) {
    violation bad = failed.broken();
    std::optional<error> failure = failed.failure();
    if (failure) {
        std::optional<violation> found = scanner(text, max_depth).document();
        if (found) bad = *std::move(found);
        else bad.what.clear();
    }
    if (!bad.what.empty()) failure = decode_error(std::move(bad.what), bad.offset);
    if (looks_like_html(text))
        return decode_error("the document is an HTML page", failure->offset(), error_kind::media_type);
    return *std::move(failure);
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
    std::size_t const max_depth = std::min(options.max_depth, depth_ceiling);
    reader in(text, max_depth);
    if (in.document(type, out)) return std::nullopt;
    return decode_failure(in, text, max_depth);
}

}  // namespace veeam::inline v0::xml::detail
