#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parse/diagnostics.hpp"
#include "parse/node.hpp"

namespace veeam::generator {

/// The one document in `text`; none, and the reason in `problems`, if it is not well-formed YAML of our subset.
///
/// Anchors, aliases and merge keys are refused: `$ref` is the one way to say a thing once.
std::optional<node> parse_yaml(std::string_view text, std::string const& file, diagnostics& problems);

}  // namespace veeam::generator
