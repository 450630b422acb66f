#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <veeam/client/step.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/deadline.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/to_request.hpp>

namespace veeam::inline v0 {

/// What became of a long operation. `cancelled` is not what the caller's stop leads to: the server says that somebody
/// stopped it. `unknown` is none of the others: it may still be running, or have ended well.
enum class long_outcome : std::uint8_t { succeeded, failed, cancelled, unknown };

/// The word for an outcome, for example `failed`.
constexpr std::string_view to_text(long_outcome outcome) noexcept {
    switch (outcome) {
        case long_outcome::succeeded: return "succeeded";
        case long_outcome::failed: return "failed";
        case long_outcome::cancelled: return "cancelled";
        case long_outcome::unknown: break;
    }
    return "unknown";
}

/// What is known at the end of waiting for a long operation.
///
/// @par Example
/// @code
/// auto const show = []<class State>(veeam::conclusion<State> const& end) {
///     if (end) return std::string("done");
///     // for example "unknown: timeout: the deadline passed"
///     return std::string(to_text(end.outcome)) + ": " + end.why->text();
/// };
/// @endcode
template <class State>
struct conclusion {
    long_outcome outcome{long_outcome::unknown};
    std::optional<State> state{};  ///< What the server said last, if it said anything.
    std::optional<error> why{};    ///< Set unless it succeeded.

    explicit operator bool() const noexcept { return outcome == long_outcome::succeeded; }
    /// The last state of an operation that succeeded; else throws `api_error`.
    State const& value() const {
        if (outcome != long_outcome::succeeded) throw api_error(why ? *why : error());
        return *state;
    }
};

/// How an operation ended, by what the server says of it.
struct ending {
    long_outcome outcome{};
    std::optional<error> why{};  ///< Set unless it succeeded.
};

/// Which logon session something belongs to. Keeps no session alive.
///
/// @par Example
/// @code
/// auto const session = std::make_shared<int const>(1);
/// veeam::session_mark const mark(session);
/// std::cout << mark.contradicts(std::make_shared<int const>(1)) << '\n';  // 1: that is another one
/// @endcode
class session_mark {
public:
    /// Of no known session.
    session_mark() = default;
    explicit session_mark(std::shared_ptr<void const> const& session) : of_(session), known_(session != nullptr) {}

