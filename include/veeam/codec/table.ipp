#pragma once

#include <veeam/codec/table.hpp>

namespace veeam::inline v0 {

template <class T>
constinit type_table const table_of<T>::value = table<T>::template entry<T>;

}  // namespace veeam::inline v0
