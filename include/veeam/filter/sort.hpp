#pragma once

#include <string_view>
#include <type_traits>

#include <veeam/core/attributes.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/filter.hpp>
#include <veeam/filter/reject.hpp>

namespace veeam::inline v0::filters {

namespace detail {

template <class Query, class T>
constexpr reject diagnose_sort() noexcept {
    if constexpr (filter_field<T> || is_sort<T>) {
        if constexpr (!std::is_same_v<typename T::query_type, Query>) return reject::sort_is_for_another_query_type;
        else return is_sort<T> ? reject::none : reject::sort_must_say_ascending_or_descending;
    } else {
        return condition<T> || untyped_condition<T> ? reject::a_condition_is_not_a_sort_order
                                                    : reject::sort_must_say_ascending_or_descending;
    }
}

template <class Query, class T>
inline constexpr reject sort_refusal = diagnose_sort<Query, T>();

}  // namespace detail

/// The order of a query type's results: by one field, or none.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// veeam::sort<session::query> order = descending(session::creation_time);
/// std::cout << order.key() << ' ' << order.is_descending() << '\n';  // CreationTime 1
/// @endcode
template <class Query>
class sort {
public:
    using query_type = Query;

    /// The server's own order; no parameter is sent.
    constexpr sort() noexcept = default;
    /// The key of a field, which lives for ever: for `ascending`, `descending` and `fiql::parse_sort`.
    constexpr explicit sort(detail::unchecked, std::string_view key, bool descending) noexcept
        : key_(key), descending_(descending) {}

    template <class T, reject Why = detail::sort_refusal<Query, T>>
        requires(Why == reject::sort_must_say_ascending_or_descending)
    VEEAM_REFUSES("sort_must_say_ascending_or_descending") sort(T const&) VEEAM_REFUSED;
    template <class T, reject Why = detail::sort_refusal<Query, T>>
        requires(Why == reject::sort_is_for_another_query_type)
    VEEAM_REFUSES("sort_is_for_another_query_type") sort(T const&) VEEAM_REFUSED;
    template <class T, reject Why = detail::sort_refusal<Query, T>>
        requires(Why == reject::a_condition_is_not_a_sort_order)
    VEEAM_REFUSES("a_condition_is_not_a_sort_order") sort(T const&) VEEAM_REFUSED;
    template <class T, reject Why = reject::sort_must_say_ascending_or_descending>
    VEEAM_REFUSES("sort_must_say_ascending_or_descending")
    sort(T const&, bool) VEEAM_REFUSED;

    constexpr bool empty() const noexcept { return key_.empty(); }
    constexpr std::string_view key() const noexcept { return key_; }
    constexpr bool is_descending() const noexcept { return descending_; }

    /// Adds the query parameter in the dialect of the query type. FIQL has two parameters, `sortAsc` and `sortDesc`,
    /// and does not use `name`.
    template <class Sink>
    void write_parameter(std::string_view name, Sink& out) const {
        if (!empty()) renderer<dialect_of<Query>()>::template write_sort<Query>(key_, descending_, name, out);
    }

    friend constexpr bool operator==(sort const&, sort const&) noexcept = default;

private:
    std::string_view key_{};  // of a field, so it lives for ever
    bool descending_{};
};

/// Smallest, earliest or first in the alphabet first.
template <filter_field F>
    requires(F::sortable)
constexpr sort<typename F::query_type> ascending(F) noexcept {
    return sort<typename F::query_type>(detail::unchecked{}, F::key, false);
}
template <filter_field F>
    requires(!F::sortable)
refused<F, void, reject::field_cannot_be_sorted_by> ascending(F);

/// Largest, latest or last in the alphabet first.
template <filter_field F>
    requires(F::sortable)
constexpr sort<typename F::query_type> descending(F) noexcept {
    return sort<typename F::query_type>(detail::unchecked{}, F::key, true);
}
template <filter_field F>
    requires(!F::sortable)
refused<F, void, reject::field_cannot_be_sorted_by> descending(F);

}  // namespace veeam::inline v0::filters

namespace veeam::inline v0 {

using filters::ascending;
using filters::descending;
using filters::sort;

}  // namespace veeam::inline v0
