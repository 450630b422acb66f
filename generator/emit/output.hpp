#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "emit/clang_format.hpp"

namespace veeam::generator {

/// How the files below an include root differ from what the specifications say.
struct differences {
    std::vector<std::string> changed{};
    std::vector<std::string> missing{};
    std::vector<std::string> stale{};  ///< Generated once, and by no specification any more.

    bool none() const noexcept { return changed.empty() && missing.empty() && stale.empty(); }
};

/// `owned` are the header folders and umbrellas (`veeam/em`, `veeam/em.hpp`) in which generated files may be stale;
/// empty: everywhere below `veeam`.
differences compare(file_set const& files, std::filesystem::path const& root, std::vector<std::string> const& owned);

/// Makes the files below `root` what `files` says. Everything is written beside its place before the first file is
/// replaced, so a failure leaves the tree as it was. False, with the reason on `problems`.
bool replace(file_set const& files, differences const& d, std::filesystem::path const& root, std::ostream& problems);

}  // namespace veeam::generator
