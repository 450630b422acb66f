#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/codec/json/cursor.hpp>
#include <veeam/codec/json/members.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0::json::detail {

/// Whether a text is exactly one JSON value.
inline bool is_value(std::string_view text) {
    cursor in(text, {.max_depth = depth_ceiling});
    std::string_view value;
    in.space();
    return in.raw(value) && in.finish();
}

/// Which members of a struct are written, in which order and shape. `Sink` takes the tokens: a text or a DOM.
///
/// `Sink` has `begin_object`, `end_object`, `begin_list`, `end_list`, `key`, `null`, `boolean`, `integer`, `ascii` for
/// text that needs no escapes, and `text`, `number` and `raw`, which return false for what JSON cannot carry.
template <class Sink>
class emitter {
public:
    explicit emitter(Sink& out) noexcept : out_(out) {}

    /// Writes the value that `row` describes.
    std::optional<error> document(field const& row, void const* value) {
        if (whole(row, value)) return std::nullopt;
        return error({.kind = error_kind::encode, .message = std::move(message_), .path = path_.text()});
    }

private:
    VEEAM_COLD bool fail(std::string message) {
        message_ = std::move(message);
        return false;
    }

    /// A document, which unlike a member is written even if it is absent.
    bool whole(field const& f, void const* m) {
        switch (f.shape) {
            case field_shape::single: return scalar(f.kind, f.type, m);
            case field_shape::list: return list(f, m);
            case field_shape::map: return map(f, m);
            default: break;
        }
        if (!f.holder().present(m) || (f.shape == field_shape::nullable && f.holder().is_null(m))) {
            out_.null();
            return true;
        }
        return f.shape == field_shape::optional_list ? list(f, m) : scalar(f.kind, f.type, f.holder().at(m, 0));
    }

    bool object(type_table const& type, void const* object) {
        if (++depth_ > depth_ceiling) return fail("nested deeper than " + std::to_string(depth_ceiling) + " levels");
        unknown_members const* extra = unknown_of(type, object);
        if (extra != nullptr && extra->empty()) extra = nullptr;
        out_.begin_object();
        if (extra != nullptr && !unknown_after(*extra, unknown_member::at_start)) return false;
        for (std::size_t row = 0; row < type.size; ++row) {
            field const& f = type.rows[row];
            if (!member(f, row, f.in(object), extra)) {
                path_.prepend(f.names.json());
                return false;
            }
            if (extra != nullptr && !unknown_after(*extra, row)) return false;
        }
        if (extra != nullptr) {
            for (unknown_member const& m : *extra)
                if (m.after >= type.size && m.after != unknown_member::at_start && !unknown(m)) return false;
        }
        out_.end_object();
        --depth_;
        return true;
    }

    bool unknown_after(unknown_members const& extra, std::size_t row) {
        for (unknown_member const& m : extra)
            if (m.after == row && !m.inside_wrapper && !unknown(m)) return false;
        return true;
    }
    bool unknown(unknown_member const& m) {
        bool done = false;
        if (m.format != unknown_member::form::json) {
            fail("an unknown member that was read from XML has no exact form in JSON");
        } else if (!is_utf8(m.name) || !out_.key_text(m.name)) {
            fail("a member name must be UTF-8");
        } else {
            done = raw(m.raw);
        }
        if (!done) path_.prepend(m.name);
        return done;
    }

    bool member(field const& f, std::size_t row, void const* m, unknown_members const* extra) {
        if (f.names.json().empty()) return true;
        bool const only_if_set = has(f.flags, field_flags::write_only | field_flags::omit_empty);
        void const* value = m;
        switch (f.shape) {
            case field_shape::single: break;
            case field_shape::optional: value = optional_value(f, m); break;
            case field_shape::boxed: value = f.holder().at(m, 0); break;
            case field_shape::nullable:
                if (f.holder().is_null(m)) {
                    out_.key(f.names.json());
                    out_.null();
                    return true;
                }
                value = f.holder().at(m, 0);
                break;
            case field_shape::choice: value = f.choice().index(m) == f.alternative ? f.choice().get(m) : nullptr; break;
            case field_shape::map:
                if (!f.holder().present(m)) return true;
                out_.key(f.names.json());
                return map(f, m);
            case field_shape::list:
            case field_shape::optional_list: return member_list(f, row, m, extra);
        }
        if (value == nullptr || (only_if_set && is_unset(f.kind, value))) return true;
        out_.key(f.names.json());
        return scalar(f.kind, f.type, value);
    }

