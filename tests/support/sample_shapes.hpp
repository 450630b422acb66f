#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/codec/table.hpp>

/// @file
/// Structs as the generator writes them whose tables hold every kind of member in every shape.

namespace veeam::inline v0::sample {

/// Words in JSON and in XML.
enum class Colour : std::uint8_t { Red, Green, DarkBlue };

/// Numbers in JSON, words in XML; the numbers are not the enumerators'.
enum class Scope : std::uint8_t { Everything, Excluded, Included };

/// All members are attributes in XML.
struct Link {
    std::optional<std::string> rel{};
    std::optional<std::string> href{};
    std::optional<std::string> name{};
    std::optional<std::string> type{};
    veeam::unknown_members unknown{};

    friend bool operator==(Link const&, Link const&) = default;
};

/// A small object with an identity member.
struct Point {
    std::int64_t x{};
    std::optional<double> y{};
    veeam::unknown_members unknown{};

    friend bool operator==(Point const&, Point const&) = default;
};

/// One identity member of every kind.
struct Singles {
    std::string text{};
    std::int64_t integer{};
    double number{};
    bool boolean{};
    veeam::timestamp timestamp{};
    veeam::time_of_day time_of_day{};
    veeam::uuid uuid{};
    veeam::uid uid{};
    veeam::open_enum<Colour> colour{};
    veeam::open_enum<Scope> scope{};
    Point point{};
    veeam::unknown_members unknown{};

    friend bool operator==(Singles const&, Singles const&) = default;
};

/// One optional member of every kind.
struct Optionals {
    std::optional<std::string> text{};
    std::optional<std::int64_t> integer{};
    std::optional<double> number{};
    std::optional<bool> boolean{};
    std::optional<veeam::timestamp> timestamp{};
    std::optional<veeam::time_of_day> time_of_day{};
    std::optional<veeam::uuid> uuid{};
    std::optional<veeam::uid> uid{};
    std::optional<veeam::open_enum<Colour>> colour{};
    std::optional<veeam::open_enum<Scope>> scope{};
    std::optional<Point> point{};
    veeam::unknown_members unknown{};

    friend bool operator==(Optionals const&, Optionals const&) = default;
};

/// One member with three states of every kind.
struct Nullables {
    veeam::nullable<std::string> text{};
    veeam::nullable<std::int64_t> integer{};
    veeam::nullable<double> number{};
    veeam::nullable<bool> boolean{};
    veeam::nullable<veeam::timestamp> timestamp{};
    veeam::nullable<veeam::time_of_day> time_of_day{};
    veeam::nullable<veeam::uuid> uuid{};
    veeam::nullable<veeam::uid> uid{};
    veeam::nullable<veeam::open_enum<Colour>> colour{};
    veeam::nullable<veeam::open_enum<Scope>> scope{};
    veeam::nullable<Point> point{};
    veeam::unknown_members unknown{};

    friend bool operator==(Nullables const&, Nullables const&) = default;
};

/// One plain list of every kind; a list of bool does not exist, since `std::vector<bool>` holds no bool.
struct Lists {
    std::vector<std::string> text{};
    std::vector<std::int64_t> integer{};
    std::vector<double> number{};
    std::vector<veeam::timestamp> timestamp{};
    std::vector<veeam::time_of_day> time_of_day{};
    std::vector<veeam::uuid> uuid{};
    std::vector<veeam::uid> uid{};
    std::vector<veeam::open_enum<Colour>> colour{};
    std::vector<veeam::open_enum<Scope>> scope{};
    std::vector<Point> point{};
    veeam::unknown_members unknown{};

    friend bool operator==(Lists const&, Lists const&) = default;
};

/// One optional list of every kind.
struct OptionalLists {
    std::optional<std::vector<std::string>> text{};
    std::optional<std::vector<std::int64_t>> integer{};
    std::optional<std::vector<double>> number{};
    std::optional<std::vector<veeam::timestamp>> timestamp{};
    std::optional<std::vector<veeam::time_of_day>> time_of_day{};
    std::optional<std::vector<veeam::uuid>> uuid{};
    std::optional<std::vector<veeam::uid>> uid{};
    std::optional<std::vector<veeam::open_enum<Colour>>> colour{};
    std::optional<std::vector<veeam::open_enum<Scope>>> scope{};
    std::optional<std::vector<Point>> point{};
    veeam::unknown_members unknown{};

