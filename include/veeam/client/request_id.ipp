#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <veeam/client/request_id.hpp>
#include <veeam/core/compiled.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/http/message.hpp>

namespace veeam::inline v0 {

namespace detail {

VEEAM_DEFINE std::optional<error> add_request_id(request& r, std::string_view id) {
    std::string_view const key = r.facts != nullptr ? r.facts->idempotency_key : std::string_view{};
    if (!id.empty() && !key.empty() && !uuid::parse(id))
        return error({.kind = error_kind::invalid_request,
                      .operation = std::string(operation_name(r)),
                      .message = "the request id is no uuid, so that the server would not know the request again"});
    if (!id.empty()) r.headers.set(std::string(key.empty() ? "X-Request-Id" : key), std::string(id));
    else if (!key.empty() && !r.headers.contains(key)) r.headers.add(std::string(key), random_uuid().text());
    return std::nullopt;
}

}  // namespace detail

VEEAM_DEFINE uuid random_uuid() {
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

}  // namespace veeam::inline v0
