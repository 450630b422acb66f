#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/url/encode.hpp>
#include <boost/url/grammar/alnum_chars.hpp>
#include <boost/url/grammar/lut_chars.hpp>

#include <veeam/codec/json/members.hpp>
#include <veeam/codec/json/scan.hpp>
#include <veeam/core/compiled.hpp>
#include <veeam/http/form.hpp>
#include <veeam/http/parameter_text.hpp>

namespace veeam::inline v0::form {

namespace detail {

inline constexpr auto bare_characters = boost::urls::grammar::alnum_chars + boost::urls::grammar::lut_chars("*-._");

inline void append_encoded(std::string& out, std::string_view text) {
    boost::urls::encoding_opts const options(true);  // a space is `+`
    boost::urls::string_view const source(text.data(), text.size());
    std::size_t const before = out.size();
    std::size_t const size = boost::urls::encoded_size(source, bare_characters, options);
    out.resize(before + size);
    boost::urls::encode(out.data() + before, size, source, bare_characters, options);
}

inline error refused(std::string_view member, std::string message) {
    return error({.kind = error_kind::encode, .message = std::move(message), .path = std::string(member)});
}

inline bool is_plain(field const& f) noexcept {
    bool const one_value = f.shape != field_shape::map && f.shape != field_shape::choice;
    return one_value && f.kind != field_kind::object && f.kind != field_kind::json;
}

/// Appends one member, once for each value that it holds.
inline std::optional<error> append_member(field const& f, void const* member, std::string& out) {
    std::optional<error> problem;
    bool const only_if_set = has(f.flags, field_flags::write_only | field_flags::omit_empty);
    veeam::detail::each_value(f, member, [&](void const* value) {
        if (problem || (only_if_set && json::detail::is_unset(f.kind, value))) return;
        if (!is_plain(f)) {
            problem = refused(f.names.json(), "a form holds plain values only");
            return;
        }
        if (f.kind == field_kind::number && !std::isfinite(*static_cast<double const*>(value))) {
            problem = refused(f.names.json(), "a form has no number for NaN and infinity");
            return;
        }
        std::string text;
        append_parameter_text(text, f, value);
        if (!json::detail::is_utf8(text)) {
            problem = refused(f.names.json(), "a string must be UTF-8");
            return;
        }
        if (!out.empty()) out += '&';
        append_encoded(out, f.names.json());
        out += '=';
        append_encoded(out, text);
    });
    return problem;
}

}  // namespace detail

VEEAM_DEFINE std::optional<error> encode(void const* value, field const& row, std::string& out) {
    if (row.kind != field_kind::object) return detail::refused({}, "a form is written from an object");
    void const* object = value;
    switch (row.shape) {
        case field_shape::single: break;
        case field_shape::optional:
        case field_shape::boxed:
        case field_shape::nullable: object = row.holder().at(value, 0); break;
        default: return detail::refused({}, "a form is written from one object");
    }
    if (object == nullptr) return std::nullopt;
    type_table const& type = row.object_type();
    if (unknown_members const* const unknown = json::detail::unknown_of(type, object)) {
        if (!unknown->empty()) return detail::refused(unknown->begin()->name, "an unknown member has no form");
    }
    for (field const& f : type.fields()) {
        void const* const member = f.in(object);
        if (f.shape == field_shape::nullable && f.holder().is_null(member))
            return detail::refused(f.names.json(), "a form has no null");
        bool const has_no_form = (f.shape == field_shape::map && f.holder().present(member)) ||
                                 (f.shape == field_shape::choice && f.choice().index(member) == f.alternative);
        if (has_no_form) return detail::refused(f.names.json(), "a form holds plain values only");
        if (auto problem = detail::append_member(f, member, out)) return problem;
    }
    return std::nullopt;
}

}  // namespace veeam::inline v0::form
