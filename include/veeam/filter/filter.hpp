#pragma once

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <veeam/core/attributes.hpp>
#include <veeam/filter/expression.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/grammar.hpp>
#include <veeam/filter/literal.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

template <class Query>
class sort;

/// Writes filters and sort orders of a dialect as query parameters; specialised by the header of the dialect.
template <dialect D>
struct renderer;

/// FIQL is what a filter holds, so it goes out as it is.
template <>
struct renderer<dialect::fiql> {
    /// Whether the dialect can carry the text; a filter is refused where it cannot.
    static constexpr bool carries(std::string_view) noexcept { return true; }
    template <class Query, class Sink>
    static void write_filter(std::string const& text, std::string_view name, Sink& out) {
        out.add(name, text);
    }
    template <class Query, class Sink>
    static void write_sort(std::string_view key, bool descending, std::string_view, Sink& out) {
        out.add(descending ? "sortDesc" : "sortAsc", key);
    }
};

namespace detail {

/// What a condition is as a whole filter: one that is switched off restricts nothing.
constexpr shape settle(shape s) { return refuse_vanished(s) == shape::none ? shape::every : s; }

/// Refuses what could be written but not read back.
VEEAM_OUT_OF_LINE inline void refuse_deep(std::string_view text) {
    constexpr int limit = fiql_reader<syntax_handler>::max_depth;
    if (std::count(text.begin(), text.end(), '(') <= limit) return;
    syntax_handler handler;
    shape outer{};
    if (fiql_reader<syntax_handler>(text, handler).run(outer).found())
        throw std::length_error("veeam::filter: groups are nested more than 500 deep");
}

template <class T>
inline constexpr bool is_sort = false;
template <class Query>
inline constexpr bool is_sort<sort<Query>> = true;

/// Tells the constructors that take what a parser found good apart from all others; cannot be written as `{}`.
struct unchecked {
    explicit unchecked() = default;
};

template <class Query, class E>
constexpr reject diagnose_filter() noexcept {
    if constexpr (filter_field<E>) return reject::a_field_is_not_a_condition_compare_it;
    else if constexpr (condition<E>)
        return std::is_same_v<typename E::query_type, Query> ? reject::none : reject::filter_is_for_another_query_type;
    else if constexpr (untyped_condition<E>) return E::template check<Query>().why;
    else if constexpr (is_sort<E>) return reject::a_sort_order_is_not_a_filter;
    else if constexpr (std::is_convertible_v<E const&, std::string_view>)
        return reject::text_is_not_checked_use_the_fiql_literal_or_parse;
    else return diagnose_alien<E>();
}

template <class Query, class E>
inline constexpr reject filter_refusal = diagnose_filter<Query, E>();

}  // namespace detail

/// A filter for one query type: owns its text, so it can be stored and passed around.
///
/// Made from conditions, constants and `_fiql` literals of the same query type, or by `fiql::parse` from user input; so
/// it always holds a well-formed filter in its normal form, or nothing. It is a condition itself: `f = f && more`.
/// Throws `std::invalid_argument` where every part of an or is switched off, where a part of an or restricts nothing,
/// and where a JSON dialect is given text that is not UTF-8; `std::length_error` where groups are nested more than 500
/// deep.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace em = veeam::em;
/// namespace session = em::query::backup_job_session;
/// veeam::filter<session::query> f = session::result == em::SessionResult::Failed;
/// f = f && session::job_name == "Backup Job 2";
/// std::cout << f.text() << '\n';  // Result==Failed;JobName=="Backup Job 2"
/// @endcode
template <class Query>
class filter {
public:
    using query_type = Query;

    /// No filter: everything is selected and no parameter is sent.
    filter() = default;

    template <condition E>
        requires(std::is_same_v<typename E::query_type, Query> && !std::is_same_v<E, filter>)
    filter(E const& e) : form_(detail::settle(e.form())) {
        if (form_ == shape::every) return;
        detail::string_sink out{text_};
        e.write(out);
        detail::refuse_deep(text_);
        if (!renderer<dialect_of<Query>()>::carries(text_))
            throw std::invalid_argument("veeam::filter: the text of a value is not UTF-8");
    }
    template <untyped_condition E>
        requires(detail::filter_refusal<Query, E> == reject::none)
    filter(E const& e) : filter(e.template as<Query>()) {}

