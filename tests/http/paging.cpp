#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>
#include <veeam/http/paging.hpp>

#include "support/sample_operations.hpp"

// The machine alone: no client, no transport.

namespace {

template <class Op>
struct walk {
    explicit walk(Op op, std::size_t max_pages = 1000) : machine(std::move(op), veeam::json_codec{}, max_pages) {}

    std::string ask() {
        auto const r = machine.next();
        return r ? r->target : r.error().text();
    }
    /// The names on the page, or the error.
    std::string take(std::string body) {
        auto const page = machine.take({200, {{"Content-Type", "application/json"}}, std::move(body)});
        if (!page) return page.error().text();
        std::string out;
        for (sample::Thing const& thing : page->items) out += thing.name + ";";
        if (page->total) out += "of " + std::to_string(*page->total);
        return out;
    }
    bool ended() const { return machine.ended(); }

    veeam::pager<Op, veeam::json_codec> machine;
};

}  // namespace

TEST_CASE("em_links: the walk follows Next and ends without one") {
    walk<sample::ListLinked> w({.page = 1});
    CHECK(w.ask() == "/api/linked?page=1");
    CHECK(w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"Links":[
        {"Href":"https://h/api/linked?PAGE=0","Rel":"First"},{"Href":"https://h:9398/api/linked?PAGE=%32","Rel":"next"}]}})") ==
          "a;b;");
    CHECK(!w.ended());
    CHECK(w.ask() == "/api/linked?PAGE=%32");
    CHECK(w.take(
              R"({"Things":[{"Name":"c"}],"PagingInfo":{"Links":[{"Href":"/api/linked?page=1","Rel":"Previous"}]}})") ==
          "c;");
    CHECK(w.ended());
}

TEST_CASE("em_links: an answer without a list or without paging is one page") {
    walk<sample::ListLinked> w({});
    CHECK(w.ask() == "/api/linked");
    CHECK(w.take("{}") == "");
    CHECK(w.ended());
}

TEST_CASE("em_links: an empty page that is not the last is passed over by its link") {
    walk<sample::ListLinked> w({});
    w.ask();
    CHECK(w.take(R"({"Things":[],"PagingInfo":{"Links":[{"Href":"/api/linked?page=2","Rel":"Next"}]}})") == "");
    CHECK(!w.ended());
}

TEST_CASE("em_links: a link that was asked for before ends the walk, also over several pages") {
    walk<sample::ListLinked> w({.page = 1});
    w.ask();
    CHECK(w.take(R"({"PagingInfo":{"Links":[{"Href":"/api/linked?page=2","Rel":"Next"}]}})") == "");
    w.ask();
    CHECK(w.take(R"({"PagingInfo":{"Links":[{"Href":"/api/linked?page=1","Rel":"Next"}]}})") ==
          "ListLinked: decode: the server repeats a page: /api/linked?page=1 was asked for before");
    CHECK(w.ended());
}

TEST_CASE("em_links: a link out of the API ends the walk") {
    walk<sample::ListLinked> w({});
    w.ask();
    CHECK(
        w.take(R"({"PagingInfo":{"Links":[{"Href":"https://evil/steal?page=2","Rel":"Next"}]}})") ==
        "ListLinked: decode: a link of the server cannot be followed, it leads out of /api: https://evil/steal?page=2");
    CHECK(w.ended());
}

TEST_CASE("offset_total: the offset grows by what came until the total is reached") {
    walk<sample::ListCounted> w({.limit = 2, .offset = 1});
    CHECK(w.ask() == "/api/counted?limit=2&offset=1");
    CHECK(w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"total":4}})") == "a;b;of 4");
    CHECK(w.ask() == "/api/counted?limit=2&offset=3");
    CHECK(w.take(R"({"Things":[{"Name":"c"}],"PagingInfo":{"total":4}})") == "c;of 4");
    CHECK(w.ended());
}

