#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/secret.hpp>
#include <veeam/http/headers.hpp>
#include <veeam/http/secret_headers.hpp>

namespace veeam::inline v0::detail {

/// What a text in base64 says; none: it is no such text.
inline std::optional<secret> decoded_base64(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string out;
    out.reserve(text.size());  // so that no copy stays behind in memory
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (char const c : text) {
        std::uint32_t digit = 0;
        if (c >= 'A' && c <= 'Z') digit = static_cast<std::uint32_t>(c - 'A');
        else if (c >= 'a' && c <= 'z') digit = static_cast<std::uint32_t>(c - 'a') + 26;
        else if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0') + 52;
        else if (c == '+') digit = 62;
        else if (c == '/') digit = 63;
        else return std::nullopt;
        group = group << 6 | digit;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out.push_back(static_cast<char>(group >> bits & 0xffu));
    }
    return secret(std::move(out));
}

/// Whether a text reads like one that a person or a program wrote, so that looking for it makes sense.
inline bool is_visible(std::string_view text) noexcept {
    for (char const c : text)
        if (c < ' ' || c > '~') return false;
    return text.size() >= 4;
}

/// The 16 bytes of a GUID in the form `8-4-4-4-12`: as they stand, and as Windows orders them.
inline std::string guid_text(std::string_view bytes, bool of_windows) {
    constexpr std::array<std::size_t, 16> order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    std::string out;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        auto const byte = static_cast<unsigned char>(bytes[of_windows ? order[i] : i]);
        out.append(1, "0123456789abcdef"[byte >> 4]).append(1, "0123456789abcdef"[byte & 15u]);
    }
    return out;
}

/// Every text that the secret headers of a message give away: their values, what follows the word of a scheme, and what
/// that says in base64: Basic has user and password in it, and a token of Enterprise Manager the id of its session, as
/// text or as 16 bytes.
inline std::vector<secret> secret_texts(headers const& of) {
    std::vector<secret> out;
    auto const add = [&](std::string_view text) {
        if (text.empty()) return;
        out.emplace_back(text);
        auto decoded = decoded_base64(text);
        if (!decoded) return;
        if (decoded->reveal().size() == 16) {
            for (bool const of_windows : {false, true}) out.emplace_back(guid_text(decoded->reveal(), of_windows));
        }
        if (!is_visible(decoded->reveal())) return;
        std::string_view const plain = decoded->reveal();
        if (std::size_t const colon = plain.find(':'); colon != std::string_view::npos)
            out.emplace_back(plain.substr(colon + 1));
        else out.push_back(*std::move(decoded));
    };
    for (auto const& [name, value] : of) {
        if (!is_secret_header(name)) continue;
        std::string_view text = value;
        // `Set-Cookie: name=value; Path=/` and `Cookie: name=value`.
        if (equal_ignoring_case(name, "Set-Cookie") || equal_ignoring_case(name, "Cookie")) {
            text = text.substr(0, text.find(';'));
            text.remove_prefix(text.find('=') + 1);  // npos + 1 is 0
        }
        add(text);
        if (std::size_t const space = text.find(' '); space != std::string_view::npos) add(text.substr(space + 1));
    }
    return out;
}

inline std::vector<std::string_view> revealed(std::vector<secret> const& all) {
    std::vector<std::string_view> out;
    out.reserve(all.size());
    for (secret const& one : all) out.push_back(one.reveal());
    return out;
}

}  // namespace veeam::inline v0::detail
