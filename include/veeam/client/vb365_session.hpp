#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/client/long_operation.hpp>
#include <veeam/codec/codec.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/core/timestamp.hpp>
#include <veeam/core/uuid.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/vb365/v6/api.hpp>
#include <veeam/vb365/v6/job_sessions.hpp>
#include <veeam/vb365/v6/jobs.hpp>
#include <veeam/vb365/v6/schemas/error.hpp>
#include <veeam/vb365/v6/schemas/job_session.hpp>
#include <veeam/vb365/v6/schemas/link.hpp>

namespace veeam::inline v0::detail {

/// All sessions of a job, where a list that is missing is not one without sessions.
struct vb365_job_history {
    std::optional<std::int64_t> limit{};
    std::optional<std::int64_t> total_count{};
    std::vector<std::pair<std::string, vb365::v6::Link>> links{};
    std::optional<std::vector<vb365::v6::JobSession>> results{};
    unknown_members unknown{};
};

/// `ListSessionsOfJob`, answered by a `vb365_job_history`.
struct vb365_list_history {
    /// The largest page that is documented.
    static constexpr std::int64_t most = 10'000;

    required<uuid> job_id;
    std::optional<std::int64_t> limit{most};

    using response = vb365_job_history;
    using error_document = vb365::v6::Error;
    static constexpr operation_facts facts = vb365::v6::ListSessionsOfJob::facts;
};

}  // namespace veeam::inline v0::detail

namespace veeam::inline v0 {

static_assert(std::is_standard_layout_v<detail::vb365_job_history>);
template <>
struct table<detail::vb365_job_history> {
    using T = detail::vb365_job_history;
    static constexpr field rows[]{
        row<decltype(T::limit)>(offsetof(T, limit), {.json = "limit", .xml = "limit"}),
        row<decltype(T::total_count)>(offsetof(T, total_count), {.json = "totalCount", .xml = "totalCount"}),
        row<decltype(T::links)>(offsetof(T, links), {.json = "_links", .xml = "_links"}),
        row<decltype(T::results)>(offsetof(T, results), {.json = "results", .xml = "results"}),
    };
    static constexpr type_table value{
        .name = "JobSessionPage", .rows = rows, .size = 4, .unknown = offsetof(T, unknown)};
};

static_assert(std::is_standard_layout_v<detail::vb365_list_history>);
template <>
struct operation_of<detail::vb365_list_history> : operation_table_of<detail::vb365_list_history> {
    template <class Op>
    static constexpr parameter parameters[2]{
        parameter_row<decltype(Op::job_id)>(offsetof(Op, job_id), "jobId", parameter_place::path),
        parameter_row<decltype(Op::limit)>(offsetof(Op, limit), "limit", parameter_place::query,
                                           {.minimum = 1, .maximum = 10000}),
    };
    template <class Op>
    static constexpr operation_table entry{
        .facts = &Op::facts, .parameters = parameters<Op>, .fixed = {}, .body = nullptr};
};

struct vb365_job_run_rules;
struct vb365_session_rules;

/// A run of a job of Backup for Microsoft 365: what `client::start` gives for `StartJob`, and `client::wait` takes.
///
/// The server does not say which session the run is. It is the first one that was not there before the job was started;
/// `wait` shows it as soon as there is one. A run with warnings has succeeded; its `status` tells. One that somebody
/// stopped is `cancelled`. A job with more sessions than the server lists at once (as documented, 10000) is not
/// started, since its run could not be told from others: `StartJob` itself does.
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
    /// When the latest of the earlier runs began, by the server's clock. A run that `start` gave also knows the
    /// sessions that were there before; one that is made of the job and this time goes by the time alone.
    std::optional<timestamp> const& after() const noexcept { return after_; }

private:
    friend vb365_job_run_rules;

