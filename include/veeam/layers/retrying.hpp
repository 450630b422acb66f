#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/idempotent.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/retry_after.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/layers/clock.hpp>

namespace veeam::inline v0 {

/// When and how often a `retrying` layer sends a request again.
///
/// @par Example
/// @code
/// veeam::retry_options const options{.max_tries = 6, .may_repeat = [](veeam::request const& r) -> std::optional<bool>
/// {
///     if (r.facts != nullptr && r.facts->name == "StartJob") return false;  // not even if the spec allowed it
///     return std::nullopt;                                                  // as the spec says
/// }};
/// @endcode
struct retry_options {
    std::size_t max_tries{4};                                     ///< The first one included; 1 and 0: no repetition.
    std::chrono::milliseconds max_time{std::chrono::minutes(2)};  ///< No try begins later than this after the first.
    /// The longest wait before the second try; it doubles with each further one, up to `max_delay`. The real wait is
    /// drawn between zero and that.
    std::chrono::milliseconds first_delay{500};
    std::chrono::milliseconds max_delay{std::chrono::seconds(20)};
    /// A server that asks for a longer wait gets no further try: its answer is the outcome, with the hint.
    std::chrono::milliseconds max_retry_after{std::chrono::minutes(1)};
    /// Statuses after which an idempotent request is sent again; 520 is any fault of Service Provider Console.
    std::vector<int> statuses{408, 502, 503, 504, 520};
    /// Statuses which say that the request was not carried out, so that every request may be sent again.
    std::vector<int> refusals{429};
    /// Decides in place of the spec whether a request may be carried out twice; none: as the spec says. Null: likewise.
    std::function<std::optional<bool>(request const&)> may_repeat{};
};

namespace detail {

/// The wait in seconds that the error document of Service Provider Console asks for, in a member `retryAfter`. By its
/// name, where `from_response` goes by the operation's error document: a layer has no codec, and a raw request no
/// operation.
inline std::optional<std::chrono::milliseconds> retry_after_in(std::string_view body) noexcept {
    constexpr std::string_view name = "\"retryAfter\"";
    std::size_t const at = body.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    auto const skip_blanks = [&] { body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size())); };
    body.remove_prefix(at + name.size());
    skip_blanks();
    if (!body.starts_with(':')) return std::nullopt;
    body.remove_prefix(1);
    skip_blanks();
    constexpr std::uint64_t longest = 100'000'000'000;  // beyond any sensible wait, and far from overflow
    std::uint64_t seconds = 0;
    auto const problem = std::from_chars(body.data(), body.data() + body.size(), seconds).ec;
    if (problem == std::errc::invalid_argument) return std::nullopt;
    if (problem == std::errc::result_out_of_range) seconds = longest;
    return std::chrono::milliseconds(std::chrono::seconds(std::min(seconds, longest)));
}

/// A copy of a request; what it holds of credentials goes with it.
struct request_copy {
    explicit request_copy(request const& r) : value(r) {}
    request_copy(request_copy const&) = delete;
    request_copy& operator=(request_copy const&) = delete;
    ~request_copy() {
        for (std::string_view const name : secret_headers) value.headers.wipe(name);
        if (value.facts != nullptr && value.facts->secret_body) wipe(value.body);
    }

    request value;
};

/// Passes a download on, and remembers that it could not begin again.
class restarted_sink final : public body_sink {
public:
    explicit restarted_sink(body_sink* to) : to_(to) {}
    std::optional<error> begin(int status, headers const& of_answer) override {
        auto problem = to_->begin(status, of_answer);
        refused_ = problem.has_value();
        return problem;
    }
    std::optional<error> write(std::string_view piece) override { return to_->write(piece); }
    std::optional<error> end() override { return to_->end(); }
    bool refused() const noexcept { return refused_; }

private:
    body_sink* to_;
    bool refused_{};
};

}  // namespace detail

/// A transport that sends a request again after a failure that may pass.
///
/// - Where the failure proves that the server has not seen the request, or its status says that it did not carry it out
///   (429), every request is sent again; else only one that is idempotent by its spec, by its method if there is no
///   spec, or by `retry_options::may_repeat`.
/// - The failures: no connection, a broken one, a time limit of the transport, and the statuses of the options. A
///   certificate that is refused stays so, and is reported at once.
/// - The wait is random ("full jitter") and grows; `Retry-After` in both forms, and the error document of Service
///   Provider Console, lengthen it. A wait that would end after the deadline of the request or the budget is not begun.
/// - A streamed upload that cannot be rewound, and a download that cannot begin again, are not repeated.
///
/// The outcome is that of the last try: a status is an answer. An error says how many tries there were, and `was_sent`
/// counts all of them. A stop that is requested during a wait ends it, with an error of kind `cancelled`.
///
/// The transport must outlive the layer. Without trouble it costs no allocation. Thread safety: as the transport and
/// the clock.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// wire.then(veeam::json_response(503, "{}")).then(veeam::json_response(200, "{}"));
/// veeam::retrying patient{wire, {.first_delay = std::chrono::milliseconds(1)}};
/// std::cout << patient.send({.target = "/api/"})->status << '\n';  // 200
/// @endcode
template <class Inner, layer_clock Clock = real_clock>
class retrying {
    static_assert(detail::require_transport<Inner>());

public:
    static constexpr bool streams_bodies = streaming_transport<Inner>;

