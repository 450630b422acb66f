#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/secret_headers.hpp>

namespace veeam::inline v0 {

/// Replaces every occurrence of a secret with `***`, in case a server echoes what it was sent: as it is, or any of its
/// characters encoded for a URL, a form, JSON or XML, with its white space folded, or cut off: its first twelve bytes
/// are hidden like the whole, and its first four at the end of the text or before `...`.
///
/// Secrets of fewer than four characters stay: hiding them would garble every text without hiding much.
///
/// @par Example
/// @code
/// std::string text = "no such user: hunter2";
/// veeam::redact(text, "hunter2");  // "no such user: ***"
/// @endcode
void redact(std::string& text, std::string_view secret);

/// The same error without any of the secrets in its texts.
///
/// @par Example
/// @code
/// veeam::error const why({.kind = veeam::error_kind::api, .message = "bad token abcdef"});
/// std::cout << veeam::redacted(why, {"abcdef"}) << '\n';  // "api: bad token ***"
/// @endcode
error redacted(error const& e, std::vector<std::string_view> const& secrets);

/// A request as text for people: the request line, the headers and the body, with `***` for what is secret, and for
/// what repeats it: the id of a session of Enterprise Manager is its token.
///
/// @par Example
/// @code
/// veeam::request r;
/// r.target = "/api/";
/// r.headers.set("Authorization", "Basic dXNlcjpwYXNz");
/// std::cout << veeam::printable(r);  // GET /api/ and a line "Authorization: ***"
/// @endcode
std::string printable(request const& r);

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/http/redact.ipp>
#endif
