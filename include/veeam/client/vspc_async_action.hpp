#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/client/long_operation.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/vspc/v3/async_actions.hpp>
#include <veeam/vspc/v3/schemas/empty_response.hpp>

namespace veeam::inline v0 {

/// What Service Provider Console says of an operation, and in the end what the operation answers.
template <operation Op>
struct vspc_action_state {
    std::optional<vspc::v3::AsyncActionInfo> info{};  ///< None: the server answered at once.
    /// What the operation answers, as if the server had answered at once; or why there is no answer, or none yet.
    result<typename Op::response> answer{error(
        {.kind = error_kind::accepted, .operation = std::string(Op::facts.name), .message = "the action goes on"})};
    bool has_errors{};  ///< The answer is what went wrong, although the server calls the operation a success.
};

template <operation Op>
struct vspc_async_action_rules;

/// An operation of Service Provider Console that the server may carry out in its own time: what `client::start` gives,
/// and `client::wait` takes.
///
/// The server may also answer at once; then `answer()` has it, and `wait` returns it without a request. An action has
/// the user for its owner, not the logon session. The server keeps what came of it for minutes only (as documented, 5
/// minutes, and a failure for an hour): an action of which it knows nothing any more is `unknown`.
///
/// A request that changes something carries an `X-Request-id`, which becomes the id of its action and makes it safe to
/// repeat for five minutes. As documented, versions before 9 answer each request that carries one with an action.
///
/// @par Example
/// @code
/// #include <veeam/client/vspc.hpp>
/// #include <veeam/transport/scripted.hpp>
/// #include <veeam/vspc/v3/backup_agent_jobs.hpp>
/// namespace v3 = veeam::vspc::v3;
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::vspc_v3_logon{"operator", veeam::secret{"password"}}};
/// veeam::uuid const agent{"07673b42-89fb-7227-9c6a-95e6908f25de"};
/// veeam::uuid const job{"724111ac-15f5-bf02-604d-20862fbafece"};
/// v3::GetWindowsBackupAgentJob const op{.backup_agent_uid = agent, .backup_agent_job_uid = job};
/// if (auto const started = api.start(op)) {
///     auto const end = api.wait(*started, {.timeout = std::chrono::minutes(10)});
///     // The answer is a WindowsBackupAgentJob; else it has failed, was cancelled, or is unknown.
///     if (end) std::cout << end.value().answer.value().name.value_or("") << '\n';
///     else std::cerr << to_text(end.outcome) << ": " << *end.why << '\n';
/// }
/// veeam::uuid const id{"ba547d14-c556-42bb-b85c-eeeb16e2f5e7"};
/// veeam::vspc_async_action<v3::GetWindowsBackupAgentJob> const same{id};  // found again by its id
/// @endcode
template <operation Op>
class vspc_async_action {
public:
    using rules = vspc_async_action_rules<Op>;

    explicit vspc_async_action(uuid id) : id_(id) {}
    /// One that has ended already, with this answer; with an error it has failed.
    static vspc_async_action ended(result<typename Op::response> answer) {
        vspc_async_action out;
        bool const is_bad = answer.has_error();
        out.over_ = state{std::nullopt, std::move(answer), is_bad};
        return out;
    }

    /// None: the server answered at once.
    std::optional<uuid> const& id() const noexcept { return id_; }
    /// What the operation answered at once; null: it goes on.
    result<typename Op::response> const* answer() const noexcept { return over_ ? &over_->answer : nullptr; }

private:
    friend rules;
    using state = vspc_action_state<Op>;

    vspc_async_action() = default;

    std::optional<uuid> id_{};
    std::optional<state> over_{};
};

/// How an action is followed.
template <operation Op>
struct vspc_async_action_rules {
    using handle = vspc_async_action<Op>;
    using state = vspc_action_state<Op>;

    static vspc::v3::GetAsyncActionInfo ask(handle const& action) { return {.action_id = id_of(action)}; }
    static vspc::v3::CancelAsyncAction cancel(handle const& action) { return {.action_id = id_of(action)}; }
    static vspc::v3::GetAsyncActionResult report(handle const& action) { return {.action_id = id_of(action)}; }

    static state const* known(handle const& action) noexcept { return action.over_ ? &*action.over_ : nullptr; }
    static result<std::optional<state>> find(handle const& action, vspc::v3::AsyncActionInfo info) {
        if (info.id != id_of(action))
            return error({.kind = error_kind::decode,
                          .was_sent = sent::maybe,
                          .operation = std::string(vspc::v3::GetAsyncActionInfo::facts.name),
                          .message = "the answer is about another action"});
        state out;
        bool const is_cancelled = status_of(info) == vspc::v3::AsyncActionStatus::Canceled;
        out.info = std::move(info);
        if (is_cancelled) out.answer = trouble(error_kind::cancelled, "the action was cancelled at the server");
        return std::optional<state>(std::move(out));
    }

    static std::optional<ending> judge(state const& now) {
        if (now.has_errors) return ending{long_outcome::failed, now.answer.error()};
        if (!now.info) return ending{long_outcome::succeeded, std::nullopt};
        switch (status_of(*now.info)) {
            case vspc::v3::AsyncActionStatus::Succeed: return ending{long_outcome::succeeded, std::nullopt};
            case vspc::v3::AsyncActionStatus::Canceled: return ending{long_outcome::cancelled, now.answer.error()};
            case vspc::v3::AsyncActionStatus::Failed: return ending{long_outcome::failed, now.answer.error()};
            case vspc::v3::AsyncActionStatus::Running: break;
        }
        return std::nullopt;
    }

