#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message.hpp"

namespace veeam::inline v0::simulation {

/// What stood in the place of each `{}` of a route.
using arguments = std::vector<std::string>;
using handler = std::function<response(call const&, arguments const&)>;

/// Finds the handler of a request. Paths are matched without regard to case, as the products do.
class router {
public:
    /// `pattern` is a path whose segment `{}` matches anything, and whose last one `{*}` all that follows:
    /// `/api/jobs/{}`. Of several routes that match, the first one answers.
    void add(std::string method, std::string_view pattern, handler what);

    /// The answer of the matching route; 405 where only the method is wrong; nothing for an unknown path.
    std::optional<response> answer(call const& from) const;

private:
    struct route {
        std::string method;
        std::vector<std::string> segments;
        handler what;
    };
    std::vector<route> routes_;
};

}  // namespace veeam::inline v0::simulation
