#include "emit/header.hpp"
#include "emit/text.hpp"

namespace veeam::generator {

namespace {

void print_enum(std::string& out, enum_plan const& e) {
    print_comment(out, e.doc, 0);
    out.append("enum class ").append(e.name).append(" : ").append(e.underlying).append(" { ");
    for (std::size_t i = 0; i < e.values.size(); ++i) out.append(i == 0 ? "" : ", ").append(e.values[i].name);
    out += " };\n";
}

void print_struct(std::string& out, struct_plan const& s) {
    print_comment(out, s.doc, 0);
    out.append("struct ").append(s.name).append(" {\n");
    print_members(out, s.members);
    out.append("    veeam::unknown_members unknown{};\n\n    friend bool operator==(");
    out.append(s.name).append(" const&, ").append(s.name).append(" const&) = default;\n};\n");
}

void print_enum_values(std::string& out, enum_plan const& e, std::string const& prefix) {
    out.append("\ntemplate <>\nstruct enum_values<").append(prefix).append(e.name).append("> {\n");
    out += "static constexpr enum_entry entries[]{";
    for (std::size_t i = 0; i < e.values.size(); ++i) {
        out.append(i == 0 ? "{" : ", {").append(literal(e.values[i].text));
        if (e.numeric) out.append(", ").append(std::to_string(e.values[i].number));
        out += '}';
    }
    out.append("};\nstatic constexpr enum_table value{.name = ").append(literal(e.name));
    out.append(", .entries = entries, .size = ").append(std::to_string(e.values.size()));
    if (e.numeric) out += ", .numeric = true";
    out += "};\n};\n";
}

std::string names_of(row_plan const& r) {
    std::string out = "{.json = " + literal(r.json) + ", .xml = " + literal(r.xml);
    if (!r.json_item.empty()) out += ", .json_item = " + literal(r.json_item);
    if (!r.xml_item.empty()) out += ", .xml_item = " + literal(r.xml_item);
    return out + "}";
}

void print_row(std::string& out, row_plan const& r) {
    std::string const member = "decltype(T::" + r.member + ")";
    if (r.alternative != 0)
        out.append("choice_row<").append(member).append(", ").append(std::to_string(r.alternative)).append(">(");
    else out.append("row<").append(member).append(">(");
    out.append("offsetof(T, ").append(r.member).append("), ").append(names_of(r));
    for (std::size_t i = 0; i < r.flags.size(); ++i)
        out.append(i == 0 ? ", " : " | ").append("field_flags::").append(r.flags[i]);
    out += "),\n";
}

void print_table(std::string& out, struct_plan const& s, std::string const& prefix) {
    std::string const type = prefix + s.name;
    out.append("\nstatic_assert(std::is_standard_layout_v<").append(type).append(">);\ntemplate <>\nstruct table<");
    out.append(type).append("> : table_of<").append(type).append("> {\n");
    if (!s.rows.empty()) {
        out.append("template <class T>\nstatic constexpr field rows[").append(std::to_string(s.rows.size()));
        out += "]{\n";
        for (row_plan const& r : s.rows) print_row(out, r);
        out += "};\n";
    }
    if (!s.aliases.empty()) {
        out += "static constexpr json_alias aliases[]{";
        for (alias_plan const& a : s.aliases)
            out.append("{").append(literal(a.name)).append(", ").append(std::to_string(a.row)).append("}, ");
        out += "};\n";
    }
    out.append("static constexpr std::string_view name{").append(literal(s.name)).append("};\n");
    out += "template <class T>\nstatic constexpr type_table entry{.name = name";
    out.append(", .rows = ").append(s.rows.empty() ? "nullptr" : "rows<T>");
    out.append(", .size = ").append(std::to_string(s.rows.size()));
    out += ", .unknown = offsetof(T, unknown)";
    if (!s.xml_root.empty()) out.append(", .xml_root = ").append(literal(s.xml_root));
    if (!s.xml_root_aliases.empty())
        out.append(", .xml_root_aliases = ").append(literal(joined(s.xml_root_aliases, " ")));
    if (!s.link_types.empty()) out.append(", .link_types = ").append(literal(joined(s.link_types, " ")));
    if (!s.xml_namespace.empty()) out.append(", .xml_namespace = ").append(literal(s.xml_namespace));
    if (s.any_case) out += ", .any_case = true";
    if (!s.aliases.empty())
        out.append(", .aliases = aliases, .alias_count = ").append(std::to_string(s.aliases.size()));
    out += "};\n};\n";
}

void print_extern_tables(std::string& out, header_plan const& h, std::string const& prefix) {
    std::string tables;
    for (type_plan const& t : h.types)
        if (t.structure)
            tables.append("extern template struct table_of<").append(prefix).append(t.structure->name).append(">;\n");
    if (!tables.empty()) out.append("\n#ifdef VEEAM_COMPILED\n").append(tables).append("#endif\n");
}

void print_error_members(std::string& out, struct_plan const& s, std::string const& prefix) {
    if (s.error_message.empty()) return;
    out.append("\ntemplate <>\nstruct error_members<").append(prefix).append(s.name).append("> {\n");
    out.append("static constexpr member_path message{").append(print_path(s.error_message, prefix)).append("};\n");
    if (!s.error_code.empty())
        out.append("static constexpr member_path code{").append(print_path(s.error_code, prefix)).append("};\n");
    if (!s.error_retry_after.empty())
        out.append("static constexpr member_path retry_after{")
            .append(print_path(s.error_retry_after, prefix))
            .append("};\n");
    out += "};\n";
}

}  // namespace

void print_types(std::string& out, header_plan const& h) {
    std::string body;
    for (type_plan const& t : h.types) {
        for (std::string const& name : t.declared_before) body.append("\nstruct ").append(name).append(";\n");
        body += '\n';
        if (t.enumeration) print_enum(body, *t.enumeration);
        if (t.structure) print_struct(body, *t.structure);
    }
    print_namespace(out, h.name_space, body);
}

void print_compiled_types(std::string& out, header_plan const& h) {
    std::string body = h.compiled_types.empty() ? "" : "\n";
    for (std::string const& type : h.compiled_types)
        body.append("template struct table_of<").append(type).append(">;\n");
    print_namespace(out, {}, body);
}

void print_tables(std::string& out, header_plan const& h) {
    std::string body;
    std::string const prefix = h.name_space + "::";
    for (type_plan const& t : h.types)
        if (t.enumeration) print_enum_values(body, *t.enumeration, prefix);
    for (type_plan const& t : h.types)
        if (t.structure) print_table(body, *t.structure, prefix);
    print_extern_tables(body, h, prefix);
    for (type_plan const& t : h.types)
        if (t.structure) print_error_members(body, *t.structure, prefix);
    print_namespace(out, {}, body);
}

}  // namespace veeam::generator
