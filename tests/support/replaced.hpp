#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veeam::inline v0::support {

/// A text with another in the place of each occurrence of a third.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace veeam::inline v0::support
