#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/api.hpp"
#include "parse/diagnostics.hpp"
#include "parse/documents.hpp"

namespace veeam::generator {

/// The folders below `specs` that hold an API, in the order of their names; `only` chooses among them if not empty.
///
/// Reports a folder with specification files and no openapi.yaml, and a chosen one that is not there.
std::vector<std::filesystem::path> find_apis(std::filesystem::path const& specs, std::vector<std::string> const& only,
                                             diagnostics& problems);

/// Reads the API in `folder` with every file it consists of.
api load_api(std::filesystem::path const& folder, documents& files, diagnostics& problems);

}  // namespace veeam::generator
