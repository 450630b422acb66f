// Every operation of Enterprise Manager once in JSON, and once more for each further example of its body or its answer,
// to Prism, which serves the specification: it checks path, parameters and body against the schemas, and its answer is
// decoded with nothing left over. Run by scripts/test-prism, which starts Prism and names it in VEEAM_PRISM_URL.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <veeam/client/basic.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/to_request.hpp>
#include <veeam/transport/httplib.hpp>

#include <support/documents.hpp>
#include <support/examples.hpp>
#include <support/operation_list.hpp>
#include <support/unknown.hpp>

namespace {

using veeam::support::document_type;
using veeam::support::example;
using veeam::support::listed_operation;

veeam::json_codec const codec{};

/// What the specification shows in JSON of one operation, each key once.
struct shown {
    std::vector<example> bodies{};
    std::vector<example> answers{};
};

std::map<std::string, shown> everything_shown() {
    std::map<std::string, shown> out;
    auto const add = [](std::vector<example>& to, example const& e) {
        if (std::ranges::none_of(to, [&](example const& other) { return other.name == e.name; })) to.push_back(e);
    };
    for (example const& e : veeam::support::load_examples(VEEAM_SPECS_DIR "/em")) {
        if (!e.is_json()) continue;
        if (e.place == "request") add(out[e.name.substr(0, e.name.find('.'))].bodies, e);
        else if (e.is_answer()) add(out[e.operation].answers, e);
    }
    return out;
}

/// The value that an example stands for.
std::shared_ptr<void> value_of(example const& e, document_type const& type) {
    auto value = type.make();
    auto const problem = codec.decode(e.text, value.get(), *type.row);
    REQUIRE_MESSAGE(!problem, e.name);
    return value;
}

/// Sends one request and checks the answer; `asked` is the example that Prism shall answer with, null for any.
void send(veeam::httplib_transport& wire, listed_operation const& op, example const* body, example const* asked) {
    auto r = veeam::to_request(*op.table, op.sample.get(), codec);
    REQUIRE_MESSAGE(r.has_value(), r.error().text());
    // The one that logs on wants the second, all others the first; Prism looks whether they are there.
    r->headers.set("X-RestSvcSessionId", "any");
    r->headers.set("Authorization",
                   "Basic " + std::string(veeam::basic_credentials("any", veeam::secret("any")).reveal()));
    if (body != nullptr) {
        auto const value = value_of(*body, op.body);
        REQUIRE_FALSE(veeam::support::set_body(*r, op, value.get(), codec).has_value());
    }
    if (asked != nullptr) r->headers.set("Prefer", "code=" + asked->place + ", example=" + asked->name);
    CAPTURE(r->target);

    auto const got = wire.send(*r);
    REQUIRE_MESSAGE(got.has_value(), got.error().text());
    CHECK_MESSAGE(veeam::detail::is_success(got->status),
                  got->status << " " << got->headers.get("sl-violations").value_or("") << " " << got->body);
    if (op.answer.row == nullptr || !veeam::detail::is_success(got->status)) return;

    auto const value = op.answer.make();
    auto const problem = codec.decode(got->body, value.get(), *op.answer.row);
    CHECK_MESSAGE(!problem, (problem ? problem->text() : std::string()));
    std::string const expected = asked != nullptr ? veeam::support::expected_unknown(*asked) : std::string();
    CHECK(veeam::support::unknown_names(value.get(), *op.answer.row) == expected);
    if (asked != nullptr) CHECK(op.answer.equal(value.get(), value_of(*asked, op.answer).get()));
}

}  // namespace

TEST_CASE("Every operation of Enterprise Manager is answered by Prism") {
    char const* const url = std::getenv("VEEAM_PRISM_URL");
    REQUIRE_MESSAGE(url != nullptr, "VEEAM_PRISM_URL is not set; scripts/test-prism starts Prism and sets it");
    veeam::httplib_transport wire{url};
    auto examples = everything_shown();

    // References look alike for all query types, and pages show those of a few: the others ask for one of these.
    example const* reference = nullptr;
    document_type references{};
    for (listed_operation const& op : veeam::support::all_operations())
        if (op.name() == "em/QueryBackupJobSessionRefs") {
            references = op.answer;
            reference = &examples.at("QueryBackupJobSessionRefs").answers.front();
        }
    REQUIRE(reference != nullptr);

    std::size_t operations = 0, requests = 0;
    for (listed_operation const& op : veeam::support::all_operations()) {
        if (op.api != "em") continue;
        std::string const name(op.table->facts->name);
        CAPTURE(name);
        auto const& [bodies, answers] = examples[name];
        REQUIRE((op.body.row == nullptr || !bodies.empty()));
        bool const is_reference = op.answer.row == references.row && answers.empty();
        REQUIRE((op.answer.row == nullptr || is_reference || !answers.empty()));
        std::size_t const times = std::max({std::size_t{1}, op.body.row ? bodies.size() : 0, answers.size()});
        for (std::size_t i = 0; i < times; ++i) {
            example const* const body = op.body.row == nullptr ? nullptr : &bodies[i % bodies.size()];
            example const* asked = is_reference ? reference : nullptr;
            if (!answers.empty()) asked = &answers[i % answers.size()];
            send(wire, op, body, asked);
            ++requests;
        }
        ++operations;
    }
    CHECK(operations >= 400);
    MESSAGE(operations << " operations, " << requests << " requests");
}
