#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/pchars.hpp>

#include <veeam/core/compiled.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/followed_target.ipp>
#include <veeam/http/operation.hpp>
#include <veeam/http/parameter_text.hpp>
#include <veeam/http/target.hpp>

namespace veeam::inline v0 {

namespace detail {

/// What may stand bare in a value: `&` would end it, servers read `+` as a space, and some refuse a second `?`.
inline constexpr auto query_value_characters = boost::urls::pchars + '/' - '&' - '+';
/// Names are encoded further: Service Provider Console wants `$top` as `%24top`.
inline constexpr auto query_name_characters = boost::urls::unreserved_chars;
inline constexpr auto path_segment_characters = boost::urls::pchars;

template <class Characters>
void append_encoded(std::string& out, std::string_view text, Characters const& unreserved) {
    boost::urls::string_view const source(text.data(), text.size());
    std::size_t const before = out.size();
    std::size_t const size = boost::urls::encoded_size(source, unreserved);
    out.resize(before + size);
    boost::urls::encode(out.data() + before, size, source, unreserved);
}

class target_writer final : public query_sink {
public:
    explicit target_writer(std::string& out) noexcept : out_(out) {}

    void add(std::string_view name, std::string_view value) override {
        out_.push_back(out_.find('?') == std::string::npos ? '?' : '&');
        append_encoded(out_, name, query_name_characters);
        out_.push_back('=');
        append_encoded(out_, value, query_value_characters);
    }

private:
    std::string& out_;
};

inline error refused(operation_facts const& facts, std::string message) {
    return error(
        {.kind = error_kind::invalid_request, .operation = std::string(facts.name), .message = std::move(message)});
}

/// None: every value is in its documented range.
inline std::optional<error> check_range(operation_facts const& facts, parameter const& p, void const* value) {
    if (p.value.kind != field_kind::integer) return std::nullopt;
    std::int64_t const n = *static_cast<std::int64_t const*>(value);
    if (n >= p.minimum && n <= p.maximum) return std::nullopt;
    std::string message = "the parameter " + std::string(p.name) + " is " + std::to_string(n);
    if (n < p.minimum) message += ", less than " + std::to_string(p.minimum);
    else message += ", more than " + std::to_string(p.maximum);
    return refused(facts, std::move(message));
}

/// Appends the value of a path parameter: one segment, or one for each part of a file's path.
inline std::optional<error> append_segments(std::string& out, operation_facts const& facts, std::string_view name,
                                            std::string_view text, bool keeps_slashes) {
    auto const leads_away = [&](std::string const& why) {
        return refused(facts,
                       "the parameter " + std::string(name) + " " + why + ", which would lead to another resource");
    };
    // Servers resolve these whether they are percent-encoded or not.
    if (text == "." || text == "..") return leads_away("is \"" + std::string(text) + "\"");
    if (has_dot_part(text)) return leads_away("holds a part \".\" or \"..\"");
    if (keeps_slashes && (text.starts_with('/') || text.find("//") != text.npos))
        return leads_away("holds an empty part");
    for (;;) {
        std::size_t const end = keeps_slashes ? text.find('/') : text.npos;
        append_encoded(out, text.substr(0, end), path_segment_characters);
        if (end == text.npos) return std::nullopt;
        out.push_back('/');
        text.remove_prefix(end + 1);
    }
}

/// Appends the path of an operation, its placeholders filled in.
inline std::optional<error> append_path(std::string& out, operation_table const& op, void const* values) {
    std::string_view rest = op.facts->path;
    for (;;) {
        std::size_t const open = rest.find('{');
        out.append(rest.substr(0, open));
        if (open == std::string_view::npos) return std::nullopt;
        std::size_t const close = rest.find('}', open);
        std::string_view const name = rest.substr(open + 1, close - open - 1);
        std::string text;
        bool keeps_slashes = false;
        for (parameter const& p : op.parameters) {
            if (p.place != parameter_place::path || p.name != name) continue;
            keeps_slashes = p.keeps_slashes;
            std::optional<error> problem;
            each_value(p.value, p.value.in(values), [&](void const* value) {
                if (!problem) problem = check_range(*op.facts, p, value);
                append_parameter_text(text, p.value, value);
            });
            if (problem) return problem;
        }
        // The root of a file system has no name, and its list has an action.
        bool const is_root = keeps_slashes && !op.fixed.empty();
        if (text.empty() && !is_root)
            return refused(*op.facts, "the parameter " + std::string(name) +
                                          " is empty, and the path without it is another resource");
        if (auto problem = append_segments(out, *op.facts, name, text, keeps_slashes)) return problem;
        rest = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 1);
    }
}

inline std::optional<error> append_query_parameter(target_writer& query, operation_facts const& facts,
                                                   parameter const& p, void const* member) {
    if (p.write != nullptr) {
        p.write(member, p.name, query);
        return std::nullopt;
    }
    std::optional<error> problem;
    std::string text;
    bool any = false;
    each_value(p.value, member, [&](void const* value) {
        if (!problem) problem = check_range(facts, p, value);
        if (p.comma_separated && any) text.push_back(',');
        append_parameter_text(text, p.value, value);
        any = true;
        if (p.comma_separated) return;
        query.add(p.name, text);
        text.clear();
    });
    if (problem) return problem;
    if (p.comma_separated && (any || is_empty_list(p.value, member))) query.add(p.name, text);
    return std::nullopt;
}

}  // namespace detail

VEEAM_DEFINE result<std::string> make_target(operation_table const& op, void const* values) {
    if (op.target != nullptr) return *static_cast<std::string const*>(op.target->in(values));
    std::string out;
    if (op.facts->api != nullptr) out.append(op.facts->api->base_path);
    if (auto problem = detail::append_path(out, op, values)) return *std::move(problem);
    detail::target_writer query(out);
    for (fixed_parameter const& p : op.fixed) query.add(p.name, p.value);
    for (parameter const& p : op.parameters) {
        if (p.place != parameter_place::query) continue;
        if (auto problem = detail::append_query_parameter(query, *op.facts, p, p.value.in(values)))
            return *std::move(problem);
    }
    return out;
}

}  // namespace veeam::inline v0
