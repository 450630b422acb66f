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

/// Fills structs from a text in one pass, driven by their field tables.
class reader {
public:
    reader(std::string_view text, read_options const& options) noexcept
        : in_(text, options), max_size_(options.max_size) {}

    /// Reads the whole document into the value that `row` describes; `value` is newly made.
    std::optional<error> document(field const& row, void* value) {
        if (in_.start(max_size_)) {
            in_.space();
            if (member(row, value) && in_.finish()) return std::nullopt;
        }
        return error(
            {.kind = error_kind::decode, .message = in_.message(), .path = path_.text(), .offset = in_.offset()});
    }

private:
    bool fail_at(char const* where, std::string message) { return in_.fail_at(where, std::move(message)); }

    /// A member in its shape, at the first byte of its value. Choices are read by `alternative`.
    bool member(field const& f, void* m) {
        switch (f.shape) {
            case field_shape::choice:
            case field_shape::single: return scalar(f.kind, f.type, m);
            case field_shape::optional: return in_.at('n') ? absent(f) : optional(f, m) && forget_if_empty(f, m);
            case field_shape::boxed:
                if (in_.at('n')) return absent(f);
                return scalar(f.kind, f.type, f.holder().emplace(m)) && forget_if_empty(f, m);
            case field_shape::nullable:
                if (in_.at('n')) {
                    f.holder().set_null(m);
                    return absent(f);
                }
                return scalar(f.kind, f.type, f.holder().emplace(m)) && forget_if_empty(f, m);
            case field_shape::list:
            case field_shape::optional_list: return in_.at('n') ? absent(f) : list(f, m);
            case field_shape::map: return in_.at('n') ? absent(f) : map(f, m);
        }
        return true;
    }
    VEEAM_INLINE bool absent(field const& f) { return in_.null() || in_.expected(describe(f)); }

    /// Servers answer with an empty text where they keep a secret.
    VEEAM_INLINE bool forget_if_empty(field const& f, void* m) {
        if (has(f.flags, field_flags::write_only) && is_unset(f.kind, f.holder().at(m, 0))) f.holder().reset(m);
        return true;
    }

    /// The value of an optional member. The common kinds without a call through the table.
    VEEAM_INLINE bool optional(field const& f, void* m) {
        switch (f.kind) {
            case field_kind::text: {
                std::string_view text;
                if (!string(text)) return false;
                static_cast<std::optional<std::string>*>(m)->emplace(text);
                return true;
            }
            case field_kind::boolean:
                return in_.boolean(static_cast<std::optional<bool>*>(m)->emplace(), describe(field_kind::boolean));
            case field_kind::integer:
                return in_.integer(static_cast<std::optional<std::int64_t>*>(m)->emplace(),
                                   describe(field_kind::integer));
            case field_kind::timestamp:
                return textual(f.kind, f.type, &static_cast<std::optional<veeam::timestamp>*>(m)->emplace());
            case field_kind::uid: {
                std::string_view text;
                if (!string(text)) return false;
                static_cast<std::optional<veeam::uid>*>(m)->emplace(text);
                return true;
            }
            default: return scalar(f.kind, f.type, f.holder().emplace(m));
        }
    }

    bool scalar(field_kind kind, void const* type, void* value) {
        switch (kind) {
            case field_kind::text: {
                std::string_view text;
                if (!string(text)) return false;
                static_cast<std::string*>(value)->assign(text);
                return true;
            }
            case field_kind::boolean: return in_.boolean(*static_cast<bool*>(value), describe(field_kind::boolean));
            case field_kind::integer:
                return in_.integer(*static_cast<std::int64_t*>(value), describe(field_kind::integer));
            case field_kind::number: return in_.number(*static_cast<double*>(value), describe(field_kind::number));
            case field_kind::object: return object(*static_cast<type_table const*>(type), value);
            case field_kind::json: {
                std::string_view text;
                if (!in_.raw(text)) return false;
                *static_cast<json_text*>(value) = json_text(std::string(text));
                return true;
            }
            case field_kind::enumeration:
                if (!in_.at('"') && static_cast<enum_table const*>(type)->numeric)
                    return enum_number(*static_cast<enum_table const*>(type), value);
                return textual(kind, type, value);
            default: return textual(kind, type, value);
        }
    }
    VEEAM_INLINE bool string(std::string_view& out) {
        return in_.at('"') ? in_.string(out) : in_.expected(describe(field_kind::text));
    }
    bool textual(field_kind kind, void const* type, void* value) {
        if (!in_.at('"')) return in_.expected(describe(kind, type));
        char const* const first = in_.position();
        std::string_view text;
        if (!in_.string(text)) return false;
        return assign_text(kind, type, value, text) || fail_at(first, wrong_text(describe(kind, type), text));
    }
    bool enum_number(enum_table const& type, void* value) {
        std::int64_t number = 0;
        if (!in_.integer(number, describe(field_kind::enumeration, &type))) return false;
        assign_number(type, value, number);
        return true;
    }

    bool list(field const& f, void* m) {
        if (!in_.open('[', "a list")) return false;
        f.holder().reserve(m, sizes_.expected(f));
        if (in_.empty(']')) return true;
        bool failed = false;
        std::size_t index = 0;
        do {
            in_.space();
            if (!scalar(f.kind, f.type, f.holder().emplace(m))) {
                path_.prepend(index);
                return false;
            }
            ++index;
        } while (in_.more(']', failed));
        sizes_.note(f, index);
        return !failed;
    }

