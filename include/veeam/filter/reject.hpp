#pragma once

#include <cstdint>
#include <string_view>

namespace veeam::inline v0::filters {

/// Every reason why a filter or a sort order is refused.
///
/// Compilers print the enumerator where wrong code is refused (see `refused`), so each one is a sentence. Text that is
/// parsed at run time is refused for the same reasons; `words` says them to a person.
enum class reject : std::uint8_t {
    none,

    // The value of a comparison does not fit its field.
    value_must_be_text,
    value_must_be_a_uid_a_uuid_or_text,
    value_must_be_true_or_false,
    value_must_be_an_integer,
    value_must_be_a_number,
    value_must_be_a_utc_time_point,
    value_must_be_an_enumerator_of_this_field,
    value_is_optional_use_if_set,
    value_is_a_null_pointer,
    value_is_a_pointer_dereference_it,
    value_is_another_field,
    value_is_a_condition,
    value_is_out_of_range,
    integer_may_not_be_exact_as_a_real_convert_it,
    time_point_must_count_in_whole_units,

    // The comparison itself.
    field_has_no_order_use_eq_or_ne,
    field_belongs_on_the_left,
    the_field_cannot_be_searched,
    assignment_is_not_a_comparison_use_eq,
    a_condition_compares_with_nothing_join_it,

    // Joining and passing on.
    operands_filter_different_query_types,
    a_field_is_not_a_condition_compare_it,
    operand_is_not_a_condition_use_when,
    operand_is_a_value_compare_it_with_the_field,
    conditions_join_by_logical_operators_not_bitwise_ones,
    conditions_join_by_logical_operators_not_a_comma,
    a_condition_is_not_a_bool_use_matches,
    fiql_has_no_not_invert_the_comparison,
    when_takes_a_bool_for_an_optional_use_if_set,
    if_set_takes_an_optional_and_a_function,
    any_of_and_all_of_take_a_range_and_a_function,
    the_function_must_return_a_condition,
    filter_is_for_another_query_type,
    text_is_not_checked_use_the_fiql_literal_or_parse,

    // Sorting and selecting.
    field_cannot_be_sorted_by,
    sort_is_for_another_query_type,
    sort_must_say_ascending_or_descending,
    a_sort_order_is_not_a_filter,
    a_condition_is_not_a_sort_order,

    // Evaluation in memory.
    the_entity_does_not_show_this_field,

    // Text: a literal or a user's input.
    text_is_empty,
    comparison_expected,
    unknown_field,
    operator_expected,
    value_expected,
    value_needs_quotes,
    quote_is_not_closed,
    separator_expected,
    parenthesis_is_not_closed,
    parenthesis_is_not_opened,
    nested_too_deeply,
};

/// What a refused operation would have returned. Never defined, so the compiler stops where wrong code calls it, and
/// the first line of its message names both operands and the reason. A requires-expression is merely false there.
template <class What, class With, reject Why>
struct refused;

/// A reason to refuse text, and where: bytes from its start. `why` is `reject::none` where there is no problem.
struct problem {
    reject why{reject::none};
    std::uint32_t offset{};

    constexpr bool found() const noexcept { return why != reject::none; }
    friend constexpr bool operator==(problem const&, problem const&) = default;
};

/// A reason to refuse text as a machine-readable code, for example `unknown_field`.
constexpr std::string_view code(reject why) noexcept {
    switch (why) {
        case reject::value_must_be_true_or_false: return "value_must_be_true_or_false";
        case reject::value_must_be_an_integer: return "value_must_be_an_integer";
        case reject::value_must_be_a_number: return "value_must_be_a_number";
        case reject::value_must_be_a_utc_time_point: return "value_must_be_a_utc_time_point";
        case reject::value_must_be_an_enumerator_of_this_field: return "value_must_be_an_enumerator_of_this_field";
        case reject::value_is_out_of_range: return "value_is_out_of_range";
        case reject::field_has_no_order_use_eq_or_ne: return "field_has_no_order_use_eq_or_ne";
        case reject::the_field_cannot_be_searched: return "the_field_cannot_be_searched";
        case reject::text_is_empty: return "text_is_empty";
        case reject::comparison_expected: return "comparison_expected";
        case reject::unknown_field: return "unknown_field";
        case reject::operator_expected: return "operator_expected";
        case reject::value_expected: return "value_expected";
        case reject::value_needs_quotes: return "value_needs_quotes";
        case reject::quote_is_not_closed: return "quote_is_not_closed";
        case reject::separator_expected: return "separator_expected";
        case reject::parenthesis_is_not_closed: return "parenthesis_is_not_closed";
        case reject::parenthesis_is_not_opened: return "parenthesis_is_not_opened";
        case reject::nested_too_deeply: return "nested_too_deeply";
        default: return "refused";
    }
}

/// A reason to refuse text, for a person.
constexpr std::string_view words(reject why) noexcept {
    switch (why) {
        case reject::value_must_be_true_or_false: return "the value must be true or false";
        case reject::value_must_be_an_integer: return "the value must be a whole number";
        case reject::value_must_be_a_number: return "the value must be a number, for example 1.5";
        case reject::value_must_be_a_utc_time_point:
            return "the value must be a date or a time in UTC, for example 2025-08-15T06:00:00Z";
        case reject::value_must_be_an_enumerator_of_this_field: return "the value is not one of this field's";
        case reject::value_is_out_of_range: return "the number is out of range";
        case reject::field_has_no_order_use_eq_or_ne: return "the field has no order: use == or !=";
        case reject::the_field_cannot_be_searched: return "the field cannot be searched for a part of its text";
        case reject::text_is_empty: return "the filter is empty";
        case reject::comparison_expected: return "a comparison or a parenthesis must stand here";
        case reject::unknown_field: return "there is no such field";
        case reject::operator_expected: return "one of == != < <= > >= must stand here";
        case reject::value_expected: return "a value must stand here";
        case reject::value_needs_quotes: return "a value with this character must stand in double quotes";
        case reject::quote_is_not_closed: return "this quote is not closed";
        case reject::separator_expected: return "; or , must stand here";
        case reject::parenthesis_is_not_closed: return "this parenthesis is not closed";
        case reject::parenthesis_is_not_opened: return "this parenthesis closes nothing";
        case reject::nested_too_deeply: return "parentheses are nested too deeply";
        default: return "refused";
    }
}

}  // namespace veeam::inline v0::filters
