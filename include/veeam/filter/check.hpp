#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <veeam/core/timestamp.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/grammar.hpp>
#include <veeam/filter/number_text.hpp>
#include <veeam/filter/reject.hpp>

/// @file
/// Checks FIQL text against the fields of a query type: the same code for literals, while compiling, and for user
/// input.

namespace veeam::inline v0::filters {

/// The position of the field of that name: spelled so or, if there is none, spelled so but for ASCII case;
/// `fields.size()` if there is none.
///
/// Not a pointer: under `-fsanitize=null` g++ 12 does not take a pointer into a constexpr array, compared with null,
/// for a constant expression.
constexpr std::size_t find_field(std::span<field_facts const> fields, std::string_view key) noexcept {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].key == key) return i;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (veeam::detail::equal_ignoring_case(fields[i].key, key)) return i;
    return fields.size();
}

/// The position of a documented value, matched like a field name; `values.size` if there is none.
constexpr std::size_t find_entry(enum_table const& values, std::string_view text) noexcept {
    for (std::size_t i = 0; i < values.size; ++i)
        if (values.entries[i].text == text) return i;
    for (std::size_t i = 0; i < values.size; ++i)
        if (veeam::detail::equal_ignoring_case(values.entries[i].text, text)) return i;
    return values.size;
}

namespace detail {

inline constexpr std::string_view midnight_utc = "T00:00:00Z";

/// The time that a date, or a date and time in UTC, means; none where the text is neither.
constexpr std::optional<timestamp> utc_of(std::string_view text) noexcept {
    constexpr std::size_t date_size = 10;
    std::array<char, date_size + midnight_utc.size()> whole{};
    if (text.size() == date_size) {
        for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = i < date_size ? text[i] : midnight_utc[i - date_size];
        text = {whole.data(), whole.size()};
    }
    if (text.empty() || text.back() != 'Z') return std::nullopt;
    return timestamp::parse(text);
}

/// Why a value does not fit a field.
constexpr reject check_value(field_facts const& field, std::string_view value) noexcept {
    switch (field.kind) {
        case value_kind::text:
        case value_kind::object_ref:
        case value_kind::uid: return reject::none;
        case value_kind::boolean:
            return veeam::detail::equal_ignoring_case(value, "true") ||
                           veeam::detail::equal_ignoring_case(value, "false")
                       ? reject::none
                       : reject::value_must_be_true_or_false;
        case value_kind::integer: {
            std::int64_t ignored = 0;
            switch (read_integer(value, ignored)) {
                case integer_text::good: return reject::none;
                case integer_text::malformed: return reject::value_must_be_an_integer;
                case integer_text::out_of_range: return reject::value_is_out_of_range;
            }
            return reject::value_must_be_an_integer;
        }
        case value_kind::real: return is_real(value) ? reject::none : reject::value_must_be_a_number;
        case value_kind::date_time: return utc_of(value) ? reject::none : reject::value_must_be_a_utc_time_point;
        case value_kind::enumeration:
            return find_entry(*field.values, value) < field.values->size
                       ? reject::none
                       : reject::value_must_be_an_enumerator_of_this_field;
    }
    return reject::none;
}

/// Checks every comparison and writes the text in its normal form: documented spelling, normal quoting, parentheses
/// around every group inside a group.
template <class Out>
class checking_handler {
public:
    constexpr checking_handler(std::span<field_facts const> fields, Out& out) noexcept : fields_(fields), out_(out) {}

    constexpr problem comparison(raw_comparison const& c) {
        std::size_t const found = find_field(fields_, c.key);
        if (found == fields_.size()) return {reject::unknown_field, c.key_at};
        field_facts const& field = fields_[found];
        if (is_ordering(c.operation) && !field.ordered) return {reject::field_has_no_order_use_eq_or_ne, c.operator_at};
        if (is_search(c.operation) && !field.searchable) return {reject::the_field_cannot_be_searched, c.operator_at};
        if (is_search(c.operation) && c.value.text.empty()) return {reject::value_expected, c.value_at};
        if (reject const why = check_value(field, c.value.text); why != reject::none) return {why, c.value_at};
        out_.put(field.key);
        out_.put(symbol(c.operation));
        write_normal(field, c.value);
        return {};
    }

    constexpr std::size_t mark() const noexcept { return out_.size(); }
    constexpr void enclose(std::size_t from) {
        out_.insert(from, '(');
        out_.put(')');
    }
    constexpr void separate(char c) { out_.put(c); }
    constexpr void group(shape, std::size_t) const noexcept {}

private:
    constexpr void write_normal(field_facts const& field, raw_value const& value) {
        switch (field.kind) {
            case value_kind::enumeration:
                write_value(out_, field.values->entries[find_entry(*field.values, value.text)].text);
                return;
            case value_kind::boolean:
                out_.put(value.text.size() == std::string_view("true").size() ? "true" : "false");
                return;
            default: value.write(out_); return;
        }
    }

    std::span<field_facts const> fields_;
    Out& out_;
};

/// Checks FIQL text and writes its normal form to `out`; `outer` becomes its shape.
template <class Out>
constexpr problem check_text(std::string_view text, std::span<field_facts const> fields, Out& out, shape& outer) {
    checking_handler<Out> handler(fields, out);
    return fiql_reader<checking_handler<Out>>(text, handler).run(outer);
}

}  // namespace detail

}  // namespace veeam::inline v0::filters
