#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// What is written, completely decided: names, order, includes, boxes. Emitters print it and decide nothing.

namespace veeam::generator {

/// The texts with another one between each two of them.
std::string joined(std::vector<std::string> const& texts, std::string_view between);

struct comment {
    std::vector<std::string> paragraphs{};
    std::vector<std::string> notes{};    ///< `@since v1_4`, ...
    std::vector<std::string> example{};  ///< Lines of code.
    std::string page{};

    bool empty() const noexcept { return paragraphs.empty() && notes.empty() && example.empty() && page.empty(); }
};

struct member_plan {
    std::string type{};
    std::string name{};
    bool braces{true};  ///< False for `required<T>`, which has no default.
    comment doc{};
};

struct row_plan {
    std::string member{};
    std::string json{};
    std::string xml{};
    std::string json_item{};
    std::string xml_item{};
    std::vector<std::string> flags{};
    std::size_t alternative{};  ///< Of a choice, from 1.
};

struct alias_plan {
    std::string name{};
    std::size_t row{};
};

/// One step to a member: `&Job::name`.
struct step_plan {
    std::string type{};
    std::string member{};
};
using path_plan = std::vector<step_plan>;

struct struct_plan {
    std::string name{};
    comment doc{};
    std::vector<member_plan> members{};
    std::vector<row_plan> rows{};
    std::vector<alias_plan> aliases{};
    std::string xml_root{};
    std::vector<std::string> xml_root_aliases{};
    std::vector<std::string> link_types{};
    std::string xml_namespace{};
    bool any_case{};
    path_plan error_message{};
    path_plan error_code{};
    path_plan error_retry_after{};  ///< Seconds.
};

struct enumerator_plan {
    std::string name{};
    std::string text{};
    std::int64_t number{};
};

struct enum_plan {
    std::string name{};
    comment doc{};
    std::string underlying{};
    std::vector<enumerator_plan> values{};
    bool numeric{};
};

/// One type of a header: an enumeration or a struct.
struct type_plan {
    std::optional<enum_plan> enumeration{};
    std::optional<struct_plan> structure{};
    std::vector<std::string> declared_before{};  ///< Structs that a box in this one refers to.
};

struct field_plan {
    std::string type{};  ///< `name_field`
    std::string name{};
    std::string kind{};  ///< `text`, `enumeration<SessionResult>`
    std::string key{};
    path_plan entity_member{};
    comment doc{};
};

struct query_plan {
    std::string name_space{};  ///< `backup_job_session`
    std::string type{};
    std::string entity{};
    bool json{};
    std::vector<field_plan> fields{};
    comment doc{};
};

struct parameter_plan {
    std::string member{};
    std::string name{};
    std::string place{};
    std::optional<std::int64_t> minimum{};
    std::optional<std::int64_t> maximum{};
    bool comma_separated{};
    bool keeps_slashes{};
};

struct alias_declaration {
    std::string name{};
    std::string type{};
};

struct constant_path {
    std::string name{};
    path_plan path{};
};

struct operation_plan {
    std::string name{};
    comment doc{};
    std::vector<member_plan> members{};
    std::vector<alias_declaration> aliases{};
    std::vector<constant_path> paths{};
    std::vector<alias_declaration> texts{};  ///< `static constexpr std::string_view name = "..."`
    std::string long_operation{};            ///< An enumerator of `long_operation_kind`; empty: none.
    std::string method{};
    std::string path{};
    std::string page{};
    bool idempotent{};
    bool anonymous{};
    bool secret_body{};
    bool binary_response{};
    std::string idempotency_key{};
    std::string body{};  ///< `document` or `form`; empty: none.
    std::vector<parameter_plan> parameters{};
    std::vector<alias_declaration> fixed{};
    std::string sample{};  ///< An expression that makes one, with all that is required.
};

struct api_plan {
    std::string title{};
    std::string base_path{};
    std::uint16_t port{};
    comment doc{};
};

struct header_plan {
    std::string path{};        ///< Below the include root: `veeam/em/jobs.hpp`
    std::string source{};      ///< `specs/em/paths/jobs.yaml`
    std::string name_space{};  ///< `em`
    std::string folder{};      ///< Of the specification: `vspc_v3`
    std::vector<std::string> std_includes{};
    std::vector<std::string> includes{};
    std::vector<type_plan> types{};
    std::vector<query_plan> queries{};
    std::vector<operation_plan> operations{};
    std::optional<api_plan> api{};
    bool umbrella{};
    std::vector<std::string> compiled_types{};  ///< `em::Job`: the tables that a compiled part holds; else none.
    comment doc{};
};

}  // namespace veeam::generator
