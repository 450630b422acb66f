#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/http/message.hpp>

#include "faults.hpp"

namespace veeam::inline v0::simulation {

/// Query or form parameters, decoded, in order.
using parameters = std::vector<std::pair<std::string, std::string>>;

/// A request as the services see it.
struct call {
    std::string method{};
    std::string target{};                 ///< The bytes of the request line.
    std::vector<std::string> segments{};  ///< Of the path, decoded.
    parameters query{};
    veeam::headers headers{};
    std::string body{};
    bool ignore_offset{};              ///< A fault: every page is the first one.
    std::optional<fault_kind> fate{};  ///< A fault: what becomes of the work that it starts.

    /// `https://` and the host the client believes it talks to.
    std::string origin() const;
    /// The first parameter of that name, without regard to case.
    std::optional<std::string_view> parameter(std::string_view name) const;
    /// Whether the client asks for JSON, as Enterprise Manager decides it: anywhere in `Accept`.
    bool wants_json() const;
};

/// Fills `segments` and `query` from `target`; false where it is no valid target.
bool parse_target(call& into);

/// Parameters of a form body; nothing where it is no form.
std::optional<parameters> parse_form(std::string_view body);

/// The first parameter of that name, without regard to case.
std::optional<std::string_view> find(parameters const& all, std::string_view name);

/// A whole number of at least `minimum`; nothing for any other text.
std::optional<std::size_t> whole_number(std::string_view text, std::size_t minimum = 0);

/// Escapes everything but letters, digits and `-._~`.
std::string percent_encode(std::string_view text);

response text_reply(int status, std::string content_type, std::string body);
/// With the content type that Service Provider Console and Backup for Microsoft 365 document.
response json_reply(int status, std::string body);
response empty_reply(int status);

}  // namespace veeam::inline v0::simulation