    bool member_list(field const& f, std::size_t row, void const* m, unknown_members const* extra) {
        if (!f.holder().present(m)) return true;
        bool const wrapped = !f.names.json_item().empty();
        bool const has_guests = wrapped && extra != nullptr && has_inside(*extra, row);
        bool const dropped_if_empty = has(f.flags, field_flags::write_only) ||
                                      (f.shape == field_shape::list && has(f.flags, field_flags::omit_empty));
        if (dropped_if_empty && !has_guests && f.holder().size(m) == 0) return true;
        out_.key(f.names.json());
        if (!wrapped) return list(f, m);
        out_.begin_object();
        out_.key(f.names.json_item());
        if (!list(f, m)) return false;
        if (has_guests) {
            for (unknown_member const& guest : *extra)
                if (guest.inside_wrapper && guest.after == row && !unknown(guest)) return false;
        }
        out_.end_object();
        return true;
    }
    static bool has_inside(unknown_members const& extra, std::size_t row) noexcept {
        for (unknown_member const& m : extra)
            if (m.inside_wrapper && m.after == row) return true;
        return false;
    }

    bool list(field const& f, void const* m) {
        out_.begin_list();
        std::size_t const n = f.holder().size(m);
        for (std::size_t i = 0; i < n; ++i) {
            if (!scalar(f.kind, f.type, f.holder().at(m, i))) {
                path_.prepend(i);
                return false;
            }
        }
        out_.end_list();
        return true;
    }

    bool map(field const& f, void const* m) {
        out_.begin_object();
        std::size_t const n = f.holder().size(m);
        for (std::size_t i = 0; i < n; ++i) {
            // The table gives keys for writing only; nothing is written here.
            std::string const& key = *f.holder().key(const_cast<void*>(m), i);
            bool const done = (is_utf8(key) && out_.key_text(key)) || fail("a member name must be UTF-8");
            if (!done || !scalar(f.kind, f.type, f.holder().at(m, i))) {
                path_.prepend(key);
                return false;
            }
        }
        out_.end_object();
        return true;
    }

    bool scalar(field_kind kind, void const* type, void const* value) {
        switch (kind) {
            case field_kind::text: return text(*static_cast<std::string const*>(value));
            case field_kind::uid: return text(static_cast<veeam::uid const*>(value)->text());
            case field_kind::boolean: out_.boolean(*static_cast<bool const*>(value)); return true;
            case field_kind::integer: out_.integer(*static_cast<std::int64_t const*>(value)); return true;
            case field_kind::number:
                return out_.number(*static_cast<double const*>(value)) ||
                       fail("JSON has no number for NaN and infinity");
            case field_kind::timestamp: {
                char buffer[veeam::timestamp::max_size];
                out_.ascii({buffer, static_cast<veeam::timestamp const*>(value)->print(buffer)});
                return true;
            }
            case field_kind::time_of_day: {
                char buffer[veeam::time_of_day::max_date_time_size];
                out_.ascii({buffer, static_cast<veeam::time_of_day const*>(value)->print_date_time(buffer)});
                return true;
            }
            case field_kind::uuid: {
                char buffer[veeam::uuid::text_size];
                out_.ascii({buffer, static_cast<veeam::uuid const*>(value)->print(buffer)});
                return true;
            }
            case field_kind::enumeration: return enumeration(*static_cast<enum_table const*>(type), value);
            case field_kind::json: return raw(static_cast<json_text const*>(value)->text());
            case field_kind::object: return object(*static_cast<type_table const*>(type), value);
        }
        return true;
    }
    bool text(std::string_view value) { return out_.text(value) || fail("a string must be UTF-8"); }
    bool raw(std::string_view value) {
        return (is_value(value) && out_.raw(value)) || fail("expected one JSON value, found " + excerpt(value));
    }
    bool enumeration(enum_table const& type, void const* value) {
        auto const& storage = *static_cast<v0::detail::enum_storage const*>(value);
        if (!type.numeric) return text(storage.text(type));
        if (storage.known() && storage.index() < type.size) {
            out_.integer(type.entries[storage.index()].number);
            return true;
        }
        std::string_view const word = storage.text(type);
        number_extent const extent = scan_number(word.data(), word.data() + word.size());
        bool const is_number = extent.valid && extent.plain && extent.end == word.data() + word.size();
        return is_number ? out_.raw(word) : text(word);
    }

    Sink& out_;
    path_text path_;
    std::string message_;
    std::size_t depth_{};
};

}  // namespace veeam::inline v0::json::detail
