#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/transport/curl.hpp>
#include <veeam/transport/httplib.hpp>

#include "support/fault_matrix.hpp"

namespace {

constexpr std::string_view head = R"(# What becomes of a request when something goes wrong

Written by `tests/faults/matrix.cpp`, which drives the simulator over TLS by both transports: do not edit. After a change
that is meant, `VEEAM_BLESS=1` lets the test write it anew.

A client of Enterprise Manager reads a job, which may be repeated, and starts one, which must not be started twice. Between
client and transport is `veeam::retrying` with three tries. "Seen" is how often the server saw the request, "done" how often
it did what was asked. The session was there before the trouble began; `[nothing sent]` is what `error::was_sent()` proves.

)";

std::string const path = std::string(VEEAM_TESTS_DIR) + "/../docs/faults.md";

std::string read(std::string const& name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

template <class Wire>
std::vector<test::fault_row> rows(veeam::simulator& server) {
    auto const make = [](std::string const& url, veeam::trust const& whom,
                         std::optional<veeam::http_proxy> const& proxy = std::nullopt) {
        return Wire(url, {.trust = whom, .proxy = proxy});
    };
    return test::fault_matrix(server, make).run();
}

}  // namespace

TEST_CASE("every fault shows as docs/faults.md says, by every transport, and nothing is done twice that must not be") {
    veeam::simulator server{{.specs = VEEAM_SPECS_DIR}};
    std::vector<std::pair<std::string, std::vector<test::fault_row>>> const all{
        {"httplib", rows<veeam::httplib_transport>(server)}, {"curl", rows<veeam::curl_transport>(server)}};
    for (auto const& [name, rows] : all) {
        for (test::fault_row const& row : rows) {
            CAPTURE(name);
            CAPTURE(row.trouble);
            CHECK(!row.read.outcome.empty());
            CHECK(row.read.outcome.find("hunter2") == std::string::npos);
            if (!row.start) continue;
            CHECK(row.read.requests <= 3);
            CHECK(row.start->carried_out <= 1);
            // A task means that the job was started, and an error that proves the contrary is right.
            if (row.start->outcome.starts_with("the task")) CHECK(row.start->carried_out == 1);
            if (row.start->outcome.find("[nothing sent]") != std::string::npos) CHECK(row.start->carried_out == 0);
        }
    }
    std::string const text = std::string(head) + test::fault_table(all);
    if (std::getenv("VEEAM_BLESS") != nullptr) std::ofstream(path, std::ios::binary) << text;
    CHECK(read(path) == text);
}