    /// Whether `session` is certainly not the one it belongs to.
    bool contradicts(std::shared_ptr<void const> const& session) const noexcept {
        if (!known_ || session == nullptr) return false;
        return of_.owner_before(session) || session.owner_before(of_);
    }

private:
    std::weak_ptr<void const> of_{};
    bool known_{};
};

/// How operations of one kind begin; specialised by the product's header for its kind, for example in
/// <veeam/client/em_task.hpp>.
///
/// What a specialisation `R` needs:
/// 1. `R::handle` is what `client::start` gives: a `long_operation_handle`.
/// 2. `R::begun(op, answer, codec, session)` is the handle that is in the answer to `op`, or an error.
/// 3. Where the answer does not say enough: `R::before(op)` gives an operation that is sent first. Then it is
///    `R::begun(op, found, answer, codec, session)`, with what that one answered. Optionally `R::refuse(op, found)` is
///    the `std::optional` error that says why nothing is started.
template <long_operation_kind Kind, operation Op>
struct long_operation_rules {
    static_assert(Kind == long_operation_kind::none,
                  "start needs the header of the product's long operations: <veeam/client/em_task.hpp>, "
                  "<veeam/client/vspc_async_action.hpp> or <veeam/client/vb365_session.hpp>");
};

/// What says which long operation is meant, for example `em_task`.
///
/// Its `rules`, here `R`, tell how it is followed:
/// 1. `R::state` is what the server says of it.
/// 2. `R::ask(handle)` gives the operation that asks for the state.
/// 3. `R::judge(state)` tells how it ended; none: it goes on.
/// 4. `R::is_lost(handle, session)` tells that answers in this session are not about the operation.
/// 5. Optionally `R::cancel(handle)` gives the operation that stops it.
/// 6. Where the answer is no state, or may be about another operation: `R::find(handle, answer)` is the `std::optional`
///    state in it, or a `result` of that.
/// 7. Where it may have ended before anybody asks: `R::known(handle)` points to its last state, or is null.
/// 8. Where what it made is asked for by itself: `R::report(handle)` gives the operation that does so; it is sent after
///    an end for which `R::has_report(state)` holds. `R::with_report(state, answer, codec)` is the state with what the
///    `response` says, or the error of a look that is worth repeating; `R::without_report(state, why)` is that without.
///    `R::judge` is asked again.
/// 9. Where a state holds an error: `R::redact(state, secrets)` takes the secrets out of it.
template <class H>
concept long_operation_handle =
    std::copyable<H> && requires(H const& handle, std::shared_ptr<void const> const& session) {
        typename H::rules::state;
        { H::rules::ask(handle) } -> operation;
        { H::rules::is_lost(handle, session) } -> std::same_as<bool>;
        requires requires(typename H::rules::state const& state) {
            { H::rules::judge(state) } -> std::same_as<std::optional<ending>>;
        };
    };

namespace detail {

/// Whether an answer with this status says nothing about the next one.
constexpr bool is_passing(int status) noexcept { return status == 408 || status == 429 || status >= 500; }

/// Nobody wants to know.
struct no_progress {
    template <class State>
    void operator()(State const&) const noexcept {}
};

/// The last state of an operation that had ended before anybody asked; null: it must be asked for.
template <long_operation_handle Handle>
typename Handle::rules::state const* known_end(Handle const& handle) {
    if constexpr (requires { Handle::rules::known(handle); }) return Handle::rules::known(handle);
    else return nullptr;
}

}  // namespace detail

/// How long to wait for a long operation, and how often to ask.
///
/// @par Example
/// @code
/// std::stop_source stop;
/// veeam::wait_options const options{.timeout = std::chrono::minutes(30), .stop = stop.get_token()};
/// @endcode
struct wait_options {
    std::optional<std::chrono::milliseconds> timeout{};               ///< The longest wait.
    std::optional<std::chrono::steady_clock::time_point> deadline{};  ///< When to give up.
    std::stop_token stop{};                                           ///< Asks to give up soon, from any thread.
    /// Between two looks; at least 10 milliseconds, at most a day.
    std::chrono::milliseconds interval{std::chrono::seconds(2)};
    std::size_t max_failures{5};  ///< So many looks in a row may fail in a way that may pass.
    /// A server that asks for more time than `interval` gets it, but not more than this, nor than a day.
    std::chrono::milliseconds max_retry_after{std::chrono::hours(1)};
};

/// The machine of waiting for one long operation.
///
/// `next(now)` says what to do: send the request and give what `read` makes of the answer, or the error, to `receive`
/// with the session that it was sent in; sleep; or take the conclusion. Time-outs, stops and failures to look end it
/// with `unknown`: none of them says anything about the operation. Once it has ended, they only cost what it made.
///
/// @par Example
/// @code
/// auto const drive = []<class Machine>(Machine machine, auto& wire, auto& clock) {
///     for (;;) {
///         auto step = machine.next(clock.now());
///         if (auto* ask = std::get_if<veeam::send_step>(&step)) {
///             auto const answer = wire.send(*ask->request);
///             if (answer) machine.receive(machine.read(*answer), nullptr);
///             else machine.receive(answer.error(), nullptr);
///         } else if (auto* sleep = std::get_if<veeam::sleep_step>(&step)) {
///             clock.sleep(sleep->duration, std::stop_token());
///         } else {
///             return std::get<2>(std::move(step));
///         }
///     }
/// };
/// @endcode
template <long_operation_handle Handle, codec Codec>
class long_wait {
public:
    using rules = typename Handle::rules;
    using state_type = typename rules::state;
    /// None: the operation does not show yet.
    using found_type = std::optional<state_type>;
    using time_point = std::chrono::steady_clock::time_point;
    using step_type = std::variant<send_step, sleep_step, conclusion<state_type>>;

    long_wait(Handle handle, Codec const& codec, wait_options options, time_point now)
        : handle_(std::move(handle)), codec_(&codec), options_(std::move(options)) {
        options_.interval = std::clamp(options_.interval, shortest_pause, longest_pause);
        options_.max_retry_after = std::clamp(options_.max_retry_after, shortest_pause, longest_pause);
        if (auto const* known = detail::known_end(handle_)) take(*known);
        options_.deadline = detail::end_of(options_.deadline, options_.timeout, now);
    }

