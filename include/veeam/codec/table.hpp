#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <veeam/core/box.hpp>
#include <veeam/core/json_text.hpp>
#include <veeam/core/nullable.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/required.hpp>
#include <veeam/core/time_of_day.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uid.hpp>
#include <veeam/core/unknown_members.hpp>
#include <veeam/core/uuid.hpp>

/// @file
/// Field tables: what the codecs, filters and tests know of a generated struct.
///
/// The generator writes one `row` per member; which kind of value it is and how it is held follow from the member's
/// C++ type, so a table cannot contradict its struct. Everything that reads a table is ordinary, non-template code.

namespace veeam::inline v0 {

/// What one value is.
enum class field_kind : std::uint8_t {
    text,         ///< std::string
    boolean,      ///< bool
    integer,      ///< std::int64_t
    number,       ///< double
    timestamp,    ///< veeam::timestamp
    time_of_day,  ///< veeam::time_of_day
    uuid,         ///< veeam::uuid
    uid,          ///< veeam::uid
    enumeration,  ///< veeam::open_enum<E>; `field::type` is its enum_table
    json,         ///< veeam::json_text
    object,       ///< a generated struct; `field::type` is its type_table
};

/// How a member holds values of its kind.
enum class field_shape : std::uint8_t {
    single,         ///< T: an identity member. Reading an object without it is an error.
    optional,       ///< std::optional<T>
    boxed,          ///< std::optional<box<T>>
    nullable,       ///< nullable<T>
    list,           ///< std::vector<T>: absent reads as empty, empty is written as empty
    optional_list,  ///< std::optional<std::vector<T>>: absent and empty stay apart
    map,            ///< std::vector<std::pair<std::string, T>>: members of a JSON object, in order
    choice,         ///< std::variant<std::monostate, ...>: one row per alternative, all at the same offset
};

/// What else a codec must know of a member.
enum class field_flags : std::uint8_t {
    none = 0,
    xml_attribute = 1,  ///< An attribute in XML; `field::xml` is its name.
    xml_content = 2,    ///< The text content of the XML element.
    write_only = 4,     ///< Servers never return it; an empty value counts as absent and is not written.
    omit_empty = 8,     ///< An identity member or a list that is written only when set.
};
constexpr field_flags operator|(field_flags a, field_flags b) noexcept {
    return static_cast<field_flags>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool has(field_flags set, field_flags one) noexcept {
    return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(one)) != 0;
}

struct type_table;

/// Type-erased access to the value inside an `optional`, `optional<box>`, `nullable` or `vector`.
///
/// There is one of these for every type of a member, so there is a function for what differs only: a null one is
/// answered from the others, or does not apply.
struct holder_ops {
    void* (*make)(void* member);
    void* (*find)(void* member, std::size_t i);
    std::size_t (*count)(void const* member){};               ///< Lists only.
    void (*clear)(void* member){};                            ///< Single holders only.
    bool (*is_present)(void const* member){};                 ///< Where it is not the same as having a value.
    void (*make_room)(void* member, std::size_t n){};         ///< Lists only.
    std::string* (*find_key)(void* member, std::size_t i){};  ///< Maps only.
    void (*make_null)(void* member){};                        ///< nullable only.

