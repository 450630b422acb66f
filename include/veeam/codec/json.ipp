#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/json.hpp>
#include <veeam/codec/json/reader.hpp>
#include <veeam/codec/json/writer.hpp>
#include <veeam/core/compiled.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE std::optional<error> json_codec::decode(std::string_view text, void* value, field const& row) const {
    return json::detail::reader(text, limits).document(row, value);
}

VEEAM_DEFINE std::optional<error> json_codec::encode(void const* value, field const& row, std::string& out) const {
    json::detail::text_sink sink(out);
    std::optional<error> failure = json::detail::emitter<json::detail::text_sink>(sink).document(row, value);
    sink.finish();
    return failure;
}

}  // namespace veeam::inline v0
