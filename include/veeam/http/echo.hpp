#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <veeam/core/utf8.hpp>
#include <veeam/http/one_line.hpp>

/// @file
/// How a server may repeat a text that it was sent.

namespace veeam::inline v0::detail {

/// The number that a text is; none: it is no number, or too large.
inline std::optional<std::uint32_t> number_of(std::string_view digits, unsigned base) noexcept {
    std::uint32_t value = 0;
    auto const [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
    if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

/// What one escape at the beginning of a text stands for, in UTF-8, and how long it is; length 0: it is none.
struct escape {
    std::string meaning{};
    std::size_t length{};
};
inline std::string utf8_of(std::uint32_t code) {
    std::string out;
    append_utf8(code, out);
    return out;
}
inline escape percent_escape(std::string_view text) {
    auto const value = text.size() < 3 ? std::nullopt : number_of(text.substr(1, 2), 16);
    return value ? escape{{static_cast<char>(static_cast<unsigned char>(*value))}, 3} : escape{};
}
inline escape json_escape(std::string_view text) {
    if (text.size() < 2) return {};
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (std::size_t const which = letters.find(text[1]); which != letters.npos) return {{meanings[which]}, 2};
    auto const unit = [&](std::size_t at) {
        bool const fits = text.size() >= at + 6 && text[at] == '\\' && text[at + 1] == 'u';
        return fits ? number_of(text.substr(at + 2, 4), 16) : std::nullopt;
    };
    auto const first = unit(0);
    if (!first) return {};
    if (*first < 0xd800 || *first >= 0xe000) return {utf8_of(*first), 6};
    auto const second = unit(6);
    if (!second || *second < 0xdc00 || *second >= 0xe000) return {};
    return {utf8_of(0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00)), 12};
}
inline escape xml_escape(std::string_view text) {
    constexpr std::pair<std::string_view, char> named[]{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (auto const& [name, meaning] : named)
        if (text.starts_with(name)) return {{meaning}, name.size()};
    std::size_t const end = text.substr(0, 12).find(';');
    if (!text.starts_with("&#") || end == text.npos) return {};
    bool const is_hex = text.starts_with("&#x") || text.starts_with("&#X");
    auto const code = number_of(text.substr(is_hex ? 3 : 2, end - (is_hex ? 3 : 2)), is_hex ? 16 : 10);
    return code && *code < 0x110000 ? escape{utf8_of(*code), end + 1} : escape{};
}
inline escape escape_at(std::string_view text) {
    switch (text.front()) {
        case '%': return percent_escape(text);
        case '\\': return json_escape(text);
        case '&': return xml_escape(text);
        case '+': return {" ", 1};
        default: return {};
    }
}

/// How much of a text repeats the beginning of a secret, and how much of the secret that is.
struct echo {
    std::size_t in_text{};
    std::size_t in_secret{};
};

/// `escapes_first`: where a character of the text may stand for itself or begin an escape, it begins an escape.
inline echo echo_at(std::string_view text, std::string_view secret, bool escapes_first) {
    echo out;
    while (out.in_text < text.size() && out.in_secret < secret.size()) {
        std::string_view const rest = text.substr(out.in_text);
        std::string_view const wanted = secret.substr(out.in_secret);
        bool const same = rest.front() == wanted.front();
        escape found;
        if (!same || escapes_first) found = escape_at(rest);
        bool const escaped = found.length != 0 && wanted.starts_with(found.meaning);
        if (escaped) {
            out.in_text += found.length;
            out.in_secret += found.meaning.size();
        } else if (same || (is_blank_character(rest.front()) && is_blank_character(wanted.front()))) {
            ++out.in_text;
            ++out.in_secret;
        } else {
            break;
        }
        // White space may have been folded.
        if (!is_blank_character(secret[out.in_secret - 1])) continue;
        while (out.in_secret < secret.size() && is_blank_character(secret[out.in_secret])) ++out.in_secret;
        while (out.in_text < text.size() && is_blank_character(text[out.in_text])) ++out.in_text;
    }
    return out;
}

/// How many bytes of the text repeat the secret; 0: it does not stand here. Enough of its beginning counts as well:
/// long texts are cut before they come here, and our own words may follow the cut.
inline std::size_t echoed(std::string_view text, std::string_view secret) {
    constexpr std::size_t telling = 12;
    std::size_t longest = 0;
    for (bool const escapes_first : {true, false}) {
        echo const found = echo_at(text, secret, escapes_first);
        std::string_view const rest = text.substr(found.in_text);
        bool const is_cut = found.in_secret >= 4 && (rest.empty() || rest.starts_with("..."));
        if (found.in_secret == secret.size() || found.in_secret >= telling || is_cut)
            longest = std::max(longest, found.in_text);
    }
    return longest;
}

}  // namespace veeam::inline v0::detail
