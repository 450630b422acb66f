#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/timestamp.hpp>

/// @file
/// Prints tables. Nothing of it is about the library.

namespace examples {

/// A member as a person reads it: `-` where the server did not send it.
inline std::string text(std::string const& value) { return value.empty() ? "-" : value; }
inline std::string text(bool value) { return value ? "yes" : "no"; }
inline std::string text(veeam::timestamp const& value) { return value.is_never() ? "never" : value.text(); }
template <class T>
    requires requires(std::ostream& out, T const& value) { out << value; }
std::string text(T const& value) {
    std::ostringstream out;
    out << value;
    return out.str();
}
template <class T>
std::string text(std::optional<T> const& value) {
    return value ? text(*value) : "-";
}

/// Rows under headings, in columns that are as wide as they need to be.
class table {
public:
    explicit table(std::vector<std::string> headings) : rows_{std::move(headings)} {}

    template <class... Cells>
    void add(Cells const&... cells) {
        rows_.push_back({text(cells)...});
    }
    std::size_t size() const { return rows_.size() - 1; }

    friend std::ostream& operator<<(std::ostream& out, table const& t) {
        for (std::vector<std::string> const& row : t.rows_) out << t.line(row) << '\n';
        return out;
    }

private:
    /// Characters, not bytes: the bytes after the first of a character in UTF-8 begin with the bits 10.
    static std::size_t width(std::string_view cell) {
        return static_cast<std::size_t>(
            std::ranges::count_if(cell, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    }

    std::size_t column_width(std::size_t column) const {
        std::size_t widest = 0;
        for (std::vector<std::string> const& row : rows_) widest = std::max(widest, width(row[column]));
        return widest;
    }

    std::string line(std::vector<std::string> const& row) const {
        std::string out;
        for (std::size_t column = 0; column < row.size(); ++column) {
            out += row[column];
            if (column + 1 < row.size()) out.append(column_width(column) - width(row[column]) + 2, ' ');
        }
        return out;
    }

    std::vector<std::vector<std::string>> rows_;
};

}  // namespace examples
