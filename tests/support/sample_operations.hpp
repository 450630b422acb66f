#pragma once

// Operations of no real API, in the shape that the generator writes, one for each thing that an operation can be.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/codec/table.hpp>
#include <veeam/core/json_text.hpp>
#include <veeam/core/required.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/paging.hpp>

namespace sample {

inline constexpr veeam::api_facts api{.name = "Sample", .base_path = "/api", .default_port = 9398};

enum class Colour : std::uint8_t { Red, DarkGreen };

struct Thing {
    std::string name{};
    std::optional<std::int64_t> size{};

    friend bool operator==(Thing const&, Thing const&) = default;
};

struct Failure {
    std::optional<std::string> message{};
    std::optional<std::int64_t> status_code{};

    friend bool operator==(Failure const&, Failure const&) = default;
};

struct FailureEntry {
    std::optional<std::string> message{};
    std::optional<std::string> code{};
    std::optional<std::int64_t> retry_after{};

    friend bool operator==(FailureEntry const&, FailureEntry const&) = default;
};
struct Failures {
    std::optional<std::vector<FailureEntry>> errors{};

    friend bool operator==(Failures const&, Failures const&) = default;
};

struct Envelope {
    std::optional<Thing> data{};

    friend bool operator==(Envelope const&, Envelope const&) = default;
};

struct Link {
    std::string href{};
    std::optional<std::string> rel{};

    friend bool operator==(Link const&, Link const&) = default;
};
struct PagingInfo {
    std::optional<std::vector<Link>> links{};
    std::optional<std::int64_t> total{};

    friend bool operator==(PagingInfo const&, PagingInfo const&) = default;
};
struct LinkedPage {
    std::optional<std::vector<Thing>> things{};
    std::optional<PagingInfo> paging_info{};

    friend bool operator==(LinkedPage const&, LinkedPage const&) = default;
};
struct NamedLinksPage {
    std::vector<Thing> results{};
    std::vector<std::pair<std::string, Link>> links{};
    std::optional<veeam::uuid> set_id{};
    std::optional<std::int64_t> limit{};

    friend bool operator==(NamedLinksPage const&, NamedLinksPage const&) = default;
};

}  // namespace sample

