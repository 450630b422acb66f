#include "model/load.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "model/common.hpp"
#include "model/links.hpp"
#include "model/operations.hpp"
#include "model/queries.hpp"
#include "model/schemas.hpp"

namespace veeam::generator {

namespace {

namespace fs = std::filesystem;

bool is_specification(fs::path const& file) {
    auto const extension = file.extension();
    return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

std::vector<fs::path> files_in(fs::path const& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored) && is_specification(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

fs::path root_document(fs::path const& folder) {
    std::error_code ignored;
    for (char const* const name : {"openapi.yaml", "openapi.yml", "openapi.json"})
        if (fs::is_regular_file(folder / name, ignored)) return folder / name;
    return {};
}

class api_loader {
public:
    api_loader(reading r, fs::path folder)
        : r_(r),
          folder_(std::move(folder)),
          schemas_(r_),
          queries_(r_, schemas_),
          operations_(r_, schemas_, queries_) {}

    void load() {
        r_.api.root = r_.files.load(root_document(folder_), {});
        if (r_.api.root == nullptr) return;
        node const& root = r_.api.root->root;
        if (!check_version(root)) return;
        check_keys(root, dialect::root, r_.api.official, r_.problems);
        read_info(root);
        read_server(root);
        read_namespace(root);
        r_.api.any_case = flag_at(root, "x-any-case");
        r_.api.doc = read_documentation(r_, root);
        read_link_types(r_);
        load_files();
        declare_all();
        read_paths(root);
        define_all();
        check_use_of_files();
    }

private:
    bool check_version(node const& root) {
        if (!root.is_map()) {
            r_.problems.error(root.at, "the document is " + describe(root), "write an OpenAPI document");
            return false;
        }
        node const* const version = root.find("openapi");
        if (version == nullptr) {
            r_.problems.error(root.at, "the document has no 'openapi'", "begin it with openapi: 3.1.0");
            return false;
        }
        r_.api.official = version->text.starts_with("3.0.");
        if (r_.api.official || version->text.starts_with("3.1.")) return true;
        r_.problems.error(version->at, "OpenAPI " + version->text + " is not supported", "use 3.1 (or 3.0)");
        return false;
    }

    void read_info(node const& root) {
        node const* const info = map_at(root, "info");
        if (info == nullptr) {
            if (root.find("info") == nullptr)
                r_.problems.error(root.at, "the document has no 'info'", "add info: {title: ..., version: ...}");
            return;
        }
        check_keys(*info, dialect::info, r_.api.official, r_.problems);
        r_.api.title = string_at(*info, "title");
        if (info->find("title") == nullptr) r_.problems.error(info->at, "info has no title", "add the name of the API");
    }

    void read_server(node const& root) {
        node const* const servers = list_at(root, "servers");
        if (servers == nullptr || servers->items.empty()) return;
        for (node const& server : servers->items) check_keys(server, dialect::server, r_.api.official, r_.problems);
        node const& server = servers->items.front();
        node const* const url = server.is_map() ? text_at(server, "url") : nullptr;
        if (url == nullptr) return;
        std::string text = url->text;
        if (node const* const variables = map_at(server, "variables")) {
            for (node_member const& m : variables->members) {
                check_keys(m.value, dialect::server_variable, r_.api.official, r_.problems);
                std::string const hole = "{" + m.key + "}";
                auto const at = text.find(hole);
                if (at != std::string::npos) text.replace(at, hole.size(), string_at(m.value, "default"));
            }
        }
        std::string_view rest = text;
        if (auto const scheme = rest.find("://"); scheme != std::string_view::npos) {
            if (rest.substr(0, scheme) == "http") r_.api.port = 80;
            rest.remove_prefix(scheme + 3);
            std::string_view const host = rest.substr(0, rest.find('/'));
            rest.remove_prefix(host.size());
            if (auto const colon = host.rfind(':'); colon != std::string_view::npos) {
                std::string_view const port = host.substr(colon + 1);
                auto const [end, failure] = std::from_chars(port.data(), port.data() + port.size(), r_.api.port);
                if (failure != std::errc{} || end != port.data() + port.size())
                    r_.problems.error(url->at, "the server's port '" + std::string(port) + "' is no number",
                                      "write it into the address or give its variable a default");
            }
        }
        while (rest.ends_with('/')) rest.remove_suffix(1);
        r_.api.base_path = rest;
    }

    void read_namespace(node const& root) {
        node const* const name = text_at(root, "x-cpp-namespace");
        if (name != nullptr) {
            bool ok = true;
            std::string_view rest = name->text;
            while (ok) {
                std::string_view const part = rest.substr(0, rest.find("::"));
                ok = !part.empty() && part[0] >= 'a' && part[0] <= 'z' &&
                     part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
                if (part.size() == rest.size()) break;
                rest.remove_prefix(part.size() + 2);
            }
            if (!ok)
                r_.problems.error(name->at, "'" + name->text + "' is no namespace",
                                  "write snake_case names joined by '::', such as vspc::v3");
            r_.api.name_space = name->text;
        } else if (root.find("x-cpp-namespace") == nullptr) {
            if (!r_.api.official)
                r_.problems.error(root.at, "the document has no 'x-cpp-namespace'",
                                  "add it, such as x-cpp-namespace: em");
            else r_.api.name_space = folder_.filename().generic_string();
        }
    }

    void load_files() {
        r_.api.files.push_back(r_.api.root);
        for (char const* const part : {"schemas", "queries", "paths"}) {
            for (fs::path const& path : files_in(folder_ / part)) {
                document const* const file = r_.files.load(path, {});
                if (file == nullptr) continue;
                r_.api.files.push_back(file);
                if (!file->root.is_map())
                    r_.problems.error(file->root.at, "the file is " + describe(file->root),
                                      "write a map from names to what they are");
            }
        }
    }

    std::string part_of(document const& file) const { return file.path.parent_path().filename().generic_string(); }

    static bool is_variant(node const& n) { return n.find("responses") != nullptr; }

    /// Calls `visit` with every schema that has a name of its own.
    template <class F>
    void each_declared(F const& visit) {
        for (document const* const file : r_.api.files) {
            node const* holder = &file->root;
            std::string pointer;
            if (file == r_.api.root) {
                node const* const components = map_at(file->root, "components");
                holder = components == nullptr ? nullptr : map_at(*components, "schemas");
                pointer = "/components/schemas";
            } else if (part_of(*file) == "paths") {
                continue;
            }
            if (holder == nullptr) continue;
            for (node_member const& m : holder->members)
                if (!is_variant(m.value)) visit(location{file, &m.value, append_segment(pointer, m.key)});
        }
    }

    void declare_all() {
        each_declared([&](location const& here) { schemas_.declare(*here.at); });
    }

    void define_all() {
        if (node const* const components = map_at(r_.api.root->root, "components"))
            check_keys(*components, dialect::components, r_.api.official, r_.problems);
        each_declared([&](location const& here) {
            if (here.at->is_map() && here.at->find("x-query") != nullptr) queries_.read(here);
            else schemas_.define(here);
        });
    }

    void read_paths(node const& root) {
        node const* const paths = map_at(root, "paths");
        if (paths == nullptr) {
            if (root.find("paths") == nullptr)
                r_.problems.error(root.at, "the document has no 'paths'", "add paths: {}");
            return;
        }
        for (node_member const& m : paths->members) {
            location const here =
                follow(r_, {r_.api.root, &m.value, append_segment("/paths", m.key)}, dialect::path_item);
            if (!here || !here.at->is_map()) {
                if (here) check_keys(*here.at, dialect::path_item, r_.api.official, r_.problems);
                continue;
            }
            used_.insert(here.at);
            operations_.read_path(m, here);
        }
    }

    void check_use_of_files() {
        for (document const* const file : r_.api.files) {
            if (file == r_.api.root) continue;
            std::string const part = part_of(*file);
            for (node_member const& m : file->root.members) {
                bool const is_item = part == "paths";
                if (!is_item && is_variant(m.value) && !is_operation(*file, m.value))
                    r_.problems.error(m.at, "no operation has the variant '" + m.key + "'",
                                      "add it to one: x-variants: [{$ref: ../" + part + "/" +
                                          file->path.filename().generic_string() + "#/" + m.key + "}]");
                if (is_item && !used_.contains(&m.value))
                    r_.problems.error(
                        m.at, "no path of " + r_.api.root->name + " refers to '" + m.key + "'",
                        "add it there: $ref: paths/" + file->path.filename().generic_string() + "#/" + m.key);
            }
        }
    }

    bool is_operation(document const& file, node const& variant) const {
        return std::any_of(r_.api.operations.begin(), r_.api.operations.end(), [&](operation const& op) {
            return op.file == &file && op.at.line == variant.at.line && op.at.column == variant.at.column;
        });
    }

    reading r_;
    fs::path folder_;
    schema_reader schemas_;
    query_reader queries_;
    operation_reader operations_;
    std::set<node const*> used_;
};

}  // namespace

std::vector<fs::path> find_apis(fs::path const& specs, std::vector<std::string> const& only, diagnostics& problems) {
    std::vector<fs::path> found;
    std::error_code failure;
    std::string const name = specs.generic_string();
    if (!fs::is_directory(specs, failure)) {
        problems.error({}, name + ": there is no such folder", "give --specs the folder that holds one folder an API");
        return found;
    }
    if (!root_document(specs).empty()) {
        problems.error({}, name + ": this is the folder of one API", "give --specs the folder above it");
        return found;
    }
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(specs, failure)) {
        if (!entry.is_directory(failure)) continue;
        fs::path const folder = entry.path();
        std::string const base = folder.filename().generic_string();
        bool const wanted = only.empty() || std::find(only.begin(), only.end(), base) != only.end();
        if (!root_document(folder).empty()) {
            names.push_back(base);
            if (wanted) found.push_back(folder);
            continue;
        }
        bool const looks_like_one = !files_in(folder).empty() || fs::is_directory(folder / "paths", failure) ||
                                    fs::is_directory(folder / "schemas", failure);
        if (wanted && looks_like_one)
            problems.error({}, folder.generic_string() + ": there is no openapi.yaml",
                           "an API begins with one that names its paths");
    }
    for (std::string const& one : only) {
        if (std::find(names.begin(), names.end(), one) != names.end() || problems.any()) continue;
        problems.error({},
                       name + ": there is no API '" + one + "'" +
                           did_you_mean(one, std::vector<std::string_view>(names.begin(), names.end())),
                       "give --api the name of a folder with an openapi.yaml");
    }
    if (names.empty() && !problems.any())
        problems.error({}, name + ": there is no API", "put each into a folder with an openapi.yaml");
    std::sort(found.begin(), found.end());
    return found;
}

api load_api(fs::path const& folder, documents& files, diagnostics& problems) {
    api loaded;
    loaded.folder = folder.filename().generic_string();
    reading const r{files, problems, loaded};
    api_loader(r, folder).load();
    return loaded;
}

}  // namespace veeam::generator
