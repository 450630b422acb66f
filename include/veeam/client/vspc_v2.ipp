#pragma once

/// @file
/// What clients of version 2 of Service Provider Console do, for one source file of a program that defines
/// `VEEAM_COMPILED`.

#include <veeam/client/vspc.hpp>

namespace veeam::inline v0::detail {

template class sender<vspc_v2_logon, json_codec>;

}  // namespace veeam::inline v0::detail
