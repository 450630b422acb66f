#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json/scan.hpp>
#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/namespaces.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/open_enum.hpp>

/// @file
/// Whether a text is a well-formed XML document. pugixml, which parses it afterwards, lets much pass that is not.

namespace veeam::inline v0::xml::detail {

/// Where and why a text is no document.
struct violation {
    std::size_t offset{};
    std::string what{};
};

/// What a document uses; most use none of it, and reading them is then quicker.
struct document_facts {
    bool namespaces{};           ///< A prefixed element, or a namespace declaration below the root.
    bool prefixed_attributes{};  ///< An attribute with a prefix, `xsi:nil` for example.
    bool interrupted_text{};     ///< A comment, processing instruction or CDATA section inside the root.
    bool mixed_text{};           ///< Text, not only white space, right before a start tag.
};

/// Checks the bytes of a document once, from the first to the last.
///
/// UTF-8 only; a document type declaration is refused, so there are no entities but the five of XML itself.
/// Nesting deeper than `max_depth` is refused here, before anything recurses.
class scanner {
public:
    /// `text` must live as long as the scanner; its terminating zero ends every loop.
    scanner(std::string const& text, std::size_t max_depth) noexcept
        : begin_(text.c_str()), p_(begin_), end_(begin_ + text.size()), max_depth_(max_depth) {}

    /// None: the text is one well-formed document.
    std::optional<violation> document() {
        if (prolog() && tree() && trailer()) return std::nullopt;
        return std::move(violation_);
    }
    /// None: the text is one element and nothing else.
    std::optional<violation> element() {
        if (tree() && (p_ == end_ || fail("there is something after the element"))) return std::nullopt;
        return std::move(violation_);
    }
    document_facts const& facts() const noexcept { return facts_; }

private:
    VEEAM_COLD bool fail(std::string what) {
        violation_ = {static_cast<std::size_t>(p_ - begin_), std::move(what)};
        return false;
    }
    bool at(std::string_view text) const noexcept {
        return std::string_view(p_, static_cast<std::size_t>(end_ - p_)).substr(0, text.size()) == text;
    }
    bool skip_space() noexcept {
        char const* const from = p_;
        while (is(*p_, white_space)) ++p_;
        return p_ != from;
    }

    bool prolog() {
        if (at("\xef\xbb\xbf")) p_ += 3;
        using namespace std::string_view_literals;
        if (at("\xfe\xff") || at("\xff\xfe") || at("<\0"sv) || at("\0<"sv))
            return fail("the document is in UTF-16; only UTF-8 is read");
        if (at("<?xml") && is(p_[5], white_space) && !declaration()) return false;
        return misc();
    }
    bool trailer() { return misc() && (p_ == end_ || fail("there is something after the root element")); }

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

    bool tree() {
        if (p_ == end_) return fail("there is no root element");
        if (*p_ != '<') return fail("there is text outside the root element");
        if (!start_tag()) return false;
        while (!open_.empty()) {
            if (!text()) return false;
            bool ok = false;
            switch (p_[1]) {
                case '/': ok = end_tag(); break;
                case '!': ok = at("<!--") ? comment() : cdata(); break;
                case '?': ok = instruction(); break;
                default: ok = start_tag();
            }
            if (!ok) return false;
        }
        return true;
    }

    /// Up to the next `<`.
    bool text() {
        skip_space();
        if (*p_ == '<') return true;
        if (!visible_text()) return false;
        facts_.mixed_text |= p_[1] != '/';
        return true;
    }
    bool visible_text() {
        for (;;) {
            p_ = skip_run<text_run>(p_, end_);
            if (*p_ == '<') return true;
            if (*p_ == '&') {
                if (!reference()) return false;
            } else if (p_ == end_) {
                return fail("the document ends inside <" + std::string(open_.back()) + ">");
            } else if (at("]]>")) {
                return fail("\"]]>\" is not allowed in text");
            } else if (!character()) {
                return false;
            }
        }
    }

    /// A name; `prefixed` becomes true where a colon is in it, and stays as it is elsewhere.
    VEEAM_INLINE bool name(std::string_view& out, bool& prefixed) {
        char const* const from = p_;
        if (is(*p_, name_first))
            for (++p_; is(*p_, name_part);) ++p_;
        if (*p_ == ':' || static_cast<unsigned char>(*p_) >= 0x80) rest_of_name(from, prefixed);
        out = {from, static_cast<std::size_t>(p_ - from)};
        return p_ != from || fail("there is no name where one must be");
    }
    VEEAM_OUT_OF_LINE void rest_of_name(char const* from, bool& prefixed) {
        p_ = from + name_size(from, end_);
        prefixed |= std::find(from, p_, ':') != p_;
    }

    static bool same(std::string_view a, std::string_view b) noexcept {
        return a.size() == b.size() && json::detail::same_bytes(a.data(), b.data(), a.size());
    }

    bool start_tag() {
        if (open_.size() >= max_depth_) return fail("nested deeper than " + std::to_string(max_depth_) + " elements");
        ++p_;
        std::string_view tag;
        if (!name(tag, facts_.namespaces)) return false;
        attributes_.clear();
        for (;;) {
            bool const separated = skip_space();
            if (*p_ == '>') {
                ++p_;
                open_.push_back(tag);
                break;
            }
            if (*p_ == '/' && p_[1] == '>') {
                p_ += 2;
                break;
            }
            if (!separated) return fail("the tag of <" + std::string(tag) + "> is broken");
            if (!attribute()) return false;
        }
        return attributes_are_distinct();
    }

