#include "emit/header.hpp"

#include "emit/text.hpp"

namespace veeam::generator {

void print_namespace(std::string& out, std::string const& name, std::string const& body) {
    if (body.empty()) return;
    std::string const space = "namespace veeam::inline v0" + (name.empty() ? std::string{} : "::" + name);
    out.append("\n").append(space).append(" {\n").append(body).append("\n}  // ").append(space).append("\n");
}

std::string print_header(header_plan const& h) {
    std::string out = banner + h.source + ". Do not edit.\n#pragma once\n";
    if (h.umbrella || !h.compiled_types.empty()) {
        out += "\n/// @file\n";
        print_comment(out, h.doc, 0);
    }
    if (!h.std_includes.empty()) out += '\n';
    for (std::string const& name : h.std_includes) out.append("#include <").append(name).append(">\n");
    if (!h.includes.empty()) out += '\n';
    for (std::string const& name : h.includes) out.append("#include <").append(name).append(">\n");
    if (h.api) {
        std::string body = "\n";
        print_comment(body, h.api->doc, 0);
        body.append("inline constexpr veeam::api_facts api{.name = ").append(literal(h.api->title));
        body.append(", .base_path = ").append(literal(h.api->base_path));
        body.append(", .default_port = ").append(std::to_string(h.api->port)).append("};\n");
        print_namespace(out, h.name_space, body);
    }
    print_compiled_types(out, h);
    print_types(out, h);
    print_tables(out, h);
    print_queries(out, h);
    print_operations(out, h);
    print_operation_tables(out, h);
    return out;
}

}  // namespace veeam::generator
