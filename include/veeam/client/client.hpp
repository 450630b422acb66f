#pragma once

#include <algorithm>
#include <chrono>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <veeam/client/answer.hpp>
#include <veeam/client/logon.hpp>
#include <veeam/client/long_operation.hpp>
#include <veeam/client/options.hpp>
#include <veeam/client/pages.hpp>
#include <veeam/client/sender.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/to_request.hpp>
#include <veeam/http/transport.hpp>

namespace veeam::inline v0 {

/// Sends operations of one API to one server: logs on when the first one needs it, again when the session has ended,
/// and turns answers into values.
///
/// The transport must outlive the client; the logon and the codec are kept in it. Nothing throws but `std::bad_alloc`,
/// `result::value()`, loops over `items` and what the transport throws. An error never holds a credential or a token,
/// not even where the server echoes it.
///
/// Thread safety: may be used from many threads if the transport may. One of them logs on, the others wait for it.
///
/// @par Example
/// @code
/// auto const show = []<class T, class L, veeam::list_operation List>(veeam::client<T, L>& api, List const& list) {
///     for (auto const& item : api.items(list)) std::cout << item.name << '\n';  // every page
///     if (auto const first = api(list)) std::cout << "answered\n";              // one request, no exception
///     else std::cerr << first.error() << '\n';
/// };
/// @endcode
template <class Transport, logon Logon, codec Codec = typename Logon::default_codec>
class client {
    static_assert(detail::require_transport<Transport>());

public:
    using transport_type = Transport;
    using logon_type = Logon;
    using session_type = typename Logon::session_type;
    using codec_type = Codec;

    explicit client(Transport& wire, Logon logon, Codec codec = {}, client_clock clock = {})
        : wire_(&wire), sender_(detail::transport_ref(&wire), std::move(logon), std::move(codec), std::move(clock)) {}
    client(client const&) = delete;
    client& operator=(client const&) = delete;
    /// Logs off if `log_off_at_end` was called; else the session stays, for the server to end.
    ~client() {
        if (!farewell_) return;
        try {
            (void)log_off(*farewell_);
        } catch (...) {  // nobody is left to be told
        }
    }

    /// Sends an operation; its value or why there is none.
    template <operation Op>
    result<typename Op::response> operator()(Op const& op, call_options const& options = {}) {
        auto request = to_request(op, codec());
        if (!request) return request.error();
        auto const got = exchange(*std::move(request), options, wants_body<Op>);
        return detail::filled<typename Op::response>(
            [&](typename Op::response* value) { return read<Op>(got, value); });
    }

    /// Sends an operation; its value with the status and the headers.
    template <operation Op>
    result<veeam::answer<typename Op::response>> answer(Op const& op, call_options const& options = {}) {
        using value_type = typename Op::response;
        auto request = to_request(op, codec());
        if (!request) return request.error();
        auto got = exchange(*std::move(request), options, wants_body<Op>);
        return detail::filled<veeam::answer<value_type>>([&](veeam::answer<value_type>* out) {
            value_type* value = nullptr;
            if constexpr (!std::is_void_v<value_type>) value = &out->value;
            auto problem = read<Op>(got, value);
            if (problem) return problem;
            out->status = got.outcome->status;
            out->headers = std::move(got.outcome->headers);
            return problem;
        });
    }

    /// Sends an operation that starts work at the server, and returns as soon as it was started: with what `wait`
    /// takes, for example an `em_task`.
    template <long_operation Op>
    auto start(Op const& op, call_options options = {})
        -> result<typename long_operation_rules<long_operation_kind_of<Op>, Op>::handle> {
        using rules = long_operation_rules<long_operation_kind_of<Op>, Op>;
        auto const send_it = [&](auto const&... found) -> result<typename rules::handle> {
            auto request = to_request(op, codec());
            if (!request) return request.error();
            auto const got = exchange(*std::move(request), options, wants_body<Op>);
            if (!got.outcome) return got.outcome.error();
            auto out = rules::begun(op, found..., *got.outcome, codec(), got.session);
            if (!out) out = got.redact(out.error());
            return out;
        };
        if constexpr (requires { rules::before(op); }) {
            auto const limits = options.limits();
            options.timeout.reset();  // one time for both requests
            options.deadline = limits.deadline;
            auto const found = (*this)(rules::before(op), {.deadline = limits.deadline, .stop = limits.stop});
            if (!found) return found.error();
            if constexpr (requires { rules::refuse(op, *found); })
                if (auto problem = rules::refuse(op, *found)) return *std::move(problem);
            return send_it(*found);
        } else {
            return send_it();
        }
    }

