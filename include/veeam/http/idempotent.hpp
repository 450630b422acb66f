#pragma once

#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

/// Whether sending a request twice does no more than sending it once, however far the first one came.
///
/// What its operation says, or the header that makes a repeat safe; for a request without an operation what HTTP says
/// of the method.
///
/// @par Example
/// @code
/// veeam::request const r{.method = veeam::http_method::post, .target = "/api/jobs"};
/// std::cout << veeam::is_idempotent(r) << '\n';  // 0
/// @endcode
inline bool is_idempotent(request const& r) noexcept {
    if (r.facts == nullptr) return r.method != http_method::post && r.method != http_method::patch;
    return r.facts->idempotent || (!r.facts->idempotency_key.empty() && r.headers.contains(r.facts->idempotency_key));
}

}  // namespace veeam::inline v0
