#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "parse/node.hpp"

namespace veeam::generator {

/// Collects the mistakes of a run, so that one run shows all of them.
class diagnostics {
public:
    /// `what` is wrong at `at`; `right` says what would be right.
    void error(position const& at, std::string const& what, std::string const& right);

    bool any() const noexcept { return !messages_.empty(); }
    std::size_t count() const noexcept { return messages_.size(); }

    /// One line a mistake, `file:line:column: what; right`, by file and place, each once.
    void print(std::ostream& out) const;

private:
    struct message {
        std::string file{};
        int line{};
        int column{};
        std::string text{};

        auto operator<=>(message const&) const = default;
    };
    std::vector<message> messages_;
};

/// ` (did you mean X?)` where a candidate is near enough to `word` to be a slip of the pen, else nothing.
std::string did_you_mean(std::string_view word, std::vector<std::string_view> const& candidates);

}  // namespace veeam::generator
