#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace veeam::inline v0 {

namespace detail {

/// What a character is in a uuid: its value, plus bit 4 for upper case; `no_digit` for all but hexadecimal digits.
struct hex_digits {
    static constexpr std::uint8_t upper_case = 1 << 4;
    static constexpr std::uint8_t no_digit = 0x80;

    static constexpr std::array<std::uint8_t, 256> table = [] {
        std::array<std::uint8_t, 256> out{};
        out.fill(no_digit);
        for (std::uint8_t i = 0; i < 10; ++i) out[std::size_t{'0'} + i] = i;
        for (std::uint8_t i = 10; i < 16; ++i) {
            out[std::size_t{'a'} + i - 10] = i;
            out[std::size_t{'A'} + i - 10] = i | upper_case;
        }
        return out;
    }();
};

/// Called, and thereby shown by the compiler, where a literal is not a uuid. Not constexpr on purpose.
inline void a_uuid_literal_must_have_the_form_8_4_4_4_12() {}

}  // namespace detail

/// A 128-bit identifier that is printed as it was read: the case of each hexadecimal digit is kept.
///
/// Reads and prints the form `8-4-4-4-12` only, without braces. Comparing and hashing look at the 16 bytes: case does
/// not matter.
///
/// @par Example
/// @code
/// veeam::uuid const id{"CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"};  // checked by the compiler
/// std::optional<veeam::uuid> const same = veeam::uuid::parse("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");  // at run time
/// std::cout << (same == id) << ' ' << id << '\n';  // 1 CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10
/// @endcode
class uuid {
public:
    /// The bytes in the order in which they are printed.
    using bytes_type = std::array<std::uint8_t, 16>;

    /// The size of every text.
    static constexpr std::size_t text_size = 36;

    /// The nil uuid: all bytes are zero.
    constexpr uuid() noexcept = default;
    constexpr explicit uuid(bytes_type const& bytes) noexcept : bytes_(bytes) {}

    /// A literal; one that is not a uuid does not compile. Use `parse` for text that is known at run time.
    template <std::size_t N>
    consteval explicit uuid(char const (&literal)[N]) {
        if (!read({literal, N - 1})) detail::a_uuid_literal_must_have_the_form_8_4_4_4_12();
    }

    /// None: not a uuid in the form `8-4-4-4-12`.
    static constexpr std::optional<uuid> parse(std::string_view text) noexcept {
        uuid out;
        if (!out.read(text)) return std::nullopt;
        return out;
    }

    /// Writes `text_size` characters without a terminating zero; returns `text_size`.
    constexpr std::size_t print(char* out) const noexcept {
        for (std::size_t i = 0; i < bytes_.size(); ++i) {
            for (std::size_t half = 0; half < 2; ++half) {
                std::size_t const digit = 2 * i + half;
                bool const upper = (upper_ >> digit & 1u) != 0;
                std::uint8_t const value = half == 0 ? bytes_[i] >> 4 : bytes_[i] & 0x0fu;
                *out++ = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[value];
            }
            if (is_before_dash(i)) *out++ = '-';
        }
        return text_size;
    }

    std::string text() const {
        std::string out(text_size, '\0');
        print(out.data());
        return out;
    }

    constexpr bytes_type const& bytes() const noexcept { return bytes_; }
    constexpr bool is_nil() const noexcept { return bytes_ == bytes_type{}; }

    friend constexpr bool operator==(uuid const& a, uuid const& b) noexcept { return a.bytes_ == b.bytes_; }
    friend constexpr std::strong_ordering operator<=>(uuid const& a, uuid const& b) noexcept {
        return a.bytes_ <=> b.bytes_;
    }

    friend std::ostream& operator<<(std::ostream& out, uuid const& id) {
        char buffer[text_size];
        return out << std::string_view(buffer, id.print(buffer));
    }

private:
    static constexpr bool is_before_dash(std::size_t byte) noexcept {
        return byte == 3 || byte == 5 || byte == 7 || byte == 9;
    }

    constexpr bool read(std::string_view text) noexcept {
        if (text.size() != text_size) return false;
        char const* p = text.data();
        bytes_type bytes{};
        std::uint32_t upper = 0;
        std::uint32_t bad = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            std::uint32_t const high = detail::hex_digits::table[static_cast<unsigned char>(p[0])];
            std::uint32_t const low = detail::hex_digits::table[static_cast<unsigned char>(p[1])];
            p += 2;
            bad |= (high | low) & detail::hex_digits::no_digit;
            upper |= (high >> 4 & 1u) << (2 * i) | (low >> 4 & 1u) << (2 * i + 1);
            bytes[i] = static_cast<std::uint8_t>((high & 0x0fu) << 4 | (low & 0x0fu));
            if (is_before_dash(i)) bad |= static_cast<std::uint32_t>(*p++ != '-');
        }
        bytes_ = bytes;
        upper_ = upper;
        return bad == 0;
    }

    bytes_type bytes_{};
    std::uint32_t upper_{};  // bit n: the n-th digit was an upper case letter
};

}  // namespace veeam::inline v0

template <>
struct std::hash<veeam::uuid> {
    std::size_t operator()(veeam::uuid const& id) const noexcept {
        // Not all uuids are random, so every byte takes part (FNV-1a).
        std::uint64_t out = 0xcbf29ce484222325u;
        for (std::uint8_t const byte : id.bytes()) out = (out ^ byte) * 0x100000001b3u;
        return static_cast<std::size_t>(out);
    }
};
