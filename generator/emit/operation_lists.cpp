#include "emit/operation_lists.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "emit/header.hpp"
#include "emit/text.hpp"

namespace veeam::generator {

namespace {

namespace fs = std::filesystem;

std::string part_name(std::size_t number) {
    return "void add_part_" + std::to_string(number) + "(operation_list& all)";
}

std::string print_list(std::vector<header_plan const*> const& headers, std::size_t number) {
    std::string out = std::string(banner) + "specs. Do not edit.\n#include <support/operation_list.hpp>\n\n";
    for (header_plan const* const h : headers) out.append("#include <").append(h->path).append(">\n");
    out.append("\nnamespace veeam::inline v0::support {\n\n").append(part_name(number)).append(" {\n");
    for (header_plan const* const h : headers)
        for (operation_plan const& op : h->operations)
            out.append("    add(all, ").append(literal(h->folder)).append(", ").append(op.sample).append(");\n");
    return out + "}\n\n}  // namespace veeam::inline v0::support\n";
}

std::string print_whole(std::size_t parts) {
    std::string out = std::string(banner) + "specs. Do not edit.\n#include <support/operation_list.hpp>\n";
    out += "\nnamespace veeam::inline v0::support {\n\n";
    for (std::size_t i = 0; i < parts; ++i) out.append(part_name(i)).append(";\n");
    out += "\noperation_list const& all_operations() {\n    static operation_list const all = [] {\n";
    out += "        operation_list out;\n";
    for (std::size_t i = 0; i < parts; ++i)
        out.append("        add_part_").append(std::to_string(i)).append("(out);\n");
    return out + "        return out;\n    }();\n    return all;\n}\n\n}  // namespace veeam::inline v0::support\n";
}

bool holds(fs::path const& path, std::string const& text) {
    std::ifstream in(path, std::ios::binary);
    return in && std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()} == text;
}

}  // namespace

std::optional<std::string> write_operation_lists(std::vector<header_plan> const& headers, std::size_t parts,
                                                 fs::path const& folder) {
    std::vector<std::vector<header_plan const*>> lists(parts);
    std::vector<std::size_t> sizes(parts);
    for (header_plan const& h : headers) {
        if (h.operations.empty()) continue;
        auto const least = static_cast<std::size_t>(std::min_element(sizes.begin(), sizes.end()) - sizes.begin());
        lists[least].push_back(&h);
        sizes[least] += h.operations.size();
    }
    std::vector<std::pair<std::string, std::string>> files{{"operations.cpp", print_whole(parts)}};
    for (std::size_t i = 0; i < parts; ++i)
        files.emplace_back("operations_" + std::to_string(i) + ".cpp", print_list(lists[i], i));
    std::error_code failure;
    fs::create_directories(folder, failure);
    for (auto const& [name, text] : files) {
        fs::path const path = folder / name;
        if (holds(path, text)) continue;
        std::ofstream out(path, std::ios::binary);
        out << text;
        out.close();
        if (!out) return path.generic_string() + ": cannot be written";
    }
    return std::nullopt;
}

}  // namespace veeam::generator