    friend bool operator==(OptionalLists const&, OptionalLists const&) = default;
};

/// Boxed members of more than one kind.
struct Boxes {
    std::optional<veeam::box<Point>> point{};
    std::optional<veeam::box<std::string>> text{};
    std::optional<veeam::box<std::int64_t>> integer{};
    veeam::unknown_members unknown{};

    friend bool operator==(Boxes const&, Boxes const&) = default;
};

/// Members of a JSON object as a list of pairs: JSON only.
struct Maps {
    std::vector<std::pair<std::string, Link>> links{};
    std::vector<std::pair<std::string, std::string>> texts{};
    std::vector<std::pair<std::string, std::int64_t>> integers{};
    std::vector<std::pair<std::string, veeam::box<Point>>> boxes{};
    veeam::unknown_members unknown{};

    friend bool operator==(Maps const&, Maps const&) = default;
};

/// Free-form members in every shape: JSON only.
struct FreeForm {
    veeam::json_text single{};
    std::optional<veeam::json_text> optional{};
    veeam::nullable<veeam::json_text> nullable{};
    std::vector<veeam::json_text> list{};
    std::optional<std::vector<veeam::json_text>> optional_list{};
    std::vector<std::pair<std::string, veeam::json_text>> map{};
    veeam::unknown_members unknown{};

    friend bool operator==(FreeForm const&, FreeForm const&) = default;
};

}  // namespace veeam::inline v0::sample

namespace veeam::inline v0 {

template <>
struct enum_values<sample::Colour> {
    static constexpr enum_entry entries[]{{"Red"}, {"Green"}, {"DarkBlue"}};
    static constexpr enum_table value{.name = "Colour", .entries = entries, .size = 3};
};

template <>
struct enum_values<sample::Scope> {
    static constexpr enum_entry entries[]{{"Everything", 0}, {"Excluded", 2}, {"Included", 10}};
    static constexpr enum_table value{.name = "Scope", .entries = entries, .size = 3, .numeric = true};
};

static_assert(std::is_standard_layout_v<sample::Link>);
template <>
struct table<sample::Link> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Point>);
template <>
struct table<sample::Point> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Singles>);
template <>
struct table<sample::Singles> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Optionals>);
template <>
struct table<sample::Optionals> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Nullables>);
template <>
struct table<sample::Nullables> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Lists>);
template <>
struct table<sample::Lists> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::OptionalLists>);
template <>
struct table<sample::OptionalLists> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Boxes>);
template <>
struct table<sample::Boxes> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::Maps>);
template <>
struct table<sample::Maps> {
    static field const rows[];
    static type_table const value;
};

static_assert(std::is_standard_layout_v<sample::FreeForm>);
template <>
struct table<sample::FreeForm> {
    static field const rows[];
    static type_table const value;
};

inline constexpr field table<sample::Link>::rows[]{
    row<decltype(sample::Link::rel)>(offsetof(sample::Link, rel), {.json = "Rel", .xml = "Rel"},
                                     field_flags::xml_attribute),
    row<decltype(sample::Link::href)>(offsetof(sample::Link, href), {.json = "Href", .xml = "Href"},
                                      field_flags::xml_attribute),
    row<decltype(sample::Link::name)>(offsetof(sample::Link, name), {.json = "Name", .xml = "Name"},
                                      field_flags::xml_attribute),
    row<decltype(sample::Link::type)>(offsetof(sample::Link, type), {.json = "Type", .xml = "Type"},
                                      field_flags::xml_attribute),
};
inline constexpr type_table table<sample::Link>::value{
    .name = "Link", .rows = rows, .size = 4, .unknown = offsetof(sample::Link, unknown)};

inline constexpr field table<sample::Point>::rows[]{
    row<decltype(sample::Point::x)>(offsetof(sample::Point, x), {.json = "X", .xml = "X"}),
    row<decltype(sample::Point::y)>(offsetof(sample::Point, y), {.json = "Y", .xml = "Y"}),
};
inline constexpr type_table table<sample::Point>::value{
    .name = "Point", .rows = rows, .size = 2, .unknown = offsetof(sample::Point, unknown), .xml_root = "Point"};