namespace veeam::inline v0 {

template <>
struct enum_values<sample::Colour> {
    static constexpr enum_entry entries[]{{"Red"}, {"Dark green"}};
    static constexpr enum_table value{.name = "Colour", .entries = entries, .size = 2};
};

#define SAMPLE_TABLE(type)                          \
    static_assert(std::is_standard_layout_v<type>); \
    template <>                                     \
    struct table<type> {                            \
        static field const rows[];                  \
        static type_table const value;              \
    }
SAMPLE_TABLE(sample::Thing);
SAMPLE_TABLE(sample::Failure);
SAMPLE_TABLE(sample::FailureEntry);
SAMPLE_TABLE(sample::Failures);
SAMPLE_TABLE(sample::Envelope);
SAMPLE_TABLE(sample::Link);
SAMPLE_TABLE(sample::PagingInfo);
SAMPLE_TABLE(sample::LinkedPage);
SAMPLE_TABLE(sample::NamedLinksPage);
#undef SAMPLE_TABLE

#define SAMPLE_ROW(type, member, json_name, xml_name) \
    row<decltype(type::member)>(offsetof(type, member), {.json = json_name, .xml = xml_name})
inline constexpr field table<sample::Thing>::rows[]{SAMPLE_ROW(sample::Thing, name, "Name", "Name"),
                                                    SAMPLE_ROW(sample::Thing, size, "Size", "Size")};
inline constexpr type_table table<sample::Thing>::value{.name = "Thing", .rows = rows, .size = 2, .xml_root = "Thing"};
inline constexpr field table<sample::Failure>::rows[]{
    SAMPLE_ROW(sample::Failure, message, "Message", "Message"),
    SAMPLE_ROW(sample::Failure, status_code, "StatusCode", "StatusCode")};
inline constexpr type_table table<sample::Failure>::value{
    .name = "Failure", .rows = rows, .size = 2, .xml_root = "Error"};
inline constexpr field table<sample::FailureEntry>::rows[]{
    SAMPLE_ROW(sample::FailureEntry, message, "message", "message"),
    SAMPLE_ROW(sample::FailureEntry, code, "code", "code"),
    SAMPLE_ROW(sample::FailureEntry, retry_after, "retryAfter", "retryAfter")};
inline constexpr type_table table<sample::FailureEntry>::value{.name = "FailureEntry", .rows = rows, .size = 3};
inline constexpr field table<sample::Failures>::rows[]{SAMPLE_ROW(sample::Failures, errors, "errors", "errors")};
inline constexpr type_table table<sample::Failures>::value{.name = "Failures", .rows = rows, .size = 1};
inline constexpr field table<sample::Envelope>::rows[]{SAMPLE_ROW(sample::Envelope, data, "data", "data")};
inline constexpr type_table table<sample::Envelope>::value{.name = "Envelope", .rows = rows, .size = 1};
inline constexpr field table<sample::Link>::rows[]{SAMPLE_ROW(sample::Link, href, "Href", "Href"),
                                                   SAMPLE_ROW(sample::Link, rel, "Rel", "Rel")};
inline constexpr type_table table<sample::Link>::value{.name = "Link", .rows = rows, .size = 2};
inline constexpr field table<sample::PagingInfo>::rows[]{SAMPLE_ROW(sample::PagingInfo, links, "Links", "Links"),
                                                         SAMPLE_ROW(sample::PagingInfo, total, "total", "total")};
inline constexpr type_table table<sample::PagingInfo>::value{.name = "PagingInfo", .rows = rows, .size = 2};
inline constexpr field table<sample::LinkedPage>::rows[]{
    SAMPLE_ROW(sample::LinkedPage, things, "Things", "Thing"),
    SAMPLE_ROW(sample::LinkedPage, paging_info, "PagingInfo", "PagingInfo")};
inline constexpr type_table table<sample::LinkedPage>::value{.name = "LinkedPage", .rows = rows, .size = 2};
inline constexpr field table<sample::NamedLinksPage>::rows[]{
    SAMPLE_ROW(sample::NamedLinksPage, results, "results", "results"),
    SAMPLE_ROW(sample::NamedLinksPage, links, "_links", "links"),
    SAMPLE_ROW(sample::NamedLinksPage, set_id, "setId", "setId"),
    SAMPLE_ROW(sample::NamedLinksPage, limit, "limit", "limit")};
inline constexpr type_table table<sample::NamedLinksPage>::value{.name = "NamedLinksPage", .rows = rows, .size = 4};
#undef SAMPLE_ROW

template <>
struct error_members<sample::Failure> {
    static constexpr member_path message{&sample::Failure::message};
    static constexpr member_path code{&sample::Failure::status_code};
};
template <>
struct error_members<sample::Failures> {
    static constexpr member_path message{&sample::Failures::errors, &sample::FailureEntry::message};
    static constexpr member_path code{&sample::Failures::errors, &sample::FailureEntry::code};
    static constexpr member_path retry_after{&sample::Failures::errors, &sample::FailureEntry::retry_after};
};

}  // namespace veeam::inline v0

namespace sample {

/// A parameter that writes itself, as filters do.
struct order {
    std::string_view field{};

    void write_parameter(std::string_view name, veeam::query_sink& out) const {
        if (!field.empty()) out.add(name, field);
    }
    friend bool operator==(order const&, order const&) = default;
};

/// Every kind of parameter.
struct GetThing {
    veeam::required<std::string> thing_id;
    std::optional<std::string> note{};
    std::optional<std::int64_t> limit{};
    std::optional<double> ratio{};
    std::optional<bool> deep{};
    std::optional<veeam::open_enum<Colour>> colour{};
    std::optional<veeam::timestamp> since{};
    std::optional<veeam::uuid> owner{};
    std::optional<std::vector<std::string>> tags{};
    std::optional<std::vector<std::int64_t>> sizes{};
    order sort{};
    std::optional<std::string> client_version{};

    using response = Thing;
    using error_document = Failure;
    static constexpr veeam::operation_facts facts{.name = "GetThing",
                                                  .method = veeam::http_method::get,
                                                  .path = "/things/{ID}/details",
                                                  .page = "https://example.com/get_thing",
                                                  .api = &api,
                                                  .idempotent = true};
};

/// Two path parameters, one of them a number.
struct GetPart {
    veeam::required<std::int64_t> number;
    veeam::required<std::string> name;

    using response = std::string;
    using error_document = Failures;
    static constexpr veeam::operation_facts facts{.name = "GetPart",
                                                  .method = veeam::http_method::get,
                                                  .path = "/parts/{number}:{name}",
                                                  .api = &api,
                                                  .idempotent = true};
};

struct CreateThing {
    veeam::required<Thing> body;

