#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// A value as it stands in FIQL text, without its outer quotes; a quote inside is still doubled.
struct raw_value {
    std::string_view text{};

    /// Writes the value itself as FIQL, in its normal form.
    template <class Out>
    constexpr void write(Out& out) const {
        bool bare = !text.empty();
        for (char const c : text) bare = bare && detail::is_word(c);
        if (!bare) out.put('"');
        out.put(text);
        if (!bare) out.put('"');
    }

    /// The value, each doubled quote being one.
    std::string decode() const {
        std::string out;
        out.reserve(text.size());
        for (std::size_t i = 0; i < text.size(); ++i) {
            out.push_back(text[i]);
            if (text[i] == '"') ++i;
        }
        return out;
    }
};

/// One comparison in FIQL text, and where its parts stand.
struct raw_comparison {
    std::string_view key{};
    op operation{};
    raw_value value{};
    std::uint32_t key_at{};
    std::uint32_t operator_at{};
    std::uint32_t value_at{};
};

namespace detail {

/// Takes everything and keeps nothing: for reading that only checks the grammar.
struct syntax_handler {
    static constexpr problem comparison(raw_comparison const&) noexcept { return {}; }
    static constexpr std::size_t mark() noexcept { return 0; }
    static constexpr void enclose(std::size_t) noexcept {}
    static constexpr void separate(char) noexcept {}
    static constexpr void group(shape, std::size_t) noexcept {}
};

/// Reads FIQL text and tells `Handler` what it finds; works while compiling and at run time.
///
/// Handler: `comparison(raw_comparison)` returns a problem or none; `mark()` is where the text written so far ends,
/// `enclose(mark)` puts what was written since into parentheses, `separate(c)` writes a separator: for handlers that
/// write text; `group(shape, n)` joins the last n things: for handlers that build a tree.
///
/// `;` binds tighter than `,`, as in FIQL and RSQL; the documentation does not say, so nothing is ever printed that
/// depends on it.
template <class Handler>
class fiql_reader {
public:
    /// How deep parentheses may be nested, in the text and in its normal form, which has some that the text leaves to
    /// precedence: keeps hostile text from exhausting the stack, and what is read can be read again.
    static constexpr int max_depth = 500;

    constexpr fiql_reader(std::string_view text, Handler& handler) noexcept : text_(text), handler_(handler) {}

    /// Reads everything; after no problem, `outer` is what the text as a whole is.
    constexpr problem run(shape& outer) {
        if (text_.empty()) return {reject::text_is_empty, 0};
        if (problem const p = any(outer, 0); p.found()) return p;
        if (at_end()) return {};
        return at(peek() == ')' ? reject::parenthesis_is_not_opened : reject::separator_expected, position_);
    }

private:
    constexpr bool at_end() const noexcept { return position_ == text_.size(); }
    constexpr char peek() const noexcept { return at_end() ? '\0' : text_[position_]; }
    static constexpr problem at(reject why, std::size_t offset) noexcept {
        return {why, static_cast<std::uint32_t>(offset)};
    }

    constexpr problem any(shape& outer, int depth) { return series<shape::any>(outer, depth); }

    template <shape How>
    constexpr problem part(shape& outer, int depth) {
        if constexpr (How == shape::any) return series<shape::all>(outer, depth);
        else return term(outer, depth);
    }

    template <shape How>
    constexpr problem series(shape& outer, int depth) {
        constexpr char separator = How == shape::any ? ',' : ';';
        constexpr shape other = How == shape::any ? shape::all : shape::any;
        std::size_t mark = handler_.mark();
        std::size_t start = position_;
        if (problem const p = part<How>(outer, depth); p.found()) return p;
        int height = height_;
        std::size_t count = 1;
        while (!at_end() && peek() == separator) {
            if (count == 1 && outer == other) {
                if (++height > max_depth) return at(reject::nested_too_deeply, start);
                handler_.enclose(mark);
            }
            start = ++position_;
            handler_.separate(separator);
            mark = handler_.mark();
            shape next{};
            if (problem const p = part<How>(next, depth); p.found()) return p;
            if (next == other) {
                if (++height_ > max_depth) return at(reject::nested_too_deeply, start);
                handler_.enclose(mark);
            }
            if (height_ > height) height = height_;
            ++count;
        }
        if (count > 1) {
            outer = How;
            handler_.group(How, count);
        }
        height_ = height;
        return {};
    }

