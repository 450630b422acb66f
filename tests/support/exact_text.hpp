#pragma once

#include <string>

#include <veeam/codec/table.hpp>

namespace veeam::inline v0::support {

/// Every leaf of a value, one a line, as `path = text`, with the spelling of enumerators, the digits of times and the
/// dates before times of day, which `==` passes over. A list or an object that is there but empty is a leaf, as
/// `path = []` or `path = {}`; an unknown member is one, as `path ~ raw`.
std::string exact_text(void const* value, type_table const& type);

template <tabled T>
std::string exact_text(T const& value) {
    return exact_text(&value, table<T>::value);
}

/// The lines of `exact_text` about unknown members.
std::string exact_unknown(void const* value, type_table const& type);

/// The JSON names of the members of an object, not of those inside them, that are not there, each with a blank after.
std::string absent_members(void const* value, type_table const& type);

template <tabled T>
std::string absent_members(T const& value) {
    return absent_members(&value, table<T>::value);
}

}  // namespace veeam::inline v0::support
