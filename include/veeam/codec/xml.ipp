#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/xml.hpp>
#include <veeam/codec/xml/reader.hpp>
#include <veeam/codec/xml/writer.hpp>
#include <veeam/core/compiled.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE std::optional<error> xml_codec::decode(std::string_view text, void* value, field const& row) const {
    return xml::detail::decode(text, value, row, limits);
}

VEEAM_DEFINE std::optional<error> xml_codec::encode(void const* value, field const& row, std::string& out) const {
    return xml::detail::encode(value, row, out);
}

}  // namespace veeam::inline v0
