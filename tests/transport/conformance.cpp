#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include <veeam/http/validate.hpp>
#include <veeam/transport/conformance.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/wires.hpp"

namespace {

/// A transport for tests whose script is a function.
struct scripted : veeam::scripted_transport {
    explicit scripted(veeam::conformance::answers answers) {
        when([](veeam::request const&) { return true; }, std::move(answers));
    }
};

}  // namespace

TEST_CASE_TEMPLATE("every transport with a network keeps every rule", Wire, VEEAM_WIRES) {
    auto const report = veeam::conformance::check([](std::string const& url) { return Wire(url); });
    INFO(report.text());
    CHECK(report.passed());
    CHECK(report.findings.size() == 22);
    for (veeam::conformance::finding const& one : report.findings) CHECK(!one.skipped);
    std::ifstream in(VEEAM_TESTS_DIR "/../docs/transport.md");
    std::string const page{std::istreambuf_iterator<char>(in), {}};
    for (veeam::conformance::finding const& one : report.findings) {
        CAPTURE(one.rule);
        CHECK(page.find("\n| " + std::string(one.rule) + " | ") != std::string::npos);
    }
}

TEST_CASE("the scripted transport keeps every rule that needs no network") {
    auto const report =
        veeam::conformance::check_in_memory([](veeam::conformance::answers a) { return scripted(std::move(a)); });
    INFO(report.text());
    CHECK(report.passed());
    CHECK(report.findings.size() == 11);
    for (veeam::conformance::finding const& one : report.findings) CHECK(!one.skipped);
}
