#include <veeam/core/open_enum.hpp>

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace {

enum class Platform : std::uint8_t { VMware, Hyperv, VCloud };

}  // namespace

template <>
struct veeam::enum_values<Platform> {
    static constexpr enum_entry entries[]{{"VMware"}, {"Hyperv"}, {"vCloud", 7}};
    static constexpr enum_table value{.name = "Platform", .entries = entries, .size = 3};
};

namespace {

using platform = veeam::open_enum<Platform>;

static_assert(sizeof(void*) != 8 || sizeof(platform) == 16);
static_assert(std::is_standard_layout_v<platform>);
static_assert(std::is_nothrow_default_constructible_v<platform>);
static_assert(std::is_nothrow_move_constructible_v<platform>);
static_assert(std::is_nothrow_move_assignable_v<platform>);
static_assert(std::is_copy_assignable_v<platform>);
static_assert(std::is_convertible_v<Platform, platform>);
static_assert(!std::is_convertible_v<std::string_view, platform>);
static_assert(!std::is_convertible_v<platform, Platform>);
static_assert(veeam::documented_enum<Platform>);
static_assert(!veeam::documented_enum<std::byte>);
static_assert(!veeam::documented_enum<int>);
static_assert(veeam::to_text(Platform::VCloud) == "vCloud");
static_assert(veeam::to_text(static_cast<Platform>(3)) == "");

/// A text that is too long for any small buffer.
std::string const long_text(100, 'x');

TEST_CASE("an enumeration value is its enumerator and its documented spelling") {
    platform const value = Platform::Hyperv;
    CHECK(value.known());
    CHECK(value.value() == Platform::Hyperv);
    CHECK(value.text() == "Hyperv");
    CHECK(platform().value() == Platform::VMware);
    CHECK(platform().text() == "VMware");
}

TEST_CASE("a documented text is recognised") {
    platform const value(std::string_view("vCloud"));
    CHECK(value.known());
    CHECK(value.value() == Platform::VCloud);
    CHECK(value.text() == "vCloud");
}

TEST_CASE("a text in another case is recognised and written back as it was read") {
    for (std::string_view const text : {"HyperV", "hyperv", "HYPERV"}) {
        platform const value(text);
        CHECK(value.known());
        CHECK(value == Platform::Hyperv);
        CHECK(value.text() == text);
    }
}

TEST_CASE("only ASCII letters have a case") {
    // The Kelvin sign, and characters that are 32 apart without being letters.
    CHECK_FALSE(platform("VMwar\xe2\x84\xaa").known());
    CHECK_FALSE(veeam::detail::equal_ignoring_case("[", "{"));
    CHECK_FALSE(veeam::detail::equal_ignoring_case("@", "`"));
    CHECK_FALSE(veeam::detail::equal_ignoring_case("\xc4", "\xe4"));
    CHECK(veeam::detail::equal_ignoring_case("azAZ", "AZaz"));
    CHECK_FALSE(veeam::detail::equal_ignoring_case("a", "ab"));
}

TEST_CASE("an undocumented text is kept and written back") {
    for (std::string const& text : {std::string("CustomPlatform"), std::string(), std::string(" VMware"),
                                    std::string("VMware\0", 7), long_text}) {
        platform const value{std::string_view(text)};
        CHECK_FALSE(value.known());
        CHECK(value.text() == text);
        CHECK(value.value_or(Platform::VCloud) == Platform::VCloud);
    }
    CHECK(platform("vcloud").value_or(Platform::VMware) == Platform::VCloud);
}

TEST_CASE("a view without characters is an undocumented empty text") {
    platform const value{std::string_view()};
    CHECK_FALSE(value.known());
    CHECK(value.text() == "");
    CHECK(value == platform(""));
}

TEST_CASE("an exact spelling goes before one in another case") {
    static constexpr veeam::enum_entry entries[]{{"VM"}, {"Vm"}, {"vm"}};
    static constexpr veeam::enum_table table{.name = "VmType", .entries = entries, .size = 3};
    veeam::detail::enum_storage value;
    value.assign("vm", table);
    CHECK(value.index() == 2);
    CHECK(value.received().data() == nullptr);
    value.assign("Vm", table);
    CHECK(value.index() == 1);
    value.assign("vM", table);
    CHECK(value.index() == 0);
    CHECK(value.text(table) == "vM");
    value.assign("VM", table);
    CHECK(value.index() == 0);
    CHECK(value.text(table) == "VM");
    CHECK(value.received().data() == nullptr);
}

TEST_CASE("enumeration values are equal by enumerator, else by text") {
    CHECK(platform("HyperV") == platform("Hyperv"));
    CHECK(platform("HyperV") == Platform::Hyperv);
    CHECK(Platform::Hyperv == platform("hyperv"));
    CHECK(platform("HyperV") != Platform::VMware);
    CHECK(platform("HyperV") != platform("VMware"));
    CHECK(platform("Custom") == platform("Custom"));
    CHECK(platform("Custom") != platform("custom"));
    CHECK(platform("Custom") != Platform::VMware);
    CHECK(platform("") != platform("VMware"));
    CHECK(platform("Custom") != platform());
}

TEST_CASE("copies of an enumeration value are independent") {
    platform original{std::string_view(long_text)};
    platform copy = original;
    CHECK(copy.text() == long_text);
    CHECK(copy.text().data() != original.text().data());
    original = Platform::VMware;
    CHECK(copy.text() == long_text);
    original = copy;
    CHECK(original.text() == long_text);
    copy = platform("Other");
    CHECK(original.text() == long_text);
    CHECK(copy.text() == "Other");
}

TEST_CASE("moving an enumeration value takes its text and leaves a value") {
    platform original{std::string_view(long_text)};
    char const* const characters = original.text().data();
    platform taken = std::move(original);
    CHECK(taken.text().data() == characters);
    CHECK(original.text() == "");  // NOLINT(bugprone-use-after-move): that it is still a value is the point
    original = std::move(taken);
    CHECK(original.text().data() == characters);
    CHECK(original.text() == long_text);
}

TEST_CASE("assigning an enumeration value to itself changes nothing") {
    platform value{std::string_view(long_text)};
    platform& same = value;
    value = same;
    CHECK(value.text() == long_text);
    value = std::move(same);
    CHECK(value.text() == long_text);
    CHECK_FALSE(value.known());
}

TEST_CASE("an enumeration value takes a text that is a part of its own") {
    veeam::detail::enum_storage value;
    veeam::enum_table const& table = veeam::enum_values<Platform>::value;
    value.assign("Custom VMware", table);
    value.assign(value.received().substr(0, 6), table);
    CHECK(value.text(table) == "Custom");
    value.assign("Custom VMware", table);
    value.assign(value.received().substr(7), table);
    CHECK(value.text(table) == "VMware");
    CHECK(value.index() == 0);
}

TEST_CASE("a vector of enumeration values keeps every text when it grows") {
    std::vector<platform> values;
    for (int i = 0; i < 100; ++i) values.emplace_back(std::string_view("value " + std::to_string(i)));
    for (int i = 0; i < 100; ++i) CHECK(values[static_cast<std::size_t>(i)].text() == "value " + std::to_string(i));
}

TEST_CASE("an enumeration value goes into a stream as its text") {
    std::ostringstream out;
    out << platform("HyperV") << ' ' << platform(Platform::VMware) << ' ' << platform("New");
    CHECK(out.str() == "HyperV VMware New");
}

}  // namespace
