#include <veeam/codec/table.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

namespace {

using veeam::field;
using veeam::field_kind;
using veeam::field_shape;

enum class Colour : std::uint8_t { Red, Green };

struct Leaf {
    std::string name{};
    friend bool operator==(Leaf const&, Leaf const&) = default;
};

using choice = std::variant<std::monostate, Leaf, std::string, veeam::box<Leaf>>;

/// Every kind of value, and every way to hold one.
struct Sample {
    std::string text{};
    bool boolean{};
    std::int64_t integer{};
    double number{};
    veeam::timestamp timestamp{};
    veeam::time_of_day time_of_day{};
    veeam::uuid uuid{};
    veeam::uid uid{};
    veeam::open_enum<Colour> enumeration{};
    veeam::json_text json{};
    Leaf object{};

    std::optional<Leaf> optional{};
    std::optional<veeam::box<Sample>> boxed{};
    veeam::nullable<std::string> nullable{};
    std::vector<Leaf> list{};
    std::vector<veeam::box<Sample>> boxed_list{};
    std::optional<std::vector<std::int64_t>> optional_list{};
    std::vector<std::pair<std::string, Leaf>> map{};
    choice one_of{};
    veeam::unknown_members unknown{};
};

struct Plain {};

}  // namespace

template <>
struct veeam::enum_values<Colour> {
    static constexpr enum_entry entries[]{{"Red"}, {"Green"}};
    static constexpr enum_table value{.name = "Colour", .entries = entries, .size = 2};
};

template <>
struct veeam::table<Leaf> {
    static field const rows[];
    static type_table const value;
};
constexpr veeam::field veeam::table<Leaf>::rows[]{
    row<decltype(Leaf::name)>(offsetof(Leaf, name), {.json = "Name", .xml = "Name"})};
constexpr veeam::type_table veeam::table<Leaf>::value{.name = "Leaf", .rows = rows, .size = 1};

template <>
struct veeam::table<Sample> {
    static field const rows[];
    static type_table const value;
};
constexpr veeam::field veeam::table<Sample>::rows[]{row<decltype(Sample::boxed)>(offsetof(Sample, boxed), {})};
constexpr veeam::json_alias aliases[]{{"Old", 0}};
constexpr veeam::type_table veeam::table<Sample>::value{.name = "Sample",
                                                        .rows = rows,
                                                        .size = 1,
                                                        .unknown = offsetof(Sample, unknown),
                                                        .aliases = aliases,
                                                        .alias_count = 1};

