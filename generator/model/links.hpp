#pragma once

#include "model/common.hpp"

namespace veeam::generator {

/// Reads the file that `x-link-types` of the root document names, if it does.
void read_link_types(reading& r);

/// Types of links at which a document with one of `roots` as its root element answers, in alphabetical order;
/// `*Reference` stands for every type that ends so.
std::vector<std::string> link_types_to(link_types const& links, std::vector<std::string> const& roots);

}  // namespace veeam::generator
