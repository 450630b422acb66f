#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/compiled.hpp>
#include <veeam/core/error.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/http/echo.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/secret_headers.hpp>
#include <veeam/http/secret_texts.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE void redact(std::string& text, std::string_view secret) {
    while (!secret.empty() && detail::is_blank_character(secret.front())) secret.remove_prefix(1);
    while (!secret.empty() && detail::is_blank_character(secret.back())) secret.remove_suffix(1);
    if (secret.size() < 4) return;
    char const starts[]{secret.front(), '%', '\\', '&'};
    constexpr std::string_view hidden = "***";
    for (std::size_t at = 0;;) {
        at = text.find_first_of(starts, at, sizeof starts);
        if (at == std::string::npos) return;
        std::size_t const size = detail::echoed(std::string_view(text).substr(at), secret);
        if (size == 0) {
            ++at;
            continue;
        }
        text.replace(at, size, hidden);
        at += hidden.size();
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
