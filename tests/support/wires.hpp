#pragma once

// Every transport that has a network, for what all of them must do: TEST_CASE_TEMPLATE("...", Wire, VEEAM_WIRES)

#include <doctest/doctest.h>

#include <veeam/transport/curl.hpp>
#include <veeam/transport/httplib.hpp>

#define VEEAM_WIRES veeam::httplib_transport, veeam::curl_transport

TYPE_TO_STRING(veeam::httplib_transport);
TYPE_TO_STRING(veeam::curl_transport);
