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
#include <veeam/core/result.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/to_request.hpp>

namespace veeam::inline v0 {

/// What became of a long operation. `unknown` is neither of the others: it may still be running, or have ended well.
enum class long_outcome : std::uint8_t { succeeded, failed, unknown };

/// The word for an outcome, for example `failed`.
constexpr std::string_view to_text(long_outcome outcome) noexcept {
    switch (outcome) {
        case long_outcome::succeeded: return "succeeded";
        case long_outcome::failed: return "failed";
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

/// How one kind of long operation is followed; specialised by the product's header for its kind, for example in
/// <veeam/client/em_task.hpp>.
///
/// What a specialisation `R` needs:
/// 1. `R::handle` is a value from which the operation can be found again; `handle::rules` is `R`. `R::state` is what
///    the server says of it.
/// 2. `R::begun<Op>(answer, codec, session)` is the handle that is in the answer to `Op`, or an error.
/// 3. `R::ask(handle)` gives the operation that asks for the state.
/// 4. `R::judge(state)` tells how it ended; none: it goes on.
/// 5. `R::is_lost(handle, session)` tells that answers in this session are not about the operation.
/// 6. Optionally `R::cancel(handle)` gives the operation that stops it.
template <long_operation_kind Kind>
struct long_operation_rules;

/// What says which long operation is meant, for example `em_task`.
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

/// Nobody wants to know.
struct no_progress {
    template <class State>
    void operator()(State const&) const noexcept {}
};

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
    /// Between two looks. A server that asks for more time gets it.
    std::chrono::milliseconds interval{std::chrono::seconds(2)};
    std::size_t max_failures{5};  ///< So many looks in a row may fail in a way that may pass.
};

/// The machine of waiting for one long operation.
///
/// `next(now)` says what to do: send the request and give what `read` makes of the answer, or the error, to `receive`
/// with the session that it was sent in; sleep; or take the conclusion. Time-outs, stops and failures to look end it
/// with `unknown`: none of them says anything about the operation.
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
    using time_point = std::chrono::steady_clock::time_point;
    using step_type = std::variant<send_step, sleep_step, conclusion<state_type>>;

    long_wait(Handle handle, Codec const& codec, wait_options options, time_point now)
        : handle_(std::move(handle)), codec_(&codec), options_(std::move(options)) {
        if (!options_.timeout) return;
        auto const end = now + *options_.timeout;
        if (!options_.deadline || end < *options_.deadline) options_.deadline = end;
    }

    /// The conclusion is given once.
    step_type next(time_point now) {
        if (!ended_ && options_.stop.stop_requested())
            end_unknown(error_kind::cancelled, "stopped before the operation had ended");
        if (!ended_ && options_.deadline && now >= *options_.deadline)
            end_unknown(error_kind::timeout, "the deadline passed before the operation had ended");
        if (!ended_ && pause_) {
            auto const pause = *std::exchange(pause_, std::nullopt);
            if (!options_.deadline) return sleep_step{pause};
            return sleep_step{std::min(pause, std::chrono::ceil<std::chrono::milliseconds>(*options_.deadline - now))};
        }
        if (!ended_) {
            auto made = to_request(rules::ask(handle_), *codec_);
            if (made) {
                request_ = *std::move(made);
                return send_step{&request_};
            }
            end({long_outcome::unknown, made.error()});
        }
        return std::move(conclusion_);
    }

    /// The state that an answer holds.
    result<state_type> read(response const& answer) const { return from_response<asking>(answer, *codec_); }

    /// After a `send_step`: what was found, and the session that it was asked in; null: not known.
    void receive(result<state_type> found, std::shared_ptr<void const> const& session) {
        pause_ = options_.interval;
        if (rules::is_lost(handle_, session))
            return end_unknown(error_kind::authentication,
                               "the logon session of the operation has ended, and the server has forgotten it");
        if (!found) return receive_failure(found.error());
        failures_ = 0;
        auto judged = rules::judge(*found);
        conclusion_.state = *std::move(found);
        if (judged) end(*std::move(judged));
    }

    /// What the requests share.
    std::optional<time_point> deadline() const noexcept { return options_.deadline; }
    std::stop_token stop() const noexcept { return options_.stop; }

private:
    using asking = std::remove_cvref_t<decltype(rules::ask(std::declval<Handle const&>()))>;

    static bool may_pass(error const& e) noexcept {
        switch (e.kind()) {
            case error_kind::connect:
            case error_kind::network:
            case error_kind::timeout: return true;
            case error_kind::http_status:
            case error_kind::api: return e.http_status() == 429 || e.http_status() >= 500;
            default: return false;
        }
    }

    void receive_failure(error const& e) {
        if (may_pass(e) && ++failures_ < options_.max_failures) {
            pause_ = std::max(options_.interval, e.retry_after().value_or(std::chrono::milliseconds(0)));
            return;
        }
        end({long_outcome::unknown, e});
    }

    void end_unknown(error_kind kind, std::string message) {
        end({long_outcome::unknown, error({.kind = kind,
                                           .was_sent = sent::maybe,
                                           .operation = std::string(asking::facts.name),
                                           .message = std::move(message)})});
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
    bool ended_{};
};

}  // namespace veeam::inline v0
