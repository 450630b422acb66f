#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/common.hpp"

namespace veeam::generator {

/// Reads schemas, each once, into the types of an API.
class schema_reader {
public:
    explicit schema_reader(reading& r) : r_(r) {}

    /// What the schema at `here` is. `name_hint` names it if it is an object or enumeration written in place.
    type_use use(location const& here, std::string const& name_hint);

    /// Says that `schema` is written under its own name: at the top of a file or in components/schemas.
    void declare(node const& schema) { declared_.insert(&schema); }

    /// Reads a declared schema. An alias (a schema that is no object and no enumeration) makes no type.
    void define(location const& here);

    /// Reports keys of `schema` that mean something elsewhere only.
    void forbid(node const& schema, std::vector<std::string_view> const& keys, std::string const& where);

private:
    type_use use_reference(location const& here);
    type_use use_all_of(location const& here, node const& list, std::string const& name_hint);
    type_use use_alternatives(location const& here, node_member const& alternatives, std::string const& name_hint);
    type_use use_array(location const& here, std::string const& name_hint);
    type_use use_object(location const& here, std::string const& name_hint);
    type_use use_named(location const& here, std::string const& name_hint, bool is_enum, bool integers);
    type_use use_scalar(location const& here, std::string const& type);
    std::string type_of(node const& schema);
    void check_bounds(node const& schema);
    std::string name_of(location const& here) const;

    void fill_enum(named_type& type, node const& schema, bool integers);
    void fill_object(named_type& type, location const& here);
    void collect(location const& here, std::string const& owner, std::vector<property>& out,
                 std::vector<spelled>& required);
    property read_property(document const& file, std::string const& pointer, node_member const& member,
                           std::string const& owner);
    void read_xml(property& p, node const& schema);
    void read_formats(property& p, node const& schema);
    void flatten(property& p, location const& schema);
    void read_choice(named_type& type, node const& value);
    void check_members(named_type const& type);
    void check_xml_members(named_type const& type);

    reading& r_;
    std::map<node const*, named_type*> types_;
    std::set<node const*> declared_;
    std::set<node const*> checked_;
    std::vector<node const*> bases_;  // on the way through allOf, to find circles
};

}  // namespace veeam::generator
