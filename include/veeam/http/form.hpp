#pragma once

#include <optional>
#include <string>

#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>
#include <veeam/core/result.hpp>

namespace veeam::inline v0::form {

/// Writes an object as `application/x-www-form-urlencoded`: its members by their JSON names, in the order of the table.
///
/// Lists repeat their name; absent members are left out. Appends to `out`, which is empty or ends in a whole field.
/// Errors are of kind `encode` and name the member: objects and free-form values have no place in a form, null has no
/// spelling, text must be UTF-8, and an unknown member belongs to the format it was read from.
///
/// @par Example
/// @code
/// auto const body_of = [](void const* object, veeam::field const& row) {
///     std::string body;
///     if (auto problem = veeam::form::encode(object, row, body)) std::cerr << *problem << '\n';
///     return body;  // grant_type=password&username=DOMAIN%5Coperator
/// };
/// @endcode
std::optional<error> encode(void const* value, field const& row, std::string& out);

/// Writes an object that has a field table; see `encode`.
///
/// @par Example
/// @code
/// auto const body_of = []<veeam::tabled T>(T const& credentials) { return veeam::form::write(credentials).value(); };
/// @endcode
template <tabled T>
result<std::string> write(T const& value) {
    std::string out;
    if (auto problem = encode(&value, root_row<T>, out)) return *std::move(problem);
    return out;
}

}  // namespace veeam::inline v0::form

#ifndef VEEAM_COMPILED
#    include <veeam/http/form.ipp>
#endif
