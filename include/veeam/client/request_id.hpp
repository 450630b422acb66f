#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

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
inline uuid random_uuid() {
    std::random_device source;
    uuid::bytes_type bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 4) {
        std::uint32_t const four = source();
        for (std::size_t j = 0; j < 4; ++j) bytes[i + j] = static_cast<std::uint8_t>(four >> (8 * j));
    }
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fu) | 0x40u);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fu) | 0x80u);
    return uuid(bytes);
}

namespace detail {

/// Names a request, so that its server knows it again when it comes twice.
inline void add_request_id(request& r, std::string_view id) {
    std::string_view const key = r.facts != nullptr ? r.facts->idempotency_key : std::string_view{};
    if (!id.empty()) r.headers.set(std::string(key.empty() ? "X-Request-Id" : key), std::string(id));
    else if (!key.empty() && !r.headers.contains(key)) r.headers.add(std::string(key), random_uuid().text());
}

}  // namespace detail

}  // namespace veeam::inline v0
