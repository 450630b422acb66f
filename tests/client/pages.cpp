#include <concepts>
#include <iterator>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/client/client.hpp>
#include <veeam/client/vspc.hpp>
#include <veeam/transport/scripted.hpp>

#include "support/sample_operations.hpp"

namespace {

using client = veeam::client<veeam::scripted_transport, veeam::vspc_v3_logon>;
using pages_view = decltype(std::declval<client&>().pages(sample::ListCounted{}));
using items_view = decltype(std::declval<client&>().items(sample::ListCounted{}));

static_assert(std::ranges::input_range<pages_view>);
static_assert(std::ranges::view<pages_view>);
static_assert(std::ranges::viewable_range<pages_view>);
static_assert(!std::ranges::input_range<pages_view const>);
static_assert(!std::copyable<pages_view>);
static_assert(std::same_as<std::ranges::range_reference_t<pages_view>, veeam::result<veeam::page<sample::Thing>>&>);
static_assert(std::ranges::input_range<items_view>);
static_assert(std::ranges::view<items_view>);
static_assert(std::input_iterator<std::ranges::iterator_t<items_view>>);
static_assert(!std::forward_iterator<std::ranges::iterator_t<items_view>>);
static_assert(std::sentinel_for<std::default_sentinel_t, std::ranges::iterator_t<items_view>>);
static_assert(std::same_as<std::ranges::range_reference_t<items_view>, sample::Thing&>);
static_assert(std::same_as<std::ranges::range_value_t<items_view>, sample::Thing>);

veeam::vspc_v3_logon key() { return veeam::vspc_v3_logon{veeam::api_key{veeam::secret("the-api-key")}}; }

/// A page of `ListCounted`.
veeam::response page(std::vector<std::string> const& names, int total) {
    std::string body = R"({"PagingInfo":{"total":)" + std::to_string(total) + R"(},"Things":[)";
    for (std::string const& name : names)
        body.append(&name == &names.front() ? "" : ",").append(R"({"Name":")" + name + "\"}");
    return veeam::json_response(200, body + "]}");
}

veeam::error reset() {
    return veeam::error({.kind = veeam::error_kind::network, .was_sent = veeam::sent::maybe, .message = "reset"});
}

template <class Range>
std::vector<std::string> names(Range&& range) {
    std::vector<std::string> out;
    for (sample::Thing const& thing : range) out.push_back(thing.name);
    return out;
}

}  // namespace

TEST_CASE("items are those of every page, in order") {
    veeam::scripted_transport wire;
    wire.then(page({"a", "b"}, 5)).then(page({"c", "d"}, 5)).then(page({"e"}, 5));
    client api{wire, key()};
    CHECK(names(api.items(sample::ListCounted{.limit = 2})) == std::vector<std::string>{"a", "b", "c", "d", "e"});
    CHECK(wire.requests().size() == 3);
    CHECK(wire.requests()[2].target == "/api/counted?limit=2&offset=4");
}

TEST_CASE("nothing is asked for before it is needed, and no page too many") {
    veeam::scripted_transport wire;
    wire.then(page({"a", "b"}, 4));
    client api{wire, key()};
    auto items = api.items(sample::ListCounted{.limit = 2});
    CHECK(wire.requests().empty());
    auto it = items.begin();
    CHECK(it->name == "a");
    CHECK((*++it).name == "b");
    CHECK(wire.requests().size() == 1);
    CHECK(items.total() == 4);
}

TEST_CASE("items go through the views of the standard library") {
    veeam::scripted_transport wire;
    wire.then(page({"a", "b"}, 4)).then(page({"c", "d"}, 4));
    client api{wire, key()};
    auto few = api.items(sample::ListCounted{.limit = 2}) |
               std::views::filter([](sample::Thing const& t) { return t.name != "b"; }) | std::views::take(2) |
               std::views::transform([](sample::Thing const& t) { return t.name + "!"; });
    std::vector<std::string> got;
    for (std::string const& text : few) got.push_back(text);
    CHECK(got == std::vector<std::string>{"a!", "c!"});
}

