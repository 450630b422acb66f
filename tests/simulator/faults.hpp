#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

/// What goes wrong with a request to the simulator.
enum class fault_kind : std::uint8_t {
    delay_headers,       ///< The answer starts after `delay`.
    delay_body,          ///< The headers come at once, the body in ten pieces spread over `delay`.
    reset_before,        ///< The request is not carried out; the connection is reset.
    reset_after,         ///< The request is carried out; the connection is reset instead of answering.
    truncate_body,       ///< Half of the body comes, then the connection is closed.
    wrong_length,        ///< `Content-Length` is `length_error` more (or, if negative, less) than the body.
    status,              ///< `status`, `headers` and `body` are the answer; the request is not carried out.
    html,                ///< A web page with `status`, as from a proxy; the request is not carried out.
    wrong_content_type,  ///< The right body under `content_type`.
    empty_body,          ///< The right status and content type without a body.
    depth_bomb,          ///< 200 with a document nested a hundred thousand levels deep.
    invalid_utf8,        ///< 200 with a document whose text is no UTF-8.
    huge_body,           ///< 200 with a document of `bytes` bytes.
    expire_sessions,     ///< Every logon session and access token has expired when the request arrives.
    revoke_tokens,       ///< Likewise, and every refresh token.
    ignore_offset,       ///< Lists answer with their first page, whatever page is asked for.
    run_async,           ///< Version 3 of Service Provider Console answers 202, and carries the request out later.
    fail_task,           ///< What the request starts fails: a task of Enterprise Manager, an action, the run of a job.
    cancel_task,         ///< Somebody stops what the request starts: an action, or the run of a job.
    warn_task,           ///< The run of a job that the request starts ends with warnings.
};

/// One thing that goes wrong, and with which requests.
struct fault {
    fault_kind kind{};
    std::string method{};  ///< Empty: any.
    std::string path{};    ///< How the target of the request begins, as sent: `/api/query?type=Job`. Empty: any.
    std::size_t skip{0};   ///< So many matching requests pass unharmed first.
    std::size_t every{1};  ///< Then every so manyth is hit.
    std::size_t count{1};  ///< So many are hit; 0: no end.
    std::chrono::milliseconds delay{0};
    int status{503};
    veeam::headers headers{};
    std::string body{};
    std::string content_type{};  ///< Empty: `text/plain`.
    std::int64_t length_error{10};
    std::size_t bytes{std::size_t(64) << 20};
};

}  // namespace veeam::inline v0

namespace veeam::inline v0::simulation {

std::string_view to_text(fault_kind kind) noexcept;
std::optional<fault_kind> parse_fault_kind(std::string_view text) noexcept;

/// Whether it leaves the answer alone and decides what becomes of the work that the request starts.
constexpr bool is_fate(fault_kind kind) noexcept { return kind >= fault_kind::run_async; }

constexpr bool is_reset(fault_kind kind) noexcept {
    return kind == fault_kind::reset_before || kind == fault_kind::reset_after;
}

/// The faults that are waiting for their requests, in the order they were asked for. Thread-safe.
class fault_list {
public:
    void add(fault what);
    void clear();
    /// The fault that hits this request: the first that matches and is due. Counts the request for each that matches.
    std::optional<fault> take(std::string_view method, std::string_view target);
    std::size_t size() const;

private:
    struct waiting {
        fault what;
        std::size_t seen{0};
        std::size_t hit{0};
    };
    mutable std::mutex mutex_;
    std::vector<waiting> waiting_;
};

}  // namespace veeam::inline v0::simulation
