// Every operation of Enterprise Manager once, in XML and in JSON, over TLS: the request is built from its table, the
// simulator checks path, parameters and body, and the answer is decoded with nothing left over.

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/client/em.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/schemas/task.hpp>
#include <veeam/http/to_request.hpp>

#include <support/examples.hpp>
#include <support/operation_list.hpp>
#include <support/unknown.hpp>

#include "server.hpp"

namespace {

using veeam::support::example;
using veeam::support::listed_operation;

/// Documented bodies, in XML, by operation.
std::map<std::string, std::string> documented_bodies() {
    std::map<std::string, std::string> out;
    for (example const& e : veeam::support::load_examples(VEEAM_SPECS_DIR "/em"))
        if (e.place == "request" && e.is_xml()) out.emplace(e.name.substr(0, e.name.find('.')), e.text);
    return out;
}

template <class Codec>
void give_body(veeam::request& r, listed_operation const& op, std::string const& documented, Codec const& codec) {
    auto const value = op.body.make();
    auto const problem = veeam::xml_codec{}.decode(documented, value.get(), *op.body.row);
    REQUIRE_MESSAGE(!problem, op.name());
    REQUIRE_FALSE(veeam::support::set_body(r, op, value.get(), codec).has_value());
}

constexpr char sample_id[] = "6745a759-2205-4cd2-b172-8ec8f7e60ef8";

/// Jobs and tasks are looked up by the simulator; everything else answers under any identifier.
template <class Codec>
void address_something_known(veeam::request& r, running_server& host, std::string const& token, Codec const& codec) {
    std::string id = "5658281f-625e-4627-89dd-d2a0c48be99e";
    if (r.target.starts_with("/api/tasks/")) {
        veeam::request start = veeam::to_request(veeam::em::StartJob{.job_id = id}, codec).value();
        start.headers.set("X-RestSvcSessionId", token);
        start.headers.set("Content-Length", "0");
        auto const started = host.wire.send(start);
        veeam::em::Task task;
        REQUIRE_FALSE(codec.decode(started.value().body, &task, veeam::root_row<veeam::em::Task>).has_value());
        id = task.task_id;
    } else if (!r.target.starts_with("/api/jobs/")) {
        return;
    }
    if (auto const at = r.target.find(sample_id); at != r.target.npos) r.target.replace(at, sizeof sample_id - 1, id);
}

template <class Codec>
void send_all(running_server& host, Codec const& codec, std::string const& token) {
    static auto const bodies = documented_bodies();
    std::size_t sent = 0;
    for (listed_operation const& op : veeam::support::all_operations()) {
        std::string const name(op.table->facts->name);
        if (op.api != "em" || name.ends_with("LogonSession")) continue;  // see the tests of the simulator
        CAPTURE(name);
        CAPTURE(codec.media_type());
        auto r = veeam::to_request(*op.table, op.sample.get(), codec);
        REQUIRE_MESSAGE(r.has_value(), r.error().text());
        r->headers.set("X-RestSvcSessionId", token);
        if (op.body.row != nullptr) {
            auto const body = bodies.find(name);
            REQUIRE_MESSAGE(body != bodies.end(), "no page shows the body of " << name);
            give_body(*r, op, body->second, codec);
        }
        address_something_known(*r, host, token, codec);
        auto const got = host.wire.send(*r);
        REQUIRE_MESSAGE(got.has_value(), got.error().text());
        CHECK_MESSAGE(veeam::detail::is_success(got->status), got->status << " " << got->body);
        ++sent;
        if (op.answer.row == nullptr) continue;
        auto const value = op.answer.make();
        auto const problem = codec.decode(got->body, value.get(), *op.answer.row);
        CHECK_MESSAGE(!problem, (problem ? problem->text() : std::string()));
        // In jobs and sessions the simulator has members of its own that no page tells of.
        bool const has_unknown = name == "ListJobs" || name == "QueryJobs" || name == "QueryBackupJobSessions";
        if (!has_unknown) CHECK(veeam::support::unknown_names(value.get(), *op.answer.row) == "");
    }
    CHECK(sent >= 400);
}

template <class Codec>
std::string token_of(running_server& host, Codec) {
    std::string const basic(veeam::basic_credentials("operator", right_password()).reveal());
    auto const got = host.send(veeam::http_method::post, "/api/sessionMngr/?v=latest",
                               {{"Authorization", "Basic " + basic}, {"Content-Length", "0"}});
    return std::string(got.value().headers.get("X-RestSvcSessionId").value());
}

}  // namespace

TEST_CASE("Every operation of Enterprise Manager is answered in XML") {
    running_server host;
    send_all(host, veeam::xml_codec{}, token_of(host, veeam::xml_codec{}));
}

TEST_CASE("Every operation of Enterprise Manager is answered in JSON") {
    running_server host;
    send_all(host, veeam::json_codec{}, token_of(host, veeam::json_codec{}));
}