    explicit retrying(Inner& inner, retry_options options = {}, Clock clock = {})
        : inner_(&inner), options_(std::move(options)), clock_(std::move(clock)) {}

    result<response> send(request const& r) {
        if (auto problem = unsupported_stream(*inner_, r)) return *std::move(problem);
        auto const start = clock_.now();
        auto outcome = inner_->send(r);
        if (outcome && outcome->status < 400) return outcome;
        return may_try_again(r, outcome) ? try_again(r, start, std::move(outcome)) : outcome;
    }

private:
    using time_point = std::chrono::steady_clock::time_point;

    static bool holds(std::vector<int> const& statuses, int status) noexcept {
        return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
    }

    bool is_repeatable(request const& r) const {
        std::optional<bool> said;
        if (options_.may_repeat) said = options_.may_repeat(r);
        return said.value_or(is_idempotent(r));
    }

    bool may_try_again(request const& r, result<response> const& outcome) const {
        if (outcome) {
            if (holds(options_.refusals, outcome->status)) return true;
            return holds(options_.statuses, outcome->status) && is_repeatable(r);
        }
        error const& e = outcome.error();
        bool const may_pass =
            e.kind() == error_kind::connect || e.kind() == error_kind::network || e.kind() == error_kind::timeout;
        return may_pass && (e.was_sent() == sent::no || is_repeatable(r));
    }

    /// How long to wait before the next try; none: longer than this layer waits.
    std::optional<std::chrono::milliseconds> delay(std::size_t tries, result<response> const& outcome) {
        auto most = std::min(options_.first_delay, options_.max_delay);
        for (std::size_t i = 1; i < tries && most < options_.max_delay; ++i)
            most = std::min(most * 2, options_.max_delay);
        std::optional<std::chrono::milliseconds> asked;
        if (outcome) {
            asked = retry_after(outcome->headers, std::chrono::system_clock::now());
            if (!asked && outcome->status == 429) asked = detail::retry_after_in(outcome->body);
        }
        if (asked && *asked > options_.max_retry_after) return std::nullopt;
        // Behind a wait that the server asked for comes a short random one, so that not everybody is back at once.
        auto const drawn = std::chrono::duration<double, std::milli>(asked ? options_.first_delay : most) * random();
        return asked.value_or(std::chrono::milliseconds(0)) +
               std::chrono::duration_cast<std::chrono::milliseconds>(drawn);
    }
    double random() { return static_cast<double>(clock_.random()); }

    result<response> try_again(request const& r, time_point start, result<response> outcome) {
        detail::request_copy again(r);
        detail::restarted_sink sink(r.download);
        if (r.download != nullptr) again.value.download = &sink;
        sent seen = sent::no;
        std::size_t tries = 1;
        for (; tries < options_.max_tries && may_try_again(r, outcome); ++tries) {
            if (outcome || outcome.error().was_sent() == sent::maybe) seen = sent::maybe;
            if (r.upload != nullptr && r.upload->rewind()) break;
            auto const wait = delay(tries, outcome);
            if (!wait) break;
            auto const next = clock_.now() + *wait;
            if (next > start + options_.max_time || (r.deadline && next >= *r.deadline)) break;
            clock_.sleep(*wait, r.stop);
            if (r.stop.stop_requested()) return stopped(r, seen, outcome);
            ++again.value.attempt;
            auto newer = inner_->send(again.value);
            if (sink.refused()) break;
            outcome = std::move(newer);
        }
        if (!outcome && tries > 1) return after(tries, seen, outcome.error());
        return outcome;
    }

    static error stopped(request const& r, sent seen, result<response> const& outcome) {
        std::string const why = outcome ? "status " + std::to_string(outcome->status) : outcome.error().text();
        return error({.kind = error_kind::cancelled,
                      .was_sent = seen,
                      .operation = std::string(detail::operation_name(r)),
                      .message = "stopped while it waited to try again after " + why});
    }

    static error after(std::size_t tries, sent seen, error const& last) {
        error_info info = last.info();
        info.message.append(info.message.empty() ? "" : " ").append("(" + std::to_string(tries) + " tries)");
        info.was_sent = seen == sent::maybe ? seen : last.was_sent();
        return error(std::move(info));
    }

    Inner* inner_;
    retry_options options_;
    [[no_unique_address]] Clock clock_;
};

template <class Inner>
retrying(Inner&) -> retrying<Inner>;
template <class Inner>
retrying(Inner&, retry_options) -> retrying<Inner>;
template <class Inner, class Clock>
retrying(Inner&, retry_options, Clock) -> retrying<Inner, Clock>;

}  // namespace veeam::inline v0