TEST_CASE("offset_total: a server that sends fewer than asked for is walked to its total") {
    walk<sample::ListCounted> w({.limit = 500});
    w.ask();
    CHECK(w.take(R"({"Things":[{"Name":"a"}],"PagingInfo":{"total":2}})") == "a;of 2");
    CHECK(!w.ended());
    CHECK(w.ask() == "/api/counted?limit=500&offset=1");
}

TEST_CASE("offset_total: without a total the walk ends with a short or an empty page") {
    walk<sample::ListCounted> asked({.limit = 2});
    asked.ask();
    CHECK(asked.take(R"({"Things":[{"Name":"a"}]})") == "a;");
    CHECK(asked.ended());
    walk<sample::ListCounted> open({});
    CHECK(open.ask() == "/api/counted");
    CHECK(open.take(R"({"Things":[{"Name":"a"}]})") == "a;");
    CHECK(open.ask() == "/api/counted?offset=1");
    CHECK(open.take(R"({"Things":[]})") == "");
    CHECK(open.ended());
}

TEST_CASE("offset_total: an empty page before the total is an error, not an endless walk") {
    walk<sample::ListCounted> w({.limit = 2});
    w.ask();
    w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"total":5}})");
    w.ask();
    CHECK(w.take(R"({"Things":[],"PagingInfo":{"total":5}})") ==
          "ListCounted: decode: the server sent an empty page at offset 2 of 5");
    CHECK(w.ended());
}

TEST_CASE("offset_total: an empty list is a page without items") {
    walk<sample::ListCounted> w({});
    w.ask();
    CHECK(w.take(R"({"Things":[],"PagingInfo":{"total":0}})") == "of 0");
    CHECK(w.ended());
}

TEST_CASE("offset_total: a server that ignores the offset is found out by its second page") {
    walk<sample::ListCounted> w({.limit = 2});
    w.ask();
    w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"total":6}})");
    w.ask();
    CHECK(w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"total":6}})") ==
          "ListCounted: decode: the server ignores the offset: page 2 is page 1 again");
    CHECK(w.ended());
}

TEST_CASE("offset_total: a page that begins like the one before is not taken for it") {
    walk<sample::ListCounted> w({.limit = 2});
    w.ask();
    w.take(R"({"Things":[{"Name":"a"},{"Name":"b"}],"PagingInfo":{"total":6}})");
    w.ask();
    CHECK(w.take(R"({"Things":[{"Name":"a"},{"Name":"c"}],"PagingInfo":{"total":6}})") == "a;c;of 6");
}

TEST_CASE("offset_hal: the link next is followed where there is one") {
    walk<sample::ListNamed> w({.limit = 2});
    CHECK(w.ask() == "/api/named?limit=2");
    CHECK(w.take(R"({"results":[{"Name":"a"},{"Name":"b"}],"setId":"4610eb17-b41c-4cc5-81d1-938ee6d89b7a",
        "_links":{"self":{"Href":"/x"},"next":{"Href":"https://vb365:4443/api/named?offset=2&limit=2&setId=4610EB17"}}})") ==
          "a;b;");
    CHECK(w.ask() == "/api/named?offset=2&limit=2&setId=4610EB17");
    CHECK(w.take(R"({"results":[{"Name":"c"},{"Name":"d"}],"_links":{"self":{"Href":"/x"}}})") == "c;d;");
    CHECK(w.ended());
}

TEST_CASE("offset_hal: without a link a full page is followed by offset, with the server's set") {
    walk<sample::ListNamed> w({.limit = 2});
    w.ask();
    w.take(R"({"results":[{"Name":"a"},{"Name":"b"}],"setId":"4610eb17-b41c-4cc5-81d1-938ee6d89b7a"})");
    CHECK(w.ask() == "/api/named?limit=2&offset=2&setId=4610eb17-b41c-4cc5-81d1-938ee6d89b7a");
    CHECK(w.take(R"({"results":[{"Name":"c"}]})") == "c;");
    CHECK(w.ended());
}

TEST_CASE("offset_hal: a set of all zeros is none and is not sent back") {
    walk<sample::ListNamed> w({.limit = 1});
    w.ask();
    w.take(R"({"results":[{"Name":"a"}],"setId":"00000000-0000-0000-0000-000000000000"})");
    CHECK(w.ask() == "/api/named?limit=1&offset=1");
}

