#include "examples.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include <yaml-cpp/yaml.h>
#include <nlohmann/json.hpp>

namespace veeam::inline v0::support {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// yaml-cpp gives quoted scalars this tag; plain ones are numbers, booleans and null where JSON says so.
ordered_json scalar(YAML::Node const& node) {
    if (node.Tag() == "!") return node.Scalar();
    ordered_json plain = ordered_json::parse(node.Scalar(), nullptr, false);
    return plain.is_discarded() ? ordered_json(node.Scalar()) : plain;
}

ordered_json to_json(YAML::Node const& node) {
    switch (node.Type()) {
        case YAML::NodeType::Sequence: {
            ordered_json out = ordered_json::array();
            for (YAML::Node const& element : node) out.push_back(to_json(element));
            return out;
        }
        case YAML::NodeType::Map: {
            ordered_json out = ordered_json::object();
            for (auto const& member : node) out.emplace(member.first.Scalar(), to_json(member.second));
            return out;
        }
        case YAML::NodeType::Scalar: return scalar(node);
        default: return nullptr;
    }
}

YAML::Node load(fs::path const& file) {
    try {
        return YAML::LoadFile(file.string());
    } catch (YAML::Exception const& problem) {
        throw std::runtime_error(file.string() + ": " + problem.what());
    }
}

std::string text_of(YAML::Node const& map, char const* key) {
    YAML::Node const value = map[key];
    return value && value.IsScalar() ? value.Scalar() : std::string();
}

/// Collects the examples of one file, knowing at each place which operation, status and media type it stands under.
class collector {
public:
    collector(fs::path file, std::vector<example>& into, example context)
        : file_(std::move(file)), into_(into), context_(std::move(context)) {}

    void visit(YAML::Node const& node) {
        if (node.IsSequence())
            for (YAML::Node const& element : node) visit(element);
        if (!node.IsMap()) return;
        example const outer = context_;
        bool const outer_has_variants = has_variants_;
        if (node["responses"]) {
            context_.operation = operation_name(node);
            // Such an operation repeats the examples of its variants, for readers that do not know variants.
            has_variants_ = static_cast<bool>(node["x-variants"]);
        }
        for (auto const& member : node) visit_member(member.first.Scalar(), member.second);
        context_ = outer;
        has_variants_ = outer_has_variants;
    }

private:
    static std::string operation_name(YAML::Node const& operation) {
        std::string name = text_of(operation, "x-cpp-name");
        if (name.empty()) name = text_of(operation, "operationId");
        if (!name.empty()) name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
        return name;
    }

    void visit_member(std::string const& key, YAML::Node const& value) {
        example const outer = context_;
        if (key == "responses") {
            if (!has_variants_) visit_each(value, &example::place);
        } else if (key == "content") {
            visit_each(value, &example::media_type);
        } else if (key == "examples" && !context_.media_type.empty() && value.IsMap()) {
            for (auto const& one : value) add(one.first.Scalar(), one.second);
        } else {
            if (key == "requestBody") context_.place = "request";
            visit(value);
        }
        context_ = outer;
    }

    void visit_each(YAML::Node const& map, std::string example::*what) {
        for (auto const& member : map) {
            context_.*what = member.first.Scalar();
            visit(member.second);
        }
    }

    void add(std::string name, YAML::Node const& node) {
        fs::path file = file_;
        YAML::Node object = node;
        if (std::string const reference = text_of(node, "$ref"); !reference.empty()) {
            file = (file_.parent_path() / reference.substr(0, reference.find('#'))).lexically_normal();
            object = load(file);
        }
        YAML::Node const value = object["value"];
        if (!value) throw std::runtime_error(file.string() + ": an example without 'value'");
        example made = context_;
        if (made.place.empty()) made.place = "default";  // a response that operations share
        if (std::size_t const dot = name.find('.'); dot != std::string::npos) made.variant = name.substr(dot + 1);
        made.name = std::move(name);
        made.summary = text_of(object, "summary");
        made.text = made.is_xml() ? value.Scalar() : to_json(value).dump(2);
        made.file = std::move(file);
        into_.push_back(std::move(made));
    }

    fs::path file_;
    std::vector<example>& into_;
    example context_;
    bool has_variants_{false};
};

std::vector<fs::path> yaml_files(fs::path const& folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".yaml" && entry.path().parent_path().filename() != "examples")
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

std::vector<example> load_examples(fs::path const& api_folder) {
    std::vector<example> all;
    for (fs::path const& file : yaml_files(api_folder)) {
        example context{};
        context.api = api_folder.filename().string();
        collector(file, all, std::move(context)).visit(load(file));
    }
    return all;
}

std::vector<example> load_all_examples(fs::path const& specs) {
    std::vector<fs::path> folders;
    for (auto const& entry : fs::directory_iterator(specs))
        if (fs::exists(entry.path() / "openapi.yaml")) folders.push_back(entry.path());
    std::ranges::sort(folders);
    std::vector<example> all;
    for (fs::path const& folder : folders) std::ranges::move(load_examples(folder), std::back_inserter(all));
    return all;
}

std::string example_text(fs::path const& api_folder, std::string_view name, std::string_view format) {
    fs::path const file = api_folder / "examples" / (std::string(name) + "." + std::string(format) + ".yaml");
    YAML::Node const value = load(file)["value"];
    if (!value) throw std::runtime_error(file.string() + ": an example without 'value'");
    return format == "xml" ? value.Scalar() : to_json(value).dump(2);
}

}  // namespace veeam::inline v0::support
