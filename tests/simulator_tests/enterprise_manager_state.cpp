// What clients of Enterprise Manager create, change and delete.

#include <algorithm>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <veeam/client/em.hpp>
#include <veeam/client/em_links.hpp>
#include <veeam/em/backups.hpp>
#include <veeam/em/cloud_tenants.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/em/tasks.hpp>

#include "server.hpp"

namespace {

namespace em = veeam::em;
namespace session = em::query::backup_job_session;

constexpr char const* database_job = "5658281f-625e-4627-89dd-d2a0c48be99e";

struct enterprise_manager : running_server {
    veeam::client<veeam::httplib_transport, veeam::em_logon> api{
        wire, veeam::em_logon("operator", right_password()), {}, clock()};

    /// Asks about a task until it is finished.
    em::Task finished(em::Task task) {
        for (int i = 0; i < 5 && task.state != em::TaskState::Finished; ++i)
            task = api(em::GetTask{.task_id = task.task_id}).value();
        REQUIRE(task.state == em::TaskState::Finished);
        return task;
    }
};

bool lists(em::CloudTenantList const& tenants, std::string const& name) {
    return std::ranges::any_of(tenants.cloud_tenants.value(), [&](em::CloudTenant const& t) { return t.name == name; });
}

}  // namespace

TEST_CASE("A task runs, is done on the backup server, and finishes, and belongs to its session") {
    enterprise_manager host;
    auto const started = host.api(em::StartJob{.job_id = database_job});
    REQUIRE_MESSAGE(started.has_value(), started.error().text());
    CHECK(started->state == em::TaskState::Running);
    CHECK_FALSE(started->result);
    auto const ask = [&] { return host.api(em::GetTask{.task_id = started->task_id}).value(); };
    CHECK(ask().state == em::TaskState::Running);
    CHECK(ask().state == em::TaskState::OperationFinished);
    auto const end = ask();
    CHECK(end.state == em::TaskState::Finished);
    CHECK(end.result->success == true);
    CHECK(host.api(em::ListTasks{})->tasks->size() == 1);
    CHECK(host.api.log_off().has_value());
    CHECK(host.api(em::GetTask{.task_id = started->task_id}).error().http_status() == 404);
}

TEST_CASE("A job that was started has a new session, which the query finds") {
    enterprise_manager host;
    auto const task = host.finished(host.api(em::StartJob{.job_id = database_job}).value());
    auto const run = host.api(em::follow<em::BackupJobSession>(task.links, em::rel::related).value());
    REQUIRE_MESSAGE(run.has_value(), run.error().text());
    CHECK(run->state == em::SessionState::Working);
    auto const found = host.api(em::QueryBackupJobSessions{.filter = session::name == run->name});
    CHECK(found->entities->backup_job_sessions->size() == 1);
}

TEST_CASE("A job that was edited is read as it was left") {
    enterprise_manager host;
    auto job = host.api(em::GetJob{.job_id = database_job}).value();
    job.description = "edited";
    host.finished(host.api(em::EditJob{.job_id = database_job, .body = job}).value());
    CHECK(host.api(em::GetJob{.job_id = database_job})->description == "edited");
    auto const before = host.api(em::GetJob{.job_id = database_job})->schedule_enabled;
    host.finished(host.api(em::ToggleJobSchedule{.job_id = database_job}).value());
    CHECK(host.api(em::GetJob{.job_id = database_job})->schedule_enabled != before);
}

TEST_CASE("A tenant that was created is listed, can be edited, and is gone after it was deleted") {
    enterprise_manager host;
    em::CreateCloudTenantSpec spec{};
    spec.name = "New & improved";
    spec.backup_server_uid = "urn:veeam:BackupServer:4fef3e3c-ec06-410a-afa4-c4dc91bd6304";
    em::CreateCloudTenant const create{.body = spec};
    auto const task = host.finished(host.api(create).value());
    auto const made = host.api(em::follow_result<em::CreateCloudTenant>(task).value());
    REQUIRE_MESSAGE(made.has_value(), made.error().text());
    CHECK(made->name == "New & improved");
    CHECK(lists(host.api(em::ListCloudTenants{}).value(), "New & improved"));

    std::string const id = made->uid.id()->text();
    em::CloudTenant changed = *made;
    changed.description = "edited";
    host.finished(host.api(em::EditCloudTenant{.tenant_id = id, .body = changed}).value());
    CHECK(host.api(em::GetCloudTenant{.tenant_id = id})->description == "edited");

    host.finished(host.api(em::DeleteCloudTenant{.tenant_id = id}).value());
    CHECK(host.api(em::GetCloudTenant{.tenant_id = id}).error().http_status() == 404);
    CHECK_FALSE(lists(host.api(em::ListCloudTenants{}).value(), "New & improved"));
}

TEST_CASE("A body that cannot be read, or is missing, is refused with the reason") {
    enterprise_manager host;
    CHECK(host.api.log_on().has_value());
    veeam::request r;
    r.method = veeam::http_method::post;
    r.target = "/api/cloud/tenants";
    r.headers.add("Content-Length", "0");
    CHECK(host.api.raw(r)->status == 400);
    r.body = "<CloudTenantCreateSpec";
    r.headers = {};
    auto const answer = host.api.raw(r);
    CHECK(answer->status == 400);
    CHECK(answer->body.find("byte") != std::string::npos);
}
