#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <veeam/core/attributes.hpp>
#include <veeam/core/nullable.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uid.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/filter/number_text.hpp>
#include <veeam/filter/reject.hpp>
#include <veeam/filter/text.hpp>

namespace veeam::inline v0::filters {

/// What the values of a field are.
enum class value_kind : std::uint8_t { text, uid, object_ref, boolean, integer, real, date_time, enumeration };

namespace detail {

/// Text that was an array of characters: copied, so that no expression outlives it, and usable while compiling.
template <std::size_t N>
struct short_text {
    std::array<char, N> chars{};
    std::size_t size{};

    constexpr explicit short_text(char const (&source)[N]) noexcept {
        while (size < N && source[size] != '\0') {
            chars[size] = source[size];
            ++size;
        }
    }
    constexpr std::string_view view() const noexcept { return {chars.data(), size}; }
};

/// All other text. Copied, moved and destroyed out of line, since every operator that joins conditions does so:
/// inlined, that would be most of the code of a filter. A defaulted destructor would be inlined whatever it asks for.
struct long_text {
    std::string text;

    VEEAM_OUT_OF_LINE explicit long_text(std::string_view source) : text(source) {}
    VEEAM_OUT_OF_LINE long_text(long_text const& other) : text(other.text) {}
    VEEAM_OUT_OF_LINE long_text(long_text&& other) noexcept : text(std::move(other.text)) {}
    VEEAM_OUT_OF_LINE long_text& operator=(long_text const& other) {
        text = other.text;
        return *this;
    }
    VEEAM_OUT_OF_LINE long_text& operator=(long_text&& other) noexcept {
        text = std::move(other.text);
        return *this;
    }
    VEEAM_OUT_OF_LINE ~long_text() {}
    std::string_view view() const noexcept { return text; }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_optional<nullable<T>> = true;

template <class T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
concept whole_number = std::integral<T> && !std::same_as<T, bool> && !character<T> && sizeof(T) <= sizeof(std::int64_t);

template <class T>
concept text_like = std::convertible_to<T const&, std::string_view>;

template <class T>
struct utc_time {
    static constexpr bool is = false;
};
template <class Rep, class Period>
struct utc_time<std::chrono::sys_time<std::chrono::duration<Rep, Period>>> {
    static constexpr bool is = true;
    static constexpr bool whole = !std::chrono::treat_as_floating_point_v<Rep>;
};

/// A `_utc` literal that is malformed; its type carries the text into the compiler's message.
template <auto Text>
struct not_a_utc_time {};

template <class V>
constexpr auto store_text(V const& value) {
    if constexpr (std::is_array_v<V>) {
        return short_text<std::extent_v<V>>(value);
    } else if constexpr (std::is_pointer_v<V>) {
        if (value == nullptr) a_value_is_a_null_pointer();
        return long_text(value);
    } else {
        return long_text(std::string_view(value));
    }
}

/// Values of these kinds have no order that the documentation describes: `==` and `!=` only.
struct unordered_kind {
    static constexpr bool ordered = false;
    static constexpr enum_table const* values = nullptr;
};
struct ordered_kind {
    static constexpr bool ordered = true;
    static constexpr enum_table const* values = nullptr;
};

}  // namespace detail

/// The kinds of fields: which C++ values one compares with, how they are written, and whether they have an order.
namespace kind {

/// Text. Takes everything that converts to `std::string_view`; it is copied. An array of characters ends at its first
/// NUL, since what follows may be left over in a buffer; text that holds a NUL is given as a `std::string_view`.
struct text : detail::unordered_kind {
    static constexpr value_kind id = value_kind::text;
    template <class V>
    static constexpr reject check() noexcept {
        return detail::text_like<V> ? reject::none : reject::value_must_be_text;
    }
    template <class V>
    static constexpr auto store(V const& value) {
        return detail::store_text(value);
    }
    template <class Out, class S>
    static constexpr void write(Out& out, S const& stored) {
        write_value(out, stored.view());
    }
};

/// A reference to an object of a hierarchy, for example `urn:VMware:Vm:<guid>.vm-7870`: text.
struct object_ref : text {
    static constexpr value_kind id = value_kind::object_ref;
};

/// The identifier of an entity: a `veeam::uid`, a `veeam::uuid`, or the text of either, sent as it is given.
struct uid : detail::unordered_kind {
    static constexpr value_kind id = value_kind::uid;
    template <class V>
    static constexpr reject check() noexcept {
        return std::same_as<V, veeam::uid> || std::same_as<V, veeam::uuid> || detail::text_like<V>
                   ? reject::none
                   : reject::value_must_be_a_uid_a_uuid_or_text;
    }
    template <class V>
    static constexpr auto store(V const& value) {
        if constexpr (std::same_as<V, veeam::uuid>) return value;
        else if constexpr (std::same_as<V, veeam::uid>) return detail::long_text(value.text());
        else return detail::store_text(value);
    }
    template <class Out, class S>
    static constexpr void write(Out& out, S const& stored) {
        if constexpr (std::same_as<S, veeam::uuid>) {
            std::array<char, veeam::uuid::text_size> digits{};
            write_value(out, std::string_view(digits.data(), stored.print(digits.data())));
        } else {
            write_value(out, stored.view());
        }
    }
};

/// `true` or `false`. Takes `bool` and nothing that merely converts to it.
struct boolean : detail::unordered_kind {
    static constexpr value_kind id = value_kind::boolean;
    template <class V>
    static constexpr reject check() noexcept {
        return std::same_as<V, bool> ? reject::none : reject::value_must_be_true_or_false;
    }
    static constexpr bool store(bool value) noexcept { return value; }
    template <class Out>
    static constexpr void write(Out& out, bool stored) {
        out.put(stored ? std::string_view("true") : std::string_view("false"));
    }
};

/// A whole number of 64 bits. Takes every integer type of up to 64 bits but `bool` and characters.
///
/// Throws `std::invalid_argument` for an unsigned value above the largest `std::int64_t`; no value changes silently.
struct integer : detail::ordered_kind {
    static constexpr value_kind id = value_kind::integer;
    template <class V>
    static constexpr reject check() noexcept {
        return detail::whole_number<V> ? reject::none : reject::value_must_be_an_integer;
    }
    template <class V>
    static constexpr std::int64_t store(V value) {
        if constexpr (std::is_unsigned_v<V> && sizeof(V) >= sizeof(std::int64_t))
            if (value > static_cast<V>(std::numeric_limits<std::int64_t>::max()))
                detail::an_unsigned_value_is_above_the_signed_64_bit_range();
        return static_cast<std::int64_t>(value);
    }
    template <class Out>
    static constexpr void write(Out& out, std::int64_t stored) {
        detail::text_buffer<20> text;
        detail::put_integer(text, stored);
        write_value(out, text.view());
    }
};

/// A number with decimals. Takes `float`, `double` and integers of up to 32 bits, which are exact as a `double`.
///
/// Throws `std::invalid_argument` for infinities and not-a-number.
struct real : detail::ordered_kind {
    static constexpr value_kind id = value_kind::real;
    template <class V>
    static constexpr reject check() noexcept {
        if constexpr (detail::whole_number<V>)
            return sizeof(V) <= sizeof(std::int32_t) ? reject::none
                                                     : reject::integer_may_not_be_exact_as_a_real_convert_it;
        else return std::same_as<V, double> || std::same_as<V, float> ? reject::none : reject::value_must_be_a_number;
    }
    template <class V>
    static constexpr double store(V value) {
        double const stored = static_cast<double>(value);
        if (!(stored - stored == 0)) detail::a_value_is_infinite_or_not_a_number();
        return stored;
    }
    template <class Out>
    static constexpr void write(Out& out, double stored) {
        detail::text_buffer<detail::max_real_size> text;
        detail::put_real(text, stored);
        write_value(out, text.view());
    }
};

/// A point in time. Takes every `std::chrono::sys_time` that counts in whole units, and `std::chrono::year_month_day`,
/// which is written as a date without time.
///
/// Written in UTC with as many fraction digits as needed. Servers count in 100 ns: a finer time is rounded so that `<`,
/// `<=`, `>` and `>=` select the same; for `==` and `!=` it is rounded down. Local times are refused, and so is
/// `veeam::timestamp`, which may be one: use its `instant()`. Throws `std::out_of_range` outside the years 1 to 9999
/// and `std::invalid_argument` for a day that does not exist.
struct date_time : detail::ordered_kind {
    static constexpr value_kind id = value_kind::date_time;
    template <class V>
    static constexpr reject check() noexcept {
        if constexpr (std::same_as<V, std::chrono::year_month_day>) return reject::none;
        else if constexpr (!detail::utc_time<V>::is) return reject::value_must_be_a_utc_time_point;
        else return detail::utc_time<V>::whole ? reject::none : reject::time_point_must_count_in_whole_units;
    }
    template <class V>
    static constexpr auto store(V const& value) {
        if constexpr (std::same_as<V, std::chrono::year_month_day>) {
            if (!value.ok()) detail::a_day_does_not_exist();
            static_cast<void>(timestamp(std::chrono::sys_days(value)));
            return value;
        } else {
            return timestamp(value);
        }
    }
    /// What is stored for the comparison `O`: what lies before a time between two ticks lies before the later one.
    template <op O, class V>
    static constexpr auto store_for(V const& value) {
        auto const rounded_down = store(value);
        if constexpr ((O == op::lt || O == op::ge) && detail::utc_time<V>::is)
            if (auto const floor = *rounded_down.instant(); floor < value) return timestamp(floor + clock_ticks(1));
        return rounded_down;
    }
    template <class Out, class S>
    static constexpr void write(Out& out, S const& stored) {
        constexpr std::size_t date_size = 10;
        std::array<char, timestamp::max_size> text{};
        std::size_t size = date_size;
        if constexpr (std::same_as<S, timestamp>) size = stored.print(text.data());
        else timestamp(std::chrono::sys_days(stored)).print(text.data());
        write_value(out, std::string_view(text.data(), size));
    }
};

/// One of the documented values of `E`, without order. Takes `E` itself.
///
/// Throws `std::invalid_argument` for a number that is no enumerator.
template <documented_enum E>
struct enumeration : detail::unordered_kind {
    static constexpr value_kind id = value_kind::enumeration;
    static constexpr enum_table const* values = &enum_values<E>::value;
    template <class V>
    static constexpr reject check() noexcept {
        return std::same_as<V, E> ? reject::none : reject::value_must_be_an_enumerator_of_this_field;
    }
    static constexpr E store(E value) {
        if (to_text(value).empty()) detail::a_number_is_no_enumerator();
        return value;
    }
    template <class Out>
    static constexpr void write(Out& out, E stored) {
        write_value(out, to_text(stored));
    }
};

/// The same where the documentation says that values have an order: by their position in its list.
template <documented_enum E>
struct ordered_enumeration : enumeration<E> {
    static constexpr bool ordered = true;
};

}  // namespace kind

}  // namespace veeam::inline v0::filters
