#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <filter/sample_queries.hpp>

/// @file
/// What filters refuse and why, as constant expressions: compiling this file is the test. `tests/reject` shows the
/// messages that compilers make of it.

namespace {

namespace sample = veeam::sample;
namespace job = sample::query::job;
namespace session = sample::query::backup_job_session;
namespace chrono = std::chrono;
using veeam::filters::diagnose;
using veeam::filters::op;
using veeam::filters::reject;

// A requires-expression is false, and not an error, only inside a template.
template <class L, class R>
concept can_eq = requires(L l, R r) { l == r; };
template <class L, class R>
concept can_lt = requires(L l, R r) { l < r; };
template <class L, class R>
concept can_and = requires(L l, R r) { l&& r; };
template <class L, class R>
concept can_or = requires(L l, R r) { l || r; };
template <class T>
concept can_negate = requires(T t) { !t; };
template <class F>
concept can_sort = requires(F f) { ascending(f); };

template <class F, op O, class... V>
constexpr bool takes = ((diagnose<F, O, V>() == reject::none) && ...);
template <class F, reject Why, class... V>
constexpr bool refuses = ((diagnose<F, op::eq, V>() == Why) && ...);

// Text.
using name = job::name_field;
static_assert(takes<name, op::eq, std::string, std::string_view, char const*, char*, char[4], char const[4]>);
static_assert(takes<name, op::ne, std::string>);
static_assert(refuses<name, reject::value_must_be_text, int, bool, char, double, sample::JobType, wchar_t[2],
                      char8_t[2], std::vector<char>, veeam::uuid, veeam::json_text>);
static_assert(refuses<name, reject::value_is_a_pointer_dereference_it, std::string*, wchar_t const*, int const*>);
static_assert(refuses<name, reject::value_is_a_null_pointer, std::nullptr_t>);
static_assert(refuses<name, reject::value_is_optional_use_if_set, std::optional<std::string>,
                      std::optional<std::string_view>, veeam::nullable<std::string>>);
static_assert(refuses<name, reject::value_is_another_field, name, job::description_field, session::name_field>);
static_assert(refuses<name, reject::value_is_a_condition, decltype(job::name == "a"), veeam::filter<job::query>>);
static_assert(diagnose<name, op::lt, std::string>() == reject::field_has_no_order_use_eq_or_ne);
static_assert(diagnose<name, op::ge, int>() == reject::value_must_be_text, "the value comes first");

// Identifiers.
using uid = job::uid_field;
static_assert(takes<uid, op::eq, veeam::uid, veeam::uuid, std::string, char const[40]>);
static_assert(refuses<uid, reject::value_must_be_a_uid_a_uuid_or_text, int, bool, std::vector<unsigned char>>);
static_assert(diagnose<uid, op::gt, veeam::uid>() == reject::field_has_no_order_use_eq_or_ne);
static_assert(takes<job::cluster_ref_field, op::ne, std::string, char const*>);
static_assert(refuses<job::cluster_ref_field, reject::value_must_be_text, veeam::uuid, int>);

// Booleans.
using configured = job::schedule_configured_field;
static_assert(takes<configured, op::eq, bool> && takes<configured, op::ne, bool>);
static_assert(refuses<configured, reject::value_must_be_true_or_false, int, char, double, std::string, char const[5],
                      std::vector<bool>::reference>);
static_assert(refuses<configured, reject::value_is_a_pointer_dereference_it, bool*>);
static_assert(diagnose<configured, op::gt, bool>() == reject::field_has_no_order_use_eq_or_ne);

// Integers of every width.
using capacity = job::capacity_field;
static_assert(takes<capacity, op::eq, signed char, unsigned char, short, unsigned short, int, unsigned, long,
                    unsigned long, long long, unsigned long long, std::int8_t, std::uint8_t, std::size_t>);
static_assert(takes<capacity, op::lt, int> && takes<capacity, op::le, int> && takes<capacity, op::gt, int> &&
              takes<capacity, op::ge, int>);
static_assert(refuses<capacity, reject::value_must_be_an_integer, bool, char, wchar_t, char8_t, char16_t, char32_t,
                      float, double, std::string, sample::JobType>);
static_assert(refuses<capacity, reject::value_is_optional_use_if_set, std::optional<std::int64_t>>);

// Real numbers.
using ratio = job::compress_ratio_field;
static_assert(takes<ratio, op::lt, float, double, int, unsigned, short, std::int8_t>);
static_assert(refuses<ratio, reject::integer_may_not_be_exact_as_a_real_convert_it, std::int64_t, std::uint64_t>);
static_assert(refuses<ratio, reject::value_must_be_a_number, bool, char, long double, std::string>);

// Times.
using created = session::creation_time_field;
static_assert(takes<created, op::ge, chrono::sys_seconds, chrono::sys_days, chrono::system_clock::time_point,
                    chrono::sys_time<chrono::nanoseconds>, chrono::sys_time<chrono::duration<int, std::pico>>,
                    chrono::sys_time<chrono::years>, chrono::year_month_day>);
static_assert(refuses<created, reject::value_must_be_a_utc_time_point, chrono::local_seconds, chrono::local_days,
                      chrono::steady_clock::time_point, chrono::seconds, std::time_t, std::string, char const[11],
                      veeam::timestamp, chrono::year_month>);
static_assert(
    refuses<created, reject::time_point_must_count_in_whole_units, chrono::sys_time<chrono::duration<double>>>);

// Enumerations: the order belongs to the field.
using type = job::job_type_field;
static_assert(takes<type, op::eq, sample::JobType> && takes<type, op::ne, sample::JobType>);
static_assert(refuses<type, reject::value_must_be_an_enumerator_of_this_field, sample::Platform, int, std::string,
                      char const[7], veeam::open_enum<sample::JobType>>);
static_assert(diagnose<session::state_field, op::gt, sample::JobSessionState>() ==
              reject::field_has_no_order_use_eq_or_ne);
static_assert(takes<session::result_field, op::ge, sample::SessionResult>);

// The operators agree with the reasons.
static_assert(can_eq<name, std::string> && can_eq<name, char const*> && can_eq<capacity, int>);
static_assert(!can_eq<name, int> && !can_eq<int, name> && !can_eq<std::string, name> && !can_eq<name, name>);
static_assert(!can_eq<sample::JobType, type> && !can_eq<type, sample::Platform>);
static_assert(can_lt<capacity, int> && !can_lt<int, capacity> && !can_lt<name, std::string>);
static_assert(can_lt<session::result_field, sample::SessionResult>);

// Joining.
using of_job = decltype(job::name == "a");
using of_session = decltype(session::name == "a");
static_assert(can_and<of_job, of_job> && can_or<of_job, of_job> && can_and<of_job, veeam::filter<job::query>>);
static_assert(!can_and<of_job, of_session> && !can_or<of_session, of_job>);
static_assert(!can_and<of_job, veeam::filter<session::query>>);
static_assert(!can_and<of_job, bool> && !can_and<bool, of_job> && !can_or<of_job, std::optional<of_job>>);
static_assert(!can_and<configured, of_job> && !can_or<of_job, configured> && !can_and<configured, configured>);
static_assert(!can_negate<of_job> && !can_negate<configured>);
static_assert(!std::is_convertible_v<of_job, bool> && !std::is_constructible_v<bool, of_job>);

// Storing.
using owner = veeam::filter<job::query>;
static_assert(std::is_convertible_v<of_job, owner>);
static_assert(!std::is_constructible_v<owner, of_session>);
static_assert(!std::is_constructible_v<owner, char const*> && !std::is_constructible_v<owner, std::string>);
static_assert(!std::is_constructible_v<owner, bool> && !std::is_constructible_v<owner, configured>);
static_assert(!std::is_constructible_v<owner, veeam::filter<session::query>>);
static_assert(std::is_nothrow_move_constructible_v<owner> && std::is_copy_assignable_v<owner>);

// Literals.
using namespace veeam::fiql::literals;
template <class Query, class L>
constexpr reject why_not = veeam::filters::detail::filter_refusal<Query, L>;
static_assert(std::is_convertible_v<decltype("JobType==Backup"_fiql), owner>);
static_assert(why_not<job::query, decltype("JobType==Backup"_fiql)> == reject::none);
static_assert(why_not<session::query, decltype("JobType==Backup"_fiql)> == reject::unknown_field);
static_assert(why_not<job::query, decltype("JobType==Backp"_fiql)> ==
              reject::value_must_be_an_enumerator_of_this_field);
static_assert(why_not<job::query, decltype("JobType==Backup"_fiql && "Nme==a"_fiql)> == reject::unknown_field);
static_assert(why_not<job::query, decltype(veeam::filters::when(true, "Nme==a"_fiql))> == reject::unknown_field);
static_assert(can_and<of_job, decltype("JobType==Backup"_fiql)> && can_or<decltype("Name==a"_fiql), of_job>);
static_assert(!can_and<of_job, decltype("Result==Failed"_fiql)>);

// Sorting and page sizes.
static_assert(can_sort<session::job_name_field> && !can_sort<session::backup_server_name_field> && !can_sort<int>);
static_assert(!std::is_constructible_v<veeam::sort<job::query>, veeam::sort<session::query>>);
static_assert(!std::is_constructible_v<veeam::sort<job::query>, job::name_field>);
static_assert(std::is_convertible_v<int, veeam::page_size> && !std::is_constructible_v<veeam::page_size, bool>);
static_assert(!std::is_constructible_v<veeam::page_size, double>);

// Field tables of operations need it.
struct operation {
    veeam::filter<job::query> filter{};
    veeam::sort<job::query> sort{};
    veeam::page_size page_size{};
};
static_assert(std::is_standard_layout_v<operation>);

TEST_CASE("The reasons why filters are refused are constant expressions") {
    CHECK(diagnose<name, op::eq, int>() == reject::value_must_be_text);
}

}  // namespace
