#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <veeam/core/error.hpp>

/// @file
/// Damages documents in every place, one at a time, and reports what a decoder does not notice. Which places there are
/// is found by nlohmann/json and pugixml.

namespace veeam::inline v0::support {

/// What came of decoding a damaged document.
struct outcome {
    std::optional<veeam::error> why{};
    bool same{};  ///< Equal to the value of the whole document by `==`, and the unknown members are the same.
};
using decoder = std::function<outcome(std::string_view text)>;

/// What one must know of a document to foretell the paths of errors, in wire names.
struct layout {
    /// JSON: lists inside wrappers, as `Includes.ObjectInJobs`; errors inside name the wrapper alone.
    /// XML: items inside wrappers, as `ObjectInJob`; likewise.
    std::set<std::string> wrapped{};
    std::set<std::string> repeated{};  ///< XML: elements that are a list without a wrapper, as `Days`.
    std::set<std::string> unknown{};   ///< Leaves that the specification does not know.
};

/// How many leaves were damaged, and what went unnoticed or was told wrongly, one a line.
struct findings {
    std::size_t leaves{};
    std::string wrong{};
};

/// Gives each leaf another value of its type, and then takes it away: the value must change, or be refused because
/// that member has to be there. A null becomes any value that fits.
findings change_json_leaves(std::string_view text, decoder const& decode, layout const& names);
findings change_xml_leaves(std::string_view text, decoder const& decode, layout const& names);

/// Gives each leaf values of other types: the error must name that leaf, and in JSON its first byte.
findings mistype_json_leaves(std::string_view text, decoder const& decode, layout const& names);
findings mistype_xml_leaves(std::string_view text, decoder const& decode, layout const& names);

/// Ends the document at each byte: the error must have an offset no later than that.
findings cut_everywhere(std::string_view text, decoder const& decode);

/// The document without layout, so that cutting it everywhere is quick.
std::string without_layout_json(std::string_view text);
std::string without_layout_xml(std::string_view text);

}  // namespace veeam::inline v0::support
