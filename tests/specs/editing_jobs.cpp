// Read a job, change one member, put it back: what goes out is what came in, member for member and in the same order,
// but for that one.

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/http/to_request.hpp>

#include <nlohmann/json.hpp>

#include <support/examples.hpp>
#include <support/infoset.hpp>

namespace {

namespace em = veeam::em;
using veeam::support::example;
using veeam::support::leaf;

constexpr char changed[] = "changed by a <test> & nothing else";

/// Every documented job, whatever its kind.
std::vector<example> documented_jobs(bool json) {
    std::vector<example> out;
    for (example& e : veeam::support::load_examples(VEEAM_SPECS_DIR "/em")) {
        bool const is_job = e.name == "GetJob" || e.name.starts_with("GetJob.");
        if (is_job && e.is_json() == json) out.push_back(std::move(e));
    }
    return out;
}

/// As `in_order`, without passwords and the changed member.
std::vector<leaf> kept(std::string const& text) {
    auto leaves = veeam::support::in_order(text);
    std::erase_if(leaves, [](leaf const& l) { return l.path == "Job/Description" || l.path.ends_with("Password"); });
    return leaves;
}

veeam::request edited(em::Job job, veeam::codec auto const& codec) {
    job.description = changed;
    std::string const id = job.uid.id().value().text();
    return veeam::to_request(em::EditJob{.job_id = id, .body = std::move(job)}, codec).value();
}

/// The same document with an element and an attribute that no page tells of, in the middle of it.
std::string with_unknown_parts(std::string text) {
    std::size_t const at = text.find("<JobType>");
    REQUIRE(at != text.npos);
    text.insert(at, "<FromTheFuture a=\"1\"><Deep>text</Deep></FromTheFuture>");
    std::size_t const info = text.find("<JobInfo>");
    if (info != text.npos) text.insert(info + 8, " new=\"yes\"");
    return text;
}

}  // namespace

TEST_CASE("a job of any kind that is read, changed and put back in XML keeps every other member and their order") {
    auto const jobs = documented_jobs(false);
    REQUIRE(jobs.size() >= 5);
    for (example const& e : jobs) {
        CAPTURE(e.name);
        for (std::string const& text : {e.text, with_unknown_parts(e.text)}) {
            auto const job = veeam::xml::read<em::Job>(text);
            REQUIRE_MESSAGE(job.has_value(), job.error().text());
            auto const request = edited(*job, veeam::xml_codec{});
            CHECK(request.target == "/api/jobs/" + job->uid.id()->text() + "?action=edit");
            CHECK(veeam::support::difference(kept(text), kept(request.body)) == "");
            CHECK(veeam::xml::read<em::Job>(request.body)->description == changed);
        }
    }
}

TEST_CASE("a job of any kind that is read, changed and put back in JSON keeps every other member") {
    auto const jobs = documented_jobs(true);
    REQUIRE(jobs.size() >= 3);
    for (example const& e : jobs) {
        CAPTURE(e.name);
        auto before = nlohmann::json::parse(e.text);
        before["FromTheFuture"] = {{"Deep", {1, 2, 3}}};
        auto const job = veeam::json::read<em::Job>(before.dump());
        REQUIRE_MESSAGE(job.has_value(), job.error().text());
        auto const request = edited(*job, veeam::json_codec{});
        before["Description"] = changed;
        auto const leaves = before.flatten();
        auto const after = nlohmann::json::parse(request.body).flatten();
        for (auto const& [pointer, value] : leaves.items())
            if (!value.is_null()) CHECK_MESSAGE(after.value(pointer, nlohmann::json()) == value, pointer);
        for (auto const& [pointer, value] : after.items()) CHECK_MESSAGE(leaves.contains(pointer), pointer);
    }
}
