#pragma once

#include <cstddef>
#include <string_view>

#include <veeam/codec/scan.hpp>
#include <veeam/core/attributes.hpp>

namespace veeam::inline v0::json::detail {

/// Whether a byte of a string needs a closer look: a quote, an escape, a control character or a part of UTF-8.
constexpr bool is_special(char c) noexcept {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

/// What stands for itself in a string.
struct unescaped {
    static constexpr char first = '"';
    static constexpr char second = '\\';
    static constexpr char third = second;
    static constexpr bool has_controls = false;
    static constexpr bool holds(char c) noexcept { return !is_special(c); }
};

/// The end of the UTF-8 sequence that starts at `p` with a byte from 0x80; null where it is malformed or cut off.
inline char const* utf8_sequence_end(char const* p, char const* end) noexcept {
    auto const byte = [&](int i) { return static_cast<unsigned char>(p[i]); };
    auto const continues = [&](int i) { return (byte(i) & 0xc0u) == 0x80u; };
    unsigned char const lead = byte(0);
    std::ptrdiff_t const left = end - p;
    if (lead < 0xc2) return nullptr;  // a continuation, or an overlong form of ASCII
    if (lead < 0xe0) return left >= 2 && continues(1) ? p + 2 : nullptr;
    if (lead < 0xf0) {
        if (left < 3 || !continues(1) || !continues(2)) return nullptr;
        bool const overlong = lead == 0xe0 && byte(1) < 0xa0;
        bool const surrogate = lead == 0xed && byte(1) > 0x9f;
        return overlong || surrogate ? nullptr : p + 3;
    }
    if (lead > 0xf4 || left < 4 || !continues(1) || !continues(2) || !continues(3)) return nullptr;
    bool const overlong = lead == 0xf0 && byte(1) < 0x90;
    bool const too_large = lead == 0xf4 && byte(1) > 0x8f;
    return overlong || too_large ? nullptr : p + 4;
}

/// Whether text can be carried by JSON at all.
inline bool is_utf8(std::string_view text) noexcept {
    char const* p = text.data();
    char const* const end = p + text.size();
    while (p != end) {
        if (static_cast<unsigned char>(*p) < 0x80) {
            ++p;
            continue;
        }
        p = utf8_sequence_end(p, end);
        if (p == nullptr) return false;
    }
    return true;
}

}  // namespace veeam::inline v0::json::detail
