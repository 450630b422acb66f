#pragma once

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "emit/clang_format.hpp"

namespace veeam::generator {

/// What the command line says.
struct options {
    std::filesystem::path specs{};
    std::filesystem::path out{};
    std::vector<std::string> apis{};
    std::string clang_format{"clang-format-16"};
    std::filesystem::path operation_lists{};
    std::size_t operation_list_files{1};
    bool check{};
    bool stats{};
};

/// Generates, or compares with what is there; messages go to `problems`, what was done to `out`. The exit status: 0, or
/// 1 where something is wrong or differs; then nothing was written.
int generate(options const& o, std::ostream& out, std::ostream& problems);

}  // namespace veeam::generator
