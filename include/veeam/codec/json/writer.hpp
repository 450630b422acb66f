#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <veeam/codec/json/emitter.hpp>
#include <veeam/codec/json/scan.hpp>
#include <veeam/codec/output.hpp>
#include <veeam/core/attributes.hpp>

namespace veeam::inline v0::json::detail {

/// Appends JSON tokens to a string, without white space.
class text_sink {
public:
    explicit text_sink(std::string& out) noexcept : out_(out) {}

    /// Must be the last that is done.
    void finish() { out_.finish(); }

    void begin_object() { begin('{'); }
    void begin_list() { begin('['); }
    void end_object() { end('}'); }
    void end_list() { end(']'); }

    /// A name that needs no escapes.
    void key(std::string_view name) {
        if (name.size() > veeam::detail::output::max_room - 4) return long_key(name);
        out_.need(name.size() + 4);
        separate();
        *out_.p++ = '"';
        out_.append(name);
        *out_.p++ = '"';
        *out_.p++ = ':';
        first_ = true;
    }
    bool key_text(std::string_view name) {
        if (!text(name)) return false;
        out_.put(':');
        first_ = true;
        return true;
    }

    void null() { literal("null"); }
    void boolean(bool value) { literal(value ? "true" : "false"); }
    void integer(std::int64_t value) {
        out_.need(24);
        separate();
        out_.p = std::to_chars(out_.p, out_.p + 21, value).ptr;
    }
    bool number(double value) {
        if (!std::isfinite(value)) return false;
        out_.need(40);
        separate();
        out_.p = std::to_chars(out_.p, out_.p + 32, value).ptr;
        return true;
    }
    /// No more than `output::max_room` less 3 bytes.
    void ascii(std::string_view value) {
        out_.need(value.size() + 3);
        separate();
        *out_.p++ = '"';
        out_.append(value);
        *out_.p++ = '"';
    }
    bool raw(std::string_view value) {
        literal(value);
        return true;
    }
    bool text(std::string_view value) {
        out_.need(2);
        separate();
        *out_.p++ = '"';
        char const* p = value.data();
        char const* const end = p + value.size();
        for (;;) {
            char const* const stop = end - p > most ? p + most : end;
            out_.need(static_cast<std::size_t>(stop - p) + 1);
            p = veeam::detail::copy_plain<unescaped>(p, stop, out_.p);
            if (p == end) break;
            if (p != stop && !special(p, end)) return false;
        }
        *out_.p++ = '"';
        return true;
    }

private:
    static constexpr std::ptrdiff_t most = veeam::detail::output::max_room - 1;

    /// A comma, except before the first element and behind a key. There is room.
    VEEAM_INLINE void separate() noexcept {
        *out_.p = ',';
        out_.p += first_ ? 0 : 1;
        first_ = false;
    }
    void begin(char bracket) {
        out_.need(2);
        separate();
        *out_.p++ = bracket;
        first_ = true;
    }
    void end(char bracket) {
        out_.put(bracket);
        first_ = false;
    }
    void literal(std::string_view word) {
        out_.need(1);
        separate();
        out_.put(word);
    }
    VEEAM_OUT_OF_LINE void long_key(std::string_view name) {
        out_.need(2);
        separate();
        out_.put('"');
        out_.put(name);
        out_.put("\":");
        first_ = true;
    }

    /// What needs a look at `p`: an escape, or characters that are not ASCII; false: it is not UTF-8.
    VEEAM_OUT_OF_LINE bool special(char const*& p, char const* end) {
        if (static_cast<unsigned char>(*p) < 0x80) {
            escape(*p++);
            return true;
        }
        char const* const from = p;
        // Not the whole of a long text, for which there is no room.
        while (p != end && static_cast<unsigned char>(*p) >= 0x80 && p - from < most - 4) {
            p = utf8_sequence_end(p, end);
            if (p == nullptr) return false;
        }
        out_.put({from, static_cast<std::size_t>(p - from)});
        return true;
    }
    void escape(char c) {
        out_.need(6);
        char*& p = out_.p;
        *p++ = '\\';
        switch (c) {
            case '"':
            case '\\': *p++ = c; return;
            case '\b': *p++ = 'b'; return;
            case '\f': *p++ = 'f'; return;
            case '\n': *p++ = 'n'; return;
            case '\r': *p++ = 'r'; return;
            case '\t': *p++ = 't'; return;
            default: break;
        }
        constexpr char digits[] = "0123456789abcdef";
        auto const byte = static_cast<unsigned char>(c);
        out_.append("u00");
        *p++ = digits[byte >> 4];
        *p++ = digits[byte & 15u];
    }

    veeam::detail::output out_;
    bool first_{true};
};

}  // namespace veeam::inline v0::json::detail
