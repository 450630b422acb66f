#pragma once

#include <array>
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <veeam/codec/member_path.hpp>
#include <veeam/core/attributes.hpp>
#include <veeam/core/nullable.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uid.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/filter/check.hpp>
#include <veeam/filter/compare.hpp>
#include <veeam/filter/expression.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/filter.hpp>
#include <veeam/filter/sort.hpp>
#include <veeam/filter/tree.hpp>

/// @file
/// Filters and sort orders applied to decoded entities: for servers that cannot filter, and for tests.
///
/// What a comparison means:
/// - A value that is missing, an enumeration value that is not documented, and not-a-number equal nothing and have no
///   order: of the six comparisons only `!=` holds.
/// - Enumerations compare by their position in the documented list, whatever the case of their letters.
/// - Times compare as points in time. A time without a zone counts as UTC, which is what Enterprise Manager means.
/// - Identifiers ignore case. A bare guid equals every URN that ends in it.
/// - Text compares byte by byte unless asked otherwise. A value that is missing contains nothing.

namespace veeam::inline v0::filters {

/// How text values compare.
enum class text_case : std::uint8_t { exact, ignored };

namespace detail {

struct undocumented {};  // an enumeration value that has no position

/// One value of an entity or of a filter, as what it is compared as. Views live as long as the entity.
using cell = std::variant<std::monostate, std::string_view, bool, std::int64_t, double, timestamp::instant_type,
                          std::size_t, uuid, undocumented>;

template <class T>
T const* inside(T const& value) noexcept {
    return &value;
}
template <class T>
auto inside(std::optional<T> const& value) noexcept -> decltype(inside(*value)) {
    return value ? inside(*value) : nullptr;
}
template <class T>
auto inside(nullable<T> const& value) noexcept -> decltype(inside(*value)) {
    return value ? inside(*value) : nullptr;
}

template <class F, class Entity>
auto const* member_in(Entity const& entity) noexcept {
    if constexpr (std::is_member_pointer_v<std::remove_cvref_t<decltype(F::member)>>) {
        return inside(entity.*F::member);
    } else {
        auto const* found = F::member.in(entity);
        return found == nullptr ? nullptr : inside(*found);
    }
}

inline timestamp::instant_type instant_of(timestamp const& t) noexcept {
    return t.instant().value_or(timestamp::instant_type(t.local().time_since_epoch()));
}

inline cell entry_cell(enum_table const& values, std::string_view text) noexcept {
    std::size_t const entry = find_entry(values, text);
    if (entry == values.size) return undocumented{};
    return entry;
}

template <class Kind, class T>
cell make_cell(T const& value) {
    if constexpr (Kind::id == value_kind::enumeration) {
        if constexpr (std::is_same_v<T, std::string>) return entry_cell(*Kind::values, value);
        else return value.known() ? cell(static_cast<std::size_t>(value.value())) : cell(undocumented{});
    } else if constexpr (std::is_same_v<T, timestamp>) {
        static_assert(Kind::id == value_kind::date_time, "the entity member does not fit the field");
        return instant_of(value);
    } else if constexpr (std::is_same_v<T, uuid> || std::is_same_v<T, uid>) {
        static_assert(Kind::id == value_kind::uid || Kind::id == value_kind::text,
                      "the entity member does not fit the field");
        if constexpr (std::is_same_v<T, uuid>) return value;
        else return std::string_view(value.text());
    } else if constexpr (std::is_same_v<T, std::string>) {
        static_assert(Kind::id == value_kind::text || Kind::id == value_kind::uid || Kind::id == value_kind::object_ref,
                      "the entity member does not fit the field");
        return std::string_view(value);
    } else if constexpr (requires { typename T::enum_type; }) {
        static_assert(Kind::id == value_kind::text, "the entity member does not fit the field");
        return value.text();
    } else {
        static_assert((Kind::id == value_kind::boolean && std::is_same_v<T, bool>) ||
                          (Kind::id == value_kind::integer && std::is_same_v<T, std::int64_t>) ||
                          (Kind::id == value_kind::real && std::is_same_v<T, double>),
                      "the entity member does not fit the field");
        return value;
    }
}

using cell_reader = cell (*)(void const* entity);

/// Reads the value of a field from an entity; null for a field that the entity has no member for.
template <class F, class Entity>
constexpr cell_reader reader_of() noexcept {
    if constexpr (requires { F::member; })
        return [](void const* entity) -> cell {
            auto const* const value = member_in<F>(*static_cast<Entity const*>(entity));
            return value == nullptr ? cell() : make_cell<typename F::value_kind>(*value);
        };
    else return nullptr;
}

template <class Entity, class List>
struct readers;
template <class Entity, class... F>
struct readers<Entity, field_list<F...>> {
    static constexpr std::array<cell_reader, sizeof...(F)> value{reader_of<F, Entity>()...};
};

inline double real_of(std::string_view text) noexcept {
    double value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc::result_out_of_range) return value;
    // Too small is nearly zero; too large starts with a digit other than zero.
    bool const negative = text.starts_with('-');
    char const first = text[negative ? 1 : 0];
    if (first == '0') return 0;
    double const infinite = std::numeric_limits<double>::infinity();
    return negative ? -infinite : infinite;
}

constexpr bool is_text(value_kind kind) noexcept {
    return kind == value_kind::text || kind == value_kind::object_ref || kind == value_kind::uid;
}

/// What the text of a value in a filter is compared as. The text was checked when the filter was made.
inline cell operand_of(field_facts const& field, std::string_view text) {
    switch (field.kind) {
        case value_kind::text:
        case value_kind::object_ref:
        case value_kind::uid: return text;
        case value_kind::boolean: return veeam::detail::equal_ignoring_case(text, "true");
        case value_kind::integer: {
            std::int64_t value = 0;
            static_cast<void>(read_integer(text, value));
            return value;
        }
        case value_kind::real: return real_of(text);
        case value_kind::date_time:
            if (auto const when = utc_of(text)) return instant_of(*when);
            return undocumented{};
        case value_kind::enumeration: return entry_cell(*field.values, text);
    }
    return undocumented{};
}

inline bool same_uid(std::string_view a, std::string_view b) {
    if (veeam::detail::equal_ignoring_case(a, b)) return true;
    auto const bare_left = uuid::parse(a);
    auto const bare_right = uuid::parse(b);
    if (bare_left) return bare_left == (bare_right ? bare_right : uid(b).id());
    return bare_right && bare_right == uid(a).id();
}

inline std::string_view text_in(cell const& c, std::array<char, uuid::text_size>& buffer) noexcept {
    if (auto const* id = std::get_if<uuid>(&c)) return {buffer.data(), id->print(buffer.data())};
    auto const* text = std::get_if<std::string_view>(&c);
    return text == nullptr ? std::string_view() : *text;
}

inline std::partial_ordering order_text(std::string_view a, std::string_view b, text_case how) noexcept {
    if (how == text_case::exact) return a.compare(b) <=> 0;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        auto const left = static_cast<unsigned char>(veeam::detail::lower(a[i]));
        auto const right = static_cast<unsigned char>(veeam::detail::lower(b[i]));
        if (left != right) return left <=> right;
    }
    return a.size() <=> b.size();
}