inline constexpr field table<sample::Singles>::rows[]{
    row<decltype(sample::Singles::text)>(offsetof(sample::Singles, text), {.json = "Text", .xml = "Text"}),
    row<decltype(sample::Singles::integer)>(offsetof(sample::Singles, integer), {.json = "Integer", .xml = "Integer"}),
    row<decltype(sample::Singles::number)>(offsetof(sample::Singles, number), {.json = "Number", .xml = "Number"}),
    row<decltype(sample::Singles::boolean)>(offsetof(sample::Singles, boolean), {.json = "Boolean", .xml = "Boolean"}),
    row<decltype(sample::Singles::timestamp)>(offsetof(sample::Singles, timestamp),
                                              {.json = "Timestamp", .xml = "Timestamp"}),
    row<decltype(sample::Singles::time_of_day)>(offsetof(sample::Singles, time_of_day),
                                                {.json = "TimeOfDay", .xml = "TimeOfDay"}),
    row<decltype(sample::Singles::uuid)>(offsetof(sample::Singles, uuid), {.json = "Uuid", .xml = "Uuid"}),
    row<decltype(sample::Singles::uid)>(offsetof(sample::Singles, uid), {.json = "Uid", .xml = "Uid"}),
    row<decltype(sample::Singles::colour)>(offsetof(sample::Singles, colour), {.json = "Colour", .xml = "Colour"}),
    row<decltype(sample::Singles::scope)>(offsetof(sample::Singles, scope), {.json = "Scope", .xml = "Scope"}),
    row<decltype(sample::Singles::point)>(offsetof(sample::Singles, point), {.json = "Point", .xml = "Point"}),
};
inline constexpr type_table table<sample::Singles>::value{
    .name = "Singles", .rows = rows, .size = 11, .unknown = offsetof(sample::Singles, unknown), .xml_root = "Singles"};

inline constexpr field table<sample::Optionals>::rows[]{
    row<decltype(sample::Optionals::text)>(offsetof(sample::Optionals, text), {.json = "Text", .xml = "Text"}),
    row<decltype(sample::Optionals::integer)>(offsetof(sample::Optionals, integer),
                                              {.json = "Integer", .xml = "Integer"}),
    row<decltype(sample::Optionals::number)>(offsetof(sample::Optionals, number), {.json = "Number", .xml = "Number"}),
    row<decltype(sample::Optionals::boolean)>(offsetof(sample::Optionals, boolean),
                                              {.json = "Boolean", .xml = "Boolean"}),
    row<decltype(sample::Optionals::timestamp)>(offsetof(sample::Optionals, timestamp),
                                                {.json = "Timestamp", .xml = "Timestamp"}),
    row<decltype(sample::Optionals::time_of_day)>(offsetof(sample::Optionals, time_of_day),
                                                  {.json = "TimeOfDay", .xml = "TimeOfDay"}),
    row<decltype(sample::Optionals::uuid)>(offsetof(sample::Optionals, uuid), {.json = "Uuid", .xml = "Uuid"}),
    row<decltype(sample::Optionals::uid)>(offsetof(sample::Optionals, uid), {.json = "Uid", .xml = "Uid"}),
    row<decltype(sample::Optionals::colour)>(offsetof(sample::Optionals, colour), {.json = "Colour", .xml = "Colour"}),
    row<decltype(sample::Optionals::scope)>(offsetof(sample::Optionals, scope), {.json = "Scope", .xml = "Scope"}),
    row<decltype(sample::Optionals::point)>(offsetof(sample::Optionals, point), {.json = "Point", .xml = "Point"}),
};
inline constexpr type_table table<sample::Optionals>::value{.name = "Optionals",
                                                            .rows = rows,
                                                            .size = 11,
                                                            .unknown = offsetof(sample::Optionals, unknown),
                                                            .xml_root = "Optionals"};

