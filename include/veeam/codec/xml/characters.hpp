#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <veeam/core/attributes.hpp>

/// @file
/// What XML 1.0 says of single characters. Names follow its fifth edition, whose rule is a handful of ranges.

namespace veeam::inline v0::xml::detail {

/// What a byte may be; a set of these for every byte is in `byte_classes`.
enum byte_class : std::uint16_t {
    text_run = 1,             ///< ASCII that stands for itself inside text.
    quoted_run = 2,           ///< ASCII that stands for itself in an attribute value between quotation marks.
    apostrophed_run = 4,      ///< ASCII that stands for itself in an attribute value between apostrophes.
    markup_run = 8,           ///< ASCII that needs no look inside comments, processing instructions and CDATA.
    name_first = 16,          ///< ASCII that starts a name.
    name_part = 32,           ///< ASCII that continues a name, but for the colon.
    white_space = 64,         ///< Space, tab, LF, CR.
    plain_in_text = 128,      ///< ASCII that is written as it is in text.
    plain_in_attribute = 256  ///< ASCII that is written as it is in an attribute value.
};

inline constexpr std::array<std::uint16_t, 256> byte_classes = [] {
    std::array<std::uint16_t, 256> out{};
    for (unsigned c = 0; c < 0x80; ++c) {
        auto const is_one_of = [c](std::string_view set) { return set.find(static_cast<char>(c)) != set.npos; };
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_one_of("_:");
        bool const space = is_one_of(" \t\n\r");
        unsigned set = 0;
        if ((c >= 0x20 || is_one_of("\t\n")) && !is_one_of("<&]")) set |= text_run;
        if (c >= 0x20 && !is_one_of("<&\"")) set |= quoted_run;
        if (c >= 0x20 && !is_one_of("<&'")) set |= apostrophed_run;
        if ((c >= 0x20 || space) && !is_one_of("-?]")) set |= markup_run;
        if (letter) set |= name_first;
        if ((letter && c != ':') || (c >= '0' && c <= '9') || is_one_of("-.")) set |= name_part;
        if (space) set |= white_space;
        if ((c >= 0x20 && !is_one_of("<&>")) || is_one_of("\t\n")) set |= plain_in_text;
        if (c >= 0x20 && !is_one_of("<&\"")) set |= plain_in_attribute;
        out[c] = static_cast<std::uint16_t>(set);
    }
    return out;
}();

constexpr bool is(char c, byte_class what) noexcept {
    return (byte_classes[static_cast<unsigned char>(c)] & what) != 0;
}

/// A class of bytes as the scanners see it.
template <byte_class Run>
struct run_of {
    static constexpr char first = '<';
    static constexpr char second = '&';
    static constexpr char third = Run == quoted_run || Run == plain_in_attribute ? '"'
                                  : Run == apostrophed_run                       ? '\''
                                  : Run == plain_in_text                         ? '>'
                                                                                 : ']';
    static constexpr bool has_controls = true;  // white space
    static constexpr bool holds(char c) noexcept { return is(c, Run); }
};

VEEAM_INLINE constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is(text.front(), white_space)) text.remove_prefix(1);
    while (!text.empty() && is(text.back(), white_space)) text.remove_suffix(1);
    return text;
}

/// Whether XML can carry the character at all, be it as a reference.
constexpr bool is_allowed(char32_t c) noexcept {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return c < 0xd800 || (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c <= 0x10ffff);
}

/// A character and its size in UTF-8; size 0: the bytes are not UTF-8.
struct decoded {
    char32_t value{};
    std::size_t size{};
};

/// The character at `p`; requires `p != end`.
constexpr decoded decode_utf8(char const* p, char const* end) noexcept {
    auto const byte = [p](std::size_t i) { return static_cast<unsigned char>(p[i]); };
    if (byte(0) < 0x80) return {byte(0), 1};
    std::size_t const size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || static_cast<std::size_t>(end - p) < size) return {};
    char32_t value = byte(0) & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0u) != 0x80) return {};
        value = value << 6 | (byte(i) & 0x3fu);
    }
    constexpr char32_t smallest[]{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = value >= 0xd800 && value < 0xe000;
    if (value < smallest[size] || value > 0x10ffff || surrogate) return {};
    return {value, size};
}

/// The digits of a character reference, passed; what no character has where the number is larger.
constexpr char32_t number_at(char const*& p, char const* end, bool hexadecimal) noexcept {
    char32_t const base = hexadecimal ? 16 : 10;
    char32_t value = 0;
    for (; p != end; ++p) {
        char32_t digit = 16;
        if (*p >= '0' && *p <= '9') digit = static_cast<char32_t>(*p - '0');
        if (*p >= 'a' && *p <= 'f') digit = static_cast<char32_t>(*p - 'a') + 10;
        if (*p >= 'A' && *p <= 'F') digit = static_cast<char32_t>(*p - 'A') + 10;
        if (digit >= base) break;
        value = value * base + digit;
        if (value > 0x110000) value = 0x110000;
    }
    return value;
}

namespace ranges {
struct range {
    char32_t first, last;
};
inline constexpr range name_first[]{{0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2ff},    {0x370, 0x37d},
                                    {0x37f, 0x1fff},  {0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef},
                                    {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
inline constexpr range name_part[]{{0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}};

template <std::size_t N>
constexpr bool contain(range const (&set)[N], char32_t c) noexcept {
    for (range const& r : set)
        if (c >= r.first && c <= r.last) return true;
    return false;
}
}  // namespace ranges

/// Whether a character outside ASCII starts a name.
constexpr bool starts_name(char32_t c) noexcept { return ranges::contain(ranges::name_first, c); }
/// Whether a character outside ASCII continues a name.
constexpr bool continues_name(char32_t c) noexcept { return starts_name(c) || ranges::contain(ranges::name_part, c); }

/// The size of the name at the start of a text; 0: there is none.
constexpr std::size_t name_size(char const* p, char const* end) noexcept {
    char const* const begin = p;
    for (;;) {
        while (p != end && (*p == ':' || is(*p, p == begin ? name_first : name_part))) ++p;
        if (p == end || static_cast<unsigned char>(*p) < 0x80) break;
        decoded const c = decode_utf8(p, end);
        if (c.size == 0 || !(p == begin ? starts_name(c.value) : continues_name(c.value))) break;
        p += c.size;
    }
    return static_cast<std::size_t>(p - begin);
}

/// Whether a text is UTF-8 and XML can carry each of its characters.
constexpr bool is_carriable(std::string_view text) noexcept {
    char const* p = text.data();
    char const* const end = p + text.size();
    while (p != end) {
        decoded const c = decode_utf8(p, end);
        if (c.size == 0 || !is_allowed(c.value)) return false;
        p += c.size;
    }
    return true;
}

}  // namespace veeam::inline v0::xml::detail
