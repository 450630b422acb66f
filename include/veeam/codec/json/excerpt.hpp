#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veeam::inline v0::json::detail {

/// A short piece of somebody else's text for a message: at most 40 bytes, cut between characters.
inline std::string excerpt(std::string_view text) {
    constexpr std::size_t limit = 40;
    if (text.size() <= limit) return std::string(text);
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) --end;
    return std::string(text.substr(0, end)).append("...");
}

}  // namespace veeam::inline v0::json::detail