namespace {

static_assert(std::is_standard_layout_v<Sample>);
static_assert(veeam::tabled<Leaf>);
static_assert(veeam::tabled<Sample>);
static_assert(!veeam::tabled<Plain>);
static_assert(!veeam::tabled<std::string>);

// Kind and shape follow from the type of the member, in every combination that a generated struct can have.
template <class M>
constexpr bool is(field_kind kind, field_shape shape) {
    field const f = veeam::row<M>(0, {});
    return f.kind == kind && f.shape == shape;
}

template <class T>
constexpr bool is_in_every_shape(field_kind kind) {
    return is<T>(kind, field_shape::single) && is<veeam::required<T>>(kind, field_shape::single) &&
           is<std::optional<T>>(kind, field_shape::optional) &&
           is<std::optional<veeam::box<T>>>(kind, field_shape::boxed) &&
           is<veeam::nullable<T>>(kind, field_shape::nullable) &&
           is<std::vector<std::pair<std::string, T>>>(kind, field_shape::map);
}

template <class T>
constexpr bool is_in_every_list(field_kind kind) {
    return is<std::vector<T>>(kind, field_shape::list) && is<std::vector<veeam::box<T>>>(kind, field_shape::list) &&
           is<std::optional<std::vector<T>>>(kind, field_shape::optional_list) &&
           is<std::optional<std::vector<veeam::box<T>>>>(kind, field_shape::optional_list) &&
           is<veeam::required<std::vector<T>>>(kind, field_shape::list);
}

template <class T>
constexpr bool is_everywhere(field_kind kind) {
    return is_in_every_shape<T>(kind) && is_in_every_list<T>(kind);
}

static_assert(is_everywhere<std::string>(field_kind::text));
static_assert(is_in_every_shape<bool>(field_kind::boolean));
static_assert(is_everywhere<std::int64_t>(field_kind::integer));
static_assert(is_everywhere<double>(field_kind::number));
static_assert(is_everywhere<veeam::timestamp>(field_kind::timestamp));
static_assert(is_everywhere<veeam::time_of_day>(field_kind::time_of_day));
static_assert(is_everywhere<veeam::uuid>(field_kind::uuid));
static_assert(is_everywhere<veeam::uid>(field_kind::uid));
static_assert(is_everywhere<veeam::open_enum<Colour>>(field_kind::enumeration));
static_assert(is_everywhere<veeam::json_text>(field_kind::json));
static_assert(is_everywhere<Leaf>(field_kind::object));

static_assert(has(veeam::field_flags::xml_attribute | veeam::field_flags::omit_empty, veeam::field_flags::omit_empty));
static_assert(!has(veeam::field_flags::xml_attribute | veeam::field_flags::omit_empty,
                   veeam::field_flags::xml_content));
static_assert(!has(veeam::field_flags::none, veeam::field_flags::xml_attribute));

/// The row of a member of `Sample`.
#define ROW_OF(member) veeam::row<decltype(Sample::member)>(offsetof(Sample, member), {})

TEST_CASE("a row knows the type behind an object and behind an enumeration") {
    CHECK(&ROW_OF(object).object_type() == &veeam::table<Leaf>::value);
    CHECK(&ROW_OF(optional).object_type() == &veeam::table<Leaf>::value);
    CHECK(&ROW_OF(boxed).object_type() == &veeam::table<Sample>::value);
    CHECK(&ROW_OF(list).object_type() == &veeam::table<Leaf>::value);
    CHECK(&ROW_OF(boxed_list).object_type() == &veeam::table<Sample>::value);
    CHECK(&ROW_OF(map).object_type() == &veeam::table<Leaf>::value);
    CHECK(&ROW_OF(enumeration).enum_type() == &veeam::enum_values<Colour>::value);
    CHECK(ROW_OF(text).type == nullptr);
    CHECK(ROW_OF(text).ops == nullptr);
}

TEST_CASE("a row carries its names, its flags and its offset") {
    constexpr field f = veeam::row<decltype(Sample::list)>(
        offsetof(Sample, list), {.json = "list", .xml = "List", .json_item = "items", .xml_item = "Item"},
        veeam::field_flags::write_only);
    CHECK(f.names.json() == "list");
    CHECK(f.names.xml() == "List");
    CHECK(f.names.json_item() == "items");
    CHECK(f.names.xml_item() == "Item");
    CHECK(f.flags == veeam::field_flags::write_only);
    CHECK(f.alternative == 0);
    Sample sample;
    CHECK(f.in(&sample) == &sample.list);
    CHECK(f.in(static_cast<void const*>(&sample)) == &sample.list);
    CHECK(ROW_OF(number).in(&sample) == &sample.number);
}

TEST_CASE("a table lists its fields and its aliases") {
    veeam::type_table const& table = veeam::table<Sample>::value;
    CHECK(table.fields().size() == 1);
    CHECK(&table.fields()[0] == veeam::table<Sample>::rows);
    CHECK(table.json_aliases().size() == 1);
    CHECK(table.json_aliases()[0].name == "Old");
    CHECK(table.unknown == offsetof(Sample, unknown));
    CHECK(veeam::table<Leaf>::value.unknown == veeam::type_table::no_unknown);
    CHECK(veeam::table<Leaf>::value.json_aliases().empty());
}

TEST_CASE("an optional is filled and emptied through its row") {
    constexpr field f = ROW_OF(optional);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK_FALSE(f.holder().present(member));
    CHECK(f.holder().size(member) == 0);
    CHECK(f.holder().at(member, 0) == nullptr);
    static_cast<Leaf*>(f.holder().emplace(member))->name = "a";
    REQUIRE(sample.optional);
    CHECK(sample.optional->name == "a");
    CHECK(f.holder().present(member));
    CHECK(f.holder().size(member) == 1);
    CHECK(f.holder().at(member, 0) == &*sample.optional);
    f.holder().reset(member);
    CHECK_FALSE(sample.optional);
}

TEST_CASE("a boxed member is filled and emptied through its row") {
    constexpr field f = ROW_OF(boxed);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK_FALSE(f.holder().present(member));
    CHECK(f.holder().at(member, 0) == nullptr);
    static_cast<Sample*>(f.holder().emplace(member))->text = "inner";
    REQUIRE(sample.boxed);
    CHECK((*sample.boxed)->text == "inner");
    CHECK(f.holder().present(member));
    CHECK(f.holder().size(member) == 1);
    CHECK(f.holder().at(member, 0) == &**sample.boxed);

    Sample const taken = std::move(sample);
    CHECK_FALSE(f.holder().present(member));  // a moved-from box counts as absent
    CHECK(f.holder().size(member) == 0);
    CHECK(f.holder().at(member, 0) == nullptr);
    CHECK((*taken.boxed)->text == "inner");
    f.holder().reset(member);
    CHECK_FALSE(sample.boxed);  // NOLINT(bugprone-use-after-move): reset is what may be done with it
}

TEST_CASE("a nullable has three states through its row") {
    constexpr field f = ROW_OF(nullable);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK_FALSE(f.holder().present(member));
    CHECK_FALSE(f.holder().is_null(member));
    f.holder().set_null(member);
    CHECK(sample.nullable.is_null());
    CHECK(f.holder().present(member));
    CHECK(f.holder().is_null(member));
    CHECK(f.holder().size(member) == 0);
    CHECK(f.holder().at(member, 0) == nullptr);
    *static_cast<std::string*>(f.holder().emplace(member)) = "a";
    CHECK(sample.nullable == "a");
    CHECK_FALSE(f.holder().is_null(member));
    CHECK(f.holder().size(member) == 1);
    CHECK(f.holder().at(member, 0) == &*sample.nullable);
    f.holder().reset(member);
    CHECK(sample.nullable.is_absent());
}

TEST_CASE("a list grows through its row and is always there") {
    constexpr field f = ROW_OF(list);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK(f.holder().present(member));
    CHECK(f.holder().size(member) == 0);
    f.holder().reserve(member, 10);
    CHECK(sample.list.capacity() >= 10);
    static_cast<Leaf*>(f.holder().emplace(member))->name = "a";
    static_cast<Leaf*>(f.holder().emplace(member))->name = "b";
    CHECK(sample.list == std::vector<Leaf>{{"a"}, {"b"}});
    CHECK(f.holder().size(member) == 2);
    CHECK(f.holder().at(member, 1) == &sample.list[1]);
}

TEST_CASE("the elements of a list of boxes are their values") {
    constexpr field f = ROW_OF(boxed_list);
    Sample sample;
    void* const member = f.in(&sample);
    static_cast<Sample*>(f.holder().emplace(member))->text = "a";
    REQUIRE(sample.boxed_list.size() == 1);
    CHECK(sample.boxed_list[0]->text == "a");
    CHECK(f.holder().at(member, 0) == &*sample.boxed_list[0]);
}

TEST_CASE("an optional list keeps absent and empty apart") {
    constexpr field f = ROW_OF(optional_list);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK_FALSE(f.holder().present(member));
    CHECK(f.holder().size(member) == 0);
    f.holder().reserve(member, 0);
    CHECK(f.holder().present(member));
    CHECK(sample.optional_list == std::vector<std::int64_t>{});
    *static_cast<std::int64_t*>(f.holder().emplace(member)) = 7;
    CHECK(sample.optional_list == std::vector<std::int64_t>{7});
    CHECK(f.holder().size(member) == 1);
    CHECK(f.holder().at(member, 0) == sample.optional_list->data());
}

TEST_CASE("a map keeps its keys in order") {
    constexpr field f = ROW_OF(map);
    Sample sample;
    void* const member = f.in(&sample);
    CHECK_FALSE(f.holder().present(member));
    for (char const* const key : {"next", "first"}) {
        static_cast<Leaf*>(f.holder().emplace(member))->name = std::string("value of ") + key;
        *f.holder().key(member, f.holder().size(member) - 1) = key;
    }
    CHECK(f.holder().present(member));
    CHECK(sample.map == decltype(sample.map){{"next", {"value of next"}}, {"first", {"value of first"}}});
    CHECK(f.holder().at(member, 1) == &sample.map[1].second);
}

TEST_CASE("a choice has one row for each alternative") {
    constexpr field leaf = veeam::choice_row<choice, 1>(offsetof(Sample, one_of), {.json = "Leaf", .xml = "Leaf"});
    constexpr field text = veeam::choice_row<choice, 2>(offsetof(Sample, one_of), {.json = "Text", .xml = "Text"});
    constexpr field boxed = veeam::choice_row<choice, 3>(offsetof(Sample, one_of), {.json = "Box", .xml = "Box"});
    static_assert(leaf.shape == field_shape::choice && leaf.alternative == 1 && leaf.kind == field_kind::object);
    static_assert(text.shape == field_shape::choice && text.alternative == 2 && text.kind == field_kind::text);
    static_assert(boxed.shape == field_shape::choice && boxed.alternative == 3 && boxed.kind == field_kind::object);
    CHECK(&leaf.object_type() == &veeam::table<Leaf>::value);
    CHECK(&boxed.object_type() == &veeam::table<Leaf>::value);
    CHECK(text.names.json() == "Text");

    Sample sample;
    void* const member = leaf.in(&sample);
    CHECK(leaf.choice().index(member) == 0);
    CHECK(leaf.choice().get(member) == nullptr);
    static_cast<Leaf*>(leaf.choice().emplace(member, 1))->name = "a";
    CHECK(std::get<1>(sample.one_of).name == "a");
    CHECK(leaf.choice().index(member) == 1);
    CHECK(leaf.choice().get(member) == &std::get<1>(sample.one_of));
    *static_cast<std::string*>(text.choice().emplace(member, text.alternative)) = "b";
    CHECK(std::get<2>(sample.one_of) == "b");
    CHECK(text.choice().get(member) == &std::get<2>(sample.one_of));
    static_cast<Leaf*>(boxed.choice().emplace(member, boxed.alternative))->name = "c";
    CHECK(std::get<3>(sample.one_of)->name == "c");
    CHECK(boxed.choice().get(member) == &*std::get<3>(sample.one_of));
}

TEST_CASE("the row of a whole document begins at its address") {
    static_assert(veeam::root_row<Leaf>.kind == field_kind::object);
    static_assert(veeam::root_row<Leaf>.shape == field_shape::single);
    static_assert(veeam::root_row<std::vector<Leaf>>.shape == field_shape::list);
    static_assert(veeam::root_row<std::string>.kind == field_kind::text);
    Leaf leaf;
    CHECK(veeam::root_row<Leaf>.in(&leaf) == &leaf);
}

}  // namespace
