#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <veeam/core/attributes.hpp>

#if defined(__SSE2__) && !defined(VEEAM_PORTABLE_SCAN)
#    define VEEAM_SSE2_SCAN 1
#    include <emmintrin.h>
#else
#    define VEEAM_SSE2_SCAN 0
#endif

/// @file
/// How the readers and writers of both formats pass over bytes that stand for themselves, many at a time.

namespace veeam::inline v0::detail {

/// Bytes that stand for themselves: ASCII but for three marks, and no control characters, or those that `holds` has.
template <class S>
concept plain_bytes = requires(char c) {
    { S::first } -> std::convertible_to<char>;
    { S::second } -> std::convertible_to<char>;
    { S::third } -> std::convertible_to<char>;
    { S::has_controls } -> std::convertible_to<bool>;
    { S::holds(c) } -> std::same_as<bool>;
};

/// The first byte from `p` that is not plain, or `end`. Eight bytes at a time; reads nothing past `end`.
template <plain_bytes Plain>
char const* skip_plain_portable(char const* p, char const* end) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::uint64_t first = ones * static_cast<unsigned char>(Plain::first);
    constexpr std::uint64_t second = ones * static_cast<unsigned char>(Plain::second);
    constexpr std::uint64_t third = ones * static_cast<unsigned char>(Plain::third);
    auto const zero_bytes = [](std::uint64_t x) { return (x - ones) & ~x; };
    while (end - p >= 8) {
        std::uint64_t x;
        std::memcpy(&x, p, 8);
        // The lowest marked byte is exact; a borrow can mark a byte above it only.
        std::uint64_t const special =
            (zero_bytes(x ^ first) | zero_bytes(x ^ second) | zero_bytes(x ^ third) | (x - ones * 0x20) | x) &
            (ones * 0x80);
        if (special == 0) {
            p += 8;
            continue;
        }
        if constexpr (std::endian::native != std::endian::little) break;
        p += std::countr_zero(special) >> 3;
        if (!Plain::has_controls || !Plain::holds(*p)) return p;
        ++p;
    }
    while (p != end && Plain::holds(*p)) ++p;
    return p;
}

#if VEEAM_SSE2_SCAN
/// The marks, control characters and bytes from 0x80 among sixteen bytes: a bit each.
template <plain_bytes Plain>
VEEAM_INLINE unsigned special_bytes(__m128i x) noexcept {
    // Bytes from 0x80 are negative, so one signed comparison finds them and the control characters.
    __m128i const special = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(Plain::first)), _mm_cmpeq_epi8(x, _mm_set1_epi8(Plain::second))),
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(Plain::third)), _mm_cmplt_epi8(x, _mm_set1_epi8(0x20))));
    return static_cast<unsigned>(_mm_movemask_epi8(special));
}

/// `skip_plain_portable`, sixteen bytes at a time.
template <plain_bytes Plain>
VEEAM_INLINE char const* skip_plain_sse2(char const* p, char const* end) noexcept {
    while (end - p >= 16) {
        unsigned const found = special_bytes<Plain>(_mm_loadu_si128(reinterpret_cast<__m128i const*>(p)));
        if (found == 0) {
            p += 16;
            continue;
        }
        p += std::countr_zero(found);
        if (!Plain::has_controls || !Plain::holds(*p)) return p;
        ++p;
    }
    return skip_plain_portable<Plain>(p, end);
}
#endif

/// The first byte from `p` that is not plain, or `end`.
template <plain_bytes Plain>
VEEAM_INLINE char const* skip_plain(char const* p, char const* end) noexcept {
#if VEEAM_SSE2_SCAN
    return skip_plain_sse2<Plain>(p, end);
#else
    return skip_plain_portable<Plain>(p, end);
#endif
}

/// Copies up to the first byte from `p` that is not plain, or `end`, which it returns; `to` becomes the end of the
/// copy.
///
/// Where it copies to there is room for all and for 16 bytes more.
template <plain_bytes Plain>
VEEAM_INLINE char const* copy_plain(char const* p, char const* end, char*& to) noexcept {
#if VEEAM_SSE2_SCAN
    char const* const from = p;
    while (end - p >= 16) {
        __m128i const x = _mm_loadu_si128(reinterpret_cast<__m128i const*>(p));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), x);
        unsigned const found = special_bytes<Plain>(x);
        std::ptrdiff_t const plain = found != 0 ? std::countr_zero(found) : 16;
        p += plain;
        to += plain;
        if (found == 0) continue;
        if (!Plain::has_controls || !Plain::holds(*p)) return p;
        *to++ = *p++;
    }
    if (end - from >= 16) {
        // The last sixteen once more, of which the first were copied already.
        __m128i const x = _mm_loadu_si128(reinterpret_cast<__m128i const*>(end - 16));
        if (special_bytes<Plain>(x) == 0) {
            _mm_storeu_si128(reinterpret_cast<__m128i*>(to + (end - p) - 16), x);
            to += end - p;
            return end;
        }
    }
#endif
    while (p != end && Plain::holds(*p)) *to++ = *p++;
    return p;
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

}  // namespace veeam::inline v0::detail
