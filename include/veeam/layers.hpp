#pragma once

/// @file
/// Transports that wrap a transport. A program that names the headers it uses compiles faster. Recording and replaying
/// need nlohmann/json and are in <veeam/layers/cassette.hpp>.

#include <veeam/layers/clock.hpp>
#include <veeam/layers/logging.hpp>
#include <veeam/layers/rate_limiting.hpp>
#include <veeam/layers/retrying.hpp>