TEST_CASE("offset_hal: links without next end a walk that asked for no particular size") {
    walk<sample::ListNamed> w({});
    w.ask();
    CHECK(w.take(R"({"results":[{"Name":"a"}],"_links":{"self":{"Href":"/x"}}})") == "a;");
    CHECK(w.ended());
}

TEST_CASE("offset_hal: a page shorter than the size that the server chose is the last") {
    walk<sample::ListNamed> w({});
    w.ask();
    CHECK(w.take(R"({"limit":2,"results":[{"Name":"a"},{"Name":"b"}]})") == "a;b;");
    CHECK(w.ask() == "/api/named?offset=2");
    CHECK(w.take(R"({"limit":2,"results":[{"Name":"c"}]})") == "c;");
    CHECK(w.ended());
}

TEST_CASE("offset_hal: without links and without any size the walk ends with an empty page") {
    walk<sample::ListNamed> w({});
    w.ask();
    CHECK(w.take(R"({"results":[{"Name":"a"}]})") == "a;");
    CHECK(w.ask() == "/api/named?offset=1");
    CHECK(w.take(R"({"results":[]})") == "");
    CHECK(w.ended());
}

TEST_CASE("offset_hal: a link that repeats ends the walk") {
    walk<sample::ListNamed> w({});
    w.ask();
    CHECK(w.take(R"({"results":[{"Name":"a"}],"_links":{"next":{"Href":"/api/named"}}})") ==
          "ListNamed: decode: the server repeats a page: /api/named was asked for before");
}

TEST_CASE("offset_hal: the same page behind another link is found out") {
    walk<sample::ListNamed> w({});
    w.ask();
    w.take(R"({"results":[{"Name":"a"}],"_links":{"next":{"Href":"/api/named?offset=1"}}})");
    w.ask();
    CHECK(w.take(R"({"results":[{"Name":"a"}],"_links":{"next":{"Href":"/api/named?offset=2"}}})") ==
          "ListNamed: decode: the server ignores the offset: page 2 is page 1 again");
}

TEST_CASE("odata_skip: the walk goes on until a page is short or empty") {
    walk<sample::ListBare> w({.top = 2, .skip = 4});
    CHECK(w.ask() == "/api/bare?%24top=2&%24skip=4");
    CHECK(w.take(R"([{"Name":"a"},{"Name":"b"}])") == "a;b;");
    CHECK(w.ask() == "/api/bare?%24top=2&%24skip=6");
    CHECK(w.take(R"([{"Name":"c"}])") == "c;");
    CHECK(w.ended());
    walk<sample::ListBare> open({});
    CHECK(open.ask() == "/api/bare");
    CHECK(open.take(R"([{"Name":"a"}])") == "a;");
    CHECK(open.ask() == "/api/bare?%24skip=1");
    CHECK(open.take("[]") == "");
    CHECK(open.ended());
}

TEST_CASE("a cap on pages is an error only if more follow") {
    walk<sample::ListBare> w({.top = 1}, 2);
    w.ask();
    w.take(R"([{"Name":"a"}])");
    w.ask();
    CHECK(w.take(R"([{"Name":"b"}])") == "b;");
    CHECK(!w.ended());
    CHECK(w.ask() == "ListBare: invalid request: stopped after 2 pages (max_pages); more follow");
    CHECK(w.ended());
    walk<sample::ListBare> exact({.top = 1}, 1);
    exact.ask();
    CHECK(exact.take("[]") == "");
    CHECK(exact.ended());
}

TEST_CASE("an answer that is no page ends the walk") {
    walk<sample::ListBare> w({});
    w.ask();
    CHECK(w.take("{}").starts_with("ListBare: decode 200: "));
    CHECK(w.ended());
}

TEST_CASE("a walk can be ended from outside") {
    walk<sample::ListCounted> w({.limit = 2});
    w.machine.stop();
    CHECK(w.ended());
}
