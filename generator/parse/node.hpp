#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veeam::generator {

/// A place in a specification file. Lines and columns count from 1; a column counts bytes.
struct position {
    std::string const* file{};  ///< As messages print it; lives as long as the `documents` it came from.
    int line{1};
    int column{1};
};

enum class node_kind : std::uint8_t { null, scalar, sequence, map };

struct node_member;

/// One value of a YAML or JSON document, with the place where it begins.
struct node {
    node_kind kind{};
    bool quoted{};  ///< The scalar is a string whatever it looks like.
    position at{};
    std::string text{};                ///< Scalars.
    std::vector<node> items{};         ///< Sequences.
    std::vector<node_member> members;  ///< Maps, in the order of the file. Without `{}`, which needs the type complete.

    bool is_map() const noexcept { return kind == node_kind::map; }
    bool is_sequence() const noexcept { return kind == node_kind::sequence; }
    bool is_null() const noexcept;
    bool is_text() const noexcept;  ///< A string; `true`, `12` and `null` without quotes are none.
    std::optional<bool> boolean() const noexcept;
    std::optional<std::int64_t> integer() const noexcept;
    bool is_number() const noexcept;

    node const* find(std::string_view key) const noexcept;
    node_member const* find_member(std::string_view key) const noexcept;
};

struct node_member {
    std::string key{};
    position at{};
    node value{};
};

/// What a message calls a value: `a map`, `the number 12`, `the text "x"`.
std::string describe(node const& value);

}  // namespace veeam::generator
