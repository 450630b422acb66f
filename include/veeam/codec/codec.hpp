#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

/// Turns documents into values and back, by field tables.
///
/// `decode` fills `*value`, an object of the type that `row` describes (see `root_row`); `encode` appends to `out`.
/// Both return the reason when they fail; then `*value` is unspecified and `out` may hold a part.
/// Models: `json_codec`, `xml_codec`, `nlohmann_codec`.
template <class C>
concept codec =
    requires(C const& c, std::string_view text, void* value, void const* source, field const& row, std::string& out) {
        { c.media_type() } -> std::convertible_to<std::string_view>;
        { c.decode(text, value, row) } -> std::same_as<std::optional<error>>;
        { c.encode(source, row, out) } -> std::same_as<std::optional<error>>;
    };

}  // namespace veeam::inline v0
