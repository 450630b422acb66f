#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json/excerpt.hpp>
#include <veeam/codec/json/scan.hpp>
#include <veeam/codec/scan.hpp>
#include <veeam/codec/table.hpp>

/// @file
/// What every reader and writer of JSON must know of members, whatever parses the text.

namespace veeam::inline v0::json::detail {

inline constexpr std::size_t no_row = static_cast<std::size_t>(-1);

/// The row of a JSON name; looks from row `start` on, since members mostly come in the order of the rows.
///
/// An exact name comes before an exact alias, and where case does not matter both come before respelt ones.
inline std::size_t find_row(type_table const& type, std::string_view name, std::size_t start) noexcept {
    if (name.empty()) return no_row;
    auto const same = [&](std::size_t row) {
        std::string_view const other = type.rows[row].names.json();
        return other.size() == name.size() && veeam::detail::same_bytes(other.data(), name.data(), name.size());
    };
    for (std::size_t row = start; row < type.size; ++row)
        if (same(row)) return row;
    for (std::size_t row = 0; row < start && row < type.size; ++row)
        if (same(row)) return row;
    for (json_alias const& alias : type.json_aliases())
        if (alias.name == name) return alias.row;
    if (!type.any_case) return no_row;
    for (std::size_t row = 0; row < type.size; ++row)
        if (v0::detail::equal_ignoring_case(type.rows[row].names.json(), name)) return row;
    for (json_alias const& alias : type.json_aliases())
        if (v0::detail::equal_ignoring_case(alias.name, name)) return alias.row;
    return no_row;
}

/// Whether a member of a wrapper object is the list that it wraps.
inline bool is_item_name(type_table const& type, field const& f, std::string_view name) noexcept {
    return f.names.json_item() == name || (type.any_case && v0::detail::equal_ignoring_case(f.names.json_item(), name));
}

/// Which rows of an object have been met.
class row_set {
public:
    explicit row_set(std::size_t rows) {
        if (rows > 64) more_ = std::make_unique<std::uint64_t[]>((rows - 1) / 64);
    }
    /// False where the row was there already.
    bool insert(std::size_t row) noexcept {
        std::uint64_t& word = row < 64 ? first_ : more_[row / 64 - 1];
        std::uint64_t const bit = std::uint64_t{1} << row % 64;
        bool const is_new = (word & bit) == 0;
        word |= bit;
        return is_new;
    }
    bool contains(std::size_t row) const noexcept {
        return ((row < 64 ? first_ : more_[row / 64 - 1]) >> row % 64 & 1u) != 0;
    }

    /// Whether all of `required_rows` are in it; false for a type with more rows than that can tell.
    bool contains_all(std::uint64_t rows) const noexcept { return (rows & ~first_) == 0 && more_ == nullptr; }

private:
    std::uint64_t first_{};
    std::unique_ptr<std::uint64_t[]> more_;  // for the rows from 64 on, which few types have
};

/// The first identity member that an object lacks, or `no_row`.
inline std::size_t first_missing(type_table const& type, row_set const& met) noexcept {
    for (std::size_t row = 0; row < type.size; ++row)
        if (v0::detail::is_json_required(type.rows[row]) && !met.contains(row)) return row;
    return no_row;
}

/// How long lists were lately, which tells how much room the next one of a member is given.
///
/// The lesser of the last two sizes, so that no document makes us ask for much more than it fills.
class list_sizes {
public:
    std::size_t expected(field const& row) const noexcept {
        entry const& e = entries_[index(row)];
        return e.row == &row ? std::min(e.last, e.before) : 0;
    }
    void note(field const& row, std::size_t size) noexcept {
        entry& e = entries_[index(row)];
        e = {&row, size, e.row == &row ? e.last : 0};
    }

private:
    struct entry {
        field const* row{};
        std::size_t last{};
        std::size_t before{};
    };
    static std::size_t index(field const& row) noexcept {
        return reinterpret_cast<std::uintptr_t>(&row) / sizeof(field) % 32;
    }

