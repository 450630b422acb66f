#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <veeam/core/attributes.hpp>

#if defined(__SSE2__) && !defined(VEEAM_PORTABLE_SCAN)
#    define VEEAM_SSE2_SCAN 1
#    include <emmintrin.h>
#else
#    define VEEAM_SSE2_SCAN 0
#endif

namespace veeam::inline v0::json::detail {

/// Whether a byte of a string needs a closer look: a quote, an escape, a control character or a part of UTF-8.
constexpr bool is_special(char c) noexcept {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

/// The first special byte, or `end`. Eight bytes at a time; reads nothing past `end`.
inline char const* find_special_portable(char const* p, char const* end) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::uint64_t high = 0x8080808080808080u;
    while (end - p >= 8) {
        std::uint64_t x;
        std::memcpy(&x, p, 8);
        std::uint64_t const quote = x ^ (ones * '"');
        std::uint64_t const escape = x ^ (ones * '\\');
        // The lowest marked byte is exact; a borrow can mark a byte above it only.
        std::uint64_t const found =
            (((quote - ones) & ~quote) | ((escape - ones) & ~escape) | (x - ones * 0x20) | x) & high;
        if (found != 0) {
            if constexpr (std::endian::native == std::endian::little) return p + (std::countr_zero(found) >> 3);
            else break;
        }
        p += 8;
    }
    while (p != end && !is_special(*p)) ++p;
    return p;
}

#if VEEAM_SSE2_SCAN
/// The special ones of sixteen bytes: a bit each.
VEEAM_INLINE unsigned special_bytes(__m128i x) noexcept {
    __m128i const quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
    __m128i const escape = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    // Bytes from 0x80 are negative, so one signed comparison finds them and the control characters.
    __m128i const other = _mm_cmplt_epi8(x, _mm_set1_epi8(0x20));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, escape), other)));
}

/// `find_special_portable`, sixteen bytes at a time.
VEEAM_INLINE char const* find_special_sse2(char const* p, char const* end) noexcept {
    while (end - p >= 16) {
        unsigned const mask = special_bytes(_mm_loadu_si128(reinterpret_cast<__m128i const*>(p)));
        if (mask != 0) return p + std::countr_zero(mask);
        p += 16;
    }
    return find_special_portable(p, end);
}
#endif

/// The first byte from `p` that `is_special`, or `end`.
VEEAM_INLINE char const* find_special(char const* p, char const* end) noexcept {
#if VEEAM_SSE2_SCAN
    return find_special_sse2(p, end);
#else
    return find_special_portable(p, end);
#endif
}

/// Copies up to the first byte from `p` that `is_special`, or `end`, which it returns; `to` becomes the end of the
/// copy.
///
/// Where it copies to there is room for all and for 16 bytes more.
VEEAM_INLINE char const* copy_plain(char const* p, char const* end, char*& to) noexcept {
#if VEEAM_SSE2_SCAN
    char const* const from = p;
    while (end - p >= 16) {
        __m128i const x = _mm_loadu_si128(reinterpret_cast<__m128i const*>(p));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), x);
        unsigned const special = special_bytes(x);
        std::ptrdiff_t const plain = special != 0 ? std::countr_zero(special) : 16;
        p += plain;
        to += plain;
        if (special != 0) return p;
    }
    if (end - from >= 16) {
        // The last sixteen once more, of which the first were copied already.
        __m128i const x = _mm_loadu_si128(reinterpret_cast<__m128i const*>(end - 16));
        if (special_bytes(x) == 0) {
            _mm_storeu_si128(reinterpret_cast<__m128i*>(to + (end - p) - 16), x);
            to += end - p;
            return end;
        }
    }
#endif
    while (p != end && !is_special(*p)) *to++ = *p++;
    return p;
}

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

/// Equality without a library call, since names are short; reads nothing past the names.
VEEAM_INLINE bool same_bytes(char const* a, char const* b, std::size_t n) noexcept {
    if (n >= 8) {
        std::uint64_t x;
        std::uint64_t y;
        std::size_t i = 0;
        for (; i + 8 < n; i += 8) {
            std::memcpy(&x, a + i, 8);
            std::memcpy(&y, b + i, 8);
            if (x != y) return false;
        }
        std::memcpy(&x, a + n - 8, 8);
        std::memcpy(&y, b + n - 8, 8);
        return x == y;
    }
    if (n >= 4) {
        std::uint32_t x;
        std::uint32_t y;
        std::uint32_t x_tail;
        std::uint32_t y_tail;
        std::memcpy(&x, a, 4);
        std::memcpy(&y, b, 4);
        std::memcpy(&x_tail, a + n - 4, 4);
        std::memcpy(&y_tail, b + n - 4, 4);
        return x == y && x_tail == y_tail;
    }
    for (std::size_t i = 0; i < n; ++i)
        if (a[i] != b[i]) return false;
    return true;
}

}  // namespace veeam::inline v0::json::detail
