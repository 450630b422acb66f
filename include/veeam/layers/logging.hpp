#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/content_length.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/secret_texts.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/layers/clock.hpp>

namespace veeam::inline v0 {

/// The header fields whose values a log may show.
///
/// Longer lists are up to the user; what `is_secret_header` names is not shown even then.
inline std::vector<std::string> const& default_logged_headers() {
    static std::vector<std::string> const names{
        "Accept", "Accept-Encoding",  "Content-Encoding", "Content-Length", "Content-Type",     "Date",
        "Host",   "Retry-After",      "Server",           "User-Agent",     "X-Client-Version", "X-Request-Id",
        "Age",    "Transfer-Encoding"};
    return names;
}

/// The header fields of a request or an answer as a log sees them: every name, and the values of the allow list.
///
/// A view; it lives as long as the record it is in.
///
/// @par Example
/// @code
/// auto const print = [](veeam::logged_headers const& headers) {
///     for (auto const& [name, value] : headers) std::cout << name << ": " << value.value_or("***") << '\n';
/// };
/// @endcode
class logged_headers {
public:
    /// A field; without a value where that is not to be seen.
    struct value_type {
        std::string_view name{};
        std::optional<std::string_view> value{};
    };

    class iterator {
    public:
        using value_type = logged_headers::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(logged_headers const& of, std::size_t index) noexcept : of_(&of), index_(index) {}
        value_type operator*() const {
            auto const& [name, value] = *(of_->all_->begin() + static_cast<std::ptrdiff_t>(index_));
            return {name, of_->shows(name, value) ? std::optional<std::string_view>(value) : std::nullopt};
        }
        iterator& operator++() noexcept {
            ++index_;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator const before = *this;
            ++index_;
            return before;
        }
        bool operator==(iterator const&) const noexcept = default;

    private:
        logged_headers const* of_{};
        std::size_t index_{};
    };

    /// Hides as well what a server has copied from the credentials of the request `of`.
    logged_headers(headers const& all, std::vector<std::string> const& allowed, request const* of = nullptr) noexcept
        : all_(&all), allowed_(&allowed), of_(of) {}

    iterator begin() const noexcept { return iterator(*this, 0); }
    iterator end() const noexcept { return iterator(*this, all_->size()); }
    std::size_t size() const noexcept { return all_->size(); }

private:
    bool shows(std::string_view name, std::string_view value) const {
        if (is_secret_header(name)) return false;
        bool const is_allowed = std::any_of(allowed_->begin(), allowed_->end(), [&](std::string const& one) {
            return detail::equal_ignoring_case(one, name);
        });
        return is_allowed && (of_ == nullptr || all_ == &of_->headers || !repeats_credentials(value));
    }

    bool repeats_credentials(std::string_view value) const {
        // A request with a password in it is followed by few headers that anybody misses.
        if (of_->facts != nullptr && of_->facts->secret_body) return true;
        for (auto const& [name, credentials] : of_->headers) {
            if (!is_secret_header(name)) continue;
            std::string_view secret = credentials;
            if (secret.starts_with("Basic ")) return true;
            if (std::size_t const space = secret.find(' '); space != std::string_view::npos)
                secret.remove_prefix(space + 1);
            // Every spelling begins like the secret, or has one of these characters.
            bool const may_be_there = value.find(secret.substr(0, 4)) != std::string_view::npos ||
                                      value.find_first_of("%\\+") != std::string_view::npos;
            if (!may_be_there) continue;
            std::string text(value);
            redact(text, secret);
            if (text != value) return true;
        }
        return false;
    }

