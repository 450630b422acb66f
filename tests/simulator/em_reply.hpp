#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/core/result.hpp>

#include "identities.hpp"
#include "message.hpp"

namespace veeam::inline v0::simulation {

/// The body and headers around a document that was written, or failed to be written, in the client's format.
response enterprise_manager_reply(call const& from, int status, result<std::string> const& document);

/// Answers with a document in the format the client asked for.
template <class T>
response document_reply(call const& from, int status, T const& document) {
    return enterprise_manager_reply(from, status, from.wants_json() ? json::write(document) : xml::write(document));
}

/// Answers with an error document.
response error_reply(call const& from, int status, std::string_view message);

/// The session that the request carries, in its cookie or else in its header; nothing if there is none or it has ended.
std::optional<logon_sessions::session> session_of(call const& from, logon_sessions& sessions);

/// The answer to a request without a session.
response unauthorized(call const& from);

}  // namespace veeam::inline v0::simulation
