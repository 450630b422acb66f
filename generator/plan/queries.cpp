#include <utility>

#include "plan/names.hpp"
#include "plan/planner.hpp"

namespace veeam::generator {

std::string planner::field_kind(query_field const& f, draft& d) {
    switch (f.type.kind) {
        case value_kind::uuid:
        case value_kind::uid: return "uid";
        case value_kind::object_ref: return "object_ref";
        case value_kind::boolean: return "boolean";
        case value_kind::integer: return "integer";
        case value_kind::number: return "real";
        case value_kind::timestamp: return "date_time";
        case value_kind::enumeration:
            value_type(f.type, d, nullptr);
            return (f.ordered ? "ordered_enumeration<" : "enumeration<") + qualified(type_names_.at(f.type.named)) +
                   ">";
        default: return "text";
    }
}

void planner::plan_query(query_type const& q, draft& d) {
    query_plan out{.name_space = unreserved(snake_case(q.type.text)),
                   .type = q.type.text,
                   .json = q.json,
                   .doc = type_comment(q.doc)};
    if (!is_snake_case(out.name_space))
        problems_.error(q.type.at, "no namespace can be made of '" + q.type.text + "'", "correct the type");
    take_name("query::" + out.name_space, q.type.at);
    if (q.entity != nullptr) {
        out.entity = qualified(type_names_.at(q.entity));
        refer(d, home_of(q.entity), q.at);
    }
    member_names names;
    for (query_field const& f : q.fields) {
        field_plan field{.key = f.name.text, .doc = member_comment(f.doc)};
        field.name = member_name(f.name, f.cpp_name, names, {"query"});
        field.type = field.name + (field.name.ends_with('_') ? "field" : "_field");
        if (names.taken.contains(field.type))
            problems_.error(f.name.at, "the field's type would be '" + field.type + "', which is a field as well",
                            "give it an x-cpp-name");
        field.kind = field_kind(f, d);
        if (f.entity_member.given && q.entity != nullptr)
            if (auto const path = resolve(q.entity, f.entity_member, "the entity member", false))
                field.entity_member = path->steps;
        out.fields.push_back(std::move(field));
    }
    d.header.queries.push_back(std::move(out));
}

}  // namespace veeam::generator
