#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace veeam::generator {

/// Path below the include root -> text.
using file_set = std::map<std::string, std::string>;

/// Lays out all files with one run of `program`, in the style of the nearest `.clang-format` at or above `near`, else
/// of ours. The reason, if it cannot be done; then `files` is unchanged.
std::optional<std::string> lay_out(file_set& files, std::string const& program, std::filesystem::path const& near);

}  // namespace veeam::generator
