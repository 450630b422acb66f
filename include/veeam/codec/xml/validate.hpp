#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <veeam/codec/xml/tokens.hpp>

namespace veeam::inline v0::xml::detail {

/// Checks the bytes of a document once, from the first to the last.
class scanner {
public:
    scanner(std::string_view text, std::size_t max_depth) noexcept : in_(text, max_depth) {}

    /// None: the text is one well-formed document.
    std::optional<violation> document() {
        if (in_.prolog() && in_.root() && in_.element() && in_.trailer()) return std::nullopt;
        return in_.broken();
    }
    /// None: the text is one element and nothing else.
    std::optional<violation> element() {
        if (in_.root() && in_.element() && (in_.at_end() || in_.fail("there is something after the element")))
            return std::nullopt;
        return in_.broken();
    }

private:
    tokens in_;
};

}  // namespace veeam::inline v0::xml::detail