/// What is text, an identifier or a reference against text; `unordered`: it has no value that could be compared.
inline std::partial_ordering order_as_text(value_kind kind, cell const& a, std::string_view right, text_case how) {
    if (a.index() == 0) return std::partial_ordering::unordered;
    std::array<char, uuid::text_size> buffer;
    std::string_view const left = text_in(a, buffer);
    if (kind != value_kind::uid) return order_text(left, right, how);
    return same_uid(left, right) ? std::partial_ordering::equivalent : order_text(left, right, text_case::ignored);
}

/// `unordered`: at least one of them has no value that could be compared.
inline std::partial_ordering order(value_kind kind, cell const& a, cell const& b, text_case how) {
    if (is_text(kind)) {
        if (b.index() == 0) return std::partial_ordering::unordered;
        std::array<char, uuid::text_size> buffer;
        return order_as_text(kind, a, text_in(b, buffer), how);
    }
    if (a.index() != b.index()) return std::partial_ordering::unordered;
    return std::visit(
        [&b](auto const& left) -> std::partial_ordering {
            using T = std::remove_cvref_t<decltype(left)>;
            // A uuid is compared as text, above.
            if constexpr (std::is_same_v<T, std::monostate> || std::is_same_v<T, undocumented> ||
                          std::is_same_v<T, uuid>) {
                return std::partial_ordering::unordered;
            } else {
                T const& right = *std::get_if<T>(&b);
                if (left < right) return std::partial_ordering::less;
                if (left > right) return std::partial_ordering::greater;
                return left == right ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
            }
        },
        a);
}

