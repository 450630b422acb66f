#include "emit/header.hpp"
#include "emit/text.hpp"

namespace veeam::generator {

namespace {

void print_facts(std::string& out, operation_plan const& op, std::string const& name_space) {
    out.append("static constexpr veeam::operation_facts facts{.name = ").append(literal(op.name));
    out.append(", .method = veeam::http_method::").append(op.method);
    out.append(", .path = ").append(literal(op.path));
    if (!op.page.empty()) out.append(", .page = ").append(literal(op.page));
    out.append(", .api = &").append("veeam::").append(name_space).append("::api");
    if (op.idempotent) out += ", .idempotent = true";
    if (op.anonymous) out += ", .anonymous = true";
    if (!op.idempotency_key.empty()) out.append(", .idempotency_key = ").append(literal(op.idempotency_key));
    if (!op.body.empty()) out.append(", .body = veeam::body_format::").append(op.body);
    if (op.secret_body) out += ", .secret_body = true";
    if (op.binary_response) out += ", .binary_answer = true";
    out += "};\n";
}

void print_operation(std::string& out, operation_plan const& op, std::string const& name_space) {
    out += '\n';
    print_comment(out, op.doc, 0);
    out.append("struct ").append(op.name).append(" {\n");
    print_members(out, op.members);
    if (!op.members.empty()) out += '\n';
    for (alias_declaration const& a : op.aliases)
        out.append("using ").append(a.name).append(" = ").append(a.type).append(";\n");
    for (constant_path const& p : op.paths)
        out.append("static constexpr veeam::member_path ")
            .append(p.name)
            .append("{")
            .append(print_path(p.path, {}))
            .append("};\n");
    if (!op.long_operation.empty())
        out.append("static constexpr auto long_operation = veeam::long_operation_kind::")
            .append(op.long_operation)
            .append(";\n");
    for (alias_declaration const& t : op.texts)
        out.append("static constexpr std::string_view ")
            .append(t.name)
            .append(" = ")
            .append(literal(t.type))
            .append(";\n");
    print_facts(out, op, name_space);
    out += "};\n";
}

void print_parameter(std::string& out, parameter_plan const& p) {
    out.append("parameter_row<decltype(Op::").append(p.member).append(")>(offsetof(Op, ").append(p.member);
    out.append("), ").append(literal(p.name));
    out.append(", parameter_place::").append(p.place);
    if (p.minimum || p.maximum || p.comma_separated || p.keeps_slashes) {
        out += ", {";
        bool first = true;
        auto const rule = [&](char const* name, std::string const& value) {
            out.append(first ? "." : ", .").append(name).append(" = ").append(value);
            first = false;
        };
        if (p.minimum) rule("minimum", std::to_string(*p.minimum));
        if (p.maximum) rule("maximum", std::to_string(*p.maximum));
        if (p.comma_separated) rule("comma_separated", "true");
        if (p.keeps_slashes) rule("keeps_slashes", "true");
        out += '}';
    }
    out += "),\n";
}

void print_operation_table(std::string& out, operation_plan const& op, std::string const& prefix) {
    std::string const type = prefix + op.name;
    if (!op.members.empty()) out.append("\nstatic_assert(std::is_standard_layout_v<").append(type).append(">);");
    out.append("\ntemplate <>\nstruct operation_of<").append(type).append("> : operation_table_of<").append(type);
    out += "> {\n";
    if (!op.parameters.empty()) {
        out.append("template <class Op>\nstatic constexpr parameter parameters[");
        out.append(std::to_string(op.parameters.size())).append("]{\n");
        for (parameter_plan const& p : op.parameters) print_parameter(out, p);
        out += "};\n";
    }
    if (!op.fixed.empty()) {
        out += "static constexpr fixed_parameter fixed[]{";
        for (std::size_t i = 0; i < op.fixed.size(); ++i)
            out.append(i == 0 ? "{" : ", {")
                .append(literal(op.fixed[i].name))
                .append(", ")
                .append(literal(op.fixed[i].type))
                .append("}");
        out += "};\n";
    }
    if (!op.body.empty())
        out += "template <class Op>\nstatic constexpr field body = row<decltype(Op::body)>(offsetof(Op, body), {});\n";
    out.append("template <class Op>\nstatic constexpr operation_table entry{.facts = &Op::facts, .parameters = ");
    out.append(op.parameters.empty() ? "{}" : "parameters<Op>").append(", .fixed = ");
    out.append(op.fixed.empty() ? "{}" : "fixed")
        .append(", .body = ")
        .append(op.body.empty() ? "nullptr" : "&body<Op>");
    out += "};\n};\n";
}

}  // namespace

void print_operations(std::string& out, header_plan const& h) {
    std::string body;
    for (operation_plan const& op : h.operations) print_operation(body, op, h.name_space);
    print_namespace(out, h.name_space, body);
}

void print_operation_tables(std::string& out, header_plan const& h) {
    std::string body;
    for (operation_plan const& op : h.operations) print_operation_table(body, op, h.name_space + "::");
    print_namespace(out, {}, body);
}

}  // namespace veeam::generator
