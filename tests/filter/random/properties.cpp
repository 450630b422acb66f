#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include <filter/independent.hpp>
#include <filter/random_filters.hpp>
#include <filter/sample_queries.hpp>
#include <veeam/filter/evaluate.hpp>
#include <veeam/filter/parse.hpp>

namespace {

namespace filters = veeam::filters;
namespace fiql = veeam::fiql;
namespace sample = veeam::sample;
namespace job = sample::query::job;
using random_filters::as_node;

constexpr std::size_t in_all = 100'000;
constexpr std::size_t in_each = in_all / 8;

/// Each of the eight test cases below shows the same of its own filters; they are so many to run side by side.
void check_random_filters(std::uint64_t seed) {
    random_filters::generator random(seed);
    std::size_t selected = 0;
    std::size_t groups = 0;
    for (std::size_t i = 0; i < in_each; ++i) {
        random_filters::specimen const s = random.next(3);
        std::string const& text = s.filter.text();
        if (!s.expected.parts.empty()) ++groups;

        // Printed and read by the second parser: the same tree.
        auto const second = independent::reader::read(text);
        bool const same_to_second = second.has_value() && *second == s.expected;
        // Printed and read by ours, with and without the query type: the same tree, and the same text again.
        auto const typed = fiql::parse<job::query>(text);
        auto const untyped = fiql::parse_tree(text);
        bool const same_to_ours = typed.has_value() && untyped.has_value() && as_node(*untyped) == s.expected &&
                                  typed->text() == text && untyped->text() == text;
        if (!same_to_second || !same_to_ours) {
            CAPTURE(text);
            CHECK(same_to_second);
            CHECK(same_to_ours);
            return;
        }

        sample::Job const entity = random.entity();
        bool const expected = random_filters::selects(s, entity);
        bool const before = filters::matches(s.filter, entity);
        bool const after = filters::matches(*typed, entity);
        if (expected) ++selected;
        if (before != expected || after != expected) {
            CAPTURE(text);
            CAPTURE(expected);
            CHECK(before == expected);
            CHECK(after == expected);
            return;
        }
    }
    // The property is worth something only if both answers are frequent and most filters are groups.
    CHECK(selected > in_each / 5);
    CHECK(selected < in_each - in_each / 5);
    CHECK(groups > in_each / 2);
}

// 100,000 filters keep their meaning through printing and two parsers, and select the same before and after.
static_assert(8 * in_each == in_all);
TEST_CASE("Random filters keep their meaning and select the same, part 1 of 8") { check_random_filters(20251125); }
TEST_CASE("Random filters keep their meaning and select the same, part 2 of 8") { check_random_filters(20251126); }
TEST_CASE("Random filters keep their meaning and select the same, part 3 of 8") { check_random_filters(20251127); }
TEST_CASE("Random filters keep their meaning and select the same, part 4 of 8") { check_random_filters(20251128); }
TEST_CASE("Random filters keep their meaning and select the same, part 5 of 8") { check_random_filters(20251129); }
TEST_CASE("Random filters keep their meaning and select the same, part 6 of 8") { check_random_filters(20251130); }
TEST_CASE("Random filters keep their meaning and select the same, part 7 of 8") { check_random_filters(20251131); }
TEST_CASE("Random filters keep their meaning and select the same, part 8 of 8") { check_random_filters(20251132); }

TEST_CASE("Random bytes never crash a parser, and what both accept means the same to both") {
    std::mt19937_64 random(7);
    std::array<char const*, 22> const pieces{"Name", "Capacity", "==", "!=",   "<",   ">=",     "a", "12",
                                             "\"",   "\"\"",     ";",  ",",    "(",   ")",      " ", "=",
                                             "_",    ".",        "\\", "\xff", "x y", "Name==a"};
    std::size_t accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string text;
        for (std::size_t n = random() % 10; n > 0; --n) text.append(pieces[random() % pieces.size()]);
        auto const ours = fiql::parse_tree(text);
        auto const second = independent::reader::read(text);
        if (!ours) {
            if (ours.error().offset().value_or(text.size() + 1) > text.size()) {
                CAPTURE(text);
                FAIL("the offset is not in the text");
            }
            continue;
        }
        ++accepted;
        // Ours also reads the documentation's values with quotes but no outer ones, and dotted names.
        if (second && as_node(*ours) != *second) {
            CAPTURE(text);
            FAIL("the parsers disagree");
        }
    }
    CHECK(accepted > 1'000);
}

}  // namespace
