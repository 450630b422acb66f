#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/filter/check.hpp>
#include <veeam/filter/filter.hpp>
#include <veeam/filter/sort.hpp>
#include <veeam/filter/tree.hpp>

namespace veeam::inline v0::filters {

namespace detail {

/// How many letters must be changed, added or left out to turn one name into the other, without regard to case.
inline std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const same = veeam::detail::lower(a[i - 1]) == veeam::detail::lower(b[j - 1]) ? 0 : 1;
            std::size_t const best = std::min({row[j] + 1, row[j - 1] + 1, diagonal + same});
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b.size()];
}

/// The name that was probably meant; empty if none is near.
template <class Names, class NameOf>
std::string_view nearest(std::string_view meant, Names const& names, NameOf name_of) {
    constexpr std::size_t longest = 64;  // longer input is no slip of the fingers, and the cost is quadratic
    std::string_view best;
    if (meant.size() > longest) return best;
    std::size_t least = meant.size() / 3 + 1;
    for (auto const& candidate : names) {
        std::string_view const name = name_of(candidate);
        if (std::size_t const d = distance(meant, name); d <= least && d < name.size()) {
            if (best.empty() || d < least) best = name;
            least = d;
        }
    }
    return best;
}

/// What is wrong with a filter that a user typed, as an error with the offset.
inline error explain(problem const& p, std::string_view text, std::span<field_facts const> fields) {
    std::string message(words(p.why));
    std::string_view const rest = text.substr(std::min<std::size_t>(p.offset, text.size()));
    if (p.why == reject::unknown_field) {
        std::string_view const key = rest.substr(0, rest.find_first_of("=!<>"));
        message.append(": ").append(key);
        if (auto const near = nearest(key, fields, [](field_facts const& f) { return f.key; }); !near.empty())
            message.append("; did you mean ").append(near).append("?");
    } else if (p.why == reject::value_must_be_an_enumerator_of_this_field) {
        std::size_t const key_end = text.substr(0, p.offset).find_last_not_of("=!<>") + 1;
        std::size_t const key_at = text.substr(0, key_end).find_last_of("(;,") + 1;  // npos + 1 is the start
        if (std::size_t const f = find_field(fields, text.substr(key_at, key_end - key_at)); f != fields.size()) {
            message.append(": ").append(fields[f].key).append(" is one of");
            for (enum_entry const& e : fields[f].values->all()) message.append(" ").append(e.text);
        }
    }
    return error({.kind = error_kind::invalid_request,
                  .message = std::move(message),
                  .code = std::string(code(p.why)),
                  .offset = p.offset});
}

}  // namespace detail

}  // namespace veeam::inline v0::filters

namespace veeam::inline v0::fiql {

/// A filter that a user typed, checked against the query type: fields, operators and values, by their documented names
/// without regard to case.
///
/// An error is of kind `invalid_request`; `offset()` is where in the text, `code()` which reason, `message()` the
/// reason in words. Quotes, parentheses and separators inside a quoted value are part of the value.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// auto const f = veeam::fiql::parse<session::query>("result==failed;jobname==\"Backup Job 2\"");
/// std::cout << f->text() << '\n';  // Result==Failed;JobName=="Backup Job 2"
/// auto const bad = veeam::fiql::parse<session::query>("Reslt==Failed");
/// std::cout << bad.error().message() << '\n';  // there is no such field: Reslt; did you mean Result?
/// @endcode
template <class Query>
result<filter<Query>> parse(std::string_view text) {
    std::string normal;
    filters::detail::string_sink out{normal};
    filters::shape outer{};
    filters::problem const p = filters::detail::check_text(text, filters::fields_of<Query>, out, outer);
    if (p.found()) return filters::detail::explain(p, text, filters::fields_of<Query>);
    if (!filters::renderer<filters::dialect_of<Query>()>::carries(normal))
        return error({.kind = error_kind::invalid_request, .message = "the filter is not UTF-8", .code = "not_utf8"});
    return filter<Query>(filters::detail::unchecked{}, std::move(normal), outer);
}

/// A filter of any query type: only the grammar is checked.
///
/// @code
/// auto const t = veeam::fiql::parse_tree("a==1,b==2;c==3");
/// std::cout << t->text() << '\n';  // a==1,(b==2;c==3)
/// @endcode
inline result<filters::tree> parse_tree(std::string_view text) {
    filters::tree out;
    filters::problem const p = filters::detail::read_tree(text, out);
    if (p.found()) return filters::detail::explain(p, text, {});
    return out;
}

/// A sort order that a user typed: the name of a field, without regard to case.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// auto const order = veeam::fiql::parse_sort<session::query>("creationtime", true);
/// std::cout << order->key() << '\n';  // CreationTime
/// @endcode
template <class Query>
result<sort<Query>> parse_sort(std::string_view key, bool descending) {
    std::span<filters::field_facts const> const fields = filters::fields_of<Query>;
    std::size_t const found = filters::find_field(fields, key);
    if (found == fields.size()) return filters::detail::explain({filters::reject::unknown_field, 0}, key, fields);
    filters::field_facts const& field = fields[found];
    if (!field.sortable)
        return error({.kind = error_kind::invalid_request,
                      .message = std::string(field.key).append(" cannot be sorted by"),
                      .code = "field_cannot_be_sorted_by",
                      .offset = 0});
    return sort<Query>(filters::detail::unchecked{}, field.key, descending);
}

}  // namespace veeam::inline v0::fiql
