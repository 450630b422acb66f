#include <algorithm>

#include "plan/planner.hpp"

namespace veeam::generator {

std::optional<planner::resolved_path> planner::resolve(named_type const* root, wire_path const& path,
                                                       std::string const& what, bool through_lists) {
    if (path.steps.empty()) {
        problems_.error(path.at, what + " has no path", "write the JSON names on the way to it");
        return std::nullopt;
    }
    resolved_path out;
    named_type const* object = root;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        spelled const& step = path.steps[i];
        auto const found = std::find_if(object->properties.begin(), object->properties.end(),
                                        [&](property const& p) { return p.name.text == step.text; });
        if (found == object->properties.end()) {
            std::vector<std::string_view> known;
            for (property const& p : object->properties) known.emplace_back(p.name.text);
            problems_.error(
                step.at, type_names_.at(object) + " has no member '" + step.text + "'" + did_you_mean(step.text, known),
                "write the JSON name of one of its members");
            return std::nullopt;
        }
        bool const grouped = std::any_of(object->choices.begin(), object->choices.end(), [&](choice const& c) {
            return std::any_of(c.alternatives.begin(), c.alternatives.end(),
                               [&](spelled const& s) { return s.text == step.text; });
        });
        if (grouped) {
            problems_.error(step.at, "'" + step.text + "' is an alternative of a choice",
                            "a path leads through plain members");
            return std::nullopt;
        }
        out.steps.push_back({type_names_.at(object), member_names_[object][step.text]});
        out.last = &*found;
        if (i + 1 == path.steps.size()) break;
        type_use const* inner = &found->type;
        if (through_lists && inner->kind == value_kind::list) inner = inner->item.get();
        if (inner->kind != value_kind::object) {
            problems_.error(step.at, "'" + step.text + "' is no object, so nothing is in it", "end the path here");
            return std::nullopt;
        }
        object = inner->named;
    }
    return out;
}

}  // namespace veeam::generator
