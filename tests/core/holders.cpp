#include <veeam/core/box.hpp>
#include <veeam/core/json_text.hpp>
#include <veeam/core/nullable.hpp>
#include <veeam/core/required.hpp>

#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/core/uuid.hpp>

namespace {

using veeam::box;
using veeam::json_text;
using veeam::nullable;
using veeam::required;

// ---------------------------------------------------------------------------------------------------------------- box

struct node {
    std::string name{};
    std::optional<box<node>> parent{};
    std::vector<box<node>> children{};

    friend bool operator==(node const&, node const&) = default;
};

static_assert(sizeof(box<node>) == sizeof(void*));
static_assert(std::is_standard_layout_v<box<node>>);
static_assert(std::is_standard_layout_v<node>);
static_assert(std::is_nothrow_move_constructible_v<box<node>>);
static_assert(std::is_nothrow_move_assignable_v<box<node>>);
static_assert(std::is_nothrow_move_constructible_v<node>);
static_assert(std::is_copy_constructible_v<node>);

TEST_CASE("a box lets a type contain itself") {
    node const child{"child", node{"root", {}, {}}, {node{"grandchild", {}, {}}}};
    CHECK((*child.parent)->name == "root");
    CHECK(child.children[0]->name == "grandchild");
    CHECK((**child.parent).children.empty());
}

TEST_CASE("types that contain themselves compare all the way down") {
    node const a{"a", node{"b", node{"c", {}, {}}, {}}, {node{"d", {}, {}}}};
    node b = a;
    CHECK(a == b);
    (*(*b.parent)->parent)->name = "C";
    CHECK(a != b);
    b = a;
    b.children.emplace_back();
    CHECK(a != b);
    b = a;
    (*b.parent)->parent.reset();
    CHECK(a != b);
}

TEST_CASE("a copy of a box is another value") {
    box<std::string> original(std::string("one"));
    box<std::string> copy = original;
    CHECK(copy == original);
    *copy = "two";
    CHECK(*original == "one");
    CHECK(copy != original);
    original = copy;
    CHECK(*original == "two");
    CHECK(&*original != &*copy);
    CHECK(*box<std::string>() == "");
}

TEST_CASE("a moved box keeps its value where it is") {
    box<std::string> original(std::string("one"));
    std::string const* const value = &*original;
    box<std::string> taken = std::move(original);
    CHECK(&*taken == value);
    CHECK(original.valueless_after_move());  // NOLINT(bugprone-use-after-move): what may be done with it is the point
    CHECK_FALSE(taken.valueless_after_move());
    CHECK(original != taken);
    CHECK(taken != original);

    box<std::string> const copy = original;
    CHECK(copy.valueless_after_move());
    CHECK(copy == original);
    original = std::move(taken);
    CHECK(&*original == value);
    original = box<std::string>(std::string("two"));
    CHECK(*original == "two");
}

TEST_CASE("assigning a box to itself changes nothing") {
    box<std::string> value(std::string("one"));
    box<std::string>& same = value;
    value = same;
    CHECK(*value == "one");
    value = std::move(same);
    CHECK(*value == "one");
}

TEST_CASE("a value inside a box may be assigned to what contains the box") {
    node list{"a", node{"b", node{"c", {}, {}}, {}}, {}};
    list = node(**list.parent);
    CHECK(list.name == "b");
    CHECK((*list.parent)->name == "c");
}

TEST_CASE("a vector of boxes moves them when it grows") {
    std::vector<box<node>> nodes;
    nodes.emplace_back(node{"first", {}, {}});
    node const* const first = &*nodes[0];
    for (int i = 0; i < 100; ++i) nodes.emplace_back();
    CHECK(&*nodes[0] == first);
    CHECK(nodes[0]->name == "first");
}

// ----------------------------------------------------------------------------------------------------------- nullable

static_assert(std::is_standard_layout_v<nullable<std::string>>);
static_assert(std::is_nothrow_move_constructible_v<nullable<std::string>>);
static_assert(std::is_convertible_v<char const*, nullable<std::string>>);
static_assert(!std::is_convertible_v<int, nullable<std::vector<int>>>);
static_assert(std::is_constructible_v<nullable<std::vector<int>>, int>);
static_assert(!std::is_constructible_v<nullable<std::string>, int*>);
static_assert(nullable<int>().is_absent());
static_assert(nullable<int>(veeam::null).is_null());
static_assert(*nullable<int>(5) == 5);

template <class T>
std::string state(nullable<T> const& n) {
    CHECK(n.has_value() == static_cast<bool>(n));
    std::string out;
    if (n.is_absent()) out += "absent";
    if (n.is_null()) out += "null";
    if (n.has_value()) out += "value";
    return out;
}

TEST_CASE("a nullable is absent, null or a value") {
    CHECK(state(nullable<std::string>()) == "absent");
    CHECK(state(nullable<std::string>(veeam::null)) == "null");
    CHECK(state(nullable<std::string>("Nightly")) == "value");
    CHECK(state(nullable<std::string>("")) == "value");
    CHECK(state(nullable<std::string>(nullable<std::string>(veeam::null))) == "null");
}

TEST_CASE("a nullable goes from every state to every other") {
    nullable<std::string> const states[]{{}, veeam::null, "Nightly"};
    for (nullable<std::string> const& from : states) {
        for (nullable<std::string> const& to : states) {
            nullable<std::string> n = from;
            n = to;
            CHECK(n == to);
            CHECK(state(n) == state(to));
        }
        nullable<std::string> null = from;
        null = veeam::null;
        CHECK(state(null) == "null");
        nullable<std::string> set = from;
        set = "Weekly";
        CHECK(set == "Weekly");
        nullable<std::string> emplaced = from;
        CHECK(emplaced.emplace(3u, 'x') == "xxx");
        CHECK(state(emplaced) == "value");
        nullable<std::string> reset = from;
        reset.reset();
        CHECK(state(reset) == "absent");
        nullable<std::string> emptied = from;
        emptied = {};
        CHECK(state(emptied) == "absent");
    }
}

TEST_CASE("the value of a nullable is reached like that of a pointer") {
    nullable<std::string> n = "Nightly";
    CHECK(*n == "Nightly");
    CHECK(n->size() == 7);
    *n = "y";
    CHECK(*std::as_const(n) == "y");
    CHECK(std::as_const(n)->size() == 1);
}

TEST_CASE("nullables are equal in the same state and with the same value") {
    nullable<std::string> const absent, null = veeam::null, one = "one";
    CHECK(absent == nullable<std::string>());
    CHECK(null == veeam::null);
    CHECK(one == "one");
    CHECK(absent != null);
    CHECK(absent != one);
    CHECK(null != one);
    CHECK(one != "two");
    CHECK(nullable<std::string>("") != absent);
    CHECK(nullable<std::string>("") != null);
}

// ----------------------------------------------------------------------------------------------------------- required

struct get_job {
    required<std::string> job_id;
    std::optional<bool> verbose{};
};

/// Whether `Op{arguments...}` compiles.
template <class Op, class... A>
concept made_from = requires(A... arguments) { Op{arguments...}; };

static_assert(!std::is_default_constructible_v<required<std::string>>);
static_assert(!std::is_default_constructible_v<get_job>);
static_assert(!made_from<get_job>);
static_assert(made_from<get_job, char const*>);
static_assert(made_from<get_job, std::string, bool>);
static_assert(!made_from<get_job, int*>);
static_assert(std::is_convertible_v<char const*, required<std::string>>);
static_assert(!std::is_convertible_v<int, required<std::vector<int>>>);
static_assert(std::is_constructible_v<required<std::vector<int>>, int>);
static_assert(std::is_standard_layout_v<get_job>);
static_assert(std::is_nothrow_move_constructible_v<required<std::string>>);

template <class Op>
concept made_from_nothing = requires { Op{.job_id = {}}; };
static_assert(!made_from_nothing<get_job>);

TEST_CASE("a required member holds what it was given") {
    get_job op{.job_id = "one"};
    CHECK(*op.job_id == "one");
    CHECK(op.job_id->size() == 3);
    CHECK(*std::as_const(op).job_id == "one");
    CHECK(std::as_const(op).job_id->size() == 3);
    op.job_id = "two";
    CHECK(op.job_id == "two");
    CHECK(op.job_id != required<std::string>("three"));
    required<std::string> const copy = op.job_id;
    CHECK(*copy == "two");
    required<std::string> taken = std::move(op.job_id);
    CHECK(*taken == "two");

    struct get_agent {
        required<veeam::uuid> agent_id;
    };
    get_agent const agent{.agent_id = veeam::uuid{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"}};
    CHECK(agent.agent_id->text() == "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
}

// ---------------------------------------------------------------------------------------------------------- json_text

static_assert(std::is_standard_layout_v<json_text>);
static_assert(!std::is_convertible_v<std::string, json_text>);
static_assert(std::is_nothrow_move_constructible_v<json_text>);

TEST_CASE("a JSON text keeps every byte and is null by default") {
    CHECK(json_text().text() == "null");
    std::string_view const text = "{ \"b\" : 1.0, \"a\" : [ ] }";
    json_text const any{std::string(text)};
    CHECK(any.text() == text);
    CHECK(any == json_text(std::string(text)));
    CHECK(any != json_text(R"({"b":1.0,"a":[]})"));
    CHECK(json_text("not JSON").text() == "not JSON");
    std::ostringstream out;
    out << any;
    CHECK(out.str() == text);
}

}  // namespace
