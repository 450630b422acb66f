#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <veeam/codec/json/writer.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/filter/check.hpp>
#include <veeam/filter/compare.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/filter.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/sort.hpp>
#include <veeam/filter/tree.hpp>

/// @file
/// The dialect of Service Provider Console v3: `filter`, `sort` and `select` are JSON arrays.
///
/// Of its operations, `in` is written as an or of `equals` (`any_of`), which says the same. `subset`, `superset` and
/// `exclusiveOr` are left out: the first two compare lists, which no field holds, and the documentation gives groups
/// only to `and`, `or` and `not`.

namespace veeam::inline v0::filters {

/// How Service Provider Console compares text.
enum class collation : std::uint8_t { ordinal, ignorecase, lexicographic };

constexpr std::string_view to_text(collation c) noexcept {
    constexpr std::array<std::string_view, 3> texts{"ordinal", "ignorecase", "lexicographic"};
    return texts[static_cast<std::size_t>(c)];
}

/// Whether a text field of a Service Provider Console query type contains a text; `!contains(...)`: that it does not.
///
/// Throws `std::invalid_argument` for an empty text, which everything contains.
///
/// @code
/// auto const production = [](veeam::filters::filter_field auto name) {
///     return contains(name, "sql") && !contains(name, "test");
/// };
/// @endcode
template <filter_field F, detail::text_like V>
    requires(detail::is_searchable<F>())
constexpr auto contains(F, V const& part) {
    if (std::string_view(part).empty()) detail::a_text_to_search_for_is_empty();
    return detail::compare<op::contains, F>(part);
}
template <filter_field F, class V>
    requires(!detail::is_searchable<F>())
refused<F, V, reject::the_field_cannot_be_searched> contains(F, V const&);
template <filter_field F, class V, reject Why = diagnose<F, op::eq, V>()>
    requires(detail::is_searchable<F>() && Why != reject::none)
refused<F, V, Why> contains(F, V const&);

template <class F, class Stored>
constexpr comparison<F, op::excludes, Stored> operator!(comparison<F, op::contains, Stored> const& found) {
    return {found.value};
}

namespace detail {

/// Where JSON is written; every text was found to be UTF-8 before.
using json_out = json::detail::text_sink;

inline bool has_collation(value_kind kind) noexcept {
    return kind == value_kind::text || kind == value_kind::object_ref;
}

inline void put_vspc_value(json_out& out, field_facts const& field, std::string_view value) {
    bool const plain =
        field.kind == value_kind::boolean || field.kind == value_kind::integer || field.kind == value_kind::real;
    if (plain) out.raw(value);
    else out.text(value);
}

inline void put_vspc_condition(json_out& out, tree const& t, std::span<field_facts const> fields, collation how) {
    constexpr std::array<std::string_view, 7> operations{
        "equals", "notEquals", "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual", "contains"};
    out.begin_object();
    if (t.form == shape::leaf && t.operation == op::excludes) {
        out.key("operation");
        out.ascii("not");
        out.key("items");
        out.begin_list();
        put_vspc_condition(out, tree::comparison(t.key, op::contains, t.value), fields, how);
        out.end_list();
    } else if (t.form == shape::leaf) {
        field_facts const& field = fields[find_field(fields, t.key)];  // a filter names only fields of its query type
        out.key("property");
        out.ascii(field.key);
        out.key("operation");
        out.ascii(operations[static_cast<std::size_t>(t.operation)]);
        if (has_collation(field.kind)) {
            out.key("collation");
            out.ascii(to_text(how));
        }
        out.key("value");
        put_vspc_value(out, field, t.value);
    } else {
        out.key("operation");
        out.ascii(t.form == shape::all ? "and" : "or");
        out.key("items");
        out.begin_list();
        for (tree const& part : t.parts) put_vspc_condition(out, part, fields, how);
        out.end_list();
    }
    out.end_object();
}

inline void put_vspc_sort(json_out& out, std::string_view key, bool descending,
                          std::optional<collation> how = std::nullopt) {
    out.begin_object();
    out.key("property");
    out.ascii(key);
    out.key("direction");
    out.ascii(descending ? "descending" : "ascending");
    if (how) {
        out.key("collation");
        out.ascii(to_text(*how));
    }
    out.end_object();
}

/// A JSON list that `write` fills.
template <class Write>
std::string json_list(Write write) {
    std::string text;
    {
        json_out out(text);
        out.begin_list();
        write(out);
        out.end_list();
        out.finish();
    }
    return text;
}

}  // namespace detail

/// Writes filters and sort orders of a query type whose dialect is `vspc_json`.
template <>
struct renderer<dialect::vspc_json> {
    static bool carries(std::string_view text) noexcept { return json::detail::is_utf8(text); }