    bool map(field const& f, void* m) {
        if (!in_.open('{', "an object")) return false;
        if (in_.empty('}')) return true;
        name_set names;
        bool failed = false;
        std::size_t index = 0;
        do {
            in_.space();
            char const* const name_at = in_.position();
            std::string_view text;
            if (!in_.name(text)) return false;
            std::string name(text);
            if (!in_.colon()) return false;
            in_.space();
            void* const value = f.holder().emplace(m);
            if (!(names.insert(name) || duplicate(name_at)) || !scalar(f.kind, f.type, value)) {
                path_.prepend(name);
                return false;
            }
            *f.holder().key(m, index++) = std::move(name);
        } while (in_.more('}', failed));
        return !failed;
    }

    bool object(type_table const& type, void* object) {
        char const* const first = in_.position();
        if (!in_.open('{', "an object")) return false;
        row_set met(type.size);
        if (!in_.empty('}')) {
            std::optional<name_set> others;
            std::size_t next = 0;
            std::uint16_t after = unknown_member::at_start;
            bool failed = false;
            do {
                in_.space();
                char const* const name_at = in_.position();
                std::size_t row = next;
                bool const is_next = next < type.size && in_.take_key(type.rows[next].names.json());
                if (!is_next) {
                    std::string_view name;
                    if (!in_.name(name)) return false;
                    row = find_row(type, name, next);
                    if (row == no_row) {
                        if (!others) others.emplace();
                        if (!unknown(unknown_of(type, object), {std::string(name), {}, {}, false, after}, *others,
                                     name_at))
                            return false;
                        continue;
                    }
                }
                field const& f = type.rows[row];
                if (!is_next && !in_.colon()) return false;
                in_.space();
                if (!(met.insert(row) || duplicate(name_at)) || !known(type, row, object)) {
                    path_.prepend(f.names.json());
                    return false;
                }
                next = row + 1;
                after = static_cast<std::uint16_t>(row);
            } while (in_.more('}', failed));
            if (failed) return false;
        }
        if (met.contains_all(type.facts.json_required)) return true;
        std::size_t const missing = first_missing(type, met);
        return missing == no_row || lacks(type.rows[missing], first);
    }
    VEEAM_COLD bool duplicate(char const* name_at) { return fail_at(name_at, "the member is there twice"); }
    VEEAM_COLD bool lacks(field const& f, char const* object_at) {
        path_.prepend(f.names.json());
        return fail_at(object_at, std::string("the member is missing, expected ").append(describe(f)));
    }

    VEEAM_INLINE bool known(type_table const& type, std::size_t row, void* object) {
        field const& f = type.rows[row];
        void* const m = f.in(object);
        if (f.shape == field_shape::optional && f.kind == field_kind::text && in_.at('"')) {
            // The commonest member, without a detour.
            std::string_view text;
            if (!in_.string(text)) return false;
            static_cast<std::optional<std::string>*>(m)->emplace(text);
            return forget_if_empty(f, m);
        }
        if (f.shape == field_shape::choice) return alternative(type, f, m);
        if (f.names.json_item().empty() || in_.at('n')) return member(f, m);
        return wrapped_list(type, row, object);
    }

    bool alternative(type_table const& type, field const& f, void* m) {
        if (in_.at('n')) return absent(f);
        std::string_view const other = active_alternative(type, f, m);
        if (!other.empty()) return fail_at(in_.position(), second_alternative(other));
        return scalar(f.kind, f.type, f.choice().emplace(m, f.alternative));
    }

    /// `{"ObjectInJobs": [...]}` where the struct has a list.
    bool wrapped_list(type_table const& type, std::size_t row, void* object) {
        field const& f = type.rows[row];
        void* const m = f.in(object);
        if (!in_.open('{', "an object")) return false;
        f.holder().reserve(m, 0);
        if (in_.empty('}')) return true;
        name_set others;
        bool list_met = false;
        bool failed = false;
        do {
            in_.space();
            char const* const name_at = in_.position();
            std::string_view name;
            if (!in_.name(name)) return false;
            if (!is_item_name(type, f, name)) {
                if (!unknown(unknown_of(type, object),
                             {std::string(name), {}, {}, true, static_cast<std::uint16_t>(row)}, others, name_at))
                    return false;
                continue;
            }
            if (!in_.colon()) return false;
            in_.space();
            bool const is_list = in_.at('[') || in_.at('n');
            if ((std::exchange(list_met, true) && !duplicate(name_at)) || (!is_list && !in_.expected("a list"))) {
                path_.prepend(f.names.json_item());
                return false;
            }
            if (!member(f, m)) return false;
        } while (in_.more('}', failed));
        return !failed;
    }

    /// The rest of a member that no row knows, behind its name. `keep` is null where the type keeps none.
    bool unknown(unknown_members* keep, unknown_member found, name_set& names, char const* name_at) {
        if (!in_.colon()) return false;
        in_.space();
        std::string_view text;
        if (!(names.insert(found.name) || duplicate(name_at)) || !in_.raw(text)) {
            path_.prepend(found.name);
            return false;
        }
        if (keep == nullptr || text == "null") return true;
        found.raw = text;
        keep->push_back(std::move(found));
        return true;
    }

    cursor in_;
    path_text path_;
    list_sizes sizes_;
    std::size_t max_size_;
};

}  // namespace veeam::inline v0::json::detail