    constexpr problem term(shape& outer, int depth) {
        if (peek() != '(' || at_end()) {
            outer = shape::leaf;
            height_ = 0;
            return comparison();
        }
        if (depth == max_depth) return at(reject::nested_too_deeply, position_);
        std::size_t const opened = position_++;
        if (problem const p = any(outer, depth + 1); p.found()) return p;
        if (at_end()) return at(reject::parenthesis_is_not_closed, opened);
        if (peek() != ')') return at(reject::separator_expected, position_);
        ++position_;
        return {};
    }

    constexpr problem comparison() {
        raw_comparison found;
        found.key_at = static_cast<std::uint32_t>(position_);
        if (problem const p = key(found.key); p.found()) return p;
        found.operator_at = static_cast<std::uint32_t>(position_);
        if (problem const p = operation(found.operation); p.found()) return p;
        found.value_at = static_cast<std::uint32_t>(position_);
        if (problem const p = value(found.value); p.found()) return p;
        return handler_.comparison(found);
    }

    constexpr problem key(std::string_view& out) {
        std::size_t const first = position_;
        do {
            if (at_end() || !is_letter(peek())) return at(reject::comparison_expected, position_);
            while (!at_end() && is_word(peek())) ++position_;
        } while (peek() == '.' && ++position_ != 0);
        out = text_.substr(first, position_ - first);
        return {};
    }

    constexpr problem operation(op& out) {
        std::string_view const rest = text_.substr(position_);
        for (op const o :
             {op::contains, op::excludes, op::eq, op::ne, op::le, op::ge, op::lt, op::gt}) {  // longer ones first
            if (!rest.starts_with(symbol(o))) continue;
            out = o;
            position_ += symbol(o).size();
            return {};
        }
        return at(reject::operator_expected, position_);
    }

    constexpr bool at_terminator() const noexcept {
        return at_end() || peek() == ';' || peek() == ',' || peek() == ')';
    }

    constexpr problem value(raw_value& out) {
        std::size_t const first = position_;
        if (peek() != '"') return bare(out);
        problem const p = quoted(out);
        if (!p.found()) return p;
        // The documentation writes a name that has quotes without outer ones: Name==""Backup"".
        position_ = first;
        return bare(out).found() ? p : problem{};
    }

    constexpr problem quoted(raw_value& out) {
        std::size_t const opened = position_++;
        while (true) {
            // Not std::string_view::find: under -fsanitize=null g++ 12 does not take it for a constant expression.
            while (!at_end() && peek() != '"') ++position_;
            if (at_end()) return at(reject::quote_is_not_closed, opened);
            ++position_;
            if (peek() != '"' || at_end()) break;
            ++position_;
        }
        out.text = text_.substr(opened + 1, position_ - opened - 2);
        return at_terminator() ? problem{} : at(reject::separator_expected, position_);
    }

    constexpr problem bare(raw_value& out) {
        std::size_t const first = position_;
        while (!at_terminator()) {
            char const c = peek();
            if (c == '"') {
                if (position_ + 1 == text_.size() || text_[position_ + 1] != '"')
                    return at(reject::value_needs_quotes, position_);
                ++position_;
            } else if (c == '(' || c == '=' || c == '<' || c == '>' || c == ' ' || is_control(c)) {
                return at(reject::value_needs_quotes, position_);
            }
            ++position_;
        }
        if (position_ == first) return at(reject::value_expected, position_);
        out.text = text_.substr(first, position_ - first);
        return {};
    }

    static constexpr bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

    std::string_view text_;
    Handler& handler_;
    std::size_t position_{};
    int height_{};  // how deep parentheses are nested in the normal form of what was read last
};

/// What is wrong with FIQL text whatever its query type is.
constexpr problem check_grammar(std::string_view text) noexcept {
    syntax_handler handler;
    shape outer{};
    return fiql_reader<syntax_handler>(text, handler).run(outer);
}

}  // namespace detail

}  // namespace veeam::inline v0::filters
