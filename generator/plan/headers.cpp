#include <algorithm>
#include <utility>

#include "plan/names.hpp"
#include "plan/planner.hpp"

namespace veeam::generator {

namespace {

std::string with_slashes(std::string text) {
    for (auto at = text.find("::"); at != std::string::npos; at = text.find("::", at)) text.replace(at, 2, "/");
    return text;
}

bool before(position const& a, position const& b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); }

}  // namespace

std::vector<header_plan> plan_api(api const& a, std::filesystem::path const& specs, diagnostics& problems) {
    return planner(a, specs, problems).plan();
}

std::vector<header_plan> planner::plan() {
    name_types();
    place_types();
    for (operation const& op : api_.operations)
        if (op.body == body_form::form && op.body_type.named != nullptr) forms_.insert(op.body_type.named);
    order_types();
    for (auto& [path, d] : drafts_) {
        std::set<std::string> declared;
        for (named_type const* const t : order_[&d]) {
            type_plan whole;
            if (t->is_enum) whole.enumeration = plan_enum(*t);
            else whole.structure = plan_struct(*t, d, whole);
            if (t->is_enum) d.std_includes.insert("cstdint");
            std::erase_if(whole.declared_before, [&](std::string const& n) { return !declared.insert(n).second; });
            if (whole.structure) declared.insert(whole.structure->name);
            d.header.types.push_back(std::move(whole));
        }
    }
    for (auto const& q : api_.queries)
        if (draft* const d = query_homes_[q.get()]) plan_query(*q, *d);
    for (operation const& op : api_.operations)
        if (draft* const d = header_of(op.file, false, op.at)) plan_operation(op, *d);
    check_circles();
    add_api_header();
    for (auto& [path, d] : drafts_) finish(d);
    std::vector<header_plan> headers{umbrella().header, compiled_part()};
    for (auto& [path, d] : drafts_) headers.push_back(std::move(d.header));
    return headers;
}

std::string planner::header_path(document const& file, bool is_component) const {
    std::string const folder = "veeam/" + with_slashes(api_.name_space) + "/";
    if (&file == api_.root) return folder + (is_component ? "schemas/components.hpp" : "operations.hpp");
    std::string const stem = file.path.stem().generic_string();
    std::string const part = file.path.parent_path().filename().generic_string();
    return part == "paths" ? folder + stem + ".hpp" : folder + part + "/" + stem + ".hpp";
}

planner::draft* planner::header_of(document const* file, bool is_component, position const& asked_by) {
    std::filesystem::path const folder = file->path.parent_path();
    std::string const part = folder.filename().generic_string();
    bool const is_part = part == "paths" || part == "schemas" || part == "queries";
    std::filesystem::path const root_folder = api_.root->path.parent_path();
    if (file != api_.root && (!is_part || folder.parent_path() != root_folder)) {
        problems_.error(asked_by, file->name + " has no header, so this cannot become a C++ type",
                        "move it into a file of " + (root_folder / "schemas").generic_string());
        return nullptr;
    }
    std::string const path = header_path(*file, is_component);
    draft& d = drafts_[path];
    if (d.file == nullptr) {
        d.file = file;
        d.header.path = path;
        std::filesystem::path const source = file->path.lexically_relative(specs_);
        d.header.source = "specs/" + source.generic_string();
        d.header.name_space = api_.name_space;
        d.header.folder = api_.folder;
    } else if (d.file != file) {
        problems_.error(asked_by, file->name + " and " + d.file->name + " would both become " + path,
                        "rename one of them");
        return nullptr;
    }
    if (path == "veeam/" + with_slashes(api_.name_space) + "/api.hpp") {
        problems_.error({&file->name, 1, 1}, "this file would become api.hpp, which holds the facts of the API",
                        "rename the file");
        return nullptr;
    }
    return &d;
}

void planner::place_types() {
    for (auto const& t : api_.types)
        if (draft* const home = header_of(t->file, t->in_components, t->at)) homes_[t.get()] = home;
    for (auto const& q : api_.queries) query_homes_[q.get()] = header_of(q->file, true, q->at);
    for (auto const& t : api_.types)
        if (auto const home = homes_.find(t.get()); home != homes_.end()) order_[home->second].push_back(t.get());
}

void planner::order_types() {
    for (auto& [d, types] : order_) {
        std::stable_sort(types.begin(), types.end(),
                         [](named_type const* a, named_type const* b) { return before(a->at, b->at); });
        std::vector<named_type const*> done;
        std::vector<named_type const*> open;
        for (named_type const* const t : types) visit(*t, done, open);
        types = std::move(done);
    }
}

void planner::visit(named_type const& t, std::vector<named_type const*>& done, std::vector<named_type const*>& open) {
    if (std::find(done.begin(), done.end(), &t) != done.end()) return;
    open.push_back(&t);
    for (property const& p : t.properties) {
        type_use const* used = &p.type;
        while (used->item != nullptr) used = used->item.get();
        named_type const* const needed = used->named;
        if (needed == nullptr || home_of(needed) != home_of(&t)) continue;
        bool const is_open = std::find(open.begin(), open.end(), needed) != open.end();
        if (!is_open) {
            visit(*needed, done, open);
            continue;
        }
        boxed_.insert({&t, needed});
        if (p.required && used == &p.type)
            problems_.error(p.name.at, "'" + p.name.text + "' is required and holds its own type, so it never ends",
                            "remove it from required");
        if (p.three_state)
            problems_.error(p.name.at, "'" + p.name.text + "' has three states and holds its own type",
                            "remove x-three-state");
    }
    open.pop_back();
    done.push_back(&t);
}

