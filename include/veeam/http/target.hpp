#pragma once

#include <string>

#include <veeam/core/result.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0 {

/// The target of an operation in origin form: the API's base path, the operation's path and its query.
///
/// Fixed query parameters come first, then those of the operation that are set, in declared order. Everything is
/// percent-encoded here and nowhere else; transports send the result byte for byte.
/// Errors: `invalid_request` for a path parameter that is empty, `.` or `..`, and for a number out of its range.
///
/// @par Example
/// @code
/// auto const target_of = []<veeam::operation Op>(Op const& op) {
///     return veeam::make_target(veeam::operation_of<Op>::value, &op);  // "/api/jobs/5658281f?format=Entity"
/// };
/// @endcode
result<std::string> make_target(operation_table const& op, void const* values);

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/target.ipp>
#endif
