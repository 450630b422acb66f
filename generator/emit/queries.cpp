#include "emit/header.hpp"
#include "emit/text.hpp"

namespace veeam::generator {

namespace {

void print_field(std::string& out, field_plan const& f, std::string const& prefix) {
    out.append("struct ")
        .append(f.type)
        .append(" : veeam::filters::field<query, veeam::filters::kind::")
        .append(f.kind)
        .append("> {\n");
    out.append("static constexpr std::string_view key = ").append(literal(f.key)).append(";\n");
    if (f.entity_member.size() == 1)
        out.append("static constexpr auto member = ").append(print_path(f.entity_member, prefix)).append(";\n");
    if (f.entity_member.size() > 1)
        out.append("static constexpr veeam::member_path member{")
            .append(print_path(f.entity_member, prefix))
            .append("};\n");
    out.append("veeam::filters::assigned<").append(f.type).append("> operator=(auto const&) const;\n};\n");
}

}  // namespace

void print_queries(std::string& out, header_plan const& h) {
    std::string const prefix = "veeam::" + h.name_space + "::";
    for (query_plan const& q : h.queries) {
        std::string body = "\nstruct query;\n\n";
        for (field_plan const& f : q.fields) print_field(body, f, prefix);
        body += '\n';
        for (field_plan const& f : q.fields) {
            print_comment(body, f.doc, 0);
            body.append("inline constexpr ").append(f.type).append(" ").append(f.name).append("{};\n");
        }
        body += '\n';
        print_comment(body, q.doc, 0);
        body.append("struct query {\nstatic constexpr std::string_view type = ").append(literal(q.type)).append(";\n");
        if (q.json) body += "static constexpr veeam::filters::dialect dialect = veeam::filters::dialect::vspc_json;\n";
        if (!q.entity.empty()) body.append("using entity = ").append(q.entity).append(";\n");
        body += "using fields = veeam::filters::field_list<";
        for (std::size_t i = 0; i < q.fields.size(); ++i) body.append(i == 0 ? "" : ", ").append(q.fields[i].type);
        body += ">;\n};\n";
        print_namespace(out, h.name_space + "::query::" + q.name_space, body);
    }
}

}  // namespace veeam::generator