bool planner::is_boxed(named_type const& owner, named_type const& target) const {
    return boxed_.contains({&owner, &target});
}

planner::draft* planner::home_of(named_type const* t) const {
    auto const found = homes_.find(t);
    return found == homes_.end() ? nullptr : found->second;
}

void planner::refer(draft& from, draft* to, position const& at) {
    if (to == nullptr || to == &from) return;  // without a home: reported where the type was placed
    from.includes.insert(to->header.path);
    edges_.try_emplace({&from, to}, at);
}

void planner::check_circles() {
    std::map<draft*, int> state;  // 1: on the way, 2: done
    std::vector<draft*> way;
    auto const walk = [&](auto const& self, draft* d) -> void {
        state[d] = 1;
        way.push_back(d);
        for (auto const& [edge, at] : edges_) {
            if (edge.first != d) continue;
            if (state[edge.second] == 0) self(self, edge.second);
            if (state[edge.second] != 1) continue;
            std::string names;
            for (auto i = std::find(way.begin(), way.end(), edge.second); i != way.end(); ++i)
                names += (*i)->file->path.filename().generic_string() + " -> ";
            problems_.error(at,
                            "these files refer to each other in a circle: " + names +
                                edge.second->file->path.filename().generic_string(),
                            "write the schemas of the circle into one file");
        }
        way.pop_back();
        state[d] = 2;
    };
    for (auto& [path, d] : drafts_)
        if (state[&d] == 0) walk(walk, &d);
}

void planner::add_api_header() {
    std::string const path = "veeam/" + with_slashes(api_.name_space) + "/api.hpp";
    draft& d = drafts_[path];
    d.file = api_.root;
    d.header.path = path;
    d.header.source = "specs/" + api_.root->path.lexically_relative(specs_).generic_string();
    d.header.name_space = api_.name_space;
    d.header.api = api_plan{.title = api_.title,
                            .base_path = api_.base_path,
                            .port = api_.port,
                            .doc = {.paragraphs = {api_.title + "."}, .page = api_.doc.page}};
    d.includes.insert("veeam/http/message.hpp");
}

planner::draft planner::umbrella() {
    draft d;
    d.header.path = "veeam/" + with_slashes(api_.name_space) + ".hpp";
    d.header.source = "specs/" + api_.root->path.lexically_relative(specs_).generic_string();
    d.header.umbrella = true;
    d.header.doc.paragraphs = {"Everything that is generated for " + api_.title +
                               ". A program that names the headers it uses compiles faster."};
    for (auto const& [path, other] : drafts_) d.header.includes.push_back(path);
    return d;
}

header_plan planner::compiled_part() const {
    std::string const whole = "veeam/" + with_slashes(api_.name_space);
    header_plan out{.path = whole + ".ipp"};
    out.source = "specs/" + api_.root->path.lexically_relative(specs_).generic_string();
    out.includes = {"veeam/codec/table.ipp", whole + ".hpp"};
    out.doc.paragraphs = {"The tables of all types of " + api_.title +
                          ", for one source file of a program that defines `VEEAM_COMPILED`."};
    for (auto const& [path, d] : drafts_)
        for (type_plan const& t : d.header.types)
            if (t.structure) out.compiled_types.push_back(api_.name_space + "::" + t.structure->name);
    return out;
}

void planner::finish(draft& d) {
    static constexpr std::pair<char const*, char const*> marks[]{
        {"std::vector", "vector"}, {"std::optional", "optional"}, {"std::string", "string"},
        {"std::pair", "utility"},  {"std::variant", "variant"},   {"std::int64_t", "cstdint"}};
    auto const note = [&](std::string const& text) {
        for (auto const& [mark, header] : marks)
            if (text.find(mark) != std::string::npos) d.std_includes.insert(header);
    };
    for (type_plan const& t : d.header.types) {
        d.includes.insert("veeam/codec/table.hpp");
        if (!t.structure) continue;
        d.std_includes.insert("type_traits");
        d.std_includes.insert("string_view");
        d.std_includes.insert("cstddef");
        for (member_plan const& m : t.structure->members) note(m.type);
        if (!t.structure->error_message.empty()) d.includes.insert("veeam/http/operation.hpp");
    }
    if (!d.header.queries.empty()) {
        d.std_includes.insert("string_view");
        d.includes.insert("veeam/filter/query.hpp");
    }
    for (query_plan const& q : d.header.queries) {
        for (field_plan const& f : q.fields)
            if (f.entity_member.size() > 1) d.includes.insert("veeam/codec/member_path.hpp");
        if (q.json) d.includes.insert("veeam/filter/vspc_json.hpp");
    }
    for (operation_plan const& op : d.header.operations) {
        d.includes.insert("veeam/http/operation.hpp");
        d.includes.insert("veeam/" + with_slashes(api_.name_space) + "/api.hpp");
        for (member_plan const& m : op.members) note(m.type);
        for (alias_declaration const& a : op.aliases) {
            note(a.type);
            if (a.name == "pager") d.includes.insert("veeam/http/pagers.hpp");
            if (a.name == "task_results") d.includes.insert("veeam/core/type_list.hpp");
        }
        if (!op.texts.empty()) d.std_includes.insert("string_view");
        if (!op.members.empty()) {
            d.std_includes.insert("cstddef");
            d.std_includes.insert("type_traits");
        }
    }
    d.header.std_includes.assign(d.std_includes.begin(), d.std_includes.end());
    d.header.includes.assign(d.includes.begin(), d.includes.end());
}

}  // namespace veeam::generator
