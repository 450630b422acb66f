#pragma once

#include <cstddef>
#include <string_view>

#include <veeam/filter/check.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// A string literal as a template argument.
template <std::size_t N>
struct fixed_string {
    char value[N]{};

    constexpr fixed_string(char const (&s)[N]) noexcept {
        for (std::size_t i = 0; i < N; ++i) value[i] = s[i];
    }
    constexpr std::string_view view() const noexcept { return {value, N - 1}; }
};

/// Carries the offset of a problem, in bytes, into the compiler's message.
template <std::size_t Offset>
struct problem_at {};

template <class Query, fixed_string S>
class checked_literal;

/// `"Result==Failed"_fiql`: its grammar was checked where it stands; fields and values are checked where it becomes a
/// filter, since only there the query type is known.
template <fixed_string S>
struct literal {
    using awaits_query_type = void;

    /// What is wrong with it for a query type.
    template <class Query>
    static constexpr problem check() noexcept {
        detail::null_sink out;
        shape outer{};
        return detail::check_text(S.view(), fields_of<Query>, out, outer);
    }
    /// The condition that it is for a query type that it was found good for.
    template <class Query>
    constexpr checked_literal<Query, S> as() const noexcept {
        return {};
    }
};

/// Something that becomes a condition once the query type is known: a literal, or what is made of literals alone.
template <class T>
concept untyped_condition = requires { typename T::awaits_query_type; };

/// A literal that was found good for a query type; its normal form is computed while compiling.
template <class Query, fixed_string S>
class checked_literal {
public:
    using query_type = Query;

    constexpr shape form() const noexcept { return normal_.outer; }
    template <class Out>
    constexpr void write(Out& out) const {
        out.put(normal_.text.view());
    }
    constexpr std::string_view view() const noexcept { return normal_.text.view(); }

private:
    // Quoting a bare value and a pair of parentheses add two characters each; a comparison has at least four.
    struct normal {
        detail::text_buffer<2 * sizeof S.value> text{};
        shape outer{};
    };
    static constexpr normal normal_ = [] {
        normal out;
        static_cast<void>(detail::check_text(S.view(), fields_of<Query>, out.text, out.outer));
        return out;
    }();
};

}  // namespace veeam::inline v0::filters

namespace veeam::inline v0::fiql {

namespace literals {

/// A filter as text, checked by the compiler: its grammar where it stands; fields, operators and values where it meets
/// a query type.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace session = veeam::em::query::backup_job_session;
/// using namespace veeam::fiql::literals;
/// veeam::filter<session::query> const failed = "Result==Failed;IsRetry==false"_fiql;
/// std::cout << failed.text() << '\n';
/// @endcode
template <filters::fixed_string S>
    requires(!filters::detail::check_grammar(S.view()).found())
constexpr filters::literal<S> operator""_fiql() noexcept {
    return {};
}
template <filters::fixed_string S>
    requires(filters::detail::check_grammar(S.view()).found())
filters::refused<filters::literal<S>, filters::problem_at<filters::detail::check_grammar(S.view()).offset>,
                 filters::detail::check_grammar(S.view()).why>
operator""_fiql();

/// A date, or a date and time in UTC, as a `std::chrono::sys_time`; malformed text compares with nothing.
///
/// @code
/// using namespace veeam::fiql::literals;
/// constexpr auto from = "2025-08-15T06:00:00Z"_utc;
/// static_assert(from == std::chrono::sys_days(std::chrono::year{2025} / 8 / 15) + std::chrono::hours{6});
/// @endcode
template <filters::fixed_string S>
constexpr auto operator""_utc() noexcept {
    constexpr auto when = filters::detail::utc_of(S.view());
    if constexpr (when) return *when->instant();
    else return filters::detail::not_a_utc_time<S>();
}

}  // namespace literals

}  // namespace veeam::inline v0::fiql