inline constexpr field table<sample::Nullables>::rows[]{
    row<decltype(sample::Nullables::text)>(offsetof(sample::Nullables, text), {.json = "Text", .xml = "Text"}),
    row<decltype(sample::Nullables::integer)>(offsetof(sample::Nullables, integer),
                                              {.json = "Integer", .xml = "Integer"}),
    row<decltype(sample::Nullables::number)>(offsetof(sample::Nullables, number), {.json = "Number", .xml = "Number"}),
    row<decltype(sample::Nullables::boolean)>(offsetof(sample::Nullables, boolean),
                                              {.json = "Boolean", .xml = "Boolean"}),
    row<decltype(sample::Nullables::timestamp)>(offsetof(sample::Nullables, timestamp),
                                                {.json = "Timestamp", .xml = "Timestamp"}),
    row<decltype(sample::Nullables::time_of_day)>(offsetof(sample::Nullables, time_of_day),
                                                  {.json = "TimeOfDay", .xml = "TimeOfDay"}),
    row<decltype(sample::Nullables::uuid)>(offsetof(sample::Nullables, uuid), {.json = "Uuid", .xml = "Uuid"}),
    row<decltype(sample::Nullables::uid)>(offsetof(sample::Nullables, uid), {.json = "Uid", .xml = "Uid"}),
    row<decltype(sample::Nullables::colour)>(offsetof(sample::Nullables, colour), {.json = "Colour", .xml = "Colour"}),
    row<decltype(sample::Nullables::scope)>(offsetof(sample::Nullables, scope), {.json = "Scope", .xml = "Scope"}),
    row<decltype(sample::Nullables::point)>(offsetof(sample::Nullables, point), {.json = "Point", .xml = "Point"}),
};
inline constexpr type_table table<sample::Nullables>::value{.name = "Nullables",
                                                            .rows = rows,
                                                            .size = 11,
                                                            .unknown = offsetof(sample::Nullables, unknown),
                                                            .xml_root = "Nullables"};

inline constexpr field table<sample::Lists>::rows[]{
    row<decltype(sample::Lists::text)>(offsetof(sample::Lists, text), {.json = "Text", .xml = "Text"}),
    row<decltype(sample::Lists::integer)>(offsetof(sample::Lists, integer), {.json = "Integer", .xml = "Integer"}),
    row<decltype(sample::Lists::number)>(offsetof(sample::Lists, number), {.json = "Number", .xml = "Number"}),
    row<decltype(sample::Lists::timestamp)>(offsetof(sample::Lists, timestamp),
                                            {.json = "Timestamp", .xml = "Timestamp"}),
    row<decltype(sample::Lists::time_of_day)>(offsetof(sample::Lists, time_of_day),
                                              {.json = "TimeOfDay", .xml = "TimeOfDay"}),
    row<decltype(sample::Lists::uuid)>(offsetof(sample::Lists, uuid), {.json = "Uuid", .xml = "Uuid"}),
    row<decltype(sample::Lists::uid)>(offsetof(sample::Lists, uid), {.json = "Uid", .xml = "Uid"}),
    row<decltype(sample::Lists::colour)>(offsetof(sample::Lists, colour), {.json = "Colour", .xml = "Colour"}),
    row<decltype(sample::Lists::scope)>(offsetof(sample::Lists, scope), {.json = "Scope", .xml = "Scope"}),
    row<decltype(sample::Lists::point)>(offsetof(sample::Lists, point), {.json = "Point", .xml = "Point"}),
};
inline constexpr type_table table<sample::Lists>::value{
    .name = "Lists", .rows = rows, .size = 10, .unknown = offsetof(sample::Lists, unknown), .xml_root = "Lists"};