    static bool has_report(state const& now) noexcept {
        if (!now.info) return false;
        auto const status = status_of(*now.info);
        return status == vspc::v3::AsyncActionStatus::Succeed || status == vspc::v3::AsyncActionStatus::Failed;
    }
    template <codec Codec>
    static result<std::optional<state>> with_report(state now, response const& answer, Codec const& codec) {
        bool const failed = status_of(*now.info) == vspc::v3::AsyncActionStatus::Failed;
        if (failed) {
            auto reason = failure(answer, codec);
            // The status may be that of the operation; without its error document it is about this request, and 401 and
            // 429 always are.
            bool const is_ours =
                detail::is_success(answer.status) || (reason.is_told && answer.status != 401 && answer.status != 429);
            if (!is_ours) return from_response<Op>(answer, codec).error();
            now.answer = std::move(reason.why);
            return std::optional<state>(std::move(now));
        }
        auto value = answer_in(answer, codec, now.has_errors);
        if (detail::is_passing(answer.status)) return value.error();
        now.answer = std::move(value);
        return std::optional<state>(std::move(now));
    }
    static state without_report(state now, error const& why) {
        bool const failed = status_of(*now.info) == vspc::v3::AsyncActionStatus::Failed;
        auto const kind = why.kind() == error_kind::authentication ? why.kind() : error_kind::api;
        now.answer = failed ? trouble(kind, "the action failed; why could not be read: " + why.text())
                            : error(why).in(Op::facts.name);
        return now;
    }

    static void redact(state& now, std::vector<std::string_view> const& secrets) {
        if (!now.answer) now.answer = redacted(now.answer.error(), secrets);
    }

    static bool is_lost(handle const&, std::shared_ptr<void const> const&) noexcept { return false; }

    /// What the operation answers. An answer that has nothing but errors is one, whatever its status.
    template <codec Codec>
    static result<typename Op::response> answer_in(response const& answer, Codec const& codec, bool& has_errors) {
        auto value = from_response<Op>(answer, codec);
        if constexpr (std::is_same_v<typename Op::response, vspc::v3::EmptyResponse>) {
            has_errors = value && value->errors && !value->errors->empty();
            if (has_errors) return failure(answer, codec).why;
        }
        return value;
    }

private:
    static uuid id_of(handle const& action) { return action.id().value_or(uuid()); }

    /// What it is not said to be, or in a word that is not known, goes on.
    static vspc::v3::AsyncActionStatus status_of(vspc::v3::AsyncActionInfo const& info) noexcept {
        constexpr auto running = vspc::v3::AsyncActionStatus::Running;
        return info.status ? info.status->value_or(running) : running;
    }

    static error trouble(error_kind kind, std::string message) {
        return error({.kind = kind,
                      .was_sent = sent::maybe,
                      .operation = std::string(Op::facts.name),
                      .message = std::move(message)});
    }

    struct reason {
        error why{};
        bool is_told{};  ///< By the error document of the operation.
    };

    /// The result of a failure is the error document of the operation, whatever the status it comes with.
    template <codec Codec>
    static reason failure(response const& answer, Codec const& codec) {
        error_info out = detail::about(Op::facts, answer, error_kind::api, {});
        if (detail::is_success(answer.status)) out.http_status = 0;
        bool is_told = false;
        if constexpr (tabled<typename Op::error_document>)
            is_told = detail::explain<typename Op::error_document>(out, answer, codec);
        if (out.message.empty()) out.message = "the action failed";
        return {error(std::move(out)), is_told};
    }
};

template <operation Op>
struct long_operation_rules<long_operation_kind::vspc_async_action, Op> {
    using handle = vspc_async_action<Op>;

    template <codec Codec>
    static result<handle> begun(Op const&, response const& answer, Codec const& codec,
                                std::shared_ptr<void const> const&) {
        if (answer.status != 202) {
            bool has_errors = false;
            auto value = vspc_async_action_rules<Op>::answer_in(answer, codec, has_errors);
            if (!value && !has_errors) return value.error();
            return handle::ended(std::move(value));
        }
        auto const where = answer.headers.get("Location");
        if (auto const id = where ? id_in(*where) : std::nullopt) return handle(*id);
        return error(detail::about(Op::facts, answer, error_kind::decode,
                                   where ? "the answer names no action: its Location is " + one_line(*where, 300)
                                         : "the answer names no action: it has no Location"));
    }

private:
    /// Only the id is taken from `https://host:1280/api/v3/asyncActions/{id}`: the host need not be the one that the
    /// program talks to.
    static std::optional<uuid> id_in(std::string_view where) noexcept {
        where = where.substr(0, where.find_first_of("?#"));
        if (where.ends_with('/')) where.remove_suffix(1);
        auto const id = uuid::parse(where.substr(where.rfind('/') + 1));
        return id == uuid() ? std::nullopt : id;
    }
};

}  // namespace veeam::inline v0
