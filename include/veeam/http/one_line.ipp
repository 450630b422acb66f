#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <veeam/core/compiled.hpp>
#include <veeam/http/one_line.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE std::string one_line(std::string_view text, std::size_t limit) {
    std::string out;
    for (char const c : text) {
        if (!detail::is_blank_character(c)) out.push_back(c);
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
