#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/secret.hpp>

namespace veeam::inline v0 {

/// Header fields in the order they were added; names are compared without regard to ASCII case.
///
/// @par Example
/// @code
/// veeam::headers h;
/// h.set("Accept", "application/xml");
/// std::cout << h.get("accept").value_or("none") << '\n';
/// @endcode
class headers {
public:
    using value_type = std::pair<std::string, std::string>;

    headers() = default;
    headers(std::initializer_list<value_type> fields) : fields_(fields) {}

    /// The first field of that name; the view lives until the headers change.
    std::optional<std::string_view> get(std::string_view name) const noexcept {
        for (auto const& [key, value] : fields_)
            if (detail::equal_ignoring_case(key, name)) return value;
        return std::nullopt;
    }
    bool contains(std::string_view name) const noexcept { return get(name).has_value(); }

    /// Replaces every field of that name by one at the end.
    void set(std::string name, std::string value) {
        erase(name);
        add(std::move(name), std::move(value));
    }
    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
    void erase(std::string_view name) noexcept {
        // A copy, since `name` may be a view of a field that moves while others go.
        std::string const key(name);
        std::erase_if(fields_, [&](value_type const& f) { return detail::equal_ignoring_case(f.first, key); });
    }
    /// Removes every field of that name and overwrites the values: for tokens that have been on the wire.
    void wipe(std::string_view name) noexcept {
        for (auto& [key, value] : fields_)
            if (detail::equal_ignoring_case(key, name)) v0::wipe(value);
        erase(name);
    }

    auto begin() const noexcept { return fields_.begin(); }
    auto end() const noexcept { return fields_.end(); }
    std::size_t size() const noexcept { return fields_.size(); }
    bool empty() const noexcept { return fields_.empty(); }

    friend bool operator==(headers const&, headers const&) = default;

private:
    std::vector<value_type> fields_;
};

}  // namespace veeam::inline v0