    /// A new value: sets the holder, or appends to the list.
    void* emplace(void* member) const { return make(member); }
    /// The value of a single holder or null; of a list, element `i`.
    void const* at(void const* member, std::size_t i) const { return find(const_cast<void*>(member), i); }
    /// 0 or 1 for a single holder.
    std::size_t size(void const* member) const {
        if (count != nullptr) return count(member);
        return at(member, 0) != nullptr ? 1 : 0;
    }
    /// Whether an optional list is there, even if empty; whether a nullable is there, even if null.
    bool present(void const* member) const {
        if (is_present != nullptr) return is_present(member);
        return count != nullptr || at(member, 0) != nullptr;
    }
    /// Makes a single holder absent.
    void reset(void* member) const { clear(member); }
    /// Makes an optional list present.
    void reserve(void* member, std::size_t n) const { make_room(member, n); }
    /// The key of element `i` of a map.
    std::string* key(void* member, std::size_t i) const { return find_key(member, i); }
    bool is_null(void const* member) const { return present(member) && at(member, 0) == nullptr; }
    void set_null(void* member) const { make_null(member); }
};

/// Type-erased access to a `std::variant<std::monostate, ...>`; alternatives count from 1.
struct choice_ops {
    std::size_t (*index)(void const* member);
    void* (*emplace)(void* member, std::size_t alternative);
    void const* (*get)(void const* member);  ///< The active alternative; null for monostate.
};

/// The names of a member on the wire.
struct wire_names {
    std::string_view json{};       ///< JSON member name.
    std::string_view xml{};        ///< Element or attribute name.
    std::string_view json_item{};  ///< The array inside a JSON wrapper object (`ObjectInJobs`); empty: no wrapper.
    std::string_view xml_item{};  ///< The item element inside an XML wrapper (`ObjectInJob`); empty: repeated elements.
};

/// The same in half the room: a table has a row for every member of every type.
class packed_names {
public:
    constexpr packed_names() = default;
    constexpr packed_names(wire_names const& n)
        : text_{n.json.data(), n.xml.data(), n.json_item.data(), n.xml_item.data()},
          size_{size_of(n.json), size_of(n.xml), size_of(n.json_item), size_of(n.xml_item)} {}

    constexpr std::string_view json() const noexcept { return {text_[0], size_[0]}; }
    constexpr std::string_view xml() const noexcept { return {text_[1], size_[1]}; }
    constexpr std::string_view json_item() const noexcept { return {text_[2], size_[2]}; }
    constexpr std::string_view xml_item() const noexcept { return {text_[3], size_[3]}; }

private:
    static constexpr std::uint16_t size_of(std::string_view name) {
        if (name.size() > 0xffff) throw std::length_error("a name on the wire has more than 65535 bytes");
        return static_cast<std::uint16_t>(name.size());
    }

    char const* text_[4]{};
    std::uint16_t size_[4]{};
};

/// One member of a struct. Made by `row`. A cache line on the machines that most programs run on.
struct field {
    packed_names names{};
    std::uint32_t offset{};
    field_kind kind{};
    field_shape shape{};
    field_flags flags{};
    std::uint8_t alternative{};  ///< `field_shape::choice`: which one this row is, from 1.
    void const* ops{};           ///< holder_ops or, for a choice, choice_ops.
    void const* type{};          ///< type_table or enum_table.

    holder_ops const& holder() const noexcept { return *static_cast<holder_ops const*>(ops); }
    choice_ops const& choice() const noexcept { return *static_cast<choice_ops const*>(ops); }
    type_table const& object_type() const noexcept { return *static_cast<type_table const*>(type); }
    enum_table const& enum_type() const noexcept { return *static_cast<enum_table const*>(type); }

    void* in(void* object) const noexcept { return static_cast<char*>(object) + offset; }
    void const* in(void const* object) const noexcept { return static_cast<char const*>(object) + offset; }
};

/// Another JSON name that is read for a member and never written.
struct json_alias {
    std::string_view name{};
    std::uint16_t row{};
};

namespace detail {

/// Whether one of the words of a list, which spaces part, fulfils a condition.
template <class Condition>
constexpr bool any_word(std::string_view words, Condition holds) {
    while (!words.empty()) {
        std::size_t const end = words.find(' ');
        if (holds(words.substr(0, end))) return true;
        words.remove_prefix(end == words.npos ? words.size() : end + 1);
    }
    return false;
}

/// What the codecs ask of a type with every object. Of the first 64 rows a bit each.
struct row_facts {
    std::uint64_t json_required{};  ///< Identity members in JSON.
    std::uint64_t xml_required{};   ///< Identity members in XML.
    std::uint64_t xml_texts{};      ///< Elements that hold nothing but a text, repeated or not.
    std::size_t first_child{};      ///< The first row that is no attribute.
    std::size_t content{};          ///< The row of the text content; the number of rows where there is none.
};

constexpr bool is_json_required(field const& f) noexcept {
    return f.shape == field_shape::single && !f.names.json().empty();
}
constexpr bool is_xml_required(field const& f) noexcept {
    return f.shape == field_shape::single && f.kind != field_kind::json && !f.names.xml().empty() &&
           !has(f.flags, field_flags::xml_content);
}
/// Whether a row is an element of its own, one or many, with a text in it.
constexpr bool is_xml_text(field const& f) noexcept {
    return f.kind != field_kind::object && f.kind != field_kind::json && f.shape != field_shape::choice &&
           f.shape != field_shape::map && f.names.xml_item().empty() && !f.names.xml().empty() &&
           !has(f.flags, field_flags::xml_attribute | field_flags::xml_content);
}

constexpr row_facts facts_of(field const* rows, std::size_t size) noexcept {
    row_facts out{.first_child = size, .content = size};
    for (std::size_t i = size; i-- != 0;) {
        std::uint64_t const bit = i < 64 ? std::uint64_t{1} << i : 0;
        if (is_json_required(rows[i])) out.json_required |= bit;
        if (is_xml_required(rows[i])) out.xml_required |= bit;
        if (is_xml_text(rows[i])) out.xml_texts |= bit;
        if (has(rows[i].flags, field_flags::xml_content)) out.content = i;
        if (!has(rows[i].flags, field_flags::xml_attribute)) out.first_child = i;
    }
    return out;
}

}  // namespace detail

/// Everything a codec knows of a struct.
struct type_table {
    static constexpr std::uint32_t no_unknown = 0xffffffffu;