    using response = Thing;
    using error_document = Failure;
    static constexpr veeam::operation_facts facts{.name = "CreateThing",
                                                  .method = veeam::http_method::post,
                                                  .path = "/things",
                                                  .api = &api,
                                                  .body = veeam::body_format::document};
};

struct StartThing {
    veeam::required<std::string> thing_id;
    std::optional<Thing> body{};

    using response = void;
    using error_document = Failure;
    static constexpr veeam::operation_facts facts{.name = "StartThing",
                                                  .method = veeam::http_method::post,
                                                  .path = "/things/{ID}",
                                                  .api = &api,
                                                  .body = veeam::body_format::document};
};

struct SubmitThing {
    veeam::required<Thing> body;

    using response = void;
    using error_document = Failure;
    static constexpr veeam::operation_facts facts{.name = "SubmitThing",
                                                  .method = veeam::http_method::post,
                                                  .path = "/submit",
                                                  .api = &api,
                                                  .anonymous = true,
                                                  .body = veeam::body_format::form,
                                                  .secret_body = true};
};

struct GetSecretThing {
    using response = Thing;
    using error_document = Failure;
    static constexpr veeam::operation_facts facts{.name = "GetSecretThing",
                                                  .method = veeam::http_method::get,
                                                  .path = "/secret",
                                                  .api = &api,
                                                  .secret_body = true};
};

struct GetWrapped {
    using response = Thing;
    using document = Envelope;
    using error_document = Failures;
    static constexpr veeam::member_path envelope{&Envelope::data};
    static constexpr veeam::operation_facts facts{
        .name = "GetWrapped", .method = veeam::http_method::get, .path = "/wrapped", .api = &api, .idempotent = true};
};

struct ListLinked {
    std::optional<std::int64_t> page{};

    using response = LinkedPage;
    using error_document = Failure;
    using item = Thing;
    using pager = veeam::pagers::em_links;
    static constexpr veeam::member_path items{&LinkedPage::things};
    static constexpr veeam::member_path next_links{&LinkedPage::paging_info, &PagingInfo::links};
    static constexpr veeam::operation_facts facts{
        .name = "ListLinked", .method = veeam::http_method::get, .path = "/linked", .api = &api, .idempotent = true};
};

struct ListCounted {
    std::optional<std::int64_t> limit{};
    std::optional<std::int64_t> offset{};

    using response = LinkedPage;
    using error_document = Failure;
    using item = Thing;
    using pager = veeam::pagers::offset_total;
    static constexpr veeam::member_path items{&LinkedPage::things};
    static constexpr veeam::member_path total{&LinkedPage::paging_info, &PagingInfo::total};
    static constexpr veeam::operation_facts facts{
        .name = "ListCounted", .method = veeam::http_method::get, .path = "/counted", .api = &api, .idempotent = true};
};

struct ListNamed {
    std::optional<std::int64_t> limit{};
    std::optional<std::int64_t> offset{};
    std::optional<veeam::uuid> set_id{};

    using response = NamedLinksPage;
    using error_document = Failure;
    using item = Thing;
    using pager = veeam::pagers::offset_hal;
    static constexpr veeam::member_path items{&NamedLinksPage::results};
    static constexpr veeam::member_path links{&NamedLinksPage::links};
    static constexpr veeam::operation_facts facts{
        .name = "ListNamed", .method = veeam::http_method::get, .path = "/named", .api = &api, .idempotent = true};
};

struct ListBare {
    std::optional<std::int64_t> top{};
    std::optional<std::int64_t> skip{};

    using response = std::vector<Thing>;
    using error_document = Failure;
    using item = Thing;
    using pager = veeam::pagers::odata_skip;
    static constexpr veeam::operation_facts facts{
        .name = "ListBare", .method = veeam::http_method::get, .path = "/bare", .api = &api, .idempotent = true};
};

}  // namespace sample

