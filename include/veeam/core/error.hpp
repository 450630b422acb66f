#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace veeam::inline v0 {

/// What kind of failure an `error` reports.
enum class error_kind : std::uint8_t {
    invalid_request,  ///< The request cannot be sent as it is: a parameter is empty, out of range or contradictory.
    connect,          ///< No connection could be made.
    tls,              ///< The TLS handshake failed; the peer is not who it should be, or speaks no accepted version.
    network,          ///< The connection broke while a request was under way.
    timeout,          ///< A deadline or a time limit passed.
    cancelled,        ///< The caller asked to stop.
    http_status,      ///< The server answered with a status that is not a success and said nothing more.
    api,              ///< The server answered with its own error document; see `code()` and `message()`.
    decode,           ///< The answer is not a document of the expected shape; see `path()` and `offset()`.
    encode,           ///< A value cannot be written in the chosen format; see `path()`.
    media_type,       ///< The answer is in another format than was asked for, for example a proxy's HTML page.
    authentication,   ///< The server refused the credentials or the session.
    accepted,         ///< The server answered 202: the work goes on; use `start` where a long operation is expected.
};

/// Whether the server may have seen the request that failed.
enum class sent : std::uint8_t {
    no,     ///< It has not: repeating the request repeats nothing.
    maybe,  ///< It may have: repeating a request that is not idempotent may do the work twice.
};

/// The name of a kind, as `error` prints it, for example `http status`.
constexpr std::string_view to_text(error_kind kind) noexcept {
    switch (kind) {
        case error_kind::invalid_request: return "invalid request";
        case error_kind::connect: return "connect";
        case error_kind::tls: return "tls";
        case error_kind::network: return "network";
        case error_kind::timeout: return "timeout";
        case error_kind::cancelled: return "cancelled";
        case error_kind::http_status: return "http status";
        case error_kind::api: return "api";
        case error_kind::decode: return "decode";
        case error_kind::encode: return "encode";
        case error_kind::media_type: return "media type";
        case error_kind::authentication: return "authentication";
        case error_kind::accepted: return "accepted";
    }
    return "unknown";
}

/// Everything an `error` can say. Members that do not apply keep their defaults.
struct error_info {
    error_kind kind{};
    std::optional<sent> was_sent{};         ///< Not given: what the kind proves; see `error::was_sent`.
    int http_status{};                      ///< 0: there was no answer.
    std::string operation{};                ///< For example `GetJob`.
    std::string message{};                  ///< What went wrong, in our words or the server's.
    std::string code{};                     ///< The server's own error code.
    std::string path{};                     ///< Where in the document: `JobInfo.Includes[2].Name`.
    std::optional<std::uint64_t> offset{};  ///< Byte offset into the document.
    std::optional<std::chrono::milliseconds> retry_after{};  ///< The server's hint.
    std::string body{};                                      ///< The first `max_body` bytes of the answer.

    static constexpr std::size_t max_body = 4096;
};

/// Why an operation failed: one pointer to immutable data, so that copying it costs nothing.
///
/// Never holds a secret: no credentials, no tokens, no request bodies.
/// Thread safety: may be read from many threads.
///
/// @par Example
/// @code
/// veeam::error_info info;
/// info.kind = veeam::error_kind::timeout;
/// info.message = "no answer in 30 s";
/// veeam::error const why(info);
/// std::cout << why.in("GetJob") << '\n';  // GetJob: timeout: no answer in 30 s
/// @endcode
class error {
public:
    /// An error of kind `invalid_request` that says nothing.
    error() : error(error_info{}) {}
    /// Keeps the first `error_info::max_body` bytes of the body.
    explicit error(error_info info);

    // Moving is copying, so that a moved-from error still is one: `result` moves its error.
    error(error const&) noexcept = default;
    error& operator=(error const&) noexcept = default;

    error_kind kind() const noexcept { return info_->kind; }
    /// Where it was not said, only a request that could not be made, or a peer that could not be reached, proves `no`.
    sent was_sent() const noexcept {
        bool const impossible = info_->kind == error_kind::invalid_request || info_->kind == error_kind::encode ||
                                info_->kind == error_kind::connect || info_->kind == error_kind::tls;
        return info_->was_sent.value_or(impossible ? sent::no : sent::maybe);
    }
    int http_status() const noexcept { return info_->http_status; }
    std::string const& operation() const noexcept { return info_->operation; }
    std::string const& message() const noexcept { return info_->message; }
    std::string const& code() const noexcept { return info_->code; }
    std::string const& path() const noexcept { return info_->path; }
    std::optional<std::uint64_t> offset() const noexcept { return info_->offset; }
    std::optional<std::chrono::milliseconds> retry_after() const noexcept { return info_->retry_after; }
    std::string const& body() const noexcept { return info_->body; }
    error_info const& info() const noexcept { return *info_; }

    /// The same failure with the name of the operation that met it; keeps a name that is already there.
    error in(std::string_view operation) const;

    /// One line for a person: operation, kind, status, code, message, and where in the document.
    std::string text() const;

    friend std::ostream& operator<<(std::ostream& out, error const& e);

private:
    std::shared_ptr<error_info const> info_;
};

/// What `result<T>::value()` throws: an `error` as an exception; `what()` is its one-line text.
class api_error : public std::runtime_error {
public:
    explicit api_error(veeam::error e) : std::runtime_error(e.text()), error_(std::move(e)) {}
    veeam::error const& error() const noexcept { return error_; }

private:
    veeam::error error_;
};

namespace detail {

[[noreturn]] void throw_error(error const& why);

/// Says on stderr why there is no value, and aborts.
[[noreturn]] void no_value(error const& why) noexcept;

/// What `result::error()` gives where there is none.
error const& no_error() noexcept;

}  // namespace detail

}  // namespace veeam::inline v0

#ifndef VEEAM_COMPILED
#    include <veeam/core/error.ipp>
#endif