    bool end_tag() {
        p_ += 2;
        std::string_view const tag = open_.back();
        auto const left = static_cast<std::size_t>(end_ - p_);
        bool const matches = left >= tag.size() && same({p_, tag.size()}, tag);
        if (matches) {
            p_ += tag.size();
            skip_space();
        }
        if (!matches || *p_ != '>') return fail("the end tag is not that of <" + std::string(tag) + ">");
        ++p_;
        open_.pop_back();
        return true;
    }

    bool attribute() {
        std::string_view key;
        bool prefixed = false;
        if (!name(key, prefixed)) return false;
        attributes_.push_back(key);
        if (key.front() == 'x' && declared_prefix(key)) facts_.namespaces |= !open_.empty();
        else facts_.prefixed_attributes |= prefixed;
        skip_space();
        if (*p_ != '=') return fail("the attribute " + std::string(key) + " has no value");
        ++p_;
        skip_space();
        char const quote = *p_;
        if (quote != '"' && quote != '\'') return fail("the value of " + std::string(key) + " is not quoted");
        for (++p_;;) {
            p_ = skip_run<value_run>(p_, end_);
            if (*p_ == quote) break;
            if (*p_ == '<') return fail("\"<\" is not allowed in an attribute value");
            if (!(*p_ == '&' ? reference() : character())) return false;
        }
        ++p_;
        return true;
    }

    bool attributes_are_distinct() {
        if (attributes_.size() < 2) return true;
        // Sorting keeps an element with very many attributes from taking quadratic time.
        constexpr std::size_t few = 12;
        if (attributes_.size() > few) std::sort(attributes_.begin(), attributes_.end());
        for (std::size_t i = 1; i < attributes_.size(); ++i) {
            std::size_t const from = attributes_.size() > few ? i - 1 : 0;
            for (std::size_t j = from; j < i; ++j)
                if (same(attributes_[i], attributes_[j]))
                    return fail("the attribute " + std::string(attributes_[i]) + " occurs twice");
        }
        return true;
    }

    bool reference() {
        ++p_;
        if (*p_ == '#') return character_reference();
        for (std::string_view const entity : {"amp;", "lt;", "gt;", "quot;", "apos;"}) {
            if (!at(entity)) continue;
            p_ += entity.size();
            return true;
        }
        return fail("the entity is not one of amp, lt, gt, quot, apos");
    }

    bool character_reference() {
        ++p_;
        unsigned const base = *p_ == 'x' ? 16 : 10;
        if (base == 16) ++p_;
        char const* const digits = p_;
        char32_t value = 0;
        for (;; ++p_) {
            char const c = veeam::detail::lower(*p_);
            unsigned digit = 16;
            if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
            if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
            if (digit >= base) break;
            value = std::min<char32_t>(value * base + digit, 0x110000);
        }
        if (p_ == digits || *p_ != ';') return fail("the character reference is broken");
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

    bool past(std::string_view stop) {
        for (;;) {
            while (is(*p_, markup_run)) ++p_;
            if (at(stop)) {
                p_ += stop.size();
                return true;
            }
            if (!character()) return false;
        }
    }

    bool comment() {
        note_interruption();
        p_ += 4;
        if (!past("--")) return false;
        if (*p_ != '>') return fail("\"--\" is not allowed in a comment");
        ++p_;
        return true;
    }

    bool cdata() {
        if (!at("<![CDATA[")) return fail("the markup is broken");
        note_interruption();
        p_ += 9;
        return past("]]>");
    }

    bool instruction() {
        note_interruption();
        p_ += 2;
        std::string_view target;
        bool prefixed = false;
        if (!name(target, prefixed)) return false;
        if (veeam::detail::equal_ignoring_case(target, "xml"))
            return fail("an XML declaration is only allowed at the start");
        if (!at("?>") && !is(*p_, white_space)) return fail("the processing instruction is broken");
        return past("?>");
    }

    void note_interruption() noexcept {
        if (!open_.empty()) facts_.interrupted_text = true;
    }

    /// `<?xml version="1.0" encoding="utf-8" standalone="yes"?>`; the last two may be missing.
    bool declaration() {
        p_ += 5;
        std::string_view value;
        if (!setting("version", value)) return declaration_is_broken();
        if (setting("encoding", value) && !veeam::detail::equal_ignoring_case(value, "utf-8"))
            return fail("the document declares the encoding " + std::string(value) + "; only UTF-8 is read");
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
            ok = *p_ == '=';
        }
        if (ok) {
            ++p_;
            skip_space();
            char const quote = *p_;
            char const* const start = p_ + 1;
            if (quote == '"' || quote == '\'')
                for (++p_; is(*p_, name_part);) ++p_;
            value = {start, static_cast<std::size_t>(std::max(p_, start) - start)};
            ok = p_ >= start && *p_ == quote;
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
    std::vector<std::string_view> open_;        // names of the elements around p_
    std::vector<std::string_view> attributes_;  // names of those of one tag
    document_facts facts_;
    violation violation_;
};

}  // namespace veeam::inline v0::xml::detail
