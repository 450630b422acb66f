#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/api.hpp"
#include "parse/diagnostics.hpp"
#include "plan/plan.hpp"

namespace veeam::generator {

/// Plans every header of an API. `source_prefix` and `folder` make banners: `specs` and `specs/em/...`.
///
/// Reports what cannot be said in C++; then the result is of no use.
std::vector<header_plan> plan_api(api const& a, std::filesystem::path const& specs, diagnostics& problems);

/// Decides; one for each API. Its parts are in the files of this folder, by what they decide.
class planner {
public:
    planner(api const& a, std::filesystem::path const& specs, diagnostics& problems)
        : api_(a), specs_(specs), problems_(problems) {}

    std::vector<header_plan> plan();

private:
    /// A header while it is being planned.
    struct draft {
        header_plan header{};
        std::set<std::string> std_includes{};
        std::set<std::string> includes{};
        document const* file{};
    };

    // headers.cpp: which header, in which order
    void place_types();
    draft* header_of(document const* file, bool is_component, position const& asked_by);
    std::string header_path(document const& file, bool is_component) const;
    void refer(draft& from, draft* to, position const& at);
    draft* home_of(named_type const* t) const;
    void check_circles();
    void add_api_header();
    draft umbrella();
    header_plan compiled_part() const;
    void finish(draft& d);

    // types.cpp: C++ names and types of schemas
    void name_types();
    void take_name(std::string const& name, position const& at);
    std::string type_name(spelled const& name, bool is_cpp);
    struct member_names {
        std::map<std::string, spelled> taken{};
    };
    std::string member_name(spelled const& wire, spelled const& cpp, member_names& names,
                            std::vector<std::string> const& reserved);
    std::string value_type(type_use const& t, draft& d, named_type const* inside);
    std::string member_type(property const& p, draft& d, named_type const& owner);
    bool is_boxed(named_type const& owner, named_type const& target) const;
    enum_plan plan_enum(named_type const& t);
    std::vector<std::string> link_types_of(named_type const& t) const;
    struct_plan plan_struct(named_type const& t, draft& d, type_plan& whole);
    void plan_choice_row(row_plan& row, named_type const& t, std::size_t property_index);
    void order_types();
    void visit(named_type const& t, std::vector<named_type const*>& done, std::vector<named_type const*>& open);

    // paths.cpp: from wire names to members
    struct resolved_path {
        path_plan steps{};
        property const* last{};
    };
    std::optional<resolved_path> resolve(named_type const* root, wire_path const& path, std::string const& what,
                                         bool through_lists);

    // comments.cpp
    comment type_comment(documentation const& doc) const;
    comment member_comment(documentation const& doc) const;

    // queries.cpp
    void plan_query(query_type const& q, draft& d);
    std::string field_kind(query_field const& f, draft& d);

    // operations.cpp
    void plan_operation(operation const& op, draft& d);
    void plan_parameters(operation const& op, operation_plan& out, draft& d, member_names& names,
                         std::vector<std::string>& example);
    void plan_body(operation const& op, operation_plan& out, draft& d, std::vector<std::string>& example);
    void plan_response(operation const& op, operation_plan& out, draft& d);
    void plan_pager(operation const& op, operation_plan& out, draft& d);
    void plan_task_results(operation const& op, operation_plan& out, draft& d);
    std::string example_value(type_use const& t) const;
    bool holds_secret(type_use const& t, bool write_only_too) const;
    bool holds_secret(named_type const* t, bool write_only_too, std::set<named_type const*>& seen) const;

    std::string qualified(std::string const& name) const { return "veeam::" + api_.name_space + "::" + name; }

    api const& api_;
    std::filesystem::path specs_;
    diagnostics& problems_;
    std::map<std::string, draft> drafts_{};  // by path
    std::map<std::string, position> names_{};
    std::map<named_type const*, std::string> type_names_{};
    std::map<named_type const*, draft*> homes_{};
    std::map<query_type const*, draft*> query_homes_{};
    std::map<named_type const*, std::map<std::string, std::string>> member_names_{};  // property -> member
    std::set<named_type const*> forms_{};
    std::map<draft const*, std::vector<named_type const*>> order_{};
    std::set<std::pair<named_type const*, named_type const*>> boxed_{};
    std::map<std::pair<draft*, draft*>, position> edges_{};
};

}  // namespace veeam::generator
