#pragma once

#include "faults.hpp"
#include "request_log.hpp"
#include "router.hpp"

namespace veeam::inline v0::simulation {

struct world;

/// Adds what tests steer the simulator by: `/simulator/faults`, `/simulator/log` and `/simulator/reset`.
void add_control(router& routes, fault_list& faults, request_log& log, world& w);

/// Forgets faults, log, logon sessions and tokens.
void reset_all(fault_list& faults, request_log& log, world& w);

}  // namespace veeam::inline v0::simulation