inline bool holds(op o, std::partial_ordering order) noexcept {
    switch (o) {
        case op::eq: return order == 0;
        case op::ne: return order != 0;
        case op::lt: return order < 0;
        case op::le: return order <= 0;
        case op::gt: return order > 0;
        case op::ge: return order >= 0;
        case op::contains:
        case op::excludes: break;
    }
    return false;
}

/// Whether a value holds a text that is not empty; a missing value holds none.
inline bool has_part(cell const& value, std::string_view part, text_case how) {
    std::array<char, uuid::text_size> buffer;
    std::string_view const whole = text_in(value, buffer);
    for (std::size_t at = 0; at + part.size() <= whole.size(); ++at)
        if (order_text(whole.substr(at, part.size()), part, how) == 0) return true;
    return false;
}

/// A comparison or a group, with everything looked up that does not depend on the entity.
struct prepared {
    shape form{};
    op operation{};
    field_facts const* field{};
    cell_reader read{};
    std::string text{};  // the operand of text, which a cell could only point to
    cell operand{};      // all others
    std::vector<prepared> parts{};
};

inline prepared prepare(tree const& t, std::span<field_facts const> fields, std::span<cell_reader const> readers) {
    prepared out;
    out.form = t.form;
    out.parts.reserve(t.parts.size());
    for (tree const& part : t.parts) out.parts.push_back(prepare(part, fields, readers));
    if (t.form != shape::leaf) return out;
    out.operation = t.operation;
    std::size_t const found = find_field(fields, t.key);
    out.read = found == fields.size() ? nullptr : readers[found];
    if (out.read == nullptr)
        throw std::invalid_argument("veeam::filters::matcher: the entity has no member for the field " + t.key);
    out.field = &fields[found];
    if (is_text(out.field->kind)) out.text = t.value;
    else out.operand = operand_of(*out.field, t.value);
    return out;
}

inline bool matches(prepared const& p, void const* entity, text_case how) {
    switch (p.form) {
        case shape::none:
        case shape::every: return true;
        case shape::never:
        case shape::widened: return false;
        case shape::leaf: {
            value_kind const kind = p.field->kind;
            cell const value = p.read(entity);
            if (is_search(p.operation)) return has_part(value, p.text, how) == (p.operation == op::contains);
            return holds(p.operation,
                         is_text(kind) ? order_as_text(kind, value, p.text, how) : order(kind, value, p.operand, how));
        }
        case shape::all:
            for (prepared const& part : p.parts)
                if (!matches(part, entity, how)) return false;
            return true;
        case shape::any:
            for (prepared const& part : p.parts)
                if (matches(part, entity, how)) return true;
            return false;
    }
    return false;
}

/// The first field of a condition that the entity has no member for; void if there is none. What a filter, a constant
/// or a literal names is not part of its type: that is found when it is made ready.
template <class E>
struct hidden_field {
    using type = void;
};
template <class F, op O, class Stored>
struct hidden_field<comparison<F, O, Stored>> {
    using type = std::conditional_t<requires { F::member; }, void, F>;
};
template <class E>
struct hidden_field<maybe<E>> : hidden_field<E> {};
template <shape How, class E>
struct hidden_field<series<How, E>> : hidden_field<E> {};
template <shape How, class L, class R>
struct hidden_field<joined<How, L, R>>
    : std::conditional_t<std::is_void_v<typename hidden_field<L>::type>, hidden_field<R>, hidden_field<L>> {};

template <class E>
using hidden_field_t = typename hidden_field<E>::type;

}  // namespace detail

