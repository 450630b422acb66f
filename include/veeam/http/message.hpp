#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

enum class http_method : std::uint8_t { get, post, put, patch, delete_ };

/// The method as it stands on the request line.
constexpr std::string_view to_text(http_method m) noexcept {
    switch (m) {
        case http_method::get: return "GET";
        case http_method::post: return "POST";
        case http_method::put: return "PUT";
        case http_method::patch: return "PATCH";
        case http_method::delete_: return "DELETE";
    }
    return "GET";
}

/// What is known of an API as a whole.
struct api_facts {
    std::string_view name{};       ///< `Veeam Backup Enterprise Manager`
    std::string_view base_path{};  ///< `/api`; every path of the API follows it
    std::uint16_t default_port{};
};

/// How the body of a request is written.
enum class body_format : std::uint8_t { none, document, form };

/// What layers must know of an operation, since they cannot guess it from the request.
struct operation_facts {
    std::string_view name{};  ///< `GetJob`
    http_method method{http_method::get};
    std::string_view path{};  ///< `/jobs/{ID}`, below `api->base_path`
    std::string_view page{};  ///< Documentation page.
    api_facts const* api{};
    bool idempotent{};                   ///< Repeating it does nothing twice.
    bool anonymous{};                    ///< Sent without a session, for example a logon.
    std::string_view idempotency_key{};  ///< Header that makes a repeat safe.
    body_format body{body_format::none};
    bool secret_body{};    ///< The request body or the answer holds credentials or tokens.
    bool binary_answer{};  ///< The answer is a file, given as it is.
};

class body_source;
class body_sink;

/// One HTTP request, ready for a transport.
///
/// `target` is in origin form and percent-encoded; a transport must send it byte for byte. `upload` and `download` are
/// for bodies too large for memory (<veeam/http/streams.hpp>); they must live until the answer, and need a
/// `streaming_transport`.
struct request {
    http_method method{http_method::get};
    std::string target{};
    veeam::headers headers{};
    std::string body{};
    std::optional<std::chrono::steady_clock::time_point> deadline{};  ///< None: the transport's own time limits.
    std::stop_token stop{};                                           ///< Asks the transport to give up.
    operation_facts const* facts{};                                   ///< Null for a request that no spec describes.
    body_source* upload{};                                            ///< In place of `body`, which is empty then.
    body_sink* download{};  ///< Gets the body of a success; then that of the response is empty.
    unsigned attempt{1};    ///< 2 and more: somebody sends it again. Not on the wire; for logs.
};

namespace detail {

/// The operation of a request, for errors and logs; empty: no spec describes it.
constexpr std::string_view operation_name(request const& r) noexcept {
    return r.facts != nullptr ? r.facts->name : std::string_view{};
}

}  // namespace detail

/// One HTTP answer.
struct response {
    int status{};
    veeam::headers headers{};
    std::string body{};
};

}  // namespace veeam::inline v0
