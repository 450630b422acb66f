#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <veeam/codec/xml/characters.hpp>
#include <veeam/codec/xml/tokens.hpp>

namespace veeam::inline v0::xml::detail {

/// Writes one element in a uniform way: what it means is the same, how it is spelt is not.
///
/// White space between tags is left out, unless it is all that an element holds.
class normaliser {
public:
    normaliser(tokens& in, std::string& out) noexcept : in_(in), out_(out) {}

    /// The element at whose `<` the tokens are; `space`, where it is not empty, is declared on it.
    bool element(std::string_view space) {
        std::size_t const outside = in_.depth();
        if (!start_tag(space)) return false;
        while (in_.depth() != outside) {
            char const* const text_at = in_.position();
            piece text;
            if (!in_.text(text)) return false;
            bool const is_layout =
                after_tag_ && trim(text.raw).empty() && in_.peek_second() != '!' && in_.peek_second() != '?';
            bool const is_all = after_start_ && in_.peek_second() == '/';
            if (text_at != in_.position() && (!is_layout || is_all)) {
                close_tag();
                escaped(text, text_kind::text);
            }
            if (!markup()) return false;
        }
        return true;
    }

private:
    bool markup() {
        char const* const from = in_.position();
        switch (in_.peek_second()) {
            case '/': return end_tag();
            case '?': return in_.instruction() && verbatim(from);
            case '!': {
                bool is_section = false;
                piece content;
                return in_.comment_or_section(is_section, content) && verbatim(from);
            }
            default: return start_tag({});
        }
    }

    bool start_tag(std::string_view space) {
        tag read;
        if (!in_.start_tag(read)) return false;
        close_tag();
        out_.append("<").append(read.name);
        auto const declares_default = [](attribute const& a) { return a.name == "xmlns"; };
        if (!space.empty() && std::none_of(in_.attributes().begin(), in_.attributes().end(), declares_default)) {
            out_ += " xmlns=\"";
            append_escaped(space, true);
            out_ += '"';
        }
        for (attribute const& a : in_.attributes()) {
            out_.append(" ").append(a.name).append("=\"");
            escaped({a.raw, a.plain}, text_kind::value);
            out_ += '"';
        }
        out_ += read.is_empty ? "/>" : "";
        is_open_ = !read.is_empty;
        after_tag_ = true;
        after_start_ = !read.is_empty;
        return true;
    }

    bool end_tag() {
        std::string_view const name = in_.innermost();
        if (is_open_) out_ += "/>";
        else out_.append("</").append(name).append(">");
        is_open_ = false;
        after_tag_ = true;
        after_start_ = false;
        return in_.end_tag();
    }

    /// The `>` of a start tag, which waits since an element without content has none.
    void close_tag() {
        if (is_open_) out_ += '>';
        is_open_ = false;
        after_tag_ = false;
        after_start_ = false;
    }

    /// What stands between `from` and here, with the ends of its lines as LF.
    bool verbatim(char const* from) {
        close_tag();
        append_decoded({from, static_cast<std::size_t>(in_.position() - from)}, text_kind::section, out_);
        return true;
    }

    void escaped(piece const& text, text_kind kind) {
        bool const in_attribute = kind == text_kind::value;
        if (text.plain) return append_escaped(text.raw, in_attribute);
        decoded_.clear();
        append_decoded(text.raw, kind, decoded_);
        append_escaped(decoded_, in_attribute);
    }
    void append_escaped(std::string_view text, bool in_attribute) {
        for (char const c : text) {
            switch (c) {
                case '&': out_ += "&amp;"; break;
                case '<': out_ += "&lt;"; break;
                case '\r': out_ += "&#13;"; break;
                case '>': out_ += in_attribute ? ">" : "&gt;"; break;
                case '"': out_ += in_attribute ? "&quot;" : "\""; break;
                case '\t': out_ += in_attribute ? "&#09;" : "\t"; break;
                case '\n': out_ += in_attribute ? "&#10;" : "\n"; break;
                default: out_ += c;
            }
        }
    }

    tokens& in_;
    std::string& out_;
    std::string decoded_;
    bool is_open_{};      // a start tag lacks its `>`
    bool after_tag_{};    // nothing but white space since a tag
    bool after_start_{};  // which is a start tag
};

}  // namespace veeam::inline v0::xml::detail
