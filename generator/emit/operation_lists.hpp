#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace veeam::generator {

/// Writes C++ sources that list every operation for tests and tools: in `folder`, `operations.cpp` with
/// `veeam::support::all_operations` and its parts `operations_0.cpp` and so on, of about the same size, which hand one
/// sample of each of their operations to `veeam::support::add`.
/// Files that are right already are left alone. The reason, if it cannot be done.
std::optional<std::string> write_operation_lists(std::vector<header_plan> const& headers, std::size_t parts,
                                                 std::filesystem::path const& folder);

}  // namespace veeam::generator
