#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <veeam/client/long_operation.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/em/schemas/task.hpp>
#include <veeam/em/tasks.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/operation.hpp>

namespace veeam::inline v0 {

struct em_task_rules;

/// A task of Enterprise Manager: what `client::start` gives, and `client::wait` takes.
///
/// A task ends when what it does was set going: that of `StartJob` when the job has been started. What it made is in
/// `em::Task::links`. Tasks belong to a logon session: after another logon the server has forgotten them, and may use
/// their ids again, so that the outcome of one that `start` gave is then `unknown`.
///
/// @par Example
/// @code
/// #include <veeam/client/em.hpp>
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::em_logon{"operator", veeam::secret{"password"}}};
/// veeam::em_task const task{"task-1"};  // found again by its id, in the same session
/// auto const end = api.wait(task, {.timeout = std::chrono::minutes(10)},
///                           [](veeam::em::Task const& now) { std::cout << now.operation.value_or("") << '\n'; });
/// if (!end) std::cerr << to_text(end.outcome) << ": " << *end.why << '\n';
/// @endcode
class em_task {
public:
    using rules = em_task_rules;

    /// `session` is the one in which it was started; without it nobody can tell that the session was replaced.
    explicit em_task(std::string id, session_mark session = {}) : id_(std::move(id)), session_(std::move(session)) {}

    /// Such as `task-1`.
    std::string const& id() const noexcept { return id_; }
    session_mark const& session() const noexcept { return session_; }

private:
    std::string id_;
    session_mark session_;
};

/// How a task is followed.
struct em_task_rules {
    using state = em::Task;

    static em::GetTask ask(em_task const& task) { return {.task_id = task.id()}; }
    static em::DeleteTask cancel(em_task const& task) { return {.task_id = task.id()}; }

    /// With `OperationFinished` the backup server is done, and Enterprise Manager has not caught up yet.
    static std::optional<ending> judge(em::Task const& task) {
        bool const has_ended = task.state ? *task.state == em::TaskState::Finished : task.result.has_value();
        if (task.state && !has_ended) return std::nullopt;
        auto const how = [&](error_kind kind, std::string message) {
            return error({.kind = kind,
                          .was_sent = sent::maybe,
                          .operation = task.operation.value_or(std::string()),
                          .message = std::move(message)});
        };
        if (!task.result || !task.result->success)
            return ending{long_outcome::unknown, how(error_kind::decode, "the task does not say how it went")};
        if (*task.result->success) return ending{long_outcome::succeeded, std::nullopt};
        std::string message = task.result->message.value_or(std::string());
        if (message.empty()) message = "the task failed";
        if (task.result->credentials_needed.value_or(false)) message += " (it wants credentials)";
        if (task.result->confirmation_needed.value_or(false)) message += " (it wants to be confirmed)";
        return ending{long_outcome::failed, how(error_kind::api, one_line(message))};
    }

    static bool is_lost(em_task const& task, std::shared_ptr<void const> const& session) noexcept {
        return task.session().contradicts(session);
    }
};
static_assert(long_operation_handle<em_task>);

template <operation Op>
struct long_operation_rules<long_operation_kind::em_task, Op> {
    using handle = em_task;

    template <codec Codec>
    static result<em_task> begun(Op const&, response const& answer, Codec const& codec,
                                 std::shared_ptr<void const> const& session) {
        auto const task = from_response<Op>(answer, codec);
        bool const is_blank = !task && task.error().kind() == error_kind::accepted;
        if (!task && !is_blank) return task.error();
        if (is_blank || task->task_id.empty())
            return error(detail::about(Op::facts, answer, error_kind::decode, "the answer names no task"));
        return em_task(task->task_id, session_mark(session));
    }
};

}  // namespace veeam::inline v0
