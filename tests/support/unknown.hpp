#pragma once

#include <string>

#include <veeam/codec/table.hpp>

namespace veeam::inline v0::support {

namespace detail {

inline void collect_unknown(void const* object, type_table const& table, std::string const& path, std::string& out);

/// Of the objects in one member.
inline void collect_unknown_in(void const* member, field const& f, std::string const& path, std::string& out) {
    if (f.kind != field_kind::object) return;
    if (f.shape == field_shape::single) {
        collect_unknown(member, f.object_type(), path, out);
    } else if (f.shape == field_shape::choice) {
        if (f.choice().index(member) == f.alternative)
            collect_unknown(f.choice().get(member), f.object_type(), path, out);
    } else {
        for (std::size_t i = 0; i < f.holder().size(member); ++i)
            collect_unknown(f.holder().at(member, i), f.object_type(), path, out);
    }
}

inline void collect_unknown(void const* object, type_table const& table, std::string const& path, std::string& out) {
    if (table.unknown != type_table::no_unknown) {
        auto const& unknown =
            *reinterpret_cast<unknown_members const*>(static_cast<char const*>(object) + table.unknown);
        // Declarations of prefixes that nobody uses are kept too, but say nothing.
        for (unknown_member const& m : unknown)
            if (!m.name.starts_with("xmlns:")) out += path + m.name + "\n";
    }
    for (field const& f : table.fields())
        collect_unknown_in(f.in(object), f, path + std::string(f.names.json()) + ".", out);
}

}  // namespace detail

/// The members of a document, at every depth, that its specification does not know, one a line.
inline std::string unknown_names(void const* value, field const& row) {
    std::string out;
    detail::collect_unknown_in(value, row, "", out);
    return out;
}

}  // namespace veeam::inline v0::support
