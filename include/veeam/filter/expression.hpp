#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/core/attributes.hpp>
#include <veeam/filter/compare.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/literal.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

template <class Query>
class filter;

namespace detail {

constexpr bool is_live(shape s) noexcept { return s == shape::leaf || s == shape::all || s == shape::any; }

/// Writes one part of a group that has others: a group inside a group stands in parentheses, whatever binds tighter.
template <class Out, condition Part>
constexpr void write_part(Out& out, shape group, Part const& part, bool& first) {
    shape const form = part.form();
    if (!is_live(form)) return;
    if (!first) out.put(group == shape::all ? ';' : ',');
    first = false;
    bool const enclosed = form != shape::leaf && form != group;
    if (enclosed) out.put('(');
    part.write(out);
    if (enclosed) out.put(')');
}

}  // namespace detail

/// Two conditions joined by `&&` or `||`.
template <shape How, condition L, condition R>
struct joined {
    using query_type = typename L::query_type;

    L left;
    R right;

    constexpr shape form() const noexcept { return join(How, left.form(), right.form()); }
    template <class Out>
    constexpr void write(Out& out) const {
        bool const has_left = detail::is_live(left.form());
        if (has_left && detail::is_live(right.form())) {
            bool first = true;
            detail::write_part(out, How, left, first);
            detail::write_part(out, How, right, first);
        } else if (has_left) {
            left.write(out);
        } else {
            right.write(out);
        }
    }

    template <reject Why = reject::a_condition_is_not_a_bool_use_matches, class Query = query_type>
    VEEAM_REFUSES("a_condition_is_not_a_bool_use_matches")
    operator bool() const VEEAM_REFUSED;
};

/// A condition that may be switched off; then it is as if it were not written.
template <condition E>
struct maybe {
    using query_type = typename E::query_type;

    std::optional<E> held;

    constexpr shape form() const noexcept { return held ? held->form() : shape::none; }
    template <class Out>
    constexpr void write(Out& out) const {
        held->write(out);
    }

    template <reject Why = reject::a_condition_is_not_a_bool_use_matches, class Query = query_type>
    VEEAM_REFUSES("a_condition_is_not_a_bool_use_matches")
    operator bool() const VEEAM_REFUSED;
};

/// As many conditions as a range has elements, joined by and or by or.
template <shape How, condition E>
struct series {
    using query_type = typename E::query_type;

    std::vector<E> parts;

    shape form() const noexcept {
        if (parts.empty()) return How == shape::any ? shape::never : shape::every;
        shape out = How == shape::any ? shape::never : shape::none;
        for (E const& part : parts) out = join(How, out, part.form());
        return out;
    }
    template <class Out>
    void write(Out& out) const {
        std::size_t live = 0;
        for (E const& part : parts)
            if (detail::is_live(part.form())) ++live;
        bool first = true;
        for (E const& part : parts) {
            if (live > 1) detail::write_part(out, How, part, first);
            else if (detail::is_live(part.form())) part.write(out);
        }
    }

    template <reject Why = reject::a_condition_is_not_a_bool_use_matches, class Query = query_type>
    VEEAM_REFUSES("a_condition_is_not_a_bool_use_matches")
    operator bool() const VEEAM_REFUSED;
};

/// What is made of literals, switched off or not.
template <untyped_condition E>
struct untyped_maybe {
    using awaits_query_type = void;

    bool on;
    E held;

    template <class Query>
    static constexpr problem check() noexcept {
        return E::template check<Query>();
    }
    template <class Query>
    constexpr auto as() const {
        using typed = decltype(held.template as<Query>());
        return on ? maybe<typed>{held.template as<Query>()} : maybe<typed>{};
    }
};

/// What is made of literals, joined by `&&` or `||`.
template <shape How, untyped_condition L, untyped_condition R>
struct untyped_joined {
    using awaits_query_type = void;

    L left;
    R right;

    template <class Query>
    static constexpr problem check() noexcept {
        problem const first = L::template check<Query>();
        return first.found() ? first : R::template check<Query>();
    }
    template <class Query>
    constexpr auto as() const {
        using typed_left = decltype(left.template as<Query>());
        using typed_right = decltype(right.template as<Query>());
        return joined<How, typed_left, typed_right>{left.template as<Query>(), right.template as<Query>()};
    }
};