    headers const* all_;
    std::vector<std::string> const* allowed_;
    request const* of_;
};

/// One sending of one request, as a log may show it: names, sizes, status and time, no values and no bodies.
///
/// What it points to lives until the sink returns.
struct log_record {
    std::string_view operation{};  ///< `GetJob`; empty for a request that no spec describes.
    http_method method{};
    /// `/jobs/{ID}`, as documented; the path without the query where no spec describes the request, or `***` if it
    /// repeats the credentials.
    std::string_view path{};
    unsigned attempt{1};  ///< 2 and more: a layer above, or the client, sent it again.
    logged_headers request_headers;
    std::optional<std::uint64_t> request_size{};   ///< Bytes of the body; none: not known before it was sent.
    int status{};                                  ///< 0: there was no complete answer.
    logged_headers response_headers;               ///< Empty without an answer.
    std::optional<std::uint64_t> response_size{};  ///< Bytes of the body, or what the server announced for a download.
    std::optional<error_kind> failure{};           ///< Why there is no answer.
    std::optional<sent> was_sent{};                ///< With `failure`: whether the server may have seen the request.
    /// With `failure`: what the transport says, without the credentials of the request. Empty where its body is secret.
    std::string_view message{};
    std::chrono::system_clock::time_point started{};
    std::chrono::steady_clock::duration took{};
};

/// A record as one line: `GetJob: GET /jobs/{ID}: 200, 0 B out, 1312 B in, 12 ms`.
///
/// @par Example
/// @code
/// auto const print = [](veeam::log_record const& record) { std::clog << veeam::to_text(record) << '\n'; };
/// @endcode
inline std::string to_text(log_record const& record) {
    std::string out;
    if (!record.operation.empty()) out.append(record.operation).append(": ");
    out.append(to_text(record.method)).append(" ").append(record.path).append(": ");
    if (record.failure) {
        out.append(to_text(*record.failure));
        if (!record.message.empty()) out.append(" (").append(record.message).append(")");
        out.append(record.was_sent == sent::no ? ", nothing sent" : "");
    } else {
        out.append(std::to_string(record.status));
    }
    auto const add_size = [&](std::optional<std::uint64_t> size, std::string_view where) {
        if (size) out.append(", ").append(std::to_string(*size)).append(" B ").append(where);
    };
    add_size(record.request_size, "out");
    if (!record.failure) add_size(record.response_size, "in");
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(record.took);
    out.append(", ").append(std::to_string(took.count())).append(" ms");
    if (record.attempt > 1) out.append(", attempt ").append(std::to_string(record.attempt));
    return out;
}

namespace detail {

inline std::optional<std::uint64_t> announced_size(headers const& of) noexcept {
    auto const text = of.get("Content-Length");
    return text ? parse_content_length(*text) : std::nullopt;
}

}  // namespace detail

/// A transport that tells a function about every request it passes on: `void(log_record const&)`.
///
/// Nothing is logged before the answer is there. Below a `retrying` layer it sees each try, above it each request once.
/// The sink is called by the thread that sent the request, and must not throw: an exception would take the place of
/// the answer. No record holds credentials, values of parameters or bodies; header values only by the allow list.
///
/// The transport must outlive the layer. It costs no allocation but the sink's, unless a request fails. Thread safety:
/// as the transport, the sink and the clock.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// wire.then(veeam::json_response(200, "{}"));
/// veeam::logging logged{wire, [](veeam::log_record const& record) { std::clog << veeam::to_text(record) << '\n'; }};
/// logged.send({.target = "/api/jobs?filter=x"});  // GET /api/jobs: 200, 0 B out, 2 B in, 0 ms
/// @endcode
template <class Inner, class Sink, layer_clock Clock = real_clock>
class logging {
    static_assert(detail::require_transport<Inner>());

public:
    static constexpr bool streams_bodies = streaming_transport<Inner>;

    explicit logging(Inner& inner, Sink sink, std::vector<std::string> allowed_headers = default_logged_headers(),
                     Clock clock = {})
        : inner_(&inner), sink_(std::move(sink)), allowed_(std::move(allowed_headers)), clock_(std::move(clock)) {}

    result<response> send(request const& r) {
        if (auto problem = unsupported_stream(*inner_, r)) return *std::move(problem);
        auto const started = std::chrono::system_clock::now();
        auto const start = clock_.now();
        auto outcome = inner_->send(r);
        auto const took = clock_.now() - start;
        headers const none;
        log_record record{.operation = detail::operation_name(r),
                          .method = r.method,
                          .path = path_of(r),
                          .attempt = r.attempt,
                          .request_headers = {r.headers, allowed_, &r},
                          .request_size = r.upload != nullptr ? r.upload->size() : r.body.size(),
                          .response_headers = {outcome ? outcome->headers : none, allowed_, &r},
                          .started = started,
                          .took = took};
        if (outcome) tell_answer(record, r, *outcome);
        else tell_failure(record, r, outcome.error());
        return outcome;
    }

private:
    static std::string_view path_of(request const& r) {
        if (r.facts != nullptr) return r.facts->path;
        std::string_view const path = std::string_view(r.target).substr(0, r.target.find('?'));
        // The address of a session of Enterprise Manager is as good as its token.
        for (secret const& one : detail::secret_texts(r.headers))
            if (one.reveal().size() >= 4 && path.find(one.reveal()) != std::string_view::npos) return "***";
        return path;
    }

    void tell_answer(log_record& record, request const& r, response const& answer) {
        record.status = answer.status;
        bool const streamed = r.download != nullptr && answer.status >= 200 && answer.status < 300;
        record.response_size = streamed ? detail::announced_size(answer.headers) : answer.body.size();
        sink_(std::as_const(record));
    }

    void tell_failure(log_record& record, request const& r, error const& e) {
        record.failure = e.kind();
        record.was_sent = e.was_sent();
        std::string message;
        if (r.facts == nullptr || !r.facts->secret_body) {
            auto const secrets = detail::secret_texts(r.headers);
            message = redacted(e, detail::revealed(secrets)).message();
        }
        record.message = message;
        sink_(std::as_const(record));
    }

    Inner* inner_;
    Sink sink_;
    std::vector<std::string> allowed_;
    [[no_unique_address]] Clock clock_;
};

template <class Inner, class Sink>
logging(Inner&, Sink) -> logging<Inner, Sink>;
template <class Inner, class Sink>
logging(Inner&, Sink, std::vector<std::string>) -> logging<Inner, Sink>;
template <class Inner, class Sink, class Clock>
logging(Inner&, Sink, std::vector<std::string>, Clock) -> logging<Inner, Sink, Clock>;

}  // namespace veeam::inline v0
