#include <string>

#include <doctest/doctest.h>

#include <veeam/http/media_type.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/status.hpp>
#include <veeam/http/validate.hpp>

TEST_CASE("a media type is compared without its parameters and without case") {
    CHECK(veeam::is_media_type("application/json", "application/json"));
    CHECK(veeam::is_media_type("Application/JSON;charset=UTF-8", "application/json"));
    CHECK(veeam::is_media_type(" application/xml ; a=b", "application/xml"));
    CHECK(veeam::is_media_type("text/xml", "application/xml"));
    CHECK(veeam::is_media_type("application/problem+json", "application/json"));
    CHECK(!veeam::is_media_type("text/html", "application/json"));
    CHECK(!veeam::is_media_type("application/xml", "application/json"));
    CHECK(!veeam::is_media_type("application/jsonx", "application/json"));
    CHECK(!veeam::is_media_type("application/notjson", "application/json"));
    CHECK(!veeam::is_media_type("+json", "application/json"));
    CHECK(!veeam::is_media_type("", "application/json"));
}

TEST_CASE("a server's text becomes one printable line") {
    CHECK(veeam::one_line("  Access\r\n\tdenied. \x1b[31m\n") == "Access denied. [31m");
    CHECK(veeam::one_line("") == "");
    CHECK(veeam::one_line("abcdef", 3) == "abc");
    CHECK(veeam::one_line("ab\xc3\xbc", 3) == "ab");
}

TEST_CASE("a secret is replaced wherever it stands") {
    std::string text = "hunter2 and hunter2!";
    veeam::redact(text, "hunter2");
    CHECK(text == "*** and ***!");
    veeam::redact(text, "and");
    CHECK(text == "*** and ***!");
    veeam::redact(text, "****");
    CHECK(text == "*** and ***!");
}

TEST_CASE("an error loses its secrets in every text and keeps the rest") {
    veeam::error const e({.kind = veeam::error_kind::api,
                          .http_status = 400,
                          .message = "bad hunter2",
                          .code = "hunter2",
                          .path = "a.hunter2",
                          .body = "<p>hunter2</p>"});
    veeam::error const clean = veeam::redacted(e, {"absent", "hunter2"});
    CHECK(clean.message() == "bad ***");
    CHECK(clean.code() == "***");
    CHECK(clean.path() == "a.***");
    CHECK(clean.body() == "<p>***</p>");
    CHECK(clean.http_status() == 400);
    CHECK(&veeam::redacted(e, {"absent"}).info() == &e.info());
}

TEST_CASE("a printed request shows no secret") {
    static constexpr veeam::operation_facts secret_facts{.name = "CreateToken", .secret_body = true};
    veeam::request r{.method = veeam::http_method::post,
                     .target = "/token",
                     .headers = {{"authorization", "Basic abc"}, {"X-RESTSVCSESSIONID", "def"}, {"Accept", "a/b"}},
                     .body = "password=ghi"};
    CHECK(veeam::printable(r) ==
          "POST /token\nauthorization: ***\nX-RESTSVCSESSIONID: ***\nAccept: a/b\n\npassword=ghi");
    r.facts = &secret_facts;
    CHECK(veeam::printable(r) == "POST /token\nauthorization: ***\nX-RESTSVCSESSIONID: ***\nAccept: a/b\n\n***");
}

TEST_CASE("a request that could become two is refused") {
    veeam::request r;
    r.target = "/api/jobs?name=a%20b";
    r.headers = {{"X-Id", "a\tb \xc3\xbc"}};
    CHECK(!veeam::validate(r));
    for (char const* target : {"", "api", "https://h/api", "/a b", "/a\r\nX: y", "/a#b", "/\xc3\xbc", "/\x7f"}) {
        CAPTURE(target);
        r.target = target;
        CHECK(veeam::validate(r).has_value());
    }
    r.target = "/a b\r\n";
    CHECK(veeam::validate(r)->text() ==
          R"(invalid request: the target must start with / and be percent-encoded: "/a b")");
    r.target = "/";
    r.headers = {{"X-Id", "secret\r\nX-Other: 1"}};
    CHECK(veeam::validate(r)->text() ==
          "invalid request: the header X-Id holds a line break or another control character");
    r.headers = {{"X Id", "1"}};
    CHECK(veeam::validate(r)->text() == R"(invalid request: "X Id" is not the name of a header)");
    r.headers = {{"", "1"}};
    CHECK(veeam::validate(r).has_value());
}

