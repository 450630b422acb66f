#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace veeam::inline v0 {

/// A free-form member: one JSON value as text, kept as received.
///
/// A decoded one is always valid JSON; one made here is checked when it is written.
/// With `<veeam/codec/nlohmann.hpp>` it converts to and from `nlohmann::json`.
///
/// @par Example
/// @code
/// veeam::json_text const any{R"({"a":[1,2]})"};
/// std::cout << any << ' ' << veeam::json_text() << '\n';  // {"a":[1,2]} null
/// @endcode
class json_text {
public:
    json_text() = default;
    explicit json_text(std::string text) : text_(std::move(text)) {}

    std::string_view text() const noexcept { return text_; }

    friend bool operator==(json_text const&, json_text const&) = default;
    friend std::ostream& operator<<(std::ostream& out, json_text const& j) { return out << j.text_; }

private:
    std::string text_{"null"};
};

}  // namespace veeam::inline v0
