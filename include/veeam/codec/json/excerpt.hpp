#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veeam::inline v0::json::detail {

/// A short piece of somebody else's text for a message: at most 40 bytes, cut between characters, on one line.
inline std::string excerpt(std::string_view text) {
    constexpr std::size_t limit = 40;
    std::size_t end = text.size();
    if (end > limit)
        for (end = limit; end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u;) --end;
    std::string out(text.substr(0, end));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    if (end < text.size()) out.append("...");
    return out;
}

}  // namespace veeam::inline v0::json::detail