    template <class Query>
    static std::string filter_text(std::string_view text, collation how) {
        tree const t = detail::read_filter(text);
        return detail::json_list(
            [&](detail::json_out& out) { detail::put_vspc_condition(out, t, fields_of<Query>, how); });
    }
    template <class Query, class Sink>
    static void write_filter(std::string const& text, std::string_view name, Sink& out) {
        out.add(name, filter_text<Query>(text, collation::ordinal));
    }
    template <class Query, class Sink>
    static void write_sort(std::string_view key, bool descending, std::string_view name, Sink& out) {
        out.add(name, detail::json_list([&](detail::json_out& json) { detail::put_vspc_sort(json, key, descending); }));
    }
};

/// A filter as Service Provider Console v3 takes it; empty for no filter.
///
/// Throws `std::invalid_argument` for text that is not UTF-8, which JSON cannot carry.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// veeam::filter<session::query> const f = session::is_retry == true && session::job_name == "Daily";
/// std::cout << veeam::filters::to_vspc_json(f) << '\n';
/// // [{"operation":"and","items":[{"property":"IsRetry","operation":"equals","value":true},
/// //  {"property":"JobName","operation":"equals","collation":"ordinal","value":"Daily"}]}]
/// @endcode
template <class Query>
std::string to_vspc_json(filter<Query> const& f, collation how = collation::ordinal) {
    using json = renderer<dialect::vspc_json>;
    if (!json::carries(f.text())) throw std::invalid_argument("veeam::filters::to_vspc_json: text that is not UTF-8");
    return f.empty() ? std::string() : json::template filter_text<Query>(f.text(), how);
}

/// Sort orders as Service Provider Console v3 takes them, the first being the most significant; empty for none.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// std::cout << veeam::filters::to_vspc_json({ascending(session::job_name), descending(session::creation_time)}) <<
/// '\n';
/// // [{"property":"JobName","direction":"ascending"},{"property":"CreationTime","direction":"descending"}]
/// @endcode
/// A collation is written beside the fields that are text.
template <class Query>
std::string to_vspc_json(std::initializer_list<sort<Query>> orders, std::optional<collation> how = std::nullopt) {
    bool any = false;
    for (sort<Query> const& order : orders) any = any || !order.empty();
    if (!any) return {};
    std::span<field_facts const> const fields = fields_of<Query>;
    return detail::json_list([&](detail::json_out& out) {
        for (sort<Query> const& order : orders) {
            if (order.empty()) continue;
            bool const is_text = detail::has_collation(fields[find_field(fields, order.key())].kind);
            detail::put_vspc_sort(out, order.key(), order.is_descending(), is_text ? how : std::nullopt);
        }
    });
}
template <class Query>
std::string to_vspc_json(sort<Query> const& order, std::optional<collation> how = std::nullopt) {
    return to_vspc_json({order}, how);
}

/// Which properties an answer holds; by default all.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// veeam::filters::select<session::query> const few(session::name, session::result);
/// std::cout << veeam::filters::to_vspc_json(few) << '\n';  // [{"propertyPath":"Name"},{"propertyPath":"Result"}]
/// @endcode
template <class Query>
class select {
public:
    using query_type = Query;

    select() = default;
    template <filter_field... F>
        requires(sizeof...(F) > 0 && (std::is_same_v<typename F::query_type, Query> && ...))
    explicit select(F...) : keys_{std::string_view(F::key)...} {}
    template <filter_field... F, reject Why = reject::operands_filter_different_query_types>
        requires(!(std::is_same_v<typename F::query_type, Query> && ...))
    VEEAM_REFUSES("operands_filter_different_query_types") explicit select(F...) VEEAM_REFUSED;

    bool empty() const noexcept { return keys_.empty(); }
    std::span<std::string_view const> keys() const noexcept { return keys_; }

    /// Adds the query parameter; nothing where everything is selected.
    template <class Sink>
    void write_parameter(std::string_view name, Sink& out) const {
        if (!empty()) out.add(name, text());
    }

    /// As Service Provider Console v3 takes it; empty where everything is selected.
    std::string text() const {
        if (empty()) return {};
        return detail::json_list([this](detail::json_out& out) {
            for (std::string_view const key : keys_) {
                out.begin_object();
                out.key("propertyPath");
                out.ascii(key);
                out.end_object();
            }
        });
    }

    friend bool operator==(select const&, select const&) = default;

private:
    std::vector<std::string_view> keys_;
};

template <class Query>
std::string to_vspc_json(select<Query> const& s) {
    return s.text();
}

}  // namespace veeam::inline v0::filters