TEST_CASE("a request whose time is over is not sent") {
    veeam::request r;
    CHECK(!veeam::given_up(r));
    r.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
    CHECK(!veeam::given_up(r));
    r.deadline = std::chrono::steady_clock::now();
    CHECK(veeam::given_up(r)->text() == "timeout: the deadline passed before it was sent");
    std::stop_source stop;
    r.stop = stop.get_token();
    stop.request_stop();
    CHECK(veeam::given_up(r)->text() == "cancelled: stopped before it was sent");
    CHECK(veeam::given_up(r)->was_sent() == veeam::sent::no);
}

TEST_CASE("every status that servers send has its words") {
    CHECK(veeam::reason_phrase(200) == "OK");
    CHECK(veeam::reason_phrase(429) == "Too Many Requests");
    CHECK(veeam::reason_phrase(299) == "");
}

TEST_CASE("a secret is taken out however a server echoes it") {
    auto const without = [](std::string text, std::string_view secret) {
        veeam::redact(text, secret);
        return text;
    };
    CHECK(without("t=TOK%2FEN%2B1%3D;", "TOK/EN+1=") == "t=***;");
    CHECK(without("t=tok%2fen%2b1%3d;", "tok/en+1=") == "t=***;");
    CHECK(without("p=two+words%21.", "two words!") == "p=***.");
    CHECK(without("wrong: two spaces pw.", "two  spaces pw") == "wrong: ***.");
    CHECK(without(R"({"p":"a\"b\\c"})", R"(a"b\c)") == R"({"p":"***"})");
    CHECK(without(R"({"p":"a\/bcd"})", "a/bcd") == R"({"p":"***"})");
    CHECK(without("a b", "      ") == "a b");
    CHECK(without("cut off after HUNTERHUN", "HUNTERHUNTER") == "cut off after ***");
    CHECK(without("cut off after \"HUNTERHUN...\" (at a)", "HUNTERHUNTER") == "cut off after \"***...\" (at a)");
    CHECK(without("HUNTERHUNTER (see above)", "HUNTERHUNTERHUNTER") == "*** (see above)");
    CHECK(without("HUNTERHUNTE is a word", "HUNTERHUNTERHUNTER") == "HUNTERHUNTE is a word");
    CHECK(without("bad hunter&amp;&lt;2&gt;!", "hunter&<2>") == "bad ***!");
    CHECK(without("bad &quot;a&apos;&#98;&#x63;&#X64;&quot;!", "\"a'bcd\"") == "bad ***!");
    CHECK(without(R"({"t":"TOK\u002BEN=="})", "TOK+EN==") == R"({"t":"***"})");
    CHECK(without("t=TOK&#43;EN==;", "TOK+EN==") == "t=***;");
    CHECK(without(R"(p=m\u00fcller\uD83D\uDE00!)", "m\xc3\xbcller\xf0\x9f\x98\x80") == "p=***!");
    CHECK(without("p=m%C3%BCller&#252;ber.",
                  "m\xc3\xbcller\xc3\xbc"
                  "ber") == "p=***.");
    CHECK(without(R"(a\\b\\c and a\b\c)", R"(a\b\c)") == "*** and ***");
    CHECK(without("100%41% &amp; 100A%", "100%41%") == "*** &amp; 100A%");
    CHECK(without("&#; &#99999999999; %zz \\u12 \\ud800 % \\ &", "secret%") ==
          "&#; &#99999999999; %zz \\u12 \\ud800 % \\ &");
    CHECK(without("hunter2hunter2", "hunter2") == "******");
    CHECK(without("  padded pw ", " padded pw ") == "  *** ");
    CHECK(without("too short to tell: HUN", "HUNTERHUNTER") == "too short to tell: HUN");
}
