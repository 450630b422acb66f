#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/json/excerpt.hpp>
#include <veeam/codec/json/number.hpp>
#include <veeam/codec/json/read_options.hpp>
#include <veeam/codec/json/scan.hpp>
#include <veeam/codec/scan.hpp>
#include <veeam/core/utf8.hpp>

namespace veeam::inline v0::json {

namespace detail {

/// What `max_depth` cannot exceed: objects are read by recursion, and a thread's stack has an end.
inline constexpr std::size_t depth_ceiling = 1024;

/// A position in a JSON text, and the tokens of RFC 8259.
///
/// Every function that reads returns false when the text is not what it should be; then `message()` says why and
/// `offset()` where. Nothing past the end of the text is read, which needs no terminating zero.
class cursor {
public:
    cursor(std::string_view text, read_options const& options) noexcept
        : begin_(text.data()),
          p_(text.data()),
          end_(text.data() + text.size()),
          max_depth_(options.max_depth < depth_ceiling ? options.max_depth : depth_ceiling) {}

    char const* position() const noexcept { return p_; }
    std::string const& message() const noexcept { return message_; }
    std::size_t offset() const noexcept { return offset_; }

    /// Notes why reading ends; always false.
    VEEAM_COLD bool fail_at(char const* where, std::string message) {
        offset_ = static_cast<std::size_t>(where - begin_);
        message_ = std::move(message);
        return false;
    }
    VEEAM_COLD bool expected(std::string_view what) {
        return fail_at(p_, std::string("expected ").append(what).append(", found ").append(found()));
    }

    /// Passes a byte order mark and refuses a text that is too long.
    bool start(std::size_t max_size) {
        if (static_cast<std::size_t>(end_ - p_) > max_size)
            return fail_at(p_, "the text is longer than " + std::to_string(max_size) + " bytes");
        if (std::string_view(p_, end_).starts_with("\xef\xbb\xbf")) p_ += 3;
        return true;
    }
    /// Refuses everything but white space behind the value.
    bool finish() {
        space();
        return p_ == end_ || expected("the end of the text");
    }

    VEEAM_INLINE void space() noexcept {
        if (p_ != end_ && *p_ <= ' ') pass_space();
    }
    /// Whether the next byte is `c`; asked after `space()`.
    VEEAM_INLINE bool at(char c) const noexcept { return p_ != end_ && *p_ == c; }
    /// Passes `c` if it is the next byte.
    VEEAM_INLINE bool take(char c) noexcept {
        if (!at(c)) return false;
        ++p_;
        return true;
    }

    /// `{` or `[`, one level deeper.
    VEEAM_INLINE bool open(char bracket, std::string_view what) {
        if (!at(bracket)) return expected(what);
        return enter();
    }
    /// Between two members or elements: true if another one follows. At the end one level less deep.
    ///
    /// `failed` is set where neither a comma nor the closing bracket is next.
    VEEAM_INLINE bool more(char closing, bool& failed) {
        space();
        if (take(',')) return true;
        if (take(closing)) --depth_;
        else failed = !expected(closing == '}' ? "',' or '}'" : "',' or ']'");
        return false;
    }
    /// Right after the opening bracket: true if nothing is inside.
    VEEAM_INLINE bool empty(char closing) {
        space();
        if (!take(closing)) return false;
        --depth_;
        return true;
    }

    /// Passes `"name":` if that is exactly what is next.
    VEEAM_INLINE bool take_key(std::string_view name) noexcept {
        std::size_t const n = name.size();
        if (n == 0 || static_cast<std::size_t>(end_ - p_) < n + 3) return false;
        if (p_[n + 1] != '"' || p_[n + 2] != ':' || p_[0] != '"' || !veeam::detail::same_bytes(p_ + 1, name.data(), n))
            return false;
        p_ += n + 3;
        return true;
    }
    VEEAM_INLINE bool colon() {
        space();
        return take(':') || expected("':'");
    }

    VEEAM_INLINE bool null() noexcept { return word("null"); }
    bool boolean(bool& out, std::string_view what) {
        out = at('t');
        return word(out ? "true" : "false") || expected(what);
    }

    /// The string at whose quote we are: a view into the text if it has no escapes, valid until the next string is
    /// read.
    VEEAM_INLINE bool string(std::string_view& out) {
        char const* const first = p_ + 1;
        char const* const last = veeam::detail::skip_plain<unescaped>(first, end_);
        if (last == end_ || *last != '"') return long_string(first, last, out);
        out = {first, static_cast<std::size_t>(last - first)};
        p_ = last + 1;
        return true;
    }
    bool name(std::string_view& out) { return at('"') ? string(out) : expected("a member name"); }

