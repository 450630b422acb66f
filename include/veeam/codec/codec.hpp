#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>
#include <veeam/core/result.hpp>

namespace veeam::inline v0 {

/// Turns documents into values and back, by field tables.
///
/// `decode` fills `*value`, an object of the type that `row` describes (see `root_row`); `encode` appends to `out`.
/// Both return the reason when they fail; then `*value` is unspecified and `out` may hold a part.
/// Models: `json_codec`, `xml_codec`, `nlohmann_codec`.
template <class C>
concept codec =
    requires(C const& c, std::string_view text, void* value, void const* source, field const& row, std::string& out) {
        { c.media_type() } -> std::convertible_to<std::string_view>;
        { c.decode(text, value, row) } -> std::same_as<std::optional<error>>;
        { c.encode(source, row, out) } -> std::same_as<std::optional<error>>;
    };

namespace detail {

/// A codec whose type does not matter, so that what uses it is no template.
class codec_ref {
public:
    template <codec C>
    codec_ref(C const& c)
        : codec_(&c),
          media_type_(c.media_type()),
          decode_([](void const* self, std::string_view text, void* value, field const& row) {
              return static_cast<C const*>(self)->decode(text, value, row);
          }),
          encode_([](void const* self, void const* value, field const& row, std::string& out) {
              return static_cast<C const*>(self)->encode(value, row, out);
          }) {}

    std::string_view media_type() const noexcept { return media_type_; }
    std::optional<error> decode(std::string_view text, void* value, field const& row) const {
        return decode_(codec_, text, value, row);
    }
    std::optional<error> encode(void const* value, field const& row, std::string& out) const {
        return encode_(codec_, value, row, out);
    }

private:
    void const* codec_;
    std::string_view media_type_;
    std::optional<error> (*decode_)(void const*, std::string_view, void*, field const&);
    std::optional<error> (*encode_)(void const*, void const*, field const&, std::string&);
};

/// A whole document.
template <codec C>
result<std::string> written(C const& codec, void const* value, field const& row) {
    return {in_place_fill{}, [&](std::string* out) { return codec.encode(value, row, *out); }};
}

}  // namespace detail

}  // namespace veeam::inline v0