    uuid job_;
    std::optional<timestamp> after_;
    /// In order; null: not known.
    std::shared_ptr<std::vector<uuid> const> before_{};
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
    static result<std::optional<state>> find(vb365_session const& session, state found) {
        if (found.id == session.id()) return std::optional<state>(std::move(found));
        return error({.kind = error_kind::decode,
                      .was_sent = sent::maybe,
                      .operation = std::string(vb365::v6::GetJobSession::facts.name),
                      .message = "the answer is about another session"});
    }
};

/// How a run is followed.
struct vb365_job_run_rules : detail::vb365_verdict {
    static detail::vb365_list_history ask(vb365_job_run const& run) { return {.job_id = run.job_id()}; }
    static vb365::v6::StopJob cancel(vb365_job_run const& run) { return {.job_id = run.job_id()}; }

    /// Nothing is documented about the order of the sessions.
    static result<std::optional<state>> find(vb365_job_run const& run, detail::vb365_job_history all) {
        if (auto problem = incomplete(all)) return *std::move(problem);
        state* first = nullptr;
        for (state& one : *all.results) {
            if (is_old(run, one)) continue;
            if (first == nullptr || (first->creation_time && began_later(*first, one.creation_time))) first = &one;
        }
        return first != nullptr ? std::optional<state>(std::move(*first)) : std::optional<state>();
    }

    /// A run that is none of these sessions.
    static vb365_job_run after(uuid job, std::vector<state> const& sessions) {
        std::optional<timestamp> latest;
        std::vector<uuid> ids;
        for (state const& one : sessions) {
            ids.push_back(one.id);
            if (one.creation_time && (!latest || began_later(one, *latest))) latest = one.creation_time;
        }
        std::sort(ids.begin(), ids.end());
        vb365_job_run out(job, latest);
        out.before_ = std::make_shared<std::vector<uuid> const>(std::move(ids));
        return out;
    }

    /// Why a run cannot be told from the sessions that the server lists; none: it can.
    static std::optional<error> incomplete(detail::vb365_job_history const& all) {
        auto const because = [](std::string message) {
            return error({.kind = error_kind::decode,
                          .was_sent = sent::maybe,
                          .operation = std::string(detail::vb365_list_history::facts.name),
                          .message = std::move(message)});
        };
        if (!all.results) return because("the answer has no list of sessions");
        auto const is_nameless = [](state const& one) { return one.id == uuid(); };
        if (std::any_of(all.results->begin(), all.results->end(), is_nameless))
            return because("a session has no id, so that a run cannot be told from others");
        auto const is_next = [](auto const& link) { return link.first == "next"; };
        auto const count = static_cast<std::int64_t>(all.results->size());
        bool const is_full =
            count >= detail::vb365_list_history::most || (all.limit.value_or(0) > 0 && count >= *all.limit);
        if (is_full || all.total_count.value_or(0) > count || std::any_of(all.links.begin(), all.links.end(), is_next))
            return because("the job has more than the " + std::to_string(count) +
                           " sessions that the server lists at once, so that a run cannot be told from others");
        return std::nullopt;
    }

private:
    /// Times are only for those who know no ids: two sessions may have the same one, and clocks are set back.
    static bool is_old(vb365_job_run const& run, state const& session) {
        if (run.before_ != nullptr) return std::binary_search(run.before_->begin(), run.before_->end(), session.id);
        return run.after() && !began_later(session, run.after());
    }
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

    static detail::vb365_list_history before(Op const& op) { return {.job_id = op.job_id}; }
    static std::optional<error> refuse(Op const&, detail::vb365_job_history const& found) {
        return vb365_job_run_rules::incomplete(found);
    }
    template <codec Codec>
    static result<vb365_job_run> begun(Op const& op, detail::vb365_job_history const& found, response const& answer,
                                       Codec const& codec, std::shared_ptr<void const> const&) {
        auto const done = from_response<Op>(answer, codec);
        // With 202 the server goes on to start it, and the sessions will tell.
        if (!done && done.error().kind() != error_kind::accepted) return done.error();
        return vb365_job_run_rules::after(*op.job_id, *found.results);
    }
};

}  // namespace veeam::inline v0