    /// Asks about a long operation until it has ended, the time is over, or a stop is requested. `progress` is called
    /// with each state that the server tells. Time is measured by the clock of the client.
    template <long_operation_handle Handle, class Progress = detail::no_progress>
    auto wait(Handle const& handle, wait_options const& options = {}, Progress progress = {})
        -> conclusion<typename Handle::rules::state> {
        using machine_type = long_wait<Handle, Codec>;
        machine_type machine(handle, codec(), options, clock().now());
        call_options const looks{.deadline = machine.deadline(), .stop = machine.stop()};
        // Kept for their secrets: what a server says of the operation may repeat what it was sent, like any error.
        std::vector<std::shared_ptr<session_type const>> used;
        auto const remember = [&used](std::shared_ptr<session_type const> const& one) {
            if (one != nullptr && std::find(used.begin(), used.end(), one) == used.end()) used.push_back(one);
        };
        for (;;) {
            auto step = machine.next(clock().now());
            if (auto* ask = std::get_if<send_step>(&step)) {
                bool const is_report = machine.is_reporting();
                auto const got = exchange(*ask->request, looks, !is_report);
                remember(got.refused);
                remember(got.session);
                using found_type = typename machine_type::found_type;
                auto found = got.outcome ? machine.read(*got.outcome) : result<found_type>(got.outcome.error());
                if (!found) found = got.redact(found.error());
                if (found && *found && !is_report && !Handle::rules::is_lost(handle, got.session))
                    progress(std::as_const(**found));
                machine.receive(std::move(found), got.session);
            } else if (auto* sleep = std::get_if<sleep_step>(&step)) {
                clock().sleep(sleep->duration, machine.stop());
            } else {
                auto end = std::get<2>(std::move(step));
                auto const secrets = detail::secrets_of(used);
                if (end.why) end.why = redacted(*end.why, secrets);
                if constexpr (requires { Handle::rules::redact(*end.state, secrets); })
                    if (end.state) Handle::rules::redact(*end.state, secrets);
                return end;
            }
        }
    }

    /// Asks the server to stop a long operation, where its API can.
    template <long_operation_handle Handle>
    result<void> cancel(Handle const& handle, call_options const& options = {})
        requires requires { Handle::rules::cancel(handle); }
    {
        if (detail::known_end(handle) != nullptr)
            return error({.kind = error_kind::invalid_request,
                          .operation = std::string(decltype(Handle::rules::cancel(handle))::facts.name),
                          .message = "there is nothing to cancel: the operation has ended"});
        auto const done = (*this)(Handle::rules::cancel(handle), options);
        if (!done) return done.error();
        return {};
    }

    /// Sends a request that no operation describes, in the client's session; every answer is a value, also 404.
    /// With an upload or a download it needs a `streaming_transport`.
    result<response> raw(request what, call_options const& options = {}) {
        return exchange(std::move(what), options).outcome;
    }

    /// The pages of a list, lazily: a view and input range of `result<page<T>>` that ends after the first error.
    template <list_operation Op>
    pages_view<client, Op> pages(Op op, call_options options = {}) {
        return {*this, std::move(op), std::move(options)};
    }

    /// The items of all pages of a list, lazily: a view and input range of `T` that throws `api_error`.
    template <list_operation Op>
    items_view<client, Op> items(Op op, call_options options = {}) {
        return items_view<client, Op>(pages(std::move(op), std::move(options)));
    }

    /// Makes sure that there is a session. Not needed before other calls; it shows early that the credentials are good.
    result<void> log_on(call_options const& options = {}) { return sender_.log_on(options); }

    /// Ends the session, on the server too where the API can. The next call logs on again.
    result<void> log_off(call_options const& options = {}) { return sender_.log_off(options); }

    /// Makes the destructor log off, so that the server need not keep the session until it has been idle for long. What
    /// comes of it is not told; give it a time limit. Not to be called while other threads use the client.
    void log_off_at_end(call_options options = {.timeout = std::chrono::seconds(10)}) {
        farewell_ = std::move(options);
    }

    Codec const& codec() const noexcept { return sender_.codec(); }
    Transport& wire() const noexcept { return *wire_; }

    /// Sends a request in the client's session: what the other members are made of.
    ///
    /// `must_have_body`: an answer with status 200 and without a body shows that the session has ended. Errors come
    /// without the secrets of the sessions; whoever reads the answer takes them out of other errors by
    /// `exchanged::redact`.
    exchanged<session_type> exchange(request what, call_options const& options = {}, bool must_have_body = false) {
        return sender_.exchange(std::move(what), options, must_have_body);
    }

private:
    /// Whether an answer without a body cannot be the value of an operation. A file may be empty.
    template <operation Op>
    static constexpr bool wants_body = !std::is_void_v<typename Op::response> && !Op::facts.binary_answer;

    template <operation Op>
    std::optional<error> read(exchanged<session_type> const& got, typename Op::response* value) const {
        if (!got.outcome) return got.outcome.error();
        auto problem = detail::read_answer<Op>(*got.outcome, codec(), value);
        if (problem) problem = got.redact(*problem);
        return problem;
    }

    client_clock const& clock() const noexcept { return sender_.clock(); }

    Transport* wire_;
    detail::sender<Logon, Codec> sender_;
    std::optional<call_options> farewell_{};
};

template <class Transport, class Logon>
client(Transport&, Logon) -> client<Transport, Logon>;
template <class Transport, class Logon, class Codec>
client(Transport&, Logon, Codec) -> client<Transport, Logon, Codec>;
template <class Transport, class Logon, class Codec>
client(Transport&, Logon, Codec, client_clock) -> client<Transport, Logon, Codec>;

}  // namespace veeam::inline v0
