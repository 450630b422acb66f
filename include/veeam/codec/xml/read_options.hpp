#pragma once

#include <cstddef>

namespace veeam::inline v0::xml {

/// Limits for documents that come from outside.
struct read_options {
    std::size_t max_depth{256};                  ///< Elements inside one another; above 1024 it counts as 1024.
    std::size_t max_size{std::size_t{1} << 30};  ///< Bytes of a document.
};

}  // namespace veeam::inline v0::xml
