#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/codec.hpp>
#include <veeam/codec/json/read_options.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/core/result.hpp>

namespace veeam::inline v0 {

/// JSON through our own single-pass reader and writer. Models `codec`.
///
/// Reading is strict: RFC 8259 and nothing else, but for a leading byte order mark. The value that `decode` fills must
/// be newly made: members that the document lacks are left as they are. Thread safety: holds nothing but its limits;
/// may be used from many threads.
///
/// @par Example
/// @code
/// static_assert(veeam::codec<veeam::json_codec>);
/// veeam::json_codec const codec{.limits = {.max_depth = 32}};
/// std::int64_t number{};
/// if (auto why = codec.decode("[[1]]", &number, veeam::root_row<std::int64_t>)) std::cerr << *why << '\n';
/// @endcode
struct json_codec {
    json::read_options limits{};

    static constexpr std::string_view media_type() noexcept { return "application/json"; }

    std::optional<error> decode(std::string_view text, void* value, field const& row) const;
    std::optional<error> encode(void const* value, field const& row, std::string& out) const;
};
static_assert(codec<json_codec>);

namespace json {

/// Reads a document: a generated struct, a list of them, a string, a number or `json_text`.
///
/// Errors are of kind `decode` and say what was expected, what was found, the byte offset and the path in wire names.
///
/// @par Example
/// @code
/// veeam::result<std::vector<std::int64_t>> const list = veeam::json::read<std::vector<std::int64_t>>("[1, 2, true]");
/// std::cerr << list.error() << '\n';  // decode: expected an integer, found true (at [2]) (byte 7)
/// @endcode
template <class T>
result<T> read(std::string_view text, read_options const& options = {}) {
    return {v0::detail::in_place_fill{},
            [&](T* value) { return json_codec{options}.decode(text, value, root_row<T>); }};
}

/// Writes a document in its shortest form.
///
/// Errors are of kind `encode`: a text that is not UTF-8, a number that is not finite, a `json_text` that is not JSON,
/// an unknown member that was read from XML.
///
/// @par Example
/// @code
/// std::cout << veeam::json::write(std::vector<double>{1.5, 1e300}).value() << '\n';  // [1.5,1e+300]
/// @endcode
template <class T>
result<std::string> write(T const& value) {
    return v0::detail::written(json_codec{}, &value, root_row<T>);
}

}  // namespace json

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/codec/json.ipp>
#endif
