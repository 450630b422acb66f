#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json/excerpt.hpp>
#include <veeam/codec/scan.hpp>
#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/namespaces.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/utf8.hpp>

namespace veeam::inline v0::xml::detail {

/// Where and why a text is no document.
struct violation {
    std::size_t offset{};
    std::string what{};
};

/// An attribute of a start tag.
struct attribute {
    std::string_view name{};
    std::string_view raw{};  ///< What stands between the quotes.
    bool plain{};            ///< What stands there is the value.
};

/// A start tag; its attributes are those of the last tag that was read.
struct tag {
    std::string_view name{};
    bool is_empty{};  ///< It ends in `/>`: there is no end tag.
};

/// A vector whose growth is out of the way of the usual case.
template <class T>
class stack {
public:
    VEEAM_INLINE void push_back(T const& value) {
        if (size_ == items_.size()) grow();
        items_[size_++] = value;
    }
    void pop_back() noexcept { --size_; }
    void clear() noexcept { size_ = 0; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    T const& back() const noexcept { return items_[size_ - 1]; }
    T const& operator[](std::size_t i) const noexcept { return items_[i]; }
    T const* begin() const noexcept { return items_.data(); }
    T const* end() const noexcept { return items_.data() + size_; }

private:
    VEEAM_OUT_OF_LINE void grow() { items_.resize(items_.empty() ? 16 : 2 * items_.size()); }

    std::vector<T> items_;
    std::size_t size_{};
};

/// A piece of text, as it stands in a document.
struct piece {
    std::string_view raw{};
    bool plain{};  ///< What stands there is the text.
};

/// A position in an XML document, and the tokens of XML 1.0.
///
/// Every function that reads returns false where the text is not well-formed; then `broken()` says where and why. UTF-8
/// only; a document type declaration is refused, so there are no entities but the five of XML itself. Nothing past the
/// end of the text is read, which needs no terminating zero. Nesting deeper than `max_depth` is refused.
class tokens {
public:
    tokens(std::string_view text, std::size_t max_depth) noexcept
        : begin_(text.data()), p_(begin_), end_(begin_ + text.size()), max_depth_(max_depth) {}

    violation const& broken() const noexcept { return violation_; }
    char const* position() const noexcept { return p_; }
    char const* begin() const noexcept { return begin_; }
    bool at_end() const noexcept { return p_ == end_; }
    bool at_tag() const noexcept { return p_ != end_ && *p_ == '<'; }
    void go_to(char const* token) noexcept { p_ = token; }
    /// Goes to a token as if the start tag that was read last had not been.
    void take_back(tag const& start, char const* token) noexcept {
        if (!start.is_empty) open_.pop_back();
        p_ = token;
    }
    std::size_t depth() const noexcept { return open_.size(); }
    /// The name of the element around the position.
    std::string_view innermost() const noexcept { return open_.back(); }
    /// Whether the element whose start tag was read last holds nothing but white space.
    bool holds_nothing(tag const& start) const noexcept {
        char const* p = p_;
        while (p != end_ && is(*p, white_space)) ++p;
        return start.is_empty || (end_ - p > 1 && p[0] == '<' && p[1] == '/');
    }

    VEEAM_COLD bool fail(std::string what) {
        violation_ = {static_cast<std::size_t>(p_ - begin_), std::move(what)};
        return false;
    }

    /// The next byte; zero at the end.
    VEEAM_INLINE char peek() const noexcept { return p_ != end_ ? *p_ : '\0'; }
    /// The byte after it.
    VEEAM_INLINE char peek_second() const noexcept { return end_ - p_ > 1 ? p_[1] : '\0'; }
    VEEAM_INLINE bool skip_space() noexcept {
        char const* const from = p_;
        while (p_ != end_ && is(*p_, white_space)) ++p_;
        return p_ != from;
    }

    /// A byte order mark, an XML declaration, comments and processing instructions before the root element, at whose
    /// `<` it ends.
    bool prolog() {
        if (at("\xef\xbb\xbf")) p_ += 3;
        using namespace std::string_view_literals;
        if (at("\xfe\xff") || at("\xff\xfe") || at("<\0"sv) || at("\0<"sv))
            return fail("the document is in UTF-16; only UTF-8 is read");
        if (at("<?xml") && end_ - p_ > 5 && is(p_[5], white_space) && !declaration()) return false;
        return misc();
    }
    /// What may follow the root element.
    bool trailer() { return misc() && (p_ == end_ || fail("there is something after the root element")); }
    /// Whether an element starts here.
    bool root() {
        if (p_ == end_) return fail("there is no root element");
        return *p_ == '<' || fail("there is text outside the root element");
    }

