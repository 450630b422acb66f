#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/codec.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/codec/xml/read_options.hpp>
#include <veeam/core/result.hpp>

/// @file
/// XML for every struct that has a field table.
///
/// How documents and structs correspond:
/// - Elements and attributes are matched by their exact names. An element belongs to the namespace of the document, by
///   whatever prefix; one without a prefix may also stand outside every namespace. Anything else is an unknown member.
/// - An empty element or attribute is the empty value of a text, a uid or an enumeration, an empty list for the wrapper
///   of a list, an object without members for an object, and absent for everything else. `xsi:nil="true"` is absent
///   too, and null for a `nullable`.
/// - Texts keep their white space; around all other values it is ignored. Booleans are `true`, `false`, `1` or `0`.
/// - A repeated element without a wrapper has no form for a list that is there and empty: nothing is written.
/// - Maps and free-form JSON have no form in XML: reading or writing one is an error.
/// - Declarations of prefixes are kept as unknown attributes, those of the root only where something unknown was kept.
/// - Comments and processing instructions are dropped, except inside unknown elements. So are unknown attributes of the
///   text items of a list.
/// - UTF-8 is the only encoding; a document type declaration is refused, and with it every entity but the five of XML.

namespace veeam::inline v0 {

/// XML through our own single-pass reader and writer. Models `codec`.
///
/// The value that `decode` fills must be newly made: members that the document lacks are left as they are. Thread
/// safety: holds nothing but its limits; may be used from many threads.
///
/// @par Example
/// @code
/// static_assert(veeam::codec<veeam::xml_codec>);
/// veeam::xml_codec const codec{.limits = {.max_depth = 32}};
/// std::int64_t number{};
/// if (auto why = codec.decode("<a/>", &number, veeam::root_row<std::int64_t>)) std::cerr << *why << '\n';
/// @endcode
struct xml_codec {
    xml::read_options limits{};

    static constexpr std::string_view media_type() noexcept { return "application/xml"; }

    std::optional<error> decode(std::string_view text, void* value, field const& row) const;
    std::optional<error> encode(void const* value, field const& row, std::string& out) const;
};

static_assert(codec<xml_codec>);

namespace xml {

/// Reads a document, whose root element must be the one of `T`.
///
/// Errors: `decode` with the path of the member and the byte offset, where they are known; `media_type` for an HTML
/// page.
///
/// @par Example
/// @code
/// #include <veeam/em/schemas/logon_session.hpp>
/// auto const session =
/// veeam::xml::read<veeam::em::LogonSession>("<LogonSession><UserName>o</UserName></LogonSession>"); std::cerr <<
/// session.error() << '\n';
/// @endcode
template <tabled T>
result<T> read(std::string_view text, read_options const& options = {}) {
    return {v0::detail::in_place_fill{}, [&](T* value) { return xml_codec{options}.decode(text, value, root_row<T>); }};
}

/// Writes a document in UTF-8, on one line.
///
/// Errors: `encode` with the path of the member that has no form in XML: a text with characters XML cannot carry, a
/// map, free-form JSON, an unknown member that was read from JSON.
///
/// @par Example
/// @code
/// #include <veeam/em/schemas/error.hpp>
/// veeam::em::Error const refusal{.message = "Not now", .status_code = 500};
/// std::cout << veeam::xml::write(refusal).value() << '\n';
/// @endcode
template <tabled T>
result<std::string> write(T const& value) {
    return v0::detail::written(xml_codec{}, &value, root_row<T>);
}

}  // namespace xml

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/codec/xml.ipp>
#endif
