#pragma once

#include <veeam/core/attributes.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// A field compared with a value.
template <class F, op O, class Stored>
struct comparison {
    using query_type = typename F::query_type;

    Stored value;

    constexpr shape form() const noexcept { return shape::leaf; }
    template <class Out>
    constexpr void write(Out& out) const {
        out.put(F::key);
        out.put(symbol(O));
        F::value_kind::write(out, value);
    }

    /// The server decides whether it holds; `<veeam/filter/evaluate.hpp>` can decide it for a decoded entity.
    template <reject Why = reject::a_condition_is_not_a_bool_use_matches, class Field = F>
    VEEAM_REFUSES("a_condition_is_not_a_bool_use_matches")
    operator bool() const VEEAM_REFUSED;
};

namespace detail {

template <op O, class F, class V>
constexpr auto compare(V const& value) {
    using kind = typename F::value_kind;
    if constexpr (requires { kind::template store_for<O>(value); })
        return comparison<F, O, decltype(kind::template store_for<O>(value))>{kind::template store_for<O>(value)};
    else return comparison<F, O, decltype(kind::store(value))>{kind::store(value)};
}

}  // namespace detail

// The operators are spelled out, not written by a macro: its expansion would stand in every message of the compiler.
// Of each there are three: what is accepted; what is refused, where `Why` names the reason; and the field on the right,
// which would else select the operator in its reversed form and fail for its return type. What the refused ones return
// is never defined: that makes a requires-expression false, as a deleted function does, and puts the reason into the
// first line of the message on both compilers, which a deleted operator does on g++ only.

template <filter_field F, class V>
    requires comparable<F, op::eq, V>
constexpr auto operator==(F, V const& value) {
    return detail::compare<op::eq, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::eq, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator==(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator==(V const&, F);

template <filter_field F, class V>
    requires comparable<F, op::ne, V>
constexpr auto operator!=(F, V const& value) {
    return detail::compare<op::ne, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::ne, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator!=(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator!=(V const&, F);

template <filter_field F, class V>
    requires comparable<F, op::lt, V>
constexpr auto operator<(F, V const& value) {
    return detail::compare<op::lt, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::lt, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator<(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator<(V const&, F);

template <filter_field F, class V>
    requires comparable<F, op::le, V>
constexpr auto operator<=(F, V const& value) {
    return detail::compare<op::le, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::le, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator<=(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator<=(V const&, F);

template <filter_field F, class V>
    requires comparable<F, op::gt, V>
constexpr auto operator>(F, V const& value) {
    return detail::compare<op::gt, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::gt, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator>(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator>(V const&, F);

template <filter_field F, class V>
    requires comparable<F, op::ge, V>
constexpr auto operator>=(F, V const& value) {
    return detail::compare<op::ge, F>(value);
}
template <filter_field F, class V, reject Why = diagnose<F, op::ge, V>()>
    requires(Why != reject::none)
refused<F, V, Why> operator>=(F, V const&);
template <class V, filter_field F>
    requires(!filter_field<V>)
refused<V, F, reject::field_belongs_on_the_left> operator>=(V const&, F);

}  // namespace veeam::inline v0::filters