    /// The start tag at whose `<` we are; one level deeper, unless it is empty.
    VEEAM_INLINE bool start_tag(tag& out) {
        if (open_.size() >= max_depth_) return too_deep();
        begin_tag();
        ++p_;
        if (!name(out.name, tag_is_prefixed_)) return false;
        return peek() == '>' ? end_of_start(out) : rest_of_tag(out);
    }
    /// Whether the start tag here has this name.
    VEEAM_INLINE bool starts_tag(std::string_view name) const noexcept {
        std::size_t const n = name.size();
        if (static_cast<std::size_t>(end_ - p_) < n + 2 || !veeam::detail::same_bytes(p_ + 1, name.data(), n))
            return false;
        return p_[n + 1] == '>' || p_[n + 1] == ' ' || p_[n + 1] == '/';
    }
    /// The same as `start_tag` where `starts_tag(name)`.
    VEEAM_INLINE bool start_tag_of(std::string_view name, tag& out) {
        if (open_.size() >= max_depth_) return too_deep();
        begin_tag();
        out = {{p_ + 1, name.size()}};
        p_ += name.size() + 1;
        return *p_ == '>' ? end_of_start(out) : rest_of_tag(out);
    }
    /// Those of the tag that was read last.
    stack<attribute> const& attributes() const noexcept { return attributes_; }
    bool tag_is_prefixed() const noexcept { return tag_is_prefixed_; }
    bool has_prefixed_attributes() const noexcept { return has_prefixed_attributes_; }  ///< But for declarations.
    bool declares_namespaces() const noexcept { return declares_namespaces_; }

    /// The end tag of the innermost open element, at whose `<` we are.
    VEEAM_INLINE bool end_tag() {
        p_ += 2;
        std::string_view const name = open_.back();
        auto const left = static_cast<std::size_t>(end_ - p_);
        if (left < name.size() || !same({p_, name.size()}, name)) return wrong_end(name);
        p_ += name.size();
        if (peek() != '>') {
            skip_space();
            if (peek() != '>') return wrong_end(name);
        }
        ++p_;
        open_.pop_back();
        return true;
    }

    /// `<name>text</name>` where the text stands for itself; false, and nothing passed, where it is anything else.
    VEEAM_INLINE bool plain_element(std::string_view name, std::string_view& text) noexcept {
        std::size_t const n = name.size();
        auto const left = static_cast<std::size_t>(end_ - p_);
        if (left < 2 * n + 5 || p_[n + 1] != '>' || !veeam::detail::same_bytes(p_ + 1, name.data(), n)) return false;
        char const* const from = p_ + n + 2;
        char const* const to = veeam::detail::skip_plain<run_of<text_run>>(from, end_);
        if (static_cast<std::size_t>(end_ - to) < n + 3 || to[0] != '<' || to[1] != '/' || to[n + 2] != '>')
            return false;
        if (!veeam::detail::same_bytes(to + 2, name.data(), n) || open_.size() >= max_depth_) return false;
        text = {from, static_cast<std::size_t>(to - from)};
        p_ = to + n + 3;
        return true;
    }

    /// Text up to the next `<`, which may be here.
    VEEAM_INLINE bool text(piece& out) {
        char const* const from = p_;
        p_ = veeam::detail::skip_plain<run_of<text_run>>(p_, end_);
        out.plain = true;
        if (peek() != '<' && !rest_of_text(out.plain)) return false;
        out.raw = {from, static_cast<std::size_t>(p_ - from)};
        return true;
    }

    /// A comment, or a CDATA section, whose content becomes `out`.
    bool comment_or_section(bool& is_section, piece& out) {
        is_section = !at("<!--");
        return is_section ? section(out) : comment();
    }
    bool instruction() {
        p_ += 2;
        std::string_view target;
        bool prefixed = false;
        if (!name(target, prefixed)) return false;
        if (veeam::detail::equal_ignoring_case(target, "xml"))
            return fail("an XML declaration is only allowed at the start");
        if (!at("?>") && !(p_ != end_ && is(*p_, white_space))) return fail("the processing instruction is broken");
        return past("?>");
    }

