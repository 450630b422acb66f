#pragma once

#include <string>
#include <string_view>

namespace veeam::generator {

/// The words of a wire name, lower case, joined by `_`: `UID` is `uid`, `IDs` is `ids`, `VCenterName` is
/// `vcenter_name`.
///
/// Empty where the name has no letter or digit.
std::string snake_case(std::string_view name);

/// The words of a wire name, each with a capital, joined: `us-east-1` is `UsEast1`, `BackupJob` stays.
std::string pascal_case(std::string_view name);

/// Whether `name` is an identifier of ASCII letters, digits and `_` that C++ does not reserve by its form.
bool is_identifier(std::string_view name);

/// Whether `name` is a keyword, an alternative token, or a macro of common system headers.
bool is_reserved(std::string_view name);

/// `name`, with `_` behind it where it is reserved.
std::string unreserved(std::string name);

bool is_snake_case(std::string_view name);
bool is_pascal_case(std::string_view name);

}  // namespace veeam::generator
