#include <veeam/core/unknown_members.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

using veeam::unknown_member;
using veeam::unknown_members;

static_assert(sizeof(unknown_members) == sizeof(void*));
static_assert(std::is_standard_layout_v<unknown_members>);
static_assert(std::is_nothrow_default_constructible_v<unknown_members>);
static_assert(std::is_nothrow_move_constructible_v<unknown_members>);
static_assert(std::is_nothrow_move_assignable_v<unknown_members>);

unknown_member member(std::string name, std::string raw = "1") {
    return {.name = std::move(name), .raw = std::move(raw), .format = unknown_member::form::json};
}

unknown_members members(std::vector<std::string> const& names) {
    unknown_members out;
    for (std::string const& name : names) out.push_back(member(name));
    return out;
}

std::string names_of(unknown_members const& all) {
    std::string out;
    for (unknown_member const& m : all) out += m.name + ' ';
    return out;
}

struct object {
    int known{};
    unknown_members unknown{};

    friend bool operator==(object const&, object const&) = default;
};

TEST_CASE("unknown members are kept in order") {
    unknown_members all;
    CHECK(all.empty());
    CHECK(all.size() == 0);
    CHECK(all.begin() == all.end());
    all = members({"b", "a", "b"});
    CHECK_FALSE(all.empty());
    CHECK(all.size() == 3);
    CHECK(names_of(all) == "b a b ");
    all.clear();
    CHECK(all.empty());
    CHECK(all.begin() == all.end());
    all.push_back(member("c"));
    CHECK(names_of(all) == "c ");
}

TEST_CASE("a member stands before every known one by default") {
    CHECK(unknown_member().after == unknown_member::at_start);
    CHECK_FALSE(unknown_member().inside_wrapper);
}

TEST_CASE("copies of unknown members are independent") {
    unknown_members original = members({"a"});
    unknown_members copy = original;
    copy.push_back(member("b"));
    CHECK(names_of(original) == "a ");
    CHECK(names_of(copy) == "a b ");
    original = copy;
    CHECK(names_of(original) == "a b ");
    original = unknown_members();
    CHECK(original.empty());
    CHECK(names_of(copy) == "a b ");
    CHECK(unknown_members(original).empty());
}

TEST_CASE("moving unknown members leaves none behind") {
    unknown_members original = members({"a"});
    unknown_member const* const first = original.begin();
    unknown_members taken = std::move(original);
    CHECK(taken.begin() == first);
    CHECK(original.empty());  // NOLINT(bugprone-use-after-move): what is left is the point
    original.push_back(member("b"));
    CHECK(names_of(original) == "b ");
    original = std::move(taken);
    CHECK(original.begin() == first);
    CHECK(names_of(original) == "a ");
}

TEST_CASE("assigning unknown members to themselves changes nothing") {
    unknown_members all = members({"a", "b"});
    unknown_members& same = all;
    all = same;
    CHECK(names_of(all) == "a b ");
    all = std::move(same);
    CHECK(names_of(all) == "a b ");
}

TEST_CASE("comparing objects ignores unknown members, and same_unknown compares them") {
    object const plain{1, {}};
    object const more{1, members({"a"})};
    CHECK(plain == more);
    CHECK(plain != object{2, {}});

    CHECK(veeam::same_unknown(more.unknown, members({"a"})));
    CHECK(same_unknown(plain.unknown, unknown_members()));
    CHECK_FALSE(same_unknown(plain.unknown, more.unknown));
    CHECK_FALSE(same_unknown(more.unknown, plain.unknown));
    CHECK_FALSE(same_unknown(more.unknown, members({"b"})));
    CHECK_FALSE(same_unknown(more.unknown, members({"a", "a"})));
    CHECK_FALSE(same_unknown(members({"a", "b"}), members({"b", "a"})));
    unknown_members cleared = members({"a"});
    cleared.clear();
    CHECK(same_unknown(cleared, unknown_members()));
}

TEST_CASE("same_unknown compares everything that is known of a member") {
    unknown_member const base{
        .name = "a", .raw = "1", .format = unknown_member::form::xml_element, .inside_wrapper = false, .after = 3};
    auto const differs = [&](auto change) {
        unknown_member other = base;
        change(other);
        unknown_members a, b;
        a.push_back(base);
        b.push_back(other);
        return !same_unknown(a, b);
    };
    CHECK_FALSE(differs([](unknown_member&) {}));
    CHECK(differs([](unknown_member& m) { m.name = "A"; }));
    CHECK(differs([](unknown_member& m) { m.raw = "2"; }));
    CHECK(differs([](unknown_member& m) { m.format = unknown_member::form::xml_attribute; }));
    CHECK(differs([](unknown_member& m) { m.inside_wrapper = true; }));
    CHECK(differs([](unknown_member& m) { m.after = 4; }));
}

}  // namespace