    /// Passes a whole element.
    bool element() {
        std::size_t const outside = open_.size();
        tag passed;
        piece text_passed;
        if (!start_tag(passed)) return false;
        while (open_.size() != outside) {
            if (!text(text_passed)) return false;
            bool ok = false;
            bool is_section = false;
            switch (peek_second()) {
                case '/': ok = end_tag(); break;
                case '!': ok = comment_or_section(is_section, text_passed); break;
                case '?': ok = instruction(); break;
                default: ok = start_tag(passed);
            }
            if (!ok) return false;
        }
        return true;
    }

    static VEEAM_INLINE bool same(std::string_view a, std::string_view b) noexcept {
        return a.size() == b.size() && veeam::detail::same_bytes(a.data(), b.data(), a.size());
    }

private:
    bool at(std::string_view text) const noexcept {
        return std::string_view(p_, static_cast<std::size_t>(end_ - p_)).starts_with(text);
    }

    bool comment() {
        p_ += 4;
        if (!past("--")) return false;
        if (peek() != '>') return fail("\"--\" is not allowed in a comment");
        ++p_;
        return true;
    }
    bool section(piece& out) {
        if (!at("<![CDATA[")) return fail("the markup is broken");
        p_ += 9;
        char const* const from = p_;
        if (!past("]]>")) return false;
        out.raw = {from, static_cast<std::size_t>(p_ - 3 - from)};
        out.plain = out.raw.find('\r') == out.raw.npos;
        return true;
    }

    VEEAM_COLD bool too_deep() { return fail("nested deeper than " + std::to_string(max_depth_) + " elements"); }
    VEEAM_COLD bool wrong_end(std::string_view name) {
        return fail("the end tag is not that of <" + json::detail::excerpt(name) + ">");
    }

    /// Comments, processing instructions and white space outside the root.
    bool misc() {
        for (;;) {
            skip_space();
            if (at("<?")) {
                if (!instruction()) return false;
            } else if (at("<!--")) {
                if (!comment()) return false;
            } else if (at("<!D")) {
                return fail("a document type declaration is not allowed");
            } else {
                return true;
            }
        }
    }

    /// A name; `prefixed` becomes true where a colon is in it, and stays as it is elsewhere.
    VEEAM_INLINE bool name(std::string_view& out, bool& prefixed) {
        char const* const from = p_;
        if (p_ != end_ && is(*p_, name_first))
            for (++p_; p_ != end_ && is(*p_, name_part);) ++p_;
        if (peek() == ':' || static_cast<unsigned char>(peek()) >= 0x80) rest_of_name(from, prefixed);
        out = {from, static_cast<std::size_t>(p_ - from)};
        return p_ != from || fail("there is no name where one must be");
    }
    VEEAM_OUT_OF_LINE void rest_of_name(char const* from, bool& prefixed) {
        p_ = from + name_size(from, end_);
        prefixed |= std::find(from, p_, ':') != p_;
    }

    VEEAM_INLINE void begin_tag() noexcept {
        attributes_.clear();
        tag_is_prefixed_ = false;
        has_prefixed_attributes_ = false;
        declares_namespaces_ = false;
    }
    VEEAM_INLINE bool end_of_start(tag& out) {
        ++p_;
        out.is_empty = false;
        open_.push_back(out.name);
        return true;
    }

    /// A start tag from behind its name on.
    VEEAM_OUT_OF_LINE bool rest_of_tag(tag& out) {
        for (;;) {
            bool const separated = skip_space();
            if (peek() == '>') {
                end_of_start(out);
                break;
            }
            if (peek() == '/' && peek_second() == '>') {
                p_ += 2;
                out.is_empty = true;
                break;
            }
            if (!separated) return fail("the tag of <" + json::detail::excerpt(out.name) + "> is broken");
            if (!read_attribute()) return false;
        }
        return attributes_are_distinct();
    }

