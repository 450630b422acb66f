#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <veeam/client/long_operation.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/vb365/v6/api.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vb365/v6/jobs.hpp>
#include <veeam/vb365/v6/schemas/job_session.hpp>

namespace veeam::inline v0 {

struct vb365_job_run_rules;
struct vb365_session_rules;

/// A run of a job of Backup for Microsoft 365: what `client::start` gives for `StartJob`, and `client::wait` takes.
///
/// The server does not say which session the run is. It is the first one that began after those that were there before
/// the job was started; `wait` shows it as soon as there is one. A run with warnings has succeeded; its `status` tells.
/// One that somebody stopped is `cancelled`.
///
/// @par Example
/// @code
/// #include <veeam/client/vb365.hpp>
/// #include <veeam/transport/scripted.hpp>
/// namespace v6 = veeam::vb365::v6;
/// veeam::scripted_transport wire;
/// veeam::client api{wire, veeam::vb365_logon{"operator", veeam::secret{"password"}}};
/// veeam::uuid const job{"1f6f7c97-0df4-4866-8c37-309fda301894"};
/// if (auto const run = api.start(v6::StartJob{.job_id = job, .body = v6::StartJobOptions{}})) {
///     auto const end = api.wait(*run, {.timeout = std::chrono::hours(2)},
///                               [](v6::JobSession const& now) { std::cout << now.progress.value_or(0) << '\n'; });
///     if (!end) std::cerr << to_text(end.outcome) << ": " << *end.why << '\n';
/// }
/// @endcode
class vb365_job_run {
public:
    using rules = vb365_job_run_rules;

    /// The first run that began after that time; none: the first one there is.
    explicit vb365_job_run(uuid job, std::optional<timestamp> after = std::nullopt) : job_(job), after_(after) {}

    uuid const& job_id() const noexcept { return job_; }
    /// When the latest of the earlier runs began, by the server's clock.
    std::optional<timestamp> const& after() const noexcept { return after_; }

private:
    uuid job_;
    std::optional<timestamp> after_;
};

/// A session of Backup for Microsoft 365, found again by its id. It does not name its job, so that it cannot be
/// stopped: that takes a `vb365_job_run`, or `StopJob`.
///
/// @par Example
/// @code
/// auto const is_good = [](auto& api) {  // a client with a `vb365_logon`
///     veeam::vb365_session const session{veeam::uuid{"fcb1c775-edbb-4beb-830f-fb051ef9ab1b"}};
///     return static_cast<bool>(api.wait(session, {.timeout = std::chrono::hours(2)}));
/// };
/// @endcode
class vb365_session {
public:
    using rules = vb365_session_rules;

    explicit vb365_session(uuid id) : id_(id) {}

    uuid const& id() const noexcept { return id_; }

private:
    uuid id_;
};

namespace detail {

/// What a session says of its run, whoever asks.
struct vb365_verdict {
    using state = vb365::v6::JobSession;

    static std::optional<ending> judge(state const& session) {
        using status = vb365::v6::JobSessionStatus;
        // A word that is not known says nothing, like a server that lost its proxy and may find it again.
        switch (session.status ? session.status->value_or(status::Disconnected) : status::Disconnected) {
            case status::Success:
            case status::Warning: return ending{long_outcome::succeeded, std::nullopt};
            case status::Failed:
                return ending{long_outcome::failed, trouble(session, error_kind::api, "the session failed")};
            case status::Stopped:
                return ending{long_outcome::cancelled,
                              trouble(session, error_kind::cancelled, "the session was stopped")};
            case status::Running:
            case status::Queued: return std::nullopt;
            case status::NotConfigured:
            case status::Disconnected: break;
        }
        if (!session.end_time || session.end_time->is_never()) return std::nullopt;
        std::string const word = session.status ? one_line(session.status->text(), 100) : std::string("nothing");
        return ending{long_outcome::unknown,
                      trouble(session, error_kind::decode, "the session has ended, and says " + word + " of it")};
    }

    /// Sessions belong to jobs, whoever is logged on.
    template <class Handle>
    static bool is_lost(Handle const&, std::shared_ptr<void const> const&) noexcept {
        return false;
    }

private:
    static error trouble(state const& session, error_kind kind, std::string message) {
        std::string const details = one_line(session.details.value_or(std::string()));
        if (!details.empty()) message += ": " + details;
        return error({.kind = kind, .was_sent = sent::maybe, .operation = "StartJob", .message = std::move(message)});
    }
};

}  // namespace detail

/// How a session is followed.
struct vb365_session_rules : detail::vb365_verdict {
    static vb365::v6::GetJobSession ask(vb365_session const& session) { return {.job_session_id = session.id()}; }
};

/// How a run is followed.
struct vb365_job_run_rules : detail::vb365_verdict {
    static vb365::v6::ListSessionsOfJob ask(vb365_job_run const& run) { return {.job_id = run.job_id()}; }
    static vb365::v6::StopJob cancel(vb365_job_run const& run) { return {.job_id = run.job_id()}; }

    /// Nothing is documented about the order of the sessions.
    static std::optional<state> find(vb365_job_run const& run, vb365::v6::JobSessionPage page) {
        state* first = nullptr;
        for (state& one : page.results) {
            if (run.after() && !began_later(one, *run.after())) continue;
            if (first == nullptr || (first->creation_time && began_later(*first, one.creation_time))) first = &one;
        }
        return first != nullptr ? std::optional<state>(std::move(*first)) : std::nullopt;
    }

    /// When the latest of these sessions began; none: there is none.
    static std::optional<timestamp> latest(vb365::v6::JobSessionPage const& page) {
        std::optional<timestamp> out;
        for (state const& one : page.results)
            if (one.creation_time && (!out || began_later(one, *out))) out = one.creation_time;
        return out;
    }

private:
    static bool began_later(state const& session, std::optional<timestamp> const& than) {
        return session.creation_time && than && session.creation_time->instant() > than->instant();
    }
};

static_assert(long_operation_handle<vb365_job_run>);
static_assert(long_operation_handle<vb365_session>);

template <operation Op>
    requires(Op::facts.api == &vb365::v6::api)
struct long_operation_rules<long_operation_kind::session, Op> {
    using handle = vb365_job_run;

    static vb365::v6::ListSessionsOfJob before(Op const& op) { return {.job_id = op.job_id}; }
    template <codec Codec>
    static result<vb365_job_run> begun(Op const& op, vb365::v6::JobSessionPage const& found, response const& answer,
                                       Codec const& codec, std::shared_ptr<void const> const&) {
        auto const done = from_response<Op>(answer, codec);
        if (!done) return done.error();
        return vb365_job_run(*op.job_id, vb365_job_run_rules::latest(found));
    }
};

}  // namespace veeam::inline v0
