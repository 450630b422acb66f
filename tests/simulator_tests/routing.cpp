#include <doctest/doctest.h>
#include <simulator/request_log.hpp>
#include <simulator/router.hpp>

namespace {

using namespace veeam::simulation;

call request_for(std::string method, std::string target) {
    call made{.method = std::move(method), .target = std::move(target)};
    REQUIRE(parse_target(made));
    return made;
}

router sample_routes() {
    router routes;
    routes.add("GET", "/v2/agents/{}/jobs/{}", [](call const&, arguments const& found) {
        return text_reply(200, "text/plain", found[0] + "|" + found[1]);
    });
    routes.add("DELETE", "/v2/agents/{}/jobs/{}", [](call const&, arguments const&) { return empty_reply(204); });
    return routes;
}

}  // namespace

TEST_CASE("A target is split into decoded segments and parameters, a plus being a space") {
    call const made = request_for("GET", "/api/a%2Fb/?Name=x+y%2B&flag&n=1");
    CHECK(made.segments == std::vector<std::string>{"api", "a/b"});
    CHECK(made.parameter("name").value() == "x y+");
    CHECK(made.parameter("flag").value().empty());
    CHECK_FALSE(made.parameter("nam"));
    call bad{.target = "/api/%zz"};
    CHECK_FALSE(parse_target(bad));
}

TEST_CASE("A form is read like a query") {
    auto const form = parse_form("username=DOMAIN%5Cann&password=a%26b+c");
    REQUIRE(form);
    CHECK(find(*form, "username").value() == "DOMAIN\\ann");
    CHECK(find(*form, "password").value() == "a&b c");
}

TEST_CASE("Only whole numbers in range are numbers") {
    CHECK(whole_number("12").value() == 12);
    CHECK(whole_number("1", 1).value() == 1);
    for (char const* text : {"", "-1", "1.5", "12x", " 1", "0x1", "99999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(whole_number(text));
    }
    CHECK_FALSE(whole_number("0", 1));
}

TEST_CASE("Routes match without regard to case and hand over what stood in the braces") {
    router const routes = sample_routes();
    auto const answer = routes.answer(request_for("GET", "/V2/AGENTS/A-1/Jobs/b%20c"));
    REQUIRE(answer);
    CHECK(answer->body == "A-1|b c");
    CHECK_FALSE(routes.answer(request_for("GET", "/v2/agents/a/jobs")));
}

TEST_CASE("A known path with the wrong method names the right ones") {
    auto const answer = sample_routes().answer(request_for("PUT", "/v2/agents/a/jobs/b"));
    REQUIRE(answer);
    CHECK(answer->status == 405);
    CHECK(answer->headers.get("Allow").value() == "GET, DELETE");
}

TEST_CASE("The log counts by method and by how the target begins, and keeps numbering after it was cleared") {
    request_log log;
    CHECK(log.add("GET", "/api/jobs", "") == 1);
    CHECK(log.add("POST", "/token", "html") == 2);
    log.answered(2, 503);
    CHECK(log.count("", "") == 2);
    CHECK(log.count("GET", "/api") == 1);
    CHECK(log.count("GET", "/token") == 0);
    CHECK(log.matching("POST", "").at(0).status == 503);
    CHECK(log.matching("POST", "").at(0).fault == "html");
    CHECK(log.matching("GET", "").at(0).status == 0);
    log.clear();
    log.answered(1, 200);
    CHECK(log.count("", "") == 0);
    CHECK(log.add("GET", "/", "") == 3);
}