TEST_CASE("an item can be moved out of its page") {
    veeam::scripted_transport wire;
    wire.then(page({"a", "b"}, 2));
    client api{wire, key()};
    std::vector<sample::Thing> kept;
    for (sample::Thing& thing : api.items(sample::ListCounted{})) kept.push_back(std::move(thing));
    CHECK(names(kept) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("empty pages in the middle have no items, and an empty list has none at all") {
    veeam::scripted_transport wire;
    wire.then(veeam::json_response(200, R"({"PagingInfo":{"Links":[{"Href":"/api/linked?page=2","Rel":"Next"}]}})"))
        .then(veeam::json_response(200, R"({"Things":[{"Name":"a"}]})"))
        .then(page({}, 0));
    client api{wire, key()};
    CHECK(names(api.items(sample::ListLinked{})) == std::vector<std::string>{"a"});
    CHECK(names(api.items(sample::ListCounted{})).empty());
}

TEST_CASE("a failure in the middle is thrown once the items before it were given") {
    veeam::scripted_transport wire;
    wire.then(page({"a", "b"}, 5)).then(reset());
    client api{wire, key()};
    std::vector<std::string> got;
    std::string what;
    try {
        for (sample::Thing const& thing : api.items(sample::ListCounted{})) got.push_back(thing.name);
    } catch (veeam::api_error const& e) {
        what = e.what();
        CHECK(e.error().kind() == veeam::error_kind::network);
    }
    CHECK(got == std::vector<std::string>{"a", "b"});
    CHECK(what == "ListCounted: network: reset");
    CHECK(wire.requests().size() == 2);
}

TEST_CASE("a failure of the first page is thrown by begin") {
    veeam::scripted_transport wire;
    wire.then(reset());
    client api{wire, key()};
    auto items = api.items(sample::ListCounted{});
    CHECK_THROWS_AS(items.begin(), veeam::api_error);
}

TEST_CASE("pages are results, and the last one may be an error") {
    veeam::scripted_transport wire;
    wire.then(page({"a"}, 3)).then(veeam::response{503, {}, ""});
    client api{wire, key()};
    std::vector<std::string> got;
    auto pages = api.pages(sample::ListCounted{});
    CHECK(!pages.total());
    for (auto const& one : pages) got.push_back(one ? one->items.front().name : one.error().text());
    CHECK(got == std::vector<std::string>{"a", "ListCounted: http status 503: Service Unavailable"});
    CHECK(pages.total() == 3);
    CHECK(wire.requests().size() == 2);
}

TEST_CASE("asking for the beginning again sends nothing") {
    veeam::scripted_transport wire;
    wire.then(page({"a"}, 1));
    client api{wire, key()};
    auto pages = api.pages(sample::ListCounted{});
    CHECK((*pages.begin())->items.front().name == "a");
    CHECK((*pages.begin())->items.front().name == "a");
    auto it = pages.begin();
    it++;
    CHECK(it == std::default_sentinel);
    CHECK(wire.requests().size() == 1);
}

TEST_CASE("a view can be moved before it is used") {
    veeam::scripted_transport wire;
    wire.then(page({"a"}, 1));
    client api{wire, key()};
    auto items = api.items(sample::ListCounted{});
    auto moved = std::move(items);
    CHECK(names(moved) == std::vector<std::string>{"a"});
}

TEST_CASE("every guard ends the walk with one error") {
    auto const walk = [](auto op, std::vector<veeam::response> const& answers,
                         veeam::call_options const& options = {}) {
        veeam::scripted_transport wire;
        for (veeam::response const& answer : answers) wire.then(answer);
        client api{wire, key()};
        std::string out;
        for (auto const& one : api.pages(op, options)) out += one ? "page\n" : one.error().text() + "\n";
        return out;
    };
    CHECK(walk(sample::ListCounted{}, {page({"a"}, 9), page({"a"}, 9)}) ==
          "page\nListCounted: decode: the server ignores the offset: page 2 is page 1 again\n");
    CHECK(walk(sample::ListCounted{}, {page({"a"}, 9), page({}, 9)}) ==
          "page\nListCounted: decode: the server sent an empty page at offset 1 of 9\n");
    CHECK(walk(sample::ListCounted{}, {page({"a"}, 9), page({"b"}, 9)}, {.max_pages = 2}) ==
          "page\npage\nListCounted: invalid request: stopped after 2 pages (max_pages); more follow\n");
    std::string const next = R"({"PagingInfo":{"Links":[{"Href":"/api/linked?page=2","Rel":"Next"}]}})";
    CHECK(walk(sample::ListLinked{}, {veeam::json_response(200, next), veeam::json_response(200, next)}) ==
          "page\nListLinked: decode: the server repeats a page: /api/linked?page=2 was asked for before\n");
}

TEST_CASE("a followed link goes to the same server with the session, whatever host it names") {
    veeam::scripted_transport wire;
    wire
        .then(veeam::json_response(
            200, R"({"PagingInfo":{"Links":[{"Href":"https://evil.example/api/linked?a=%3d+b;c","Rel":"Next"}]}})"))
        .then(veeam::json_response(200, "{}"));
    client api{wire, key()};
    CHECK(names(api.items(sample::ListLinked{})).empty());
    auto const second = wire.requests()[1];
    CHECK(second.target == "/api/linked?a=%3d+b;c");
    CHECK(second.headers == wire.requests()[0].headers);
}

TEST_CASE("a session that ends in the middle of a walk is replaced, and no page is lost or doubled") {
    veeam::scripted_transport wire;
    auto const token = [](std::string const& text) {
        return veeam::json_response(200, R"({"access_token":")" + text + R"(","expires_in":3600})");
    };
    wire.then(token("first-token")).then(page({"a"}, 3)).then(veeam::response{401, {}, ""}).then(token("second-token"));
    wire.then(page({"b"}, 3)).then(page({"c"}, 3));
    client api{wire, veeam::vspc_v3_logon{"user", veeam::secret("password")}};
    CHECK(names(api.items(sample::ListCounted{})) == std::vector<std::string>{"a", "b", "c"});
    auto const sent = wire.requests();
    REQUIRE(sent.size() == 6);
    CHECK(sent[2].target == "/api/counted?offset=1");
    CHECK(sent[2].headers.get("Authorization") == "Bearer first-token");
    CHECK(sent[4].target == "/api/counted?offset=1");
    CHECK(sent[4].headers.get("Authorization") == "Bearer second-token");
}
