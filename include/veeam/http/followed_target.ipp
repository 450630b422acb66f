#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/compiled.hpp>
#include <veeam/core/open_enum.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/followed_target.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/validate.hpp>

namespace veeam::inline v0 {

namespace detail {

/// Whether a text has a part `.` or `..` between slashes or backslashes. Servers differ in what they take for a slash.
inline bool has_dot_part(std::string_view text) noexcept {
    for (;;) {
        std::size_t const end = text.find_first_of("/\\");
        std::string_view const part = text.substr(0, end);
        if (part == "." || part == "..") return true;
        if (end == text.npos) return false;
        text.remove_prefix(end + 1);
    }
}

/// Whether a path has a `.` or `..` segment or a backslash, bare or percent-encoded.
inline bool has_dot_segment(std::string_view path) {
    std::string plain;
    while (!path.empty()) {
        char c = path.front();
        if (path.size() >= 3 && c == '%') {
            char const low = lower(path[2]);
            if (path[1] == '2' && low == 'e') c = '.';
            if (path[1] == '2' && low == 'f') c = '/';
            if (path[1] == '5' && low == 'c') c = '\\';
        }
        path.remove_prefix(c == path.front() ? 1 : 3);
        plain.push_back(c);
    }
    return plain.find('\\') != plain.npos || has_dot_part(plain);
}

}  // namespace detail

VEEAM_DEFINE result<std::string> followed_target(std::string_view href, std::string_view base_path) {
    auto const refused = [&](std::string_view why) {
        return error(
            {.kind = error_kind::decode,
             .was_sent = sent::maybe,
             .message = "a link of the server cannot be followed, " + std::string(why) + ": " + one_line(href, 300)});
    };
    std::string_view target = href.substr(0, href.find('#'));
    std::size_t const scheme = target.find("://");
    if (scheme != std::string_view::npos && scheme < target.find_first_of("/?")) target.remove_prefix(scheme + 1);
    if (target.starts_with("//")) {
        std::size_t const path = target.find_first_of("/?", 2);
        target = path == std::string_view::npos ? std::string_view{} : target.substr(path);
    }
    if (!target.starts_with('/')) return refused("it has no path");
    if (!detail::is_origin_form(target)) return refused("it is not percent-encoded");
    std::string_view const path = target.substr(0, target.find('?'));
    if (detail::has_dot_segment(path)) return refused("its path is not in its plain form");
    std::string_view const under = path.substr(0, base_path.size());
    bool const inside = detail::equal_ignoring_case(under, base_path) &&
                        (path.size() == base_path.size() || base_path.empty() || path[base_path.size()] == '/');
    if (!inside) return refused("it leads out of " + std::string(base_path));
    return std::string(target);
}

}  // namespace veeam::inline v0
