#pragma once

#include <cstdint>
#include <string>

namespace veeam::inline v0::detail {

/// Appends a code point, which must be one, in UTF-8.
inline void append_utf8(std::uint32_t code, std::string& out) {
    auto const put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xc0u | code >> 6);
    } else {
        if (code < 0x10000) {
            put(0xe0u | code >> 12);
        } else {
            put(0xf0u | code >> 18);
            put(0x80u | (code >> 12 & 0x3fu));
        }
        put(0x80u | (code >> 6 & 0x3fu));
    }
    put(0x80u | (code & 0x3fu));
}

}  // namespace veeam::inline v0::detail
