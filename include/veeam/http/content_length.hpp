#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace veeam::inline v0::detail {

/// What `Content-Length` says; none: it is no number.
inline std::optional<std::uint64_t> parse_content_length(std::string_view text) noexcept {
    std::uint64_t size = 0;
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return size;
}

}  // namespace veeam::inline v0::detail