    /// The conclusion is given once.
    step_type next(time_point now) {
        if (!ended_ && options_.stop.stop_requested())
            give_up(error_kind::cancelled, "stopped before the operation had ended");
        if (!ended_ && options_.deadline && now >= *options_.deadline)
            give_up(error_kind::timeout, "the deadline passed before the operation had ended");
        if (!ended_ && pause_) {
            auto const pause = *std::exchange(pause_, std::nullopt);
            if (!options_.deadline || detail::add_saturated(now, pause) <= *options_.deadline) return sleep_step{pause};
            return sleep_step{std::chrono::ceil<std::chrono::milliseconds>(*options_.deadline - now)};
        }
        if (!ended_) {
            auto made = make_request();
            if (made) {
                request_ = *std::move(made);
                return send_step{&request_};
            }
            end_without(made.error());
        }
        return std::move(conclusion_);
    }

    /// The state that an answer holds.
    result<found_type> read(response const& answer) const {
        if constexpr (has_reports) {
            if (reporting_) return rules::with_report(*conclusion_.state, answer, *codec_);
        }
        auto found = from_response<asking>(answer, *codec_);
        if (!found) return found.error();
        if constexpr (requires { rules::find(handle_, *std::move(found)); })
            return rules::find(handle_, *std::move(found));
        else return found_type(*std::move(found));
    }

    /// After a `send_step`: what was found, and the session that it was asked in; null: not known.
    void receive(result<found_type> found, std::shared_ptr<void const> const& session) {
        pause_ = options_.interval;
        if (!reporting_ && rules::is_lost(handle_, session))
            return end_unknown(error_kind::authentication,
                               "the logon session of the operation has ended, and the server has forgotten it");
        if (!found) return receive_failure(found.error());
        failures_ = 0;
        if (*found) take(**std::move(found));
    }

    /// Whether the request of the last `send_step` is about what the operation made, after its end.
    bool is_reporting() const noexcept { return reporting_; }
    /// What the requests share.
    std::optional<time_point> deadline() const noexcept { return options_.deadline; }
    std::stop_token stop() const noexcept { return options_.stop; }

private:
    using asking = std::remove_cvref_t<decltype(rules::ask(std::declval<Handle const&>()))>;
    static constexpr std::chrono::milliseconds shortest_pause{10};
    static constexpr std::chrono::milliseconds longest_pause{std::chrono::hours(24)};
    static constexpr bool has_reports = requires(Handle const& handle) { rules::report(handle); };

    static bool may_pass(error const& e) noexcept {
        switch (e.kind()) {
            case error_kind::connect:
            case error_kind::network:
            case error_kind::timeout: return true;
            case error_kind::http_status:
            case error_kind::api: return detail::is_passing(e.http_status());
            default: return false;
        }
    }

    result<request> make_request() const {
        if constexpr (has_reports) {
            if (reporting_) return to_request(rules::report(handle_), *codec_);
        }
        return to_request(rules::ask(handle_), *codec_);
    }

    void take(state_type found) {
        auto judged = rules::judge(found);
        if constexpr (has_reports) {
            if (judged && !reporting_ && rules::has_report(found)) {
                reporting_ = true;
                pause_.reset();
                judged.reset();
            }
        }
        conclusion_.state = std::move(found);
        if (judged) end(*std::move(judged));
    }

    void receive_failure(error const& e) {
        if (may_pass(e) && ++failures_ < options_.max_failures) {
            pause_ = std::max(options_.interval,
                              std::min(e.retry_after().value_or(options_.interval), options_.max_retry_after));
            return;
        }
        end_without(e);
    }

    /// The last look has failed.
    void end_without(error const& why) {
        if constexpr (has_reports) {
            if (reporting_) {
                conclusion_.state = rules::without_report(*std::move(conclusion_.state), why);
                if (auto judged = rules::judge(*conclusion_.state)) return end(*std::move(judged));
            }
        }
        end({long_outcome::unknown, why});
    }

    void give_up(error_kind kind, std::string message) { end_without(trouble(kind, std::move(message))); }
    void end_unknown(error_kind kind, std::string message) {
        end({long_outcome::unknown, trouble(kind, std::move(message))});
    }
    static error trouble(error_kind kind, std::string message) {
        return error({.kind = kind,
                      .was_sent = sent::maybe,
                      .operation = std::string(asking::facts.name),
                      .message = std::move(message)});
    }
    void end(ending how) {
        conclusion_.outcome = how.outcome;
        conclusion_.why = std::move(how.why);
        ended_ = true;
    }

    Handle handle_;
    Codec const* codec_;
    wait_options options_;
    request request_{};
    conclusion<state_type> conclusion_{};
    std::optional<std::chrono::milliseconds> pause_{};
    std::size_t failures_{};
    bool reporting_{};
    bool ended_{};
};

}  // namespace veeam::inline v0
