#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veeam::inline v0::xml::detail {

inline constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";

/// The prefix that an attribute declares, empty for the default namespace; none: it declares no namespace.
inline std::optional<std::string_view> declared_prefix(std::string_view attribute) noexcept {
    if (!attribute.starts_with("xmlns")) return std::nullopt;
    if (attribute.size() == 5) return std::string_view{};
    if (attribute[5] != ':') return std::nullopt;
    return attribute.substr(6);
}

/// A namespace and the name of the attribute that declares it.
struct declared_namespace {
    std::string_view attribute{};
    std::string value{};
};

/// The namespaces that are declared at one place of a document.
///
/// A map, so that a hostile document with very many declarations costs no more than its size.
class namespace_scope {
public:
    void enter(declared_namespace const& declared) {
        bound_[*declared_prefix(declared.attribute)].push_back(declared.value);
    }
    void leave(declared_namespace const& declared) { bound_[*declared_prefix(declared.attribute)].pop_back(); }

    /// Empty: the prefix is not bound.
    std::string_view find(std::string_view prefix) const {
        auto const found = bound_.find(prefix);
        return found == bound_.end() || found->second.empty() ? std::string_view{}
                                                              : std::string_view(found->second.back());
    }
    /// The namespace of an element.
    std::string_view of(std::string_view name) const {
        auto const colon = name.find(':');
        return find(colon == name.npos ? std::string_view{} : name.substr(0, colon));
    }

private:
    std::map<std::string_view, std::vector<std::string>> bound_;
};

}  // namespace veeam::inline v0::xml::detail
