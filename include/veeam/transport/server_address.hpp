#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/one_line.hpp>

namespace veeam::inline v0 {

/// Where a server is: the parts of `https://em.example.com:9398`.
struct server_address {
    bool tls{};
    std::string host{};  ///< Of an IPv6 address without the brackets.
    std::uint16_t port{};

    /// Reads `http://` or `https://`, a host and perhaps a port; a slash may follow, a path may not.
    ///
    /// Errors: `invalid_request`, with the part that is wrong. The text shows nothing of an address with a user name,
    /// in case a password stands beside it.
    ///
    /// @par Example
    /// @code
    /// auto const where = veeam::server_address::parse("https://[::1]:9398");
    /// std::cout << where->host << ' ' << where->port << '\n';  // ::1 9398
    /// @endcode
    static result<server_address> parse(std::string_view url) {
        if (url.find('@') != std::string_view::npos) return refused("it holds a user name");
        std::size_t const scheme_end = url.find("://");
        if (scheme_end == std::string_view::npos) return refused("it does not begin with https://");
        server_address out;
        std::string_view const scheme = url.substr(0, scheme_end);
        if (detail::equal_ignoring_case(scheme, "https")) out.tls = true;
        else if (!detail::equal_ignoring_case(scheme, "http")) return refused("it does not begin with https://");
        out.port = out.tls ? 443 : 80;
        std::string_view rest = url.substr(scheme_end + 3);
        if (rest.ends_with('/')) rest.remove_suffix(1);
        if (std::size_t const path = rest.find_first_of("/?#"); path != std::string_view::npos)
            return refused("there is something behind the port:", rest.substr(path));
        std::size_t const end = rest.starts_with('[') ? rest.find(']') : rest.find(':');
        std::string_view const host = rest.substr(0, end);
        bool const is_v6 = rest.starts_with('[');
        if (is_v6 && end == std::string_view::npos) return refused("a bracket is open:", rest);
        out.host = is_v6 ? host.substr(1) : host;
        if (out.host.empty()) return refused("it names no host");
        if (is_v6 ? out.host.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos
                  : !std::all_of(out.host.begin(), out.host.end(), is_host_character))
            return refused("this is not the name of a host:", out.host);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (is_v6 ? 1 : 0));
        if (rest.empty()) return out;
        std::string_view const port = rest.substr(1);
        char const* const last = port.data() + port.size();
        auto const [stop, problem] = std::from_chars(port.data(), last, out.port);
        if (rest.front() != ':' || problem != std::errc() || stop != last || out.port == 0)
            return refused("this is not a port:", rest.front() == ':' ? port : rest);
        return out;
    }

    /// Host and port for people: `em.example.com:9398`, `[::1]:9398`.
    std::string text() const {
        bool const is_v6 = host.find(':') != std::string::npos;
        return (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
    }

private:
    static error refused(std::string why, std::string_view part = {}) {
        if (!part.empty()) why += " \"" + one_line(part, 100) + "\"";
        return error({.kind = error_kind::invalid_request,
                      .message = "the address of the server must be like https://host:9398; " + why});
    }
    static constexpr bool is_host_character(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_';
    }
};

}  // namespace veeam::inline v0
