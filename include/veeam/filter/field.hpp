#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <veeam/filter/kind.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// How filters and sort orders of a query type are written on the wire.
enum class dialect : std::uint8_t {
    fiql,       ///< Enterprise Manager: `filter=Result==Failed`, `sortAsc=Name`
    vspc_json,  ///< Service Provider Console v3: JSON arrays; needs `<veeam/filter/vspc_json.hpp>`
};

/// What every field of a query type derives from; the generator writes the fields.
///
/// A field is a type of its own, since compilers print it in their messages:
/// `F = veeam::em::query::job::name_field`.
template <class Query, class Kind>
struct field {
    using query_type = Query;
    using value_kind = Kind;
    static constexpr bool sortable = true;  ///< A field that servers do not sort by hides it with `false`.
};

/// What `field = value` returns, where `field == value` was meant; every field declares that `operator=`.
template <class F>
using assigned = refused<F, void, reject::assignment_is_not_a_comparison_use_eq>;

/// A field of a query type: derives from `field`, and has its name on the wire as `static constexpr std::string_view
/// key`.
template <class F>
concept filter_field = requires {
    typename F::query_type;
    typename F::value_kind;
    { F::key } -> std::convertible_to<std::string_view>;
    { F::sortable } -> std::convertible_to<bool>;
};

/// The fields of a query type, in the order of its specification.
template <filter_field... F>
struct field_list {
    static constexpr std::size_t size = sizeof...(F);
};

/// What parsers and renderers know of a field.
struct field_facts {
    std::string_view key{};
    value_kind kind{};
    bool ordered{};
    bool sortable{};
    bool searchable{};           ///< Whether `contains` may be asked of it.
    enum_table const* values{};  ///< Enumerations only.
};

/// How a query type writes its filters: `Query::dialect` if it is there, else FIQL.
template <class Query>
constexpr dialect dialect_of() noexcept {
    if constexpr (requires { Query::dialect; }) return Query::dialect;
    else return dialect::fiql;
}

namespace detail {

/// FIQL has no search, and no fact says how Service Provider Console searches what is not text.
template <class F>
constexpr bool is_searchable() noexcept {
    constexpr value_kind kind = F::value_kind::id;
    return dialect_of<typename F::query_type>() == dialect::vspc_json &&
           (kind == value_kind::text || kind == value_kind::object_ref);
}

template <class List>
struct facts_of;
template <class... F>
struct facts_of<field_list<F...>> {
    static constexpr std::array<field_facts, sizeof...(F)> value{field_facts{.key = F::key,
                                                                             .kind = F::value_kind::id,
                                                                             .ordered = F::value_kind::ordered,
                                                                             .sortable = F::sortable,
                                                                             .searchable = is_searchable<F>(),
                                                                             .values = F::value_kind::values}...};
};

}  // namespace detail

/// The facts of all fields of a query type.
template <class Query>
inline constexpr auto const& fields_of = detail::facts_of<typename Query::fields>::value;

/// Something that can stand in a filter: a comparison, conditions joined, or a whole filter.
///
/// Requirements: `E::query_type` names the query type; `e.form()` is what it is at this moment; `e.write(out)` writes
/// it as FIQL without outer parentheses, and is called only where `form()` is a leaf or a group.
template <class E>
concept condition = requires(E const& e, detail::null_sink& out) {
    typename E::query_type;
    { e.form() } -> std::same_as<shape>;
    e.write(out);
};

/// Why `F O V` is refused; `reject::none` when it is accepted. Tests assert on it directly.
template <filter_field F, op O, class V>
constexpr reject diagnose() noexcept {
    using kind = typename F::value_kind;
    if constexpr (filter_field<V>) return reject::value_is_another_field;
    else if constexpr (condition<V>) return reject::value_is_a_condition;
    else if constexpr (detail::is_optional<V>) return reject::value_is_optional_use_if_set;
    else if constexpr (std::same_as<V, std::nullptr_t>) return reject::value_is_a_null_pointer;
    else if constexpr (std::is_pointer_v<V> && !detail::text_like<V>) return reject::value_is_a_pointer_dereference_it;
    else if constexpr (kind::template check<V>() != reject::none) return kind::template check<V>();
    else if constexpr (is_ordering(O) && !kind::ordered) return reject::field_has_no_order_use_eq_or_ne;
    else return reject::none;
}

/// Whether `F O V` is a comparison that makes sense.
template <class F, op O, class V>
concept comparable = filter_field<F> && (diagnose<F, O, V>() == reject::none);

}  // namespace veeam::inline v0::filters
