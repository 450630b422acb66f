#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/json/emitter.hpp>
#include <veeam/codec/json/scan.hpp>

namespace veeam::inline v0::json::detail {

/// Appends JSON tokens to a string, without white space.
///
/// Works in the string's spare room and cuts it to size at the end: one check of the room per token.
class text_sink {
public:
    explicit text_sink(std::string& out) : out_(out) { make_room(256, out.size()); }
    text_sink(text_sink const&) = delete;
    text_sink& operator=(text_sink const&) = delete;
    ~text_sink() { out_.resize(used()); }

    void begin_object() { begin('{'); }
    void begin_list() { begin('['); }
    void end_object() { end('}'); }
    void end_list() { end(']'); }

    /// A name that needs no escapes.
    void key(std::string_view name) {
        need(name.size() + 4);
        separate();
        *p_++ = '"';
        put(name);
        *p_++ = '"';
        *p_++ = ':';
        first_ = true;
    }
    bool key_text(std::string_view name) {
        if (!text(name)) return false;
        need(1);
        *p_++ = ':';
        first_ = true;
        return true;
    }

    void null() { literal("null"); }
    void boolean(bool value) { literal(value ? "true" : "false"); }
    void integer(std::int64_t value) {
        need(24);
        separate();
        p_ = std::to_chars(p_, p_ + 21, value).ptr;
    }
    bool number(double value) {
        if (!std::isfinite(value)) return false;
        need(40);
        separate();
        p_ = std::to_chars(p_, p_ + 32, value).ptr;
        return true;
    }
    void ascii(std::string_view value) {
        need(value.size() + 3);
        separate();
        *p_++ = '"';
        put(value);
        *p_++ = '"';
    }
    bool raw(std::string_view value) {
        literal(value);
        return true;
    }
    bool text(std::string_view value) {
        need(value.size() + 3);
        separate();
        *p_++ = '"';
        char const* p = value.data();
        char const* const end = p + value.size();
        for (;;) {
            p = copy_plain(p, end);
            if (p == end) break;
            if (static_cast<unsigned char>(*p) >= 0x80) {
                char const* const next = utf8_sequence_end(p, end);
                if (next == nullptr) return false;
                while (p != next) *p_++ = *p++;
            } else {
                escape(*p++);
                need(static_cast<std::size_t>(end - p) + 1);
            }
        }
        *p_++ = '"';
        return true;
    }

private:
    std::size_t used() const noexcept { return static_cast<std::size_t>(p_ - out_.data()); }
    void need(std::size_t n) {
        if (static_cast<std::size_t>(end_ - p_) < n) make_room(n, used());
    }
    VEEAM_OUT_OF_LINE void make_room(std::size_t n, std::size_t in_use) {
        out_.resize(in_use + n > out_.capacity() ? in_use * 2 + n : out_.capacity());
        p_ = out_.data() + in_use;
        end_ = out_.data() + out_.size();
    }

    /// A comma, except before the first element and behind a key.
    void separate() noexcept {
        *p_ = ',';
        p_ += first_ ? 0 : 1;
        first_ = false;
    }
    void begin(char bracket) {
        need(2);
        separate();
        *p_++ = bracket;
        first_ = true;
    }
    void end(char bracket) {
        need(1);
        *p_++ = bracket;
        first_ = false;
    }
    void literal(std::string_view word) {
        need(word.size() + 1);
        separate();
        put(word);
    }
    void put(std::string_view text) noexcept {
        std::memcpy(p_, text.data(), text.size());
        p_ += text.size();
    }

    /// Copies what needs no escape; there is room for all of it.
    char const* copy_plain(char const* p, char const* end) noexcept {
        char const* const stop = find_special(p, end);
        auto const n = static_cast<std::size_t>(stop - p);
        if (n != 0) std::memcpy(p_, p, n);
        p_ += n;
        return stop;
    }
    VEEAM_OUT_OF_LINE void escape(char c) {
        need(6);
        *p_++ = '\\';
        switch (c) {
            case '"':
            case '\\': *p_++ = c; return;
            case '\b': *p_++ = 'b'; return;
            case '\f': *p_++ = 'f'; return;
            case '\n': *p_++ = 'n'; return;
            case '\r': *p_++ = 'r'; return;
            case '\t': *p_++ = 't'; return;
            default: break;
        }
        constexpr char digits[] = "0123456789abcdef";
        auto const byte = static_cast<unsigned char>(c);
        put("u00");
        *p_++ = digits[byte >> 4];
        *p_++ = digits[byte & 15u];
    }

    std::string& out_;
    char* p_{};
    char* end_{};
    bool first_{true};
};

}  // namespace veeam::inline v0::json::detail
