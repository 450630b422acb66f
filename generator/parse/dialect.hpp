#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "parse/diagnostics.hpp"
#include "parse/node.hpp"

namespace veeam::generator {

/// What the value of a key may be.
enum class value_form : std::uint8_t {
    any,
    text,
    boolean,
    integer,
    number,
    list,
    map,
    text_or_list,
    map_or_list,
    map_or_boolean,
};

/// One key of the dialect.
struct key_rule {
    std::string_view key{};
    value_form form{};
    std::string_view refusal{};  ///< Not empty: OpenAPI knows the key, we do not support it; what to do instead.
};

/// The keys that an object of one kind may have.
struct object_rule {
    std::string_view name{};  ///< As messages call it: `a schema`.
    std::span<key_rule const> keys{};
};

namespace dialect {

extern object_rule const root;
extern object_rule const info;
extern object_rule const components;
extern object_rule const server;
extern object_rule const server_variable;
extern object_rule const path_item;
extern object_rule const operation;
extern object_rule const variant;
extern object_rule const parameter;
extern object_rule const request_body;
extern object_rule const response;
extern object_rule const media_type;
extern object_rule const example;
extern object_rule const schema;
extern object_rule const xml;
extern object_rule const external_docs;
extern object_rule const choice;
extern object_rule const query;
extern object_rule const pager;
extern object_rule const error;
extern object_rule const link_types;
extern object_rule const link_rule;
extern object_rule const link_type;

}  // namespace dialect

/// Reports every key of `object` that `rule` does not have and every value of the wrong form.
///
/// `official`: the document is written in OpenAPI 3.0, not in our dialect; foreign `x-` keys mean nothing to us then.
/// False where `object` is not a map.
bool check_keys(node const& object, object_rule const& rule, bool official, diagnostics& problems);

/// The value of `key` where it has the form that the rules ask for, else null: what is wrong is reported already.
node const* text_at(node const& object, std::string_view key) noexcept;
node const* map_at(node const& object, std::string_view key) noexcept;
node const* list_at(node const& object, std::string_view key) noexcept;
bool flag_at(node const& object, std::string_view key, bool otherwise = false) noexcept;
std::string string_at(node const& object, std::string_view key);

}  // namespace veeam::generator