    std::array<entry, 32> entries_{};
};

/// Names that must be different. A tree once there are many, so that no choice of names is slow.
class name_set {
public:
    /// False where the name was there already.
    bool insert(std::string_view name) {
        if (!many_.empty()) return many_.emplace(name).second;
        for (std::string const& other : few_)
            if (other == name) return false;
        few_.emplace_back(name);
        if (few_.size() > 16) many_.insert(few_.begin(), few_.end());
        return true;
    }

private:
    std::vector<std::string> few_;
    std::set<std::string, std::less<>> many_;
};

/// What a value of a kind looks like in JSON, for messages.
inline std::string_view describe(field_kind kind, void const* type = nullptr) noexcept {
    switch (kind) {
        case field_kind::text:
        case field_kind::uid: return "a string";
        case field_kind::boolean: return "true or false";
        case field_kind::integer: return "an integer";
        case field_kind::number: return "a number";
        case field_kind::timestamp: return "a date and time";
        case field_kind::time_of_day: return "a time";
        case field_kind::uuid: return "a uuid";
        case field_kind::json: return "a value";
        case field_kind::object: return "an object";
        case field_kind::enumeration: break;
    }
    return static_cast<enum_table const*>(type)->numeric ? "a number or a string" : "a string";
}

/// What the member as a whole looks like.
inline std::string_view describe(field const& f) noexcept {
    switch (f.shape) {
        case field_shape::list:
        case field_shape::optional_list: return f.names.json_item().empty() ? "a list" : "an object";
        case field_shape::map: return "an object";
        default: return describe(f.kind, f.type);
    }
}

template <class T>
bool parse_into(void* value, std::string_view text) noexcept {
    std::optional<T> const parsed = T::parse(text);
    if (parsed) *static_cast<T*>(value) = *parsed;
    return parsed.has_value();
}

/// Gives a value of a textual kind its text; false where the text is not one of that kind.
inline bool assign_text(field_kind kind, void const* type, void* value, std::string_view text) {
    switch (kind) {
        case field_kind::text: static_cast<std::string*>(value)->assign(text); return true;
        case field_kind::uid: *static_cast<veeam::uid*>(value) = veeam::uid(std::string(text)); return true;
        case field_kind::timestamp: return parse_into<veeam::timestamp>(value, text);
        case field_kind::time_of_day: return parse_into<veeam::time_of_day>(value, text);
        case field_kind::uuid: return parse_into<veeam::uuid>(value, text);
        case field_kind::enumeration:
            static_cast<v0::detail::enum_storage*>(value)->assign(text, *static_cast<enum_table const*>(type));
            return true;
        default: return false;
    }
}

/// Gives an enumeration that is a number in JSON its value; an undocumented number is kept as its text.
inline void assign_number(enum_table const& type, void* value, std::int64_t number) {
    auto& storage = *static_cast<v0::detail::enum_storage*>(value);
    for (std::size_t i = 0; i < type.size; ++i) {
        if (type.entries[i].number == number) {
            storage = v0::detail::enum_storage(static_cast<std::uint32_t>(i));
            return;
        }
    }
    storage.assign(std::to_string(number), type);
}

/// Whether an identity or write-only value was never set. Kinds without an empty value are always set.
inline bool is_unset(field_kind kind, void const* value) {
    switch (kind) {
        case field_kind::text: return static_cast<std::string const*>(value)->empty();
        case field_kind::uid: return static_cast<veeam::uid const*>(value)->empty();
        case field_kind::uuid: return static_cast<veeam::uuid const*>(value)->is_nil();
        case field_kind::integer: return *static_cast<std::int64_t const*>(value) == 0;
        case field_kind::timestamp: return *static_cast<veeam::timestamp const*>(value) == veeam::timestamp{};
        default: return false;
    }
}

template <class T>
void const* value_in(void const* member) noexcept {
    auto const& holder = *static_cast<std::optional<T> const*>(member);
    return holder ? &*holder : nullptr;
}

/// The value of an optional member, or null. The common kinds without a call through the table.
inline void const* optional_value(field const& f, void const* member) noexcept {
    switch (f.kind) {
        case field_kind::text: return value_in<std::string>(member);
        case field_kind::boolean: return value_in<bool>(member);
        case field_kind::integer: return value_in<std::int64_t>(member);
        case field_kind::number: return value_in<double>(member);
        case field_kind::timestamp: return value_in<veeam::timestamp>(member);
        case field_kind::uuid: return value_in<veeam::uuid>(member);
        case field_kind::uid: return value_in<veeam::uid>(member);
        default: return f.holder().at(member, 0);
    }
}

/// The place in the object of the alternative that a choice member holds already.
inline std::string_view active_alternative(type_table const& type, field const& f, void const* member) noexcept {
    std::size_t const index = f.choice().index(member);
    for (field const& other : type.fields())
        if (other.shape == field_shape::choice && other.offset == f.offset && other.alternative == index)
            return other.names.json();
    return {};
}

/// Messages that more than one reader gives.
inline std::string second_alternative(std::string_view other) {
    return std::string("only one alternative can be there, found ").append(other).append(" too");
}
inline std::string wrong_text(std::string_view what, std::string_view text) {
    return std::string("expected ").append(what).append(", found \"").append(excerpt(text)).append("\"");
}
inline std::string wrong_number(std::string_view what, std::string_view number) {
    return std::string("expected ").append(what).append(", found ").append(excerpt(number));
}

inline unknown_members* unknown_of(type_table const& type, void* object) noexcept {
    if (type.unknown == type_table::no_unknown) return nullptr;
    return reinterpret_cast<unknown_members*>(static_cast<char*>(object) + type.unknown);
}
inline unknown_members const* unknown_of(type_table const& type, void const* object) noexcept {
    if (type.unknown == type_table::no_unknown) return nullptr;
    return reinterpret_cast<unknown_members const*>(static_cast<char const*>(object) + type.unknown);
}

/// A path in wire names, from the root: `JobInfo.Includes[2].Name`. Put together from its end when an error unwinds.
class path_text {
public:
    void prepend(std::string_view name) {
        constexpr std::size_t limit = 100;  // a map's key has any length
        join(name.size() > limit ? std::string(name.substr(0, limit)) + "..." : std::string(name));
    }
    void prepend(std::size_t index) { join('[' + std::to_string(index) + ']'); }
    std::string const& text() const noexcept { return text_; }

private:
    void join(std::string step) {
        if (!text_.empty() && text_.front() != '[') step += '.';
        text_.insert(0, step);
    }

    std::string text_;
};

}  // namespace veeam::inline v0::json::detail
