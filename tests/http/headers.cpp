#include <veeam/http/headers.hpp>

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace {

using veeam::headers;

std::string lines(headers const& all) {
    std::string out;
    for (auto const& [name, value] : all) out += name + ": " + value + '\n';
    return out;
}

TEST_CASE("header names are compared without regard to ASCII case") {
    headers const h{{"Content-Type", "application/xml"}, {"X-RestSvcSessionId", "abc"}};
    CHECK(h.get("content-type") == "application/xml");
    CHECK(h.get("CONTENT-TYPE") == "application/xml");
    CHECK(h.contains("x-restsvcsessionid"));
    CHECK_FALSE(h.get("Content-Typ"));
    CHECK_FALSE(h.get("Content-Type "));
    CHECK_FALSE(h.contains(""));
}

TEST_CASE("headers keep their order and their spelling") {
    headers h;
    CHECK(h.empty());
    h.add("b", "1");
    h.add("A", "2");
    h.add("B", "3");
    CHECK(h.size() == 3);
    CHECK(lines(h) == "b: 1\nA: 2\nB: 3\n");
    CHECK(h.get("B") == "1");
}

TEST_CASE("setting a header replaces every one of its name by one at the end") {
    headers h{{"a", "1"}, {"B", "2"}, {"A", "3"}};
    h.set("A", "4");
    CHECK(lines(h) == "B: 2\nA: 4\n");
    h.set("c", "5");
    CHECK(lines(h) == "B: 2\nA: 4\nc: 5\n");
}

TEST_CASE("erasing a header erases every one of its name") {
    headers h{{"a", "1"}, {"b", "2"}, {"A", "3"}, {"c", "4"}};
    h.erase("A");
    CHECK(lines(h) == "b: 2\nc: 4\n");
    h.erase("missing");
    CHECK(h.size() == 2);
    h.erase("B");
    h.erase("C");
    CHECK(h.empty());
}

TEST_CASE("a header is erased by a view of its own name") {
    headers h{{"a", "1"}, {"b", "2"}, {"A", "3"}, {"b", "4"}};
    h.erase(h.begin()->first);
    CHECK(lines(h) == "b: 2\nb: 4\n");
}

TEST_CASE("headers are equal with the same fields in the same order and spelling") {
    CHECK(headers{{"a", "1"}, {"b", "2"}} == headers{{"a", "1"}, {"b", "2"}});
    CHECK(headers{{"a", "1"}, {"b", "2"}} != headers{{"b", "2"}, {"a", "1"}});
    CHECK(headers{{"a", "1"}} != headers{{"A", "1"}});
    CHECK(headers{{"a", "1"}} != headers{});
}

}  // namespace
