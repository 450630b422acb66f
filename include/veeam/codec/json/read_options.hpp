#pragma once

#include <cstddef>

namespace veeam::inline v0::json {

/// Limits for a document that comes from somebody else.
///
/// @par Example
/// @code
/// veeam::json::read_options const limits{.max_depth = 32, .max_size = 1 << 20};
/// @endcode
struct read_options {
    std::size_t max_depth{256};  ///< Objects and lists inside one another; above 1024 it counts as 1024.
    std::size_t max_size{std::size_t{1} << 30};  ///< Bytes of the whole text.
};

}  // namespace veeam::inline v0::json