    VEEAM_INLINE bool read_attribute() {
        std::string_view key;
        bool prefixed = false;
        if (!name(key, prefixed)) return false;
        if (key.front() == 'x' && declared_prefix(key)) declares_namespaces_ = true;
        else has_prefixed_attributes_ |= prefixed;
        if (peek() != '=') {
            skip_space();
            if (peek() != '=') return fail("the attribute " + json::detail::excerpt(key) + " has no value");
        }
        ++p_;
        if (peek() != '"') {
            skip_space();
            if (peek() == '\'') return apostrophed_value(key);
            if (peek() != '"') return fail("the value of " + json::detail::excerpt(key) + " is not quoted");
        }
        char const* const from = ++p_;
        p_ = veeam::detail::skip_plain<run_of<quoted_run>>(p_, end_);
        bool plain = true;
        if (peek() != '"' && !rest_of_value<quoted_run>('"', plain)) return false;
        attributes_.push_back({key, {from, static_cast<std::size_t>(p_ - from)}, plain});
        ++p_;
        return true;
    }
    VEEAM_OUT_OF_LINE bool apostrophed_value(std::string_view key) {
        char const* const from = ++p_;
        bool plain = true;
        if (!rest_of_value<apostrophed_run>('\'', plain)) return false;
        attributes_.push_back({key, {from, static_cast<std::size_t>(p_ - from)}, plain});
        ++p_;
        return true;
    }
    /// An attribute value from a byte on that may need a look.
    template <byte_class Run>
    VEEAM_OUT_OF_LINE bool rest_of_value(char quote, bool& plain) {
        for (;;) {
            p_ = veeam::detail::skip_plain<run_of<Run>>(p_, end_);
            if (p_ == end_) return character();
            if (*p_ == quote) return true;
            switch (*p_) {
                case '<': return fail("\"<\" is not allowed in an attribute value");
                case '&':
                    plain = false;
                    if (!reference()) return false;
                    break;
                case '\t':
                case '\n':
                case '\r':
                    plain = false;
                    ++p_;
                    break;
                default:
                    if (!characters()) return false;
            }
        }
    }