    /// Text that is already in normal form: for `fiql::parse`.
    explicit filter(detail::unchecked, std::string text, shape form) : text_(std::move(text)), form_(form) {}

    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::a_field_is_not_a_condition_compare_it)
    VEEAM_REFUSES("a_field_is_not_a_condition_compare_it") filter(E const&) VEEAM_REFUSED;
    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::filter_is_for_another_query_type)
    VEEAM_REFUSES("filter_is_for_another_query_type") filter(E const&) VEEAM_REFUSED;
    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::text_is_not_checked_use_the_fiql_literal_or_parse)
    VEEAM_REFUSES("text_is_not_checked_use_the_fiql_literal_or_parse") filter(E const&) VEEAM_REFUSED;
    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::a_sort_order_is_not_a_filter)
    VEEAM_REFUSES("a_sort_order_is_not_a_filter") filter(E const&) VEEAM_REFUSED;
    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::operand_is_a_value_compare_it_with_the_field)
    VEEAM_REFUSES("operand_is_a_value_compare_it_with_the_field") filter(E const&) VEEAM_REFUSED;
    template <class E, reject Why = detail::filter_refusal<Query, E>>
        requires(!untyped_condition<E> && Why == reject::operand_is_not_a_condition_use_when)
    VEEAM_REFUSES("operand_is_not_a_condition_use_when") filter(E const&) VEEAM_REFUSED;

    template <untyped_condition E, reject Why = detail::filter_refusal<Query, E>,
              class Where = problem_at<E::template check<Query>().offset>>
        requires(Why != reject::none)
    filter(E const&) VEEAM_REFUSED_AS(refused<E, Where, Why>)

        bool empty() const noexcept {
        return text_.empty();
    }
    /// As FIQL, not percent-encoded; empty for no filter.
    std::string const& text() const noexcept { return text_; }

    /// `shape::every` where it is empty.
    shape form() const noexcept { return form_; }
    template <class Out>
    void write(Out& out) const {
        out.put(text_);
    }

    /// Adds the query parameter, in the dialect of the query type; nothing where there is no filter.
    template <class Sink>
    void write_parameter(std::string_view name, Sink& out) const {
        if (!empty()) renderer<dialect_of<Query>()>::template write_filter<Query>(text_, name, out);
    }

    friend bool operator==(filter const& a, filter const& b) noexcept { return a.text_ == b.text_; }
    friend std::ostream& operator<<(std::ostream& out, filter const& f) { return out << f.text_; }

private:
    std::string text_{};
    shape form_{shape::every};
};

/// A filter whose text is made while compiling and costs nothing at run time.
///
/// `Capacity` is how many characters it has room for; a longer filter does not compile, nor does one with a value that
/// is not known while compiling: that is a `filter`.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace em = veeam::em;
/// namespace session = em::query::backup_job_session;
/// constexpr auto failed = veeam::fiql::constant(session::result == em::SessionResult::Failed);
/// static_assert(failed.view() == "Result==Failed");
/// @endcode
template <class Query, std::size_t Capacity = 256>
class constant {
public:
    using query_type = Query;

    template <condition E>
        requires(std::is_same_v<typename E::query_type, Query> && !std::is_same_v<E, constant>)
    consteval explicit constant(E const& e) : form_(detail::settle(e.form())) {
        if (form_ != shape::every) e.write(text_);
    }
    template <untyped_condition E>
        requires(detail::filter_refusal<Query, E> == reject::none)
    consteval explicit constant(E const& e) : constant(e.template as<Query>()) {}

    constexpr std::string_view view() const noexcept { return text_.view(); }
    constexpr shape form() const noexcept { return form_; }
    template <class Out>
    constexpr void write(Out& out) const {
        out.put(view());
    }

private:
    detail::text_buffer<Capacity> text_{};
    shape form_{};
};
template <condition E>
constant(E const&) -> constant<typename E::query_type>;

/// A literal that no query type is named for: it is checked where it meets one.
template <untyped_condition E, std::size_t Capacity>
class constant<E, Capacity> : public E {
public:
    consteval explicit constant(E const& e) : E(e) {}
};
template <untyped_condition E>
constant(E const&) -> constant<E>;

}  // namespace veeam::inline v0::filters

namespace veeam::inline v0 {

using filters::filter;

}  // namespace veeam::inline v0

namespace veeam::inline v0::fiql {

using filters::constant;

/// A condition as FIQL text; empty where every part is switched off.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// std::cout << veeam::fiql::text(session::job_name == "Say \"hi\"") << '\n';  // JobName=="Say ""hi"""
/// @endcode
template <filters::condition E>
std::string text(E const& e) {
    return filter<typename E::query_type>(e).text();
}

}  // namespace veeam::inline v0::fiql