namespace detail {

template <class T>
concept operand = condition<T> || filter_field<T> || untyped_condition<T>;

/// What is compared with a field, and so was meant to be where it stands alone: `state == A || B`.
template <class T>
inline constexpr bool is_value =
    !std::is_same_v<T, bool> && (std::is_arithmetic_v<T> || std::is_enum_v<T> || text_like<T> || utc_time<T>::is);

template <class T>
constexpr reject diagnose_alien() noexcept {
    return is_value<T> ? reject::operand_is_a_value_compare_it_with_the_field
                       : reject::operand_is_not_a_condition_use_when;
}

/// Why `T` does not go with conditions of a query type.
template <class Query, class T>
constexpr reject diagnose_operand() noexcept {
    if constexpr (untyped_condition<T>) return T::template check<Query>().why;
    else if constexpr (!condition<T>) return diagnose_alien<T>();
    else
        return std::is_same_v<typename T::query_type, Query> ? reject::none
                                                             : reject::operands_filter_different_query_types;
}

/// Why two operands cannot be joined.
template <class L, class R>
constexpr reject diagnose_join() noexcept {
    if constexpr (filter_field<L> || filter_field<R>) return reject::a_field_is_not_a_condition_compare_it;
    else if constexpr (condition<L>) return diagnose_operand<typename L::query_type, R>();
    else if constexpr (condition<R>) return diagnose_operand<typename R::query_type, L>();
    else if constexpr (!untyped_condition<L>) return diagnose_alien<L>();
    else return untyped_condition<R> ? reject::none : diagnose_alien<R>();
}

template <class L, class R>
concept joinable = (operand<L> || operand<R>)&&diagnose_join<L, R>() == reject::none;

template <class Query, condition E>
constexpr E as_condition(E e) {
    return e;
}
template <class Query, untyped_condition E>
constexpr auto as_condition(E const& e) {
    return e.template as<Query>();
}

template <shape How, class L, class R>
constexpr auto join_operands(L&& left, R&& right) {
    if constexpr (untyped_condition<L> && untyped_condition<R>) {
        return untyped_joined<How, L, R>{std::move(left), std::move(right)};
    } else if constexpr (condition<L>) {
        using query = typename L::query_type;
        using other = decltype(as_condition<query>(std::move(right)));
        return joined<How, L, other>{std::move(left), as_condition<query>(std::move(right))};
    } else {
        using query = typename R::query_type;
        using other = decltype(as_condition<query>(std::move(left)));
        return joined<How, other, R>{as_condition<query>(std::move(left)), std::move(right)};
    }
}

}  // namespace detail

/// Both conditions hold. Parts that are switched off or restrict nothing do not count.
template <class L, class R>
    requires detail::joinable<L, R>
constexpr auto operator&&(L left, R right) {
    return detail::join_operands<shape::all>(std::move(left), std::move(right));
}
template <class L, class R, reject Why = detail::diagnose_join<L, R>()>
    requires((detail::operand<L> || detail::operand<R>) && Why != reject::none)
refused<L, R, Why> operator&&(L const&, R const&);

/// One of the conditions holds. Parts that are switched off do not count.
///
/// Refused where it becomes a filter: an or whose parts are all switched off, and one with a part that restricts
/// nothing (an empty filter, `all_of` of an empty range). Either would select everything, and to leave the part out
/// would select less than was asked for.
template <class L, class R>
    requires detail::joinable<L, R>
constexpr auto operator||(L left, R right) {
    return detail::join_operands<shape::any>(std::move(left), std::move(right));
}
template <class L, class R, reject Why = detail::diagnose_join<L, R>()>
    requires((detail::operand<L> || detail::operand<R>) && Why != reject::none)
refused<L, R, Why> operator||(L const&, R const&);

/// FIQL has no not; every comparison has an opposite.
template <condition E>
refused<E, void, reject::fiql_has_no_not_invert_the_comparison> operator!(E const&);
template <untyped_condition E>
refused<E, void, reject::fiql_has_no_not_invert_the_comparison> operator!(E const&);
template <filter_field F>
refused<F, void, reject::a_field_is_not_a_condition_compare_it> operator!(F const&);

// Slips that C++ would take for something else: & binds tighter than ==, so `a == 1 & b == 2` means `a == (1 & b) ==
// 2`.
template <class L, class R>
    requires(detail::operand<L> || detail::operand<R>)