    std::string_view name{};  ///< C++ name, for messages.
    field const* rows{};      ///< In the order of XML children.
    std::size_t size{};
    std::uint32_t unknown{no_unknown};    ///< Offset of the `unknown_members` member.
    std::string_view xml_root{};          ///< Root element, where the type can be a document.
    std::string_view xml_root_aliases{};  ///< Other roots that are read, with a space between two.
    std::string_view link_types{};        ///< Types of links that lead here, likewise; `*Reference`: all that end so.
    std::string_view xml_namespace{};
    bool any_case{};  ///< JSON names are matched without regard to ASCII case after an exact try.
    json_alias const* aliases{};
    std::size_t alias_count{};
    detail::row_facts facts = detail::facts_of(rows, size);  ///< Follows from the rows.

    constexpr std::span<field const> fields() const noexcept { return {rows, size}; }
    constexpr bool is_xml_root(std::string_view element) const noexcept {
        if (element == xml_root) return true;
        return detail::any_word(xml_root_aliases, [&](std::string_view alias) { return alias == element; });
    }
    constexpr std::span<json_alias const> json_aliases() const noexcept { return {aliases, alias_count}; }
};

/// Specialised for every struct: `static type_table const value`.
template <class T>
struct table;

/// The base of the generated tables. `table<T>::entry` is a template so that a program pays for the tables of the types
/// that it reads or writes, not for those of all types whose headers it includes.
template <class T>
struct table_of {
    static type_table const value;
};

/// A struct that has a field table.
template <class T>
concept tabled = requires {
    { table<T>::value } -> std::convertible_to<type_table const&>;
};

namespace detail {

template <class T>
struct holder;  // one specialisation per way to hold a T

/// What a holder holds as the codecs see it: a box is its value.
template <class T>
T* element(T& value) noexcept {
    return &value;
}
template <class T>
T* element(box<T>& value) noexcept {
    return &*value;
}

template <class T>
struct holder<std::optional<T>> {
    using self = std::optional<T>;
    static void* make(void* m) { return &static_cast<self*>(m)->emplace(); }
    static void* find(void* m, std::size_t) {
        auto& o = *static_cast<self*>(m);
        return o ? &*o : nullptr;
    }
    static void clear(void* m) { static_cast<self*>(m)->reset(); }
    static constexpr holder_ops ops{.make = make, .find = find, .clear = clear};
};

template <class T>
struct holder<std::optional<box<T>>> {
    using self = std::optional<box<T>>;
    static void* make(void* m) { return &*static_cast<self*>(m)->emplace(); }
    static void* find(void* m, std::size_t) {
        auto& o = *static_cast<self*>(m);
        return o && !o->valueless_after_move() ? &**o : nullptr;
    }
    static void clear(void* m) { static_cast<self*>(m)->reset(); }
    static constexpr holder_ops ops{.make = make, .find = find, .clear = clear};
};

template <class T>
struct holder<nullable<T>> {
    using self = nullable<T>;
    static void* make(void* m) { return element(static_cast<self*>(m)->emplace()); }
    static void* find(void* m, std::size_t) {
        auto& o = *static_cast<self*>(m);
        return o ? element(*o) : nullptr;
    }
    static void clear(void* m) { static_cast<self*>(m)->reset(); }
    static bool is_present(void const* m) { return !static_cast<self const*>(m)->is_absent(); }
    static void make_null(void* m) { *static_cast<self*>(m) = null; }
    static constexpr holder_ops ops{
        .make = make, .find = find, .clear = clear, .is_present = is_present, .make_null = make_null};
};

template <class T>
struct holder<std::vector<T>> {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no bool to point to; use another element type");
    using self = std::vector<T>;
    static void* make(void* m) { return element(static_cast<self*>(m)->emplace_back()); }
    static void* find(void* m, std::size_t i) { return element((*static_cast<self*>(m))[i]); }
    static std::size_t count(void const* m) { return static_cast<self const*>(m)->size(); }
    static void make_room(void* m, std::size_t n) { static_cast<self*>(m)->reserve(n); }
    static constexpr holder_ops ops{.make = make, .find = find, .count = count, .make_room = make_room};
};

template <class T>
struct holder<std::optional<std::vector<T>>> {
    using self = std::optional<std::vector<T>>;
    using list = holder<std::vector<T>>;
    static std::vector<T>* some(void* m) {
        auto& o = *static_cast<self*>(m);
        return o ? &*o : &o.emplace();
    }
    static void* make(void* m) { return list::make(some(m)); }
    static void* find(void* m, std::size_t i) { return list::find(&**static_cast<self*>(m), i); }
    static std::size_t count(void const* m) {
        auto const& o = *static_cast<self const*>(m);
        return o ? o->size() : 0;
    }
    static bool is_present(void const* m) { return static_cast<self const*>(m)->has_value(); }
    static void make_room(void* m, std::size_t n) { list::make_room(some(m), n); }
    static constexpr holder_ops ops{
        .make = make, .find = find, .count = count, .is_present = is_present, .make_room = make_room};
};

template <class T>
struct holder<std::vector<std::pair<std::string, T>>> {
    using self = std::vector<std::pair<std::string, T>>;
    static void* make(void* m) { return element(static_cast<self*>(m)->emplace_back().second); }
    static void* find(void* m, std::size_t i) { return element((*static_cast<self*>(m))[i].second); }
    static std::size_t count(void const* m) { return static_cast<self const*>(m)->size(); }
    static bool is_present(void const* m) { return !static_cast<self const*>(m)->empty(); }
    static void make_room(void* m, std::size_t n) { static_cast<self*>(m)->reserve(n); }
    static std::string* find_key(void* m, std::size_t i) { return &(*static_cast<self*>(m))[i].first; }
    static constexpr holder_ops ops{.make = make,
                                    .find = find,
                                    .count = count,
                                    .is_present = is_present,
                                    .make_room = make_room,
                                    .find_key = find_key};
};

template <class V>
struct choice_holder;

template <class... A>
struct choice_holder<std::variant<std::monostate, A...>> {
    using self = std::variant<std::monostate, A...>;
    static std::size_t index(void const* m) { return static_cast<self const*>(m)->index(); }
    template <std::size_t I>
    static void* make_one(void* m) {
        return element(static_cast<self*>(m)->template emplace<I>());
    }
    template <std::size_t I>
    static void* find_one(void* m) {
        return element(*std::get_if<I>(static_cast<self*>(m)));
    }
    template <std::size_t... I>
    static void* make_at(void* m, std::size_t alternative, std::index_sequence<I...>) {
        static constexpr void* (*makers[])(void*){&make_one<I + 1>...};
        return makers[alternative - 1](m);
    }
    template <std::size_t... I>
    static void* find_at(void* m, std::size_t alternative, std::index_sequence<I...>) {
        static constexpr void* (*finders[])(void*){&find_one<I + 1>...};
        return finders[alternative - 1](m);
    }
    static void* make(void* m, std::size_t alternative) {
        return make_at(m, alternative, std::index_sequence_for<A...>{});
    }
    static void const* get(void const* m) {
        std::size_t const alternative = index(m);
        if (alternative == 0 || alternative == std::variant_npos) return nullptr;
        return find_at(const_cast<void*>(m), alternative, std::index_sequence_for<A...>{});
    }
    static constexpr choice_ops ops{.index = index, .emplace = make, .get = get};
};

struct value_facts {
    field_kind kind{};
    void const* type{};
};

template <class T>
struct value_of {
    static constexpr value_facts facts{field_kind::object, &table<T>::value};
};
template <class T>
struct value_of<box<T>> : value_of<T> {};
template <>
struct value_of<std::string> {
    static constexpr value_facts facts{field_kind::text, nullptr};
};
template <>
struct value_of<bool> {
    static constexpr value_facts facts{field_kind::boolean, nullptr};
};
template <>
struct value_of<std::int64_t> {
    static constexpr value_facts facts{field_kind::integer, nullptr};
};
template <>
struct value_of<double> {
    static constexpr value_facts facts{field_kind::number, nullptr};
};
template <>
struct value_of<timestamp> {
    static constexpr value_facts facts{field_kind::timestamp, nullptr};
};
template <>
struct value_of<time_of_day> {
    static constexpr value_facts facts{field_kind::time_of_day, nullptr};
};
template <>
struct value_of<uuid> {
    static constexpr value_facts facts{field_kind::uuid, nullptr};
};
template <>
struct value_of<uid> {
    static constexpr value_facts facts{field_kind::uid, nullptr};
};
template <>
struct value_of<json_text> {
    static constexpr value_facts facts{field_kind::json, nullptr};
};
template <class E>
struct value_of<open_enum<E>> {
    static constexpr value_facts facts{field_kind::enumeration, &enum_values<E>::value};
};

template <class M>
struct member_of {  // T itself
    using value = M;
    static constexpr field_shape shape = field_shape::single;
    static constexpr void const* ops = nullptr;
};
template <class T>
struct member_of<required<T>> : member_of<T> {};
template <class T>
struct member_of<std::optional<T>> {
    using value = T;
    static constexpr field_shape shape = field_shape::optional;
    static constexpr void const* ops = &holder<std::optional<T>>::ops;
};
template <class T>
struct member_of<std::optional<box<T>>> {
    using value = T;
    static constexpr field_shape shape = field_shape::boxed;
    static constexpr void const* ops = &holder<std::optional<box<T>>>::ops;
};
template <class T>
struct member_of<nullable<T>> {
    using value = T;
    static constexpr field_shape shape = field_shape::nullable;
    static constexpr void const* ops = &holder<nullable<T>>::ops;
};
template <class T>
struct member_of<std::vector<T>> {
    using value = T;
    static constexpr field_shape shape = field_shape::list;
    static constexpr void const* ops = &holder<std::vector<T>>::ops;
};
template <class T>
struct member_of<std::optional<std::vector<T>>> {
    using value = T;
    static constexpr field_shape shape = field_shape::optional_list;
    static constexpr void const* ops = &holder<std::optional<std::vector<T>>>::ops;
};
template <class T>
struct member_of<std::vector<std::pair<std::string, T>>> {
    using value = T;
    static constexpr field_shape shape = field_shape::map;
    static constexpr void const* ops = &holder<std::vector<std::pair<std::string, T>>>::ops;
};

}  // namespace detail

/// The row of a member of type `M` at `offset`: kind, shape and access follow from `M`.
template <class M>
constexpr field row(std::size_t offset, wire_names names, field_flags flags = field_flags::none) noexcept {
    using member = detail::member_of<M>;
    constexpr detail::value_facts facts = detail::value_of<typename member::value>::facts;
    return {.names = names,
            .offset = static_cast<std::uint32_t>(offset),
            .kind = facts.kind,
            .shape = member::shape,
            .flags = flags,
            .alternative = 0,
            .ops = member::ops,
            .type = facts.type};
}

/// The row of alternative `I` (from 1) of a choice member of type `V`.
template <class V, std::size_t I>
constexpr field choice_row(std::size_t offset, wire_names names) noexcept {
    constexpr detail::value_facts facts = detail::value_of<std::variant_alternative_t<I, V>>::facts;
    return {.names = names,
            .offset = static_cast<std::uint32_t>(offset),
            .kind = facts.kind,
            .shape = field_shape::choice,
            .flags = field_flags::none,
            .alternative = static_cast<std::uint8_t>(I),
            .ops = &detail::choice_holder<V>::ops,
            .type = facts.type};
}

/// The row of a whole value, for documents whose root is a list, a string or a struct.
template <class T>
inline constexpr field root_row = row<T>(0, {});

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/codec/table.ipp>
#endif
