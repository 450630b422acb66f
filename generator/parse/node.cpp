#include "parse/node.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace veeam::generator {

namespace {

bool looks_null(std::string_view text) noexcept {
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

}  // namespace

bool node::is_null() const noexcept {
    return kind == node_kind::null || (kind == node_kind::scalar && !quoted && looks_null(text));
}

std::optional<bool> node::boolean() const noexcept {
    if (kind != node_kind::scalar || quoted) return std::nullopt;
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

std::optional<std::int64_t> node::integer() const noexcept {
    if (kind != node_kind::scalar || quoted || text.empty()) return std::nullopt;
    std::int64_t value{};
    auto const begin = text.data() + (text.front() == '+' ? 1 : 0);
    auto const end = text.data() + text.size();
    auto const [stop, failure] = std::from_chars(begin, end, value);
    if (failure != std::errc{} || stop != end) return std::nullopt;
    return value;
}

bool node::is_number() const noexcept {
    if (kind != node_kind::scalar || quoted || text.empty()) return false;
    double value{};
    auto const begin = text.data() + (text.front() == '+' ? 1 : 0);
    auto const end = text.data() + text.size();
    auto const [stop, failure] = std::from_chars(begin, end, value);
    return failure != std::errc::invalid_argument && stop == end;
}

bool node::is_text() const noexcept {
    return kind == node_kind::scalar && (quoted || (!looks_null(text) && !boolean() && !is_number()));
}

node_member const* node::find_member(std::string_view key) const noexcept {
    auto const found = std::find_if(members.begin(), members.end(), [&](node_member const& m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
}

node const* node::find(std::string_view key) const noexcept {
    node_member const* const member = find_member(key);
    return member == nullptr ? nullptr : &member->value;
}

std::string describe(node const& value) {
    if (value.is_map()) return "a map";
    if (value.is_sequence()) return "a list";
    if (value.is_null()) return "nothing";
    if (value.boolean()) return value.text;
    if (value.is_number()) return "the number " + value.text;
    return "the text \"" + value.text + "\"";
}

}  // namespace veeam::generator
