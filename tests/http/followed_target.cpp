#include <string>

#include <doctest/doctest.h>

#include <veeam/http/followed_target.hpp>

namespace {

std::string target(std::string_view href, std::string_view base = "/api") {
    auto const made = veeam::followed_target(href, base);
    return made ? *made : made.error().text();
}

}  // namespace

TEST_CASE("a link keeps its path and query byte for byte, and loses scheme, host and fragment") {
    CHECK(target("https://em.local:9398/api/query?type=Job&filter=Name%3d%3d%22a+b%22;c&page=2") ==
          "/api/query?type=Job&filter=Name%3d%3d%22a+b%22;c&page=2");
    CHECK(target("/api/query?page=2") == "/api/query?page=2");
    CHECK(target("//other:1/api/x") == "/api/x");
    CHECK(target("HTTP://OTHER/API/x#part") == "/API/x");
    CHECK(target("/api/x?next=https://a//b/../c") == "/api/x?next=https://a//b/../c");
    CHECK(target("/api") == "/api");
    CHECK(target("/api?x") == "/api?x");
    CHECK(target("https://h/v2/a", "") == "/v2/a");
    CHECK(target("https://user:pw@h/api/x") == "/api/x");
}

TEST_CASE("a link out of the API is refused") {
    CHECK(target("https://em.local:9398/admin/query") ==
          "decode: a link of the server cannot be followed, it leads out of /api: https://em.local:9398/admin/query");
    CHECK(target("/apis/x").starts_with("decode: "));
    CHECK(target("/ap").starts_with("decode: "));
    CHECK(target("/").starts_with("decode: "));
}

TEST_CASE("a link that climbs out of the API is refused, however it is spelt") {
    for (char const* href : {"/api/../admin", "/api/%2e%2e/admin", "/api/.%2E/admin", "/api/%2E./admin", "/api/./x",
                             "/api/..", "/api/x/%2e", "/api/..\\admin", "/api/x%5cy", "/api/x%5Cy"}) {
        CAPTURE(href);
        CHECK(target(href).starts_with("decode: a link of the server cannot be followed, "));
    }
    CHECK(target("/api/..x/...") == "/api/..x/...");
    CHECK(target("/api/%2e%2ex") == "/api/%2e%2ex");
}

TEST_CASE("a link that is no target is refused") {
    CHECK(target("") == "decode: a link of the server cannot be followed, it has no path: ");
    CHECK(target("https://em.local") ==
          "decode: a link of the server cannot be followed, it has no path: https://em.local");
    CHECK(target("https://h?x=/api").starts_with("decode: "));
    CHECK(target("query?page=2").starts_with("decode: "));
    CHECK(target("/api/a b") == "decode: a link of the server cannot be followed, it is not percent-encoded: /api/a b");
    CHECK(target("/api/x\r\nHost: evil").starts_with("decode: "));
    CHECK(target("/api/\xc3\xbc").starts_with("decode: "));
}
