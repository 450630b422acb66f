#include "generate.hpp"

#include <chrono>
#include <cstddef>
#include <system_error>
#include <utility>

#include "emit/header.hpp"
#include "emit/operation_lists.hpp"
#include "emit/output.hpp"
#include "model/load.hpp"
#include "parse/diagnostics.hpp"
#include "parse/documents.hpp"
#include "plan/planner.hpp"

namespace veeam::generator {

namespace {

namespace fs = std::filesystem;

/// Counts and times, for `--stats`.
struct statistics {
    std::size_t apis{};
    std::size_t files{};
    std::size_t types{};
    std::size_t operations{};
    std::size_t queries{};
    std::size_t headers{};
};

bool check_out(fs::path const& out, std::ostream& problems) {
    std::error_code ignored;
    if (fs::is_directory(out, ignored)) return true;
    if (fs::exists(out, ignored)) {
        problems << out.generic_string() << ": this is no folder; give --out the folder that holds 'veeam'\n";
        return false;
    }
    fs::path const parent = fs::absolute(out).lexically_normal().parent_path();
    if (fs::is_directory(parent, ignored)) return true;
    problems << out.generic_string() << ": the folder above it is not there; make it, or correct --out\n";
    return false;
}

int report(differences const& d, std::ostream& out) {
    for (std::string const& path : d.changed) out << "differs: " << path << '\n';
    for (std::string const& path : d.missing) out << "missing: " << path << '\n';
    for (std::string const& path : d.stale) out << "stale: " << path << '\n';
    if (d.none()) return 0;
    out << "run veeam-generate to bring them up to date\n";
    return 1;
}

}  // namespace

int generate(options const& o, std::ostream& out, std::ostream& problems) {
    auto const begin = std::chrono::steady_clock::now();
    diagnostics mistakes;
    statistics count;
    file_set headers;
    std::vector<std::string> owned;
    std::vector<header_plan> plans;
    fs::path const specs = o.specs.lexically_normal();
    documents files(specs, mistakes);
    for (fs::path const& folder : find_apis(specs, o.apis, mistakes)) {
        std::size_t const before = mistakes.count();
        api const a = load_api(folder, files, mistakes);
        if (mistakes.count() != before) continue;  // a plan of a broken model would only repeat its mistakes
        ++count.apis;
        count.types += a.types.size();
        count.operations += a.operations.size();
        count.queries += a.queries.size();
        for (header_plan& h : plan_api(a, specs, mistakes)) {
            if (!o.apis.empty() && h.umbrella) owned.push_back(h.path.substr(0, h.path.rfind('.')));
            if (!o.apis.empty() && (h.umbrella || !h.compiled_types.empty())) owned.push_back(h.path);
            if (!headers.try_emplace(h.path, print_header(h)).second)
                mistakes.error({}, a.root->name + ": two APIs would write " + h.path,
                               "give each a namespace of its own");
            plans.push_back(std::move(h));
        }
    }
    if (mistakes.any()) {
        mistakes.print(problems);
        return 1;
    }
    if (!o.operation_lists.empty()) {
        auto const problem = write_operation_lists(plans, o.operation_list_files, o.operation_lists);
        if (problem) problems << *problem << '\n';
        return problem ? 1 : 0;
    }
    if (!check_out(o.out, problems)) return 1;
    auto const planned = std::chrono::steady_clock::now();
    if (auto const problem = lay_out(headers, o.clang_format, o.out)) {
        problems << *problem << '\n';
        return 1;
    }
    auto const laid_out = std::chrono::steady_clock::now();
    differences const d = compare(headers, o.out, owned);
    if (o.stats) {
        using std::chrono::duration_cast;
        using std::chrono::milliseconds;
        out << count.apis << " APIs, " << files.size() << " files, " << count.types << " types, " << count.queries
            << " query types, " << count.operations << " operations, " << headers.size() << " headers; "
            << duration_cast<milliseconds>(planned - begin).count() << " ms to read and plan, "
            << duration_cast<milliseconds>(laid_out - planned).count() << " ms to lay out\n";
    }
    if (o.check) return report(d, out);
    return replace(headers, d, o.out, problems) ? 0 : 1;
}

}  // namespace veeam::generator