inline constexpr field table<sample::OptionalLists>::rows[]{
    row<decltype(sample::OptionalLists::text)>(offsetof(sample::OptionalLists, text),
                                               {.json = "Text", .xml = "Text", .xml_item = "TextItem"}),
    row<decltype(sample::OptionalLists::integer)>(offsetof(sample::OptionalLists, integer),
                                                  {.json = "Integer", .xml = "Integer", .xml_item = "IntegerItem"}),
    row<decltype(sample::OptionalLists::number)>(offsetof(sample::OptionalLists, number),
                                                 {.json = "Number", .xml = "Number", .xml_item = "NumberItem"}),
    row<decltype(sample::OptionalLists::timestamp)>(
        offsetof(sample::OptionalLists, timestamp),
        {.json = "Timestamp", .xml = "Timestamp", .xml_item = "TimestampItem"}),
    row<decltype(sample::OptionalLists::time_of_day)>(
        offsetof(sample::OptionalLists, time_of_day),
        {.json = "TimeOfDay", .xml = "TimeOfDay", .xml_item = "TimeOfDayItem"}),
    row<decltype(sample::OptionalLists::uuid)>(offsetof(sample::OptionalLists, uuid),
                                               {.json = "Uuid", .xml = "Uuid", .xml_item = "UuidItem"}),
    row<decltype(sample::OptionalLists::uid)>(offsetof(sample::OptionalLists, uid),
                                              {.json = "Uid", .xml = "Uid", .xml_item = "UidItem"}),
    row<decltype(sample::OptionalLists::colour)>(offsetof(sample::OptionalLists, colour),
                                                 {.json = "Colour", .xml = "Colour", .xml_item = "ColourItem"}),
    row<decltype(sample::OptionalLists::scope)>(offsetof(sample::OptionalLists, scope),
                                                {.json = "Scope", .xml = "Scope", .xml_item = "ScopeItem"}),
    row<decltype(sample::OptionalLists::point)>(offsetof(sample::OptionalLists, point),
                                                {.json = "Point", .xml = "Point", .xml_item = "PointItem"}),
};
inline constexpr type_table table<sample::OptionalLists>::value{.name = "OptionalLists",
                                                                .rows = rows,
                                                                .size = 10,
                                                                .unknown = offsetof(sample::OptionalLists, unknown),
                                                                .xml_root = "OptionalLists"};

inline constexpr field table<sample::Boxes>::rows[]{
    row<decltype(sample::Boxes::point)>(offsetof(sample::Boxes, point), {.json = "Point", .xml = "Point"}),
    row<decltype(sample::Boxes::text)>(offsetof(sample::Boxes, text), {.json = "Text", .xml = "Text"}),
    row<decltype(sample::Boxes::integer)>(offsetof(sample::Boxes, integer), {.json = "Integer", .xml = "Integer"}),
};
inline constexpr type_table table<sample::Boxes>::value{
    .name = "Boxes", .rows = rows, .size = 3, .unknown = offsetof(sample::Boxes, unknown), .xml_root = "Boxes"};

inline constexpr field table<sample::Maps>::rows[]{
    row<decltype(sample::Maps::links)>(offsetof(sample::Maps, links), {.json = "_links", .xml = "_links"}),
    row<decltype(sample::Maps::texts)>(offsetof(sample::Maps, texts), {.json = "Texts", .xml = "Texts"}),
    row<decltype(sample::Maps::integers)>(offsetof(sample::Maps, integers), {.json = "Integers", .xml = "Integers"}),
    row<decltype(sample::Maps::boxes)>(offsetof(sample::Maps, boxes), {.json = "Boxes", .xml = "Boxes"}),
};
inline constexpr type_table table<sample::Maps>::value{
    .name = "Maps", .rows = rows, .size = 4, .unknown = offsetof(sample::Maps, unknown), .xml_root = "Maps"};

inline constexpr field table<sample::FreeForm>::rows[]{
    row<decltype(sample::FreeForm::single)>(offsetof(sample::FreeForm, single), {.json = "Single", .xml = "Single"}),
    row<decltype(sample::FreeForm::optional)>(offsetof(sample::FreeForm, optional),
                                              {.json = "Optional", .xml = "Optional"}),
    row<decltype(sample::FreeForm::nullable)>(offsetof(sample::FreeForm, nullable),
                                              {.json = "Nullable", .xml = "Nullable"}),
    row<decltype(sample::FreeForm::list)>(offsetof(sample::FreeForm, list), {.json = "List", .xml = "List"}),
    row<decltype(sample::FreeForm::optional_list)>(offsetof(sample::FreeForm, optional_list),
                                                   {.json = "OptionalList", .xml = "OptionalList"}),
    row<decltype(sample::FreeForm::map)>(offsetof(sample::FreeForm, map), {.json = "Map", .xml = "Map"}),
};
inline constexpr type_table table<sample::FreeForm>::value{.name = "FreeForm",
                                                           .rows = rows,
                                                           .size = 6,
                                                           .unknown = offsetof(sample::FreeForm, unknown),
                                                           .xml_root = "FreeForm"};

}  // namespace veeam::inline v0
