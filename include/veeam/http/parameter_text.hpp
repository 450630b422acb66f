#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include <veeam/codec/table.hpp>

namespace veeam::inline v0 {

/// Appends a value as parameters and form fields carry it: numbers in decimal, `true` or `false`, documented words.
///
/// `value` points at the value itself, not at the optional or list that holds it. Objects have no such form and append
/// nothing; the generator refuses them as parameters.
///
/// @par Example
/// @code
/// std::int64_t const limit = 100;
/// std::string text;
/// veeam::append_parameter_text(text, veeam::root_row<std::int64_t>, &limit);
/// @endcode
inline void append_parameter_text(std::string& out, field const& row, void const* value) {
    char buffer[40];
    char* const end = buffer + sizeof buffer;
    switch (row.kind) {
        case field_kind::text: out.append(*static_cast<std::string const*>(value)); break;
        case field_kind::boolean: out.append(*static_cast<bool const*>(value) ? "true" : "false"); break;
        case field_kind::integer:
            out.append(buffer, std::to_chars(buffer, end, *static_cast<std::int64_t const*>(value)).ptr);
            break;
        case field_kind::number:
            out.append(buffer, std::to_chars(buffer, end, *static_cast<double const*>(value)).ptr);
            break;
        case field_kind::timestamp: out.append(buffer, static_cast<timestamp const*>(value)->print(buffer)); break;
        case field_kind::time_of_day:
            out.append(buffer, static_cast<time_of_day const*>(value)->print_time(buffer));
            break;
        case field_kind::uuid: out.append(buffer, static_cast<uuid const*>(value)->print(buffer)); break;
        case field_kind::uid: out.append(static_cast<uid const*>(value)->text()); break;
        case field_kind::enumeration:
            out.append(static_cast<detail::enum_storage const*>(value)->text(row.enum_type()));
            break;
        case field_kind::json: out.append(static_cast<json_text const*>(value)->text()); break;
        case field_kind::object: break;
    }
}

namespace detail {

/// Calls `use` with a pointer to each value that is set in a member: none, one, or the elements of a list.
template <class Use>
void each_value(field const& row, void const* member, Use use) {
    switch (row.shape) {
        case field_shape::single: use(member); break;
        case field_shape::optional:
        case field_shape::boxed:
        case field_shape::nullable:
        case field_shape::list:
        case field_shape::optional_list: {
            holder_ops const& holder = row.holder();
            std::size_t const size = holder.size(member);
            for (std::size_t i = 0; i < size; ++i) use(holder.at(member, i));
            break;
        }
        case field_shape::map:
        case field_shape::choice: break;
    }
}

/// Whether a list is there although it has no elements.
inline bool is_empty_list(field const& row, void const* member) {
    return row.shape == field_shape::optional_list && row.holder().present(member) && row.holder().size(member) == 0;
}

}  // namespace detail

}  // namespace veeam::inline v0