/// A filter made ready for many entities of its query type.
///
/// A condition on a field that the entity has no member for does not compile; for a `filter` that names one,
/// `std::invalid_argument` is thrown when the matcher is made. May be used from many threads.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace em = veeam::em;
/// namespace session = em::query::backup_job_session;
/// veeam::filters::matcher<session::query> const failed{session::result == em::SessionResult::Failed};
/// em::BackupJobSession s;
/// std::cout << failed(s) << '\n';  // 0: no result
/// s.result = em::SessionResult::Failed;
/// std::cout << failed(s) << '\n';  // 1
/// @endcode
template <class Query>
class matcher {
public:
    using entity = typename Query::entity;

    explicit matcher(filter<Query> const& f, text_case how = text_case::exact)
        : root_(detail::prepare(tree_of(f), fields_of<Query>, detail::readers<entity, typename Query::fields>::value)),
          case_(how) {}

    template <condition E, class Field = detail::hidden_field_t<E>,
              reject Why = reject::the_entity_does_not_show_this_field>
        requires(!std::is_void_v<Field>)
    VEEAM_REFUSES("the_entity_does_not_show_this_field") explicit matcher(E const&,
                                                                          text_case = text_case::exact) VEEAM_REFUSED;

    /// Whether the filter selects the entity.
    bool operator()(entity const& e) const { return detail::matches(root_, &e, case_); }

private:
    detail::prepared root_;
    text_case case_;
};

/// Whether a condition selects one entity. For many entities make a `matcher` once.
template <condition E>
    requires(std::is_void_v<detail::hidden_field_t<E>>)
bool matches(E const& e, typename E::query_type::entity const& entity, text_case how = text_case::exact) {
    return matcher<typename E::query_type>(e, how)(entity);
}
template <condition E>
    requires(!std::is_void_v<detail::hidden_field_t<E>>)
refused<detail::hidden_field_t<E>, typename E::query_type::entity, reject::the_entity_does_not_show_this_field> matches(
    E const&, typename E::query_type::entity const&, text_case = text_case::exact);

/// A sort order as a function for `std::stable_sort`: whether `a` stands before `b`.
///
/// Values that are missing or not documented stand before all others. Throws `std::invalid_argument`, when it is made,
/// for a field that the entity has no member for.
///
/// @code
/// #include <veeam/em/queries/backup_job_session.hpp>
/// namespace em = veeam::em;
/// namespace session = em::query::backup_job_session;
/// std::vector<em::BackupJobSession> sessions(2);
/// std::stable_sort(sessions.begin(), sessions.end(), veeam::filters::sorter(descending(session::creation_time)));
/// @endcode
template <class Query>
class sorter {
public:
    using entity = typename Query::entity;

    explicit sorter(sort<Query> const& order, text_case how = text_case::exact)
        : descending_(order.is_descending()), case_(how) {
        if (order.empty()) return;
        std::span<field_facts const> const fields = fields_of<Query>;
        if (std::size_t const found = find_field(fields, order.key()); found != fields.size()) {
            kind_ = fields[found].kind;
            read_ = detail::readers<entity, typename Query::fields>::value[found];
        }
        if (read_ == nullptr)
            throw std::invalid_argument("veeam::filters::sorter: the entity has no member for the field " +
                                        std::string(order.key()));
    }

    bool operator()(entity const& a, entity const& b) const {
        if (read_ == nullptr) return false;
        return descending_ ? less(read_(&b), read_(&a)) : less(read_(&a), read_(&b));
    }

private:
    bool less(detail::cell const& a, detail::cell const& b) const {
        // That a bare guid equals several URNs is of no use here: equality must be transitive.
        bool const by_uid = kind_ == value_kind::uid;
        auto const order =
            by_uid ? detail::order(value_kind::text, a, b, text_case::ignored) : detail::order(kind_, a, b, case_);
        if (order != std::partial_ordering::unordered) return order < 0;
        // A strict weak order needs all values without order to be equivalent to each other.
        return !has_order(a) && has_order(b);
    }
    static bool has_order(detail::cell const& c) noexcept {
        if (auto const* number = std::get_if<double>(&c)) return *number == *number;
        return !std::holds_alternative<std::monostate>(c) && !std::holds_alternative<detail::undocumented>(c);
    }

    value_kind kind_{};
    detail::cell_reader read_{};
    bool descending_;
    text_case case_;
};

}  // namespace veeam::inline v0::filters
