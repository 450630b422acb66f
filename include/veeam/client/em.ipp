#pragma once

/// @file
/// What clients of Enterprise Manager do, for one source file of a program that defines `VEEAM_COMPILED`.

#include <veeam/client/em.hpp>

namespace veeam::inline v0::detail {

template class sender<em_logon, xml_codec>;

}  // namespace veeam::inline v0::detail