namespace veeam::inline v0 {

#define SAMPLE_PARAMETER(op, member, name, place) \
    parameter_row<decltype(op::member)>(offsetof(op, member), name, parameter_place::place)

template <>
struct operation_of<sample::GetThing> {
    static constexpr parameter parameters[]{
        SAMPLE_PARAMETER(sample::GetThing, note, "$note", query),
        parameter_row<decltype(sample::GetThing::limit)>(offsetof(sample::GetThing, limit), "limit",
                                                         parameter_place::query, {.minimum = 1, .maximum = 500}),
        SAMPLE_PARAMETER(sample::GetThing, ratio, "ratio", query),
        SAMPLE_PARAMETER(sample::GetThing, deep, "deep", query),
        SAMPLE_PARAMETER(sample::GetThing, colour, "colour", query),
        SAMPLE_PARAMETER(sample::GetThing, since, "since", query),
        SAMPLE_PARAMETER(sample::GetThing, owner, "owner", query),
        SAMPLE_PARAMETER(sample::GetThing, tags, "tag", query),
        parameter_row<decltype(sample::GetThing::sizes)>(offsetof(sample::GetThing, sizes), "sizes",
                                                         parameter_place::query, {.comma_separated = true}),
        SAMPLE_PARAMETER(sample::GetThing, sort, "sortAsc", query),
        SAMPLE_PARAMETER(sample::GetThing, client_version, "X-Client-Version", header),
        SAMPLE_PARAMETER(sample::GetThing, thing_id, "ID", path)};
    static constexpr fixed_parameter fixed[]{{"format", "Entity"}};
    static constexpr operation_table value{
        .facts = &sample::GetThing::facts, .parameters = parameters, .fixed = fixed, .body = nullptr};
};

template <>
struct operation_of<sample::GetPart> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::GetPart, number, "number", path),
                                            SAMPLE_PARAMETER(sample::GetPart, name, "name", path)};
    static constexpr operation_table value{
        .facts = &sample::GetPart::facts, .parameters = parameters, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::CreateThing> {
    static constexpr field body =
        row<decltype(sample::CreateThing::body)>(offsetof(sample::CreateThing, body), {.json = {}, .xml = {}});
    static constexpr operation_table value{
        .facts = &sample::CreateThing::facts, .parameters = {}, .fixed = {}, .body = &body};
};

template <>
struct operation_of<sample::StartThing> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::StartThing, thing_id, "ID", path)};
    static constexpr fixed_parameter fixed[]{{"action", "start"}};
    static constexpr field body =
        row<decltype(sample::StartThing::body)>(offsetof(sample::StartThing, body), {.json = {}, .xml = {}});
    static constexpr operation_table value{
        .facts = &sample::StartThing::facts, .parameters = parameters, .fixed = fixed, .body = &body};
};

template <>
struct operation_of<sample::SubmitThing> {
    static constexpr field body =
        row<decltype(sample::SubmitThing::body)>(offsetof(sample::SubmitThing, body), {.json = {}, .xml = {}});
    static constexpr operation_table value{
        .facts = &sample::SubmitThing::facts, .parameters = {}, .fixed = {}, .body = &body};
};

template <>
struct operation_of<sample::GetSecretThing> {
    static constexpr operation_table value{
        .facts = &sample::GetSecretThing::facts, .parameters = {}, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::GetWrapped> {
    static constexpr operation_table value{
        .facts = &sample::GetWrapped::facts, .parameters = {}, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::ListLinked> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::ListLinked, page, "page", query)};
    static constexpr operation_table value{
        .facts = &sample::ListLinked::facts, .parameters = parameters, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::ListCounted> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::ListCounted, limit, "limit", query),
                                            SAMPLE_PARAMETER(sample::ListCounted, offset, "offset", query)};
    static constexpr operation_table value{
        .facts = &sample::ListCounted::facts, .parameters = parameters, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::ListNamed> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::ListNamed, limit, "limit", query),
                                            SAMPLE_PARAMETER(sample::ListNamed, offset, "offset", query),
                                            SAMPLE_PARAMETER(sample::ListNamed, set_id, "setId", query)};
    static constexpr operation_table value{
        .facts = &sample::ListNamed::facts, .parameters = parameters, .fixed = {}, .body = nullptr};
};

template <>
struct operation_of<sample::ListBare> {
    static constexpr parameter parameters[]{SAMPLE_PARAMETER(sample::ListBare, top, "$top", query),
                                            SAMPLE_PARAMETER(sample::ListBare, skip, "$skip", query)};
    static constexpr operation_table value{
        .facts = &sample::ListBare::facts, .parameters = parameters, .fixed = {}, .body = nullptr};
};

#undef SAMPLE_PARAMETER

}  // namespace veeam::inline v0
