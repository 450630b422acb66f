#include <doctest/doctest.h>
#include <simulator/faults.hpp>

namespace {

using veeam::fault;
using veeam::fault_kind;
using veeam::simulation::fault_list;

std::string hits(fault_list& faults, std::size_t requests) {
    std::string out;
    for (std::size_t i = 0; i < requests; ++i) out += faults.take("GET", "/api/jobs") ? 'x' : '.';
    return out;
}

}  // namespace

TEST_CASE("A fault hits the first matching request only, unless it says otherwise") {
    fault_list faults;
    faults.add({.kind = fault_kind::status});
    CHECK(hits(faults, 4) == "x...");
    CHECK(faults.size() == 0);
}

TEST_CASE("A fault skips, then hits every so manyth request, so many times") {
    fault_list faults;
    faults.add({.kind = fault_kind::status, .skip = 2, .every = 3, .count = 2});
    CHECK(hits(faults, 9) == "..x..x...");
    CHECK(faults.size() == 0);
}

TEST_CASE("A fault with count 0 never ends") {
    fault_list faults;
    faults.add({.kind = fault_kind::status, .count = 0});
    CHECK(hits(faults, 5) == "xxxxx");
    CHECK(faults.size() == 1);
    faults.clear();
    CHECK(hits(faults, 2) == "..");
}

TEST_CASE("A fault hits only its method and the targets that begin with its path") {
    fault_list faults;
    faults.add({.kind = fault_kind::status, .method = "POST", .path = "/v6/token"});
    CHECK_FALSE(faults.take("GET", "/v6/token"));
    CHECK_FALSE(faults.take("POST", "/token"));
    CHECK_FALSE(faults.take("POST", "/v6/toke"));
    CHECK(faults.take("POST", "/v6/token?x=1"));
}

TEST_CASE("Faults hit in the order in which they were queued, one a request") {
    fault_list faults;
    faults.add({.kind = fault_kind::html});
    faults.add({.kind = fault_kind::reset_after});
    CHECK(faults.take("GET", "/").value().kind == fault_kind::html);
    CHECK(faults.take("GET", "/").value().kind == fault_kind::reset_after);
    CHECK_FALSE(faults.take("GET", "/"));
}

TEST_CASE("Every kind of fault has a name that reads back") {
    using veeam::simulation::parse_fault_kind;
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(fault_kind::warn_task); ++i) {
        auto const kind = static_cast<fault_kind>(i);
        CHECK(parse_fault_kind(veeam::simulation::to_text(kind)).value() == kind);
    }
    CHECK_FALSE(parse_fault_kind("no_such_fault"));
}
