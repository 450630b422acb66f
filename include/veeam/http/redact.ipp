#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/compiled.hpp>
#include <veeam/core/error.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/secret_headers.hpp>
#include <veeam/http/secret_texts.hpp>

namespace veeam::inline v0 {

namespace detail {

/// The ways in which a server may echo a secret: as it is, percent-encoded, form-encoded, as JSON, and on one line.
inline std::vector<std::string> spellings(std::string_view secret) {
    auto const encoded = [&](std::string_view digits, std::string_view space) {
        std::string out;
        for (char const c : secret) {
            auto const byte = static_cast<unsigned char>(c);
            bool const bare = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              std::string_view("-._~").find(c) != std::string_view::npos;
            if (bare) out += c;
            else if (c == ' ') out += space;
            else out.append("%").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        }
        return out;
    };
    constexpr std::string_view upper = "0123456789ABCDEF";
    constexpr std::string_view lower_case = "0123456789abcdef";
    auto const escaped = [&](std::string_view with_backslash) {
        std::string out;
        for (char const c : secret) {
            if (with_backslash.find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
        return out;
    };
    std::vector<std::string> out{std::string(secret), encoded(upper, "%20"),          encoded(lower_case, "%20"),
                                 encoded(upper, "+"), encoded(lower_case, "+"),       escaped("\"\\/"),
                                 escaped("\"\\"),     one_line(secret, secret.size())};
    return out;
}

}  // namespace detail

VEEAM_DEFINE void redact(std::string& text, std::string_view secret) {
    if (secret.size() < 4) return;
    for (std::string& spelling : detail::spellings(secret)) {
        if (spelling.size() < 4) continue;  // white space folds to next to nothing
        for (std::size_t at = text.find(spelling); at != std::string::npos; at = text.find(spelling, at + 3))
            text.replace(at, spelling.size(), "***");
        // Long texts are cut before they come here.
        for (std::size_t size = spelling.size() - 1; size >= 4 && size < spelling.size(); --size) {
            if (!text.ends_with(std::string_view(spelling).substr(0, size))) continue;
            text.replace(text.size() - size, size, "***");
            break;
        }
        wipe(spelling);
    }
}

VEEAM_DEFINE error redacted(error const& e, std::vector<std::string_view> const& secrets) {
    error_info info = e.info();
    for (std::string_view const secret : secrets)
        for (std::string* text : {&info.message, &info.code, &info.path, &info.body}) redact(*text, secret);
    auto const same = [&](auto member) { return info.*member == e.info().*member; };
    if (same(&error_info::message) && same(&error_info::code) && same(&error_info::path) && same(&error_info::body))
        return e;
    return error(std::move(info));
}

VEEAM_DEFINE std::string printable(request const& r) {
    std::string out(to_text(r.method));
    out.append(" ").append(r.target).append("\n");
    for (auto const& [name, value] : r.headers)
        out.append(name).append(": ").append(is_secret_header(name) ? "***" : value).append("\n");
    if (!r.body.empty()) out.append("\n").append(r.facts != nullptr && r.facts->secret_body ? "***" : r.body);
    for (secret const& one : detail::secret_texts(r.headers)) redact(out, one.reveal());
    return out;
}

}  // namespace veeam::inline v0
