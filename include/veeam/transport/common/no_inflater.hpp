#pragma once

#include <cstdint>
#include <string_view>

namespace veeam::inline v0::detail {

/// In place of `inflater` where zlib is not there: then nothing compressed is asked for, and what comes is refused.
struct no_inflater {
    enum class outcome : std::uint8_t { more, refused, garbled };
    template <class Out>
    outcome feed(std::string_view, Out&&) {
        return outcome::garbled;
    }
    bool is_complete() const noexcept { return false; }
};

}  // namespace veeam::inline v0::detail
