#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parse/diagnostics.hpp"
#include "parse/node.hpp"

namespace veeam::generator {

/// The JSON document in `text`; none, and the reason in `problems`, if it is not well-formed.
std::optional<node> parse_json(std::string_view text, std::string const& file, diagnostics& problems);

}  // namespace veeam::generator
