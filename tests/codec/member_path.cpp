#include <veeam/codec/member_path.hpp>

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using veeam::member_path;

struct Item {
    std::string name{};
    std::optional<std::string> code{};
    std::optional<veeam::box<Item>> inner{};
    veeam::nullable<std::string> note{};
};

struct Content {
    std::vector<Item> items{};
    std::optional<std::vector<Item>> more{};
    std::vector<veeam::box<Item>> boxed{};
    std::optional<std::vector<veeam::box<Item>>> more_boxed{};
};

struct Document {
    Content content{};
    std::optional<Content> page{};
    std::optional<veeam::box<Content>> boxed{};
    veeam::nullable<Content> nullable{};
    int total{};
};

Content content_with(std::string name) {
    Item item{std::move(name), {}, {}, {}};
    return {{item}, {}, {}, {}};
}

TEST_CASE("a path of one member leads to it") {
    Document d;
    CHECK(member_path{&Document::total}.in(d) == &d.total);
    CHECK(member_path{&Document::content}.in(d) == &d.content);
}

TEST_CASE("a path leads through an optional, and to nothing where it is empty") {
    constexpr member_path items{&Document::page, &Content::items};
    Document d;
    CHECK(items.in(d) == nullptr);
    d.page = content_with("a");
    CHECK(items.in(d) == &d.page->items);
    CHECK(member_path{&Document::page}.in(d) == &*d.page);
}

TEST_CASE("a path leads through an optional box and a nullable") {
    constexpr member_path boxed{&Document::boxed, &Content::items};
    constexpr member_path nullable{&Document::nullable, &Content::items};
    Document d;
    CHECK(boxed.in(d) == nullptr);
    CHECK(nullable.in(d) == nullptr);
    CHECK(member_path{&Document::boxed}.in(d) == nullptr);
    d.boxed = content_with("a");
    d.nullable = veeam::null;
    CHECK(boxed.in(d) == &(*d.boxed)->items);
    CHECK(member_path{&Document::boxed}.in(d) == &**d.boxed);
    CHECK(nullable.in(d) == nullptr);
    d.nullable = content_with("a");
    CHECK(nullable.in(d) == &d.nullable->items);

    Document const taken = std::move(d);
    CHECK(boxed.in(d) == nullptr);  // NOLINT(bugprone-use-after-move): a moved-from box is as good as absent
    CHECK(boxed.in(taken) == &(*taken.boxed)->items);
}

TEST_CASE("a path leads through the first element of a list, and to nothing where it is empty") {
    constexpr member_path name{&Document::content, &Content::items, &Item::name};
    constexpr member_path more{&Document::content, &Content::more, &Item::name};
    Document d;
    CHECK(name.in(d) == nullptr);
    CHECK(more.in(d) == nullptr);
    d.content.more.emplace();
    CHECK(more.in(d) == nullptr);
    d.content = content_with("a");
    d.content.items.push_back(Item{"b", {}, {}, {}});
    d.content.more = d.content.items;
    CHECK(name.in(d) == &d.content.items[0].name);
    CHECK(more.in(d) == &d.content.more->front().name);
}

TEST_CASE("a path leads through the first box of a list") {
    constexpr member_path name{&Document::content, &Content::boxed, &Item::name};
    constexpr member_path more{&Document::content, &Content::more_boxed, &Item::name};
    Document d;
    CHECK(name.in(d) == nullptr);
    CHECK(more.in(d) == nullptr);
    d.content.boxed.emplace_back(Item{"a", {}, {}, {}});
    d.content.more_boxed = d.content.boxed;
    CHECK(name.in(d) == &d.content.boxed[0]->name);
    CHECK(more.in(d) == &d.content.more_boxed->front()->name);
}

TEST_CASE("a path ends at a list, not in it, and at the value of an optional") {
    constexpr member_path list{&Document::content, &Content::more};
    constexpr member_path code{&Document::content, &Content::items, &Item::code};
    constexpr member_path inner{&Document::content, &Content::items, &Item::inner, &Item::inner, &Item::note};
    Document d;
    static_assert(std::is_same_v<decltype(list.in(d)), std::vector<Item>*>);
    static_assert(std::is_same_v<decltype(code.in(d)), std::string*>);
    static_assert(std::is_same_v<decltype(inner.in(d)), std::string*>);
    d.content = content_with("a");
    CHECK(list.in(d) == nullptr);
    CHECK(code.in(d) == nullptr);
    CHECK(inner.in(d) == nullptr);
    Item deepest{"c", {}, {}, "deep"};
    d.content.items[0].inner = Item{"b", {}, deepest, {}};
    REQUIRE(inner.in(d) != nullptr);
    CHECK(*inner.in(d) == "deep");
}

TEST_CASE("a path through a constant document leads to a constant member") {
    constexpr member_path name{&Document::page, &Content::more, &Item::code};
    Document d;
    d.page = content_with("a");
    d.page->more = d.page->items;
    d.page->more->front().code = "c";
    Document const& constant = d;
    static_assert(std::is_same_v<decltype(name.in(constant)), std::string const*>);
    static_assert(std::is_same_v<decltype(name.in(d)), std::string*>);
    CHECK(name.in(constant) == &*d.page->more->front().code);
    *name.in(d) = "changed";
    CHECK(*name.in(constant) == "changed");
}

}  // namespace