    VEEAM_INLINE bool integer(std::int64_t& out, std::string_view what) {
        char const* p = p_;
        bool const negative = p != end_ && *p == '-';
        if (negative) ++p;
        char const* const first = p;
        std::uint64_t value = 0;
        while (p != end_ && is_digit(*p) && p - first < 18) value = value * 10 + static_cast<std::uint64_t>(*p++ - '0');
        bool const plain = p != first && (*first != '0' || p - first == 1);
        bool const more_follows = p != end_ && (is_digit(*p) || *p == '.' || *p == 'e' || *p == 'E');
        if (!plain || more_follows) return integer_slowly(out, what);
        out = negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
        p_ = p;
        return true;
    }
    bool number(double& out, std::string_view what) {
        std::string_view token;
        if (!number_token(token, what)) return false;
        auto const value = nearest_double(token);
        if (!value) return out_of_range(token, "a number that a double can hold");
        out = *value;
        return true;
    }

    /// Any value, as the text it is.
    bool raw(std::string_view& out) {
        char const* const first = p_;
        if (!pass_value()) return false;
        out = {first, p_};
        return true;
    }

private:
    VEEAM_OUT_OF_LINE void pass_space() noexcept {
        while (p_ != end_ && (*p_ == ' ' || *p_ == '\n' || *p_ == '\r' || *p_ == '\t')) ++p_;
    }

    bool enter() {
        if (depth_ == max_depth_) return fail_at(p_, "nested deeper than " + std::to_string(max_depth_) + " levels");
        ++depth_;
        ++p_;
        return true;
    }

    VEEAM_INLINE bool word(std::string_view w) noexcept {
        if (static_cast<std::size_t>(end_ - p_) < w.size() || std::string_view(p_, w.size()) != w) return false;
        p_ += w.size();
        return true;
    }

    /// A string of which all before `p` is plain.
    VEEAM_OUT_OF_LINE bool long_string(char const* first, char const* p, std::string_view& out) {
        char const* const last = plain_end(p);
        if (last == nullptr) return false;
        if (*last != '"') return unescape(first, last, out);
        out = {first, static_cast<std::size_t>(last - first)};
        p_ = last + 1;
        return true;
    }
    /// The first byte from `p` that ends a string or is an escape; null where the string is faulty before it.
    char const* plain_end(char const* p) {
        for (;;) {
            p = veeam::detail::skip_plain<unescaped>(p, end_);
            if (p == end_) return unfinished();
            if (*p == '"' || *p == '\\') return p;
            if (static_cast<unsigned char>(*p) < 0x20) return control_character(p);
            char const* const next = utf8_sequence_end(p, end_);
            if (next == nullptr) return malformed_utf8(p);
            p = next;
        }
    }
    VEEAM_COLD char const* unfinished() {
        fail_at(end_, "the text ends inside a string");
        return nullptr;
    }
    VEEAM_COLD char const* control_character(char const* p) {
        fail_at(p, "a control character in a string must be escaped, found " + byte_text(*p));
        return nullptr;
    }
    VEEAM_COLD char const* malformed_utf8(char const* p) {
        fail_at(p, "a string must be UTF-8, found " + byte_text(*p));
        return nullptr;
    }

    /// A string with escapes, the first of them at `p`.
    bool unescape(char const* first, char const* p, std::string_view& out) {
        scratch_.assign(first, p);
        while (*p != '"') {
            p = append_escape(p, scratch_);
            if (p == nullptr) return false;
            char const* const next = plain_end(p);
            if (next == nullptr) return false;
            scratch_.append(p, next);
            p = next;
        }
        out = scratch_;
        p_ = p + 1;
        return true;
    }
    /// Decodes one escape and returns its end, or null.
    char const* append_escape(char const* p, std::string& out) {
        if (end_ - p < 2) return unfinished();
        switch (p[1]) {
            case '"':
            case '\\':
            case '/': out += p[1]; return p + 2;
            case 'b': out += '\b'; return p + 2;
            case 'f': out += '\f'; return p + 2;
            case 'n': out += '\n'; return p + 2;
            case 'r': out += '\r'; return p + 2;
            case 't': out += '\t'; return p + 2;
            case 'u': return append_code_point(p, out);
            default: fail_at(p, "no such escape in a string: \\" + byte_text(p[1])); return nullptr;
        }
    }
    char const* append_code_point(char const* p, std::string& out) {
        std::int32_t const unit = utf16_unit(p);
        if (unit < 0) return bad_unicode_escape(p);
        auto code = static_cast<std::uint32_t>(unit);
        char const* const next = p + 6;
        if (code < 0xd800 || code > 0xdfff) {
            v0::detail::append_utf8(code, out);
            return next;
        }
        bool const pair = code < 0xdc00 && end_ - next >= 2 && next[0] == '\\' && next[1] == 'u';
        std::int32_t const low = pair ? utf16_unit(next) : -1;
        if (pair && low < 0) return bad_unicode_escape(next);
        if (low < 0xdc00 || low > 0xdfff) {
            fail_at(p, "half of a surrogate pair in a string: " + std::string(p, next));
            return nullptr;
        }
        code = 0x10000u + ((code - 0xd800u) << 10) + (static_cast<std::uint32_t>(low) - 0xdc00u);
        v0::detail::append_utf8(code, out);
        return next + 6;
    }
    char const* bad_unicode_escape(char const* p) {
        if (end_ - p < 6 && std::string_view(p, end_).find('"') == std::string_view::npos) return unfinished();
        fail_at(p, "an escape \\u needs four hexadecimal digits");
        return nullptr;
    }
    /// The value of `\uXXXX` at `p`, or -1.
    std::int32_t utf16_unit(char const* p) const noexcept {
        if (end_ - p < 6) return -1;
        std::int32_t value = 0;
        for (int i = 2; i < 6; ++i) {
            char const c = p[i];
            int digit = -1;
            if (c >= '0' && c <= '9') digit = c - '0';
            else if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
            else if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
            if (digit < 0) return -1;
            value = value * 16 + digit;
        }
        return value;
    }