refused<L, R, reject::conditions_join_by_logical_operators_not_bitwise_ones> operator&(L const&, R const&);
template <class L, class R>
    requires(detail::operand<L> || detail::operand<R>)
refused<L, R, reject::conditions_join_by_logical_operators_not_bitwise_ones> operator|(L const&, R const&);
// A comma joins by "or" in FIQL, and in C++ it drops what stands before it.
template <class L, class R>
    requires(detail::operand<L> || detail::operand<R>)
refused<L, R, reject::conditions_join_by_logical_operators_not_a_comma> operator,(L const&, R const&);

namespace detail {

template <class T>
inline constexpr bool is_filter = false;
template <class Query>
inline constexpr bool is_filter<filter<Query>> = true;

/// A condition in the making. A filter is none: it is a value, and values are compared with each other.
template <class T>
concept expression = condition<T> && !is_filter<T>;

}  // namespace detail

// A condition compared with something: `a == b == c`, or one condition with another.
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator==(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator==(L const&, R const&);
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator!=(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator!=(L const&, R const&);
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator<(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator<(L const&, R const&);
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator<=(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator<=(L const&, R const&);
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator>(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator>(L const&, R const&);
template <detail::expression L, class R>
    requires(!filter_field<R>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator>=(L const&, R const&);
template <class L, detail::expression R>
    requires(!filter_field<L> && !detail::expression<L>)
refused<L, R, reject::a_condition_compares_with_nothing_join_it> operator>=(L const&, R const&);
/// A condition that counts only if `on`.
///
/// The condition is built either way: C++ computes the arguments of a function before it calls it. Where that must not
/// happen, as with `*pointer` that may be null, give `if_set` an optional and a function instead.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// bool const only_retries = true;
/// veeam::filter<session::query> const f =
///     session::job_name == "Daily" && veeam::filters::when(only_retries, session::is_retry == true);
/// std::cout << f.text() << '\n';  // JobName==Daily;IsRetry==true
/// @endcode
template <condition E>
constexpr maybe<E> when(bool on, E expression) {
    if (!on) return {};
    return {std::optional<E>(std::move(expression))};
}
/// The same of a `_fiql` literal.
template <untyped_condition E>
constexpr untyped_maybe<E> when(bool on, E expression) {
    return {on, std::move(expression)};
}
template <class E,
          reject Why = filter_field<E> ? reject::a_field_is_not_a_condition_compare_it : detail::diagnose_alien<E>()>
    requires(!condition<E> && !untyped_condition<E>)
refused<E, bool, Why> when(bool, E const&);
template <class On, class E>
    requires(!std::is_convertible_v<On const&, bool> || std::is_pointer_v<std::decay_t<On const&>> ||
             (std::is_arithmetic_v<On> && !std::is_same_v<On, bool>))
refused<On, E, reject::when_takes_a_bool_for_an_optional_use_if_set> when(On const&, E const&);

/// The condition that `make` builds from the value of an optional; switched off where there is none.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// std::optional<std::string> name = "Daily";
/// veeam::filter<session::query> const f =
///     veeam::filters::if_set(name, [](auto const& n) { return session::job_name == n; });
/// std::cout << f.text() << '\n';  // JobName==Daily
/// @endcode
template <class Optional, class Make>
    requires(detail::is_optional<Optional> &&
             condition<std::invoke_result_t<Make&, typename Optional::value_type const&>>)
constexpr auto if_set(Optional const& value, Make make) {
    using made = std::invoke_result_t<Make&, typename Optional::value_type const&>;
    maybe<made> out;
    if (value) out.held.emplace(make(*value));
    return out;
}

namespace detail {

template <class Range>
using element_of = decltype(*std::begin(std::declval<Range&>()));

template <shape How, class Range, class Make>
auto make_series(Range&& range, Make& make) {
    using made = std::remove_cvref_t<std::invoke_result_t<Make&, element_of<Range>>>;
    series<How, made> out;
    for (auto&& element : range) out.parts.push_back(make(element));
    return out;
}

template <class Range, class Make>
auto make_any(Range&& range, Make& make) {
    auto out = make_series<shape::any>(range, make);
    if (out.parts.empty())
        throw std::invalid_argument("veeam::filters::any_of: an empty range, which would select everything");
    return out;
}

}  // namespace detail

/// One of the conditions that `make` builds from the elements of a range holds.
///
/// Throws `std::invalid_argument` for an empty range: an or that vanishes would select everything.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// std::vector<std::string> const names{"Daily", "Weekly"};
/// veeam::filter<session::query> const f =
///     veeam::filters::any_of(names, [](auto const& n) { return session::job_name == n; });
/// std::cout << f.text() << '\n';  // JobName==Daily,JobName==Weekly
/// @endcode
template <class Range, class Make>
    requires condition<std::remove_cvref_t<std::invoke_result_t<Make&, detail::element_of<Range>>>>
auto any_of(Range&& range, Make make) {
    return detail::make_any(range, make);
}
template <class T, class Make>
    requires condition<std::remove_cvref_t<std::invoke_result_t<Make&, T const&>>>
auto any_of(std::initializer_list<T> values, Make make) {
    return detail::make_any(values, make);
}

/// All of the conditions that `make` builds from the elements of a range hold; an empty range restricts nothing.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// std::vector<std::string> const excluded{"Daily", "Weekly"};
/// veeam::filter<session::query> const f =
///     veeam::filters::all_of(excluded, [](auto const& n) { return session::job_name != n; });
/// std::cout << f.text() << '\n';  // JobName!=Daily;JobName!=Weekly
/// @endcode
template <class Range, class Make>
    requires condition<std::remove_cvref_t<std::invoke_result_t<Make&, detail::element_of<Range>>>>
auto all_of(Range&& range, Make make) {
    return detail::make_series<shape::all>(range, make);
}
template <class T, class Make>
    requires condition<std::remove_cvref_t<std::invoke_result_t<Make&, T const&>>>
auto all_of(std::initializer_list<T> values, Make make) {
    return detail::make_series<shape::all>(values, make);
}

// The function given to `if_set`, `any_of` or `all_of` must return a condition.
template <class Optional, class Make>
    requires(detail::is_optional<Optional> &&
             !condition<std::invoke_result_t<Make&, typename Optional::value_type const&>>)
refused<Optional, Make, reject::the_function_must_return_a_condition> if_set(Optional const&, Make);
template <class Range, class Make>
    requires(!condition<std::remove_cvref_t<std::invoke_result_t<Make&, detail::element_of<Range>>>>)
refused<Range, Make, reject::the_function_must_return_a_condition> any_of(Range&&, Make);
template <class Range, class Make>
    requires(!condition<std::remove_cvref_t<std::invoke_result_t<Make&, detail::element_of<Range>>>>)
refused<Range, Make, reject::the_function_must_return_a_condition> all_of(Range&&, Make);
template <class T, class Make>
    requires(!condition<std::remove_cvref_t<std::invoke_result_t<Make&, T const&>>>)
refused<T, Make, reject::the_function_must_return_a_condition> any_of(std::initializer_list<T>, Make);
template <class T, class Make>
    requires(!condition<std::remove_cvref_t<std::invoke_result_t<Make&, T const&>>>)
refused<T, Make, reject::the_function_must_return_a_condition> all_of(std::initializer_list<T>, Make);

// And a function it must be, behind an optional or a range: not fields and conditions as they are.
template <class T, class Make>
    requires(!detail::is_optional<T> || detail::operand<Make>)
refused<T, Make, reject::if_set_takes_an_optional_and_a_function> if_set(T const&, Make const&);
template <class First, class... Rest>
    requires(detail::operand<First> || ... || detail::operand<Rest>)
refused<First, void(Rest...), reject::any_of_and_all_of_take_a_range_and_a_function> any_of(First const&,
                                                                                            Rest const&...);
template <class First, class... Rest>
    requires(detail::operand<First> || ... || detail::operand<Rest>)
refused<First, void(Rest...), reject::any_of_and_all_of_take_a_range_and_a_function> all_of(First const&,
                                                                                            Rest const&...);
template <detail::operand E, class T>
refused<E, T, reject::any_of_and_all_of_take_a_range_and_a_function> any_of(E const&, std::initializer_list<T>);
template <detail::operand E, class T>
refused<E, T, reject::any_of_and_all_of_take_a_range_and_a_function> all_of(E const&, std::initializer_list<T>);

}  // namespace veeam::inline v0::filters
