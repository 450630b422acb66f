#include "message.hpp"

#include <charconv>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <veeam/core/open_enum.hpp>

namespace veeam::inline v0::simulation {

namespace {

/// Servers on .NET read `+` in a query as a space.
parameters decode(boost::urls::params_encoded_view encoded) {
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    parameters out;
    for (auto const param : encoded)
        out.emplace_back(param.key.decode(options), param.has_value ? param.value.decode(options) : std::string());
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = detail::lower(c);
    return out;
}

}  // namespace

std::string call::origin() const { return "https://" + std::string(headers.get("Host").value_or("localhost")); }

std::optional<std::string_view> call::parameter(std::string_view name) const { return find(query, name); }

bool call::wants_json() const {
    return lower(headers.get("Accept").value_or("")).find("application/json") != std::string::npos;
}

bool parse_target(call& into) {
    auto const url = boost::urls::parse_origin_form(into.target);
    if (!url) return false;
    for (auto const segment : url->encoded_segments())
        if (!segment.empty()) into.segments.push_back(segment.decode());
    into.query = decode(url->encoded_params());
    return true;
}

std::optional<parameters> parse_form(std::string_view body) {
    auto const encoded = boost::urls::parse_query(body);
    if (!encoded) return std::nullopt;
    return decode(*encoded);
}

std::optional<std::string_view> find(parameters const& all, std::string_view name) {
    for (auto const& [key, value] : all)
        if (detail::equal_ignoring_case(key, name)) return value;
    return std::nullopt;
}

std::optional<std::size_t> whole_number(std::string_view text, std::size_t minimum) {
    std::size_t value = 0;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value < minimum) return std::nullopt;
    return value;
}

std::string percent_encode(std::string_view text) { return boost::urls::encode(text, boost::urls::unreserved_chars); }

response text_reply(int status, std::string content_type, std::string body) {
    return {.status = status, .headers = {{"Content-Type", std::move(content_type)}}, .body = std::move(body)};
}

response json_reply(int status, std::string body) {
    return text_reply(status, "application/json; charset=utf-8", std::move(body));
}

response empty_reply(int status) { return {.status = status, .headers = {}, .body = {}}; }

}  // namespace veeam::inline v0::simulation
