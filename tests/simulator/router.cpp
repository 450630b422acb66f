#include "router.hpp"

#include <ranges>
#include <utility>

#include <veeam/core/open_enum.hpp>

namespace veeam::inline v0::simulation {

namespace {

std::vector<std::string> split(std::string_view pattern) {
    std::vector<std::string> segments;
    for (auto const part : std::views::split(pattern, '/'))
        if (!part.empty()) segments.emplace_back(part.begin(), part.end());
    return segments;
}

std::optional<arguments> match(std::vector<std::string> const& pattern, std::vector<std::string> const& path) {
    bool const takes_rest = !pattern.empty() && pattern.back() == "{*}";
    if (takes_rest ? path.size() < pattern.size() : path.size() != pattern.size()) return std::nullopt;
    arguments found;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == "{*}") {
            std::string rest;
            for (std::size_t k = i; k < path.size(); ++k) rest += (k == i ? "" : "/") + path[k];
            found.push_back(std::move(rest));
            break;
        }
        if (pattern[i] == "{}") found.push_back(path[i]);
        else if (!detail::equal_ignoring_case(pattern[i], path[i])) return std::nullopt;
    }
    return found;
}

}  // namespace

void router::add(std::string method, std::string_view pattern, handler what) {
    routes_.push_back({std::move(method), split(pattern), std::move(what)});
}

std::optional<response> router::answer(call const& from) const {
    std::string allowed;
    for (route const& r : routes_) {
        auto const found = match(r.segments, from.segments);
        if (!found) continue;
        if (r.method == from.method) return r.what(from, *found);
        allowed.append(allowed.empty() ? "" : ", ").append(r.method);
    }
    if (allowed.empty()) return std::nullopt;
    response refusal = empty_reply(405);
    refusal.headers.set("Allow", allowed);
    return refusal;
}

}  // namespace veeam::inline v0::simulation
