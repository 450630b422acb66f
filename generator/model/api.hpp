#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parse/documents.hpp"

/// @file
/// What a specification says, without YAML and without C++: references are followed, allOf is flattened, every fact is
/// checked on its own. Names are still the specification's.

namespace veeam::generator {

/// A name and where it is written.
struct spelled {
    std::string text{};
    position at{};

    bool empty() const noexcept { return text.empty(); }
};

/// What documentation comments are made of.
struct documentation {
    std::string summary{};
    std::string description{};
    std::string page{};
    std::string since{};
    std::string until{};
    std::string unverified{};
    bool deprecated{};
};

enum class value_kind : std::uint8_t {
    none,
    text,
    boolean,
    integer,
    number,
    timestamp,
    time_of_day,
    uuid,
    uid,
    object_ref,
    json,
    enumeration,
    object,
    list,
    map,
};

struct named_type;

/// What a value is.
struct type_use {
    value_kind kind{};
    named_type* named{};               ///< enumeration, object
    std::shared_ptr<type_use> item{};  ///< list, map
    std::string xml_item_name{};       ///< list: `items.xml.name`
    bool secret{};                     ///< `format: password`
    position at{};
};

struct enum_value {
    spelled text{};
    std::int64_t number{};
    spelled cpp_name{};
};

/// A member of an object.
struct property {
    spelled name{};
    spelled cpp_name{};
    type_use type{};
    documentation doc{};
    bool required{};
    bool write_only{};
    bool three_state{};
    bool xml_attribute{};
    bool xml_text{};
    std::string xml_name{};   ///< Element or attribute; for a wrapped list the wrapper.
    std::string xml_item{};   ///< Element of an item inside the wrapper.
    std::string json_item{};  ///< Array inside the JSON wrapper.
    std::vector<spelled> aliases{};
};

/// Properties of which one is present.
struct choice {
    spelled member{};
    documentation doc{};
    std::vector<spelled> alternatives{};
};

/// JSON names on the way from a document to one of its members.
struct wire_path {
    std::vector<spelled> steps{};
    position at{};
    bool given{};
};

/// An object or an enumeration that becomes a C++ type.
struct named_type {
    spelled name{};  ///< Before it is made a C++ name, unless `name_is_cpp`.
    bool name_is_cpp{};
    document const* file{};
    position at{};
    documentation doc{};
    bool is_enum{};
    bool in_components{};  ///< Written in openapi.yaml, below components.

    std::vector<enum_value> values{};
    bool numeric{};

    std::vector<property> properties{};
    std::vector<choice> choices{};
    std::string xml_root{};
    std::vector<spelled> xml_root_aliases{};
    std::string xml_namespace{};
    bool is_error{};
    wire_path error_message{};
    wire_path error_code{};
    wire_path error_retry_after{};
};

struct query_field {
    spelled name{};
    spelled cpp_name{};
    type_use type{};
    documentation doc{};
    bool ordered{};
    wire_path entity_member{};
};

/// What a filter can be made of.
struct query_type {
    spelled type{};
    document const* file{};
    position at{};
    documentation doc{};
    named_type* entity{};
    bool json{};  ///< Filters are JSON arrays (Service Provider Console v3), not FIQL.
    std::vector<query_field> fields{};
};

enum class parameter_role : std::uint8_t { plain, filter, sort };
enum class parameter_place : std::uint8_t { path, query, header };

struct parameter {
    spelled name{};
    spelled cpp_name{};
    parameter_place place{parameter_place::query};
    parameter_role role{parameter_role::plain};
    query_type* query{};
    type_use type{};
    documentation doc{};
    bool required{};
    bool comma_separated{};
    bool keeps_slashes{};
    std::optional<std::int64_t> minimum{};
    std::optional<std::int64_t> maximum{};
};

enum class body_form : std::uint8_t { none, document, form };

enum class pager_kind : std::uint8_t { none, em_links, offset_total, offset_hal, odata_skip };

struct pager {
    pager_kind kind{pager_kind::none};
    position at{};
    wire_path items{};
    wire_path next_links{};
    wire_path total{};
    wire_path links{};
};

struct fixed_query {
    spelled name{};
    std::string value{};
};

/// One C++ operation: an OpenAPI operation without variants, or one variant.
struct operation {
    spelled name{};
    bool name_is_cpp{};
    document const* file{};
    position at{};
    documentation doc{};
    std::string method{};
    std::string path{};
    std::string documented_path{};
    std::vector<parameter> parameters{};
    std::vector<fixed_query> fixed{};
    body_form body{body_form::none};
    type_use body_type{};
    bool body_required{};
    documentation body_doc{};
    type_use response{};  ///< `none`: the answer has no content.
    bool binary_response{};
    wire_path envelope{};
    named_type* error{};
    generator::pager pager{};
    std::string long_operation{};
    std::vector<spelled> task_results{};  ///< Types of links of the finished task.
    bool idempotent{};
    std::string idempotency_key{};
    bool anonymous{};
};

/// What answers at links of a type: root elements, by the type's name or by its ending.
struct link_rule {
    enum class kind : std::uint8_t { element, plural, same };

    std::string ends_with{};  ///< Of a rule; a type without a rule of its own is looked up by these, in order.
    kind what{kind::element};
    std::string element{};
};

struct link_types {
    std::vector<link_rule> rules{};
    std::map<std::string, std::vector<std::string>> elements{};  ///< By type; asked before the rules.

    bool empty() const noexcept { return rules.empty() && elements.empty(); }
};

/// One API: everything below one openapi.yaml.
struct api {
    std::string folder{};      ///< Name of its folder below the specifications.
    std::string name_space{};  ///< `vspc::v3`
    document const* root{};
    std::string title{};
    std::string base_path{};
    std::uint16_t port{443};
    documentation doc{};
    bool any_case{};
    bool official{};  ///< Written in OpenAPI 3.0, not in our dialect.
    std::vector<document const*> files{};
    std::vector<std::unique_ptr<named_type>> types{};
    std::vector<std::unique_ptr<query_type>> queries{};
    std::vector<operation> operations{};
    generator::link_types links{};
};

}  // namespace veeam::generator