    bool number_token(std::string_view& out, std::string_view what) {
        if (p_ == end_ || (*p_ != '-' && !is_digit(*p_))) return expected(what);
        number_extent const extent = scan_number(p_, end_);
        if (!extent.valid) {
            p_ = extent.end;
            return expected("a digit");
        }
        out = {p_, extent.end};
        p_ = extent.end;
        return true;
    }
    VEEAM_OUT_OF_LINE bool integer_slowly(std::int64_t& out, std::string_view what) {
        std::string_view token;
        if (!number_token(token, what)) return false;
        auto const value = exact_integer(token);
        if (!value) return out_of_range(token, "an integer of 64 bits");
        out = *value;
        return true;
    }
    VEEAM_COLD bool out_of_range(std::string_view token, std::string_view what) {
        return fail_at(token.data(), std::string("expected ").append(what).append(", found ").append(excerpt(token)));
    }

    /// Any value; containers by a stack of bits, not by recursion.
    bool pass_value() {
        std::array<std::uint64_t, depth_ceiling / 64> objects;  // bit n: the n-th container inside is an object
        std::size_t const outside = depth_;
        for (;;) {
            space();
            bool const object = at('{');
            if (object || at('[')) {
                if (!enter()) return false;
                std::size_t const level = depth_ - outside - 1;
                std::uint64_t const bit = std::uint64_t{1} << level % 64;
                if (level % 64 == 0) objects[level / 64] = 0;
                objects[level / 64] = object ? objects[level / 64] | bit : objects[level / 64] & ~bit;
                if (!empty(object ? '}' : ']')) {
                    if (object && !pass_name()) return false;
                    continue;
                }
            } else if (!pass_scalar()) {
                return false;
            }
            while (depth_ != outside) {
                std::size_t const level = depth_ - outside - 1;
                bool const in_object = (objects[level / 64] >> level % 64 & 1u) != 0;
                bool failed = false;
                if (more(in_object ? '}' : ']', failed)) {
                    if (in_object && !pass_name()) return false;
                    break;
                }
                if (failed) return false;
            }
            if (depth_ == outside) return true;
        }
    }
    bool pass_name() {
        space();
        std::string_view text;
        return name(text) && colon();
    }
    bool pass_scalar() {
        if (p_ == end_) return expected("a value");
        switch (*p_) {
            case '"': {
                std::string_view text;
                return string(text);
            }
            case 't': return word("true") || expected("a value");
            case 'f': return word("false") || expected("a value");
            case 'n': return word("null") || expected("a value");
            default: break;
        }
        char const* const first = p_;
        std::string_view token;
        if (!number_token(token, "a value")) return false;
        // Fewer than 300 digits without an exponent are in range of a double, which every reader of the value has.
        bool const large = token.size() > 300 || token.find_first_of("eE") != std::string_view::npos;
        if (large && !nearest_double(token)) {
            p_ = first;
            return out_of_range(token, "a number that a double can hold");
        }
        return true;
    }

    /// What is next, in words.
    std::string found() const {
        if (p_ == end_) return "the end of the text";
        std::string_view const rest(p_, end_);
        for (std::string_view const w : {"null", "true", "false"})
            if (rest.starts_with(w)) return std::string(w);
        switch (*p_) {
            case '"': return "a string";
            case '{': return "an object";
            case '[': return "a list";
            default: break;
        }
        return *p_ == '-' || is_digit(*p_) ? "a number" : byte_text(*p_);
    }
    static std::string byte_text(char c) {
        if (c >= 0x20 && c < 0x7f) return {'\'', c, '\''};
        constexpr char digits[] = "0123456789abcdef";
        auto const byte = static_cast<unsigned char>(c);
        return std::string("byte 0x") + digits[byte >> 4] + digits[byte & 15u];
    }

    char const* begin_;
    char const* p_;
    char const* end_;
    std::size_t max_depth_;
    std::size_t depth_{};
    std::size_t offset_{};
    std::string message_;
    std::string scratch_;
};

}  // namespace detail

}  // namespace veeam::inline v0::json