    bool attributes_are_distinct() {
        if (attributes_.size() < 2) return true;
        constexpr std::size_t few = 12;
        if (attributes_.size() > few) return many_attributes_are_distinct();
        for (std::size_t i = 1; i < attributes_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (same(attributes_[i].name, attributes_[j].name)) return twice(attributes_[i].name);
        return true;
    }
    /// Sorting keeps an element with very many attributes from taking quadratic time.
    VEEAM_OUT_OF_LINE bool many_attributes_are_distinct() {
        std::vector<std::string_view> names;
        for (attribute const& a : attributes_) names.push_back(a.name);
        std::sort(names.begin(), names.end());
        auto const two = std::adjacent_find(names.begin(), names.end());
        return two == names.end() || twice(*two);
    }
    VEEAM_COLD bool twice(std::string_view name) {
        return fail("the attribute " + json::detail::excerpt(name) + " occurs twice");
    }

    /// Text from a byte on that needs a look.
    VEEAM_OUT_OF_LINE bool rest_of_text(bool& plain) {
        for (;; p_ = veeam::detail::skip_plain<run_of<text_run>>(p_, end_)) {
            if (p_ == end_) return fail("the document ends inside <" + json::detail::excerpt(open_.back()) + ">");
            switch (*p_) {
                case '<': return true;
                case '&':
                    plain = false;
                    if (!reference()) return false;
                    break;
                case '\r':
                    plain = false;
                    ++p_;
                    break;
                case ']':
                    if (at("]]>")) return fail("\"]]>\" is not allowed in text");
                    ++p_;
                    break;
                default:
                    if (!characters()) return false;
            }
        }
    }

    bool reference() {
        ++p_;
        if (peek() == '#') return character_reference();
        for (std::string_view const entity : {"amp;", "lt;", "gt;", "quot;", "apos;"}) {
            if (!at(entity)) continue;
            p_ += entity.size();
            return true;
        }
        return fail("the entity is not one of amp, lt, gt, quot, apos");
    }
    bool character_reference() {
        ++p_;
        bool const hexadecimal = peek() == 'x';
        if (hexadecimal) ++p_;
        char const* const digits = p_;
        char32_t const value = number_at(p_, end_, hexadecimal);
        if (p_ == digits || peek() != ';') return fail("the character reference is broken");
        if (!is_allowed(value)) return fail("the character reference names no character that XML allows");
        ++p_;
        return true;
    }

    /// One character that a run stopped at.
    bool character() {
        if (p_ == end_) return fail("the document ends too early");
        decoded const c = decode_utf8(p_, end_);
        if (c.size == 0) return fail("the bytes are not UTF-8");
        if (!is_allowed(c.value)) return fail("the character is not allowed in XML");
        p_ += c.size;
        return true;
    }
    /// That, and those after it that are not ASCII either.
    bool characters() {
        do {
            if (!character()) return false;
        } while (static_cast<unsigned char>(peek()) >= 0x80);
        return true;
    }

    bool past(std::string_view stop) {
        for (;;) {
            while (p_ != end_ && is(*p_, markup_run)) ++p_;
            if (at(stop)) {
                p_ += stop.size();
                return true;
            }
            if (!character()) return false;
        }
    }

    /// `<?xml version="1.0" encoding="utf-8" standalone="yes"?>`; the last two may be missing.
    bool declaration() {
        p_ += 5;
        std::string_view value;
        if (!setting("version", value)) return declaration_is_broken();
        if (setting("encoding", value) && !veeam::detail::equal_ignoring_case(value, "utf-8"))
            return fail("the document declares the encoding " + json::detail::excerpt(value) + "; only UTF-8 is read");
        if (setting("standalone", value) && value != "yes" && value != "no") return declaration_is_broken();
        skip_space();
        if (!at("?>")) return declaration_is_broken();
        p_ += 2;
        return true;
    }
    bool declaration_is_broken() { return fail("the XML declaration is broken"); }

    /// `key="value"` after white space; false, and nothing passed, where it does not stand.
    bool setting(std::string_view key, std::string_view& value) {
        char const* const from = p_;
        bool ok = skip_space() && at(key);
        if (ok) {
            p_ += key.size();
            skip_space();
            ok = peek() == '=';
        }
        if (ok) {
            ++p_;
            skip_space();
            char const quote = peek();
            ok = quote == '"' || quote == '\'';
            if (ok) {
                char const* const start = ++p_;
                while (p_ != end_ && is(*p_, name_part)) ++p_;
                value = {start, static_cast<std::size_t>(p_ - start)};
                ok = peek() == quote;
            }
        }
        if (!ok) {
            p_ = from;
            return false;
        }
        ++p_;
        return true;
    }

    char const* begin_;
    char const* p_;
    char const* end_;
    std::size_t max_depth_;
    stack<std::string_view> open_;  // names of the elements around p_
    stack<attribute> attributes_;
    bool tag_is_prefixed_{};
    bool has_prefixed_attributes_{};
    bool declares_namespaces_{};
    violation violation_;
};

/// The value of a character reference that was found well-formed, from behind its `&` on; passes its `;`.
inline char32_t referenced(char const*& p, char const* end) noexcept {
    switch (*p) {
        case '#': {
            ++p;
            bool const hexadecimal = *p == 'x';
            if (hexadecimal) ++p;
            char32_t const value = number_at(p, end, hexadecimal);
            ++p;
            return value;
        }
        case 'a': {
            bool const ampersand = p[1] == 'm';
            p += ampersand ? 4 : 5;
            return ampersand ? U'&' : U'\'';
        }
        case 'l': p += 3; return U'<';
        case 'g': p += 3; return U'>';
        default: p += 5; return U'"';
    }
}

/// What kind of text is decoded: each has its own rule for white space.
enum class text_kind { text, section, value };

/// Appends what a piece of a document means: ends of lines are LF, references are the characters they name, and in
/// attribute values every white space character is a space.
inline void append_decoded(std::string_view raw, text_kind kind, std::string& out) {
    char const* p = raw.data();
    char const* const end = p + raw.size();
    while (p != end) {
        char const* const from = p;
        while (p != end && *p != '&' && *p != '\r' && (kind != text_kind::value || (*p != '\n' && *p != '\t'))) ++p;
        out.append(from, p);
        if (p == end) return;
        if (*p == '&' && kind != text_kind::section) {
            ++p;
            v0::detail::append_utf8(referenced(p, end), out);
        } else if (*p == '&') {
            out += *p++;
        } else {
            bool const pair = *p == '\r' && end - p > 1 && p[1] == '\n';
            p += pair ? 2 : 1;
            out += kind == text_kind::value ? ' ' : '\n';
        }
    }
}

}  // namespace veeam::inline v0::xml::detail
