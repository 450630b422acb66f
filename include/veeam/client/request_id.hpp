#pragma once

#include <optional>
#include <string_view>

#include <veeam/core/error.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// A random uuid (version 4), for requests that a server must tell from each other.
///
/// Throws what `std::random_device` throws. Thread safety: may be called from many threads.
///
/// @par Example
/// @code
/// veeam::call_options const options{.request_id = veeam::random_uuid().text()};
/// @endcode
uuid random_uuid();

namespace detail {

/// Names a request, so that its server knows it again when it comes twice. A server that expects a uuid in its place
/// would not know another text again, and the work would be done twice.
std::optional<error> add_request_id(request& r, std::string_view id);

}  // namespace detail

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/client/request_id.ipp>
#endif
