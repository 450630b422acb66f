#pragma once

/// @file
/// What clients of Backup for Microsoft 365 do, for one source file of a program that defines `VEEAM_COMPILED`.

#include <veeam/client/vb365.hpp>

namespace veeam::inline v0::detail {

template class sender<vb365_logon, json_codec>;

}  // namespace veeam::inline v0::detail
