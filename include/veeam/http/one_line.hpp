#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace veeam::inline v0 {

/// A server's text as one printable line of at most `limit` bytes: line breaks and other control characters become
/// spaces, and runs of spaces become one.
///
/// @par Example
/// @code
/// std::string const text = veeam::one_line("Access denied.\r\n");  // "Access denied."
/// @endcode
inline std::string one_line(std::string_view text, std::size_t limit = 1000) {
    std::string out;
    for (char const c : text) {
        bool const blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
        if (!blank) out.push_back(c);
        else if (!out.empty() && out.back() != ' ') out.push_back(' ');
    }
    if (out.size() > limit) {
        // Not in the middle of a UTF-8 sequence.
        while (limit > 0 && (static_cast<unsigned char>(out[limit]) & 0xc0u) == 0x80u) --limit;
        out.resize(limit);
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace veeam::inline v0
