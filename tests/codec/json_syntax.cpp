#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <veeam/codec/json.hpp>

#include <support/json_documents.hpp>

namespace sample = veeam::sample;

// What our reader accepts and refuses is what nlohmann/json accepts and refuses, but for two things. Each of them has a
// test case of its own in this file, and nowhere else is a difference let pass.
//
// 1. We have a limit of depth; nlohmann has none.
// 2. nlohmann takes a zero byte between tokens for the end of the text and does not look at what follows.
//
// A leading byte order mark is no difference (both pass one, if it is whole), and members that are there twice are no
// matter of syntax (both take them in free-form values): there is a test case for each of these too.

namespace {

bool we_accept(std::string_view text) { return veeam::json::read<veeam::json_text>(text).has_value(); }
bool nlohmann_accepts(std::string_view text) { return nlohmann::json::accept(text.begin(), text.end()); }

std::size_t compared = 0;
std::size_t accepted = 0;

void compare(std::string_view text) {
    bool const ours = we_accept(text);
    ++compared;
    accepted += ours ? 1 : 0;
    if (ours == nlohmann_accepts(text)) return;
    std::string shown;
    for (char const c : text) {
        constexpr char digits[] = "0123456789abcdef";
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f) shown += c;
        else shown += std::string("<") + digits[byte >> 4] + digits[byte & 15u] + ">";
    }
    FAIL_CHECK("we ", ours ? "accept" : "refuse", ", nlohmann does not: ", shown);
}

/// Bytes that mean something to one parser or another.
constexpr std::string_view nasty =
    "\"\\/{}[],:019-+.eEuntfaDd8 \t\n\r\x01\x0b\x1f\x7f\x80\x90\xa0\xbb\xbf\xc0\xc2\xe0\xed\xef\xf0\xf4\xf5\xff";

void compare_mutations(std::string_view seed) {
    compare(seed);
    for (std::size_t at = 0; at <= seed.size(); ++at) {
        compare(seed.substr(0, at));
        compare(seed.substr(at));
        for (char const byte : nasty) {
            std::string text(seed);
            compare(text.insert(at, 1, byte));
            if (at == seed.size()) continue;
            text = seed;
            text[at] = byte;
            compare(text);
        }
        if (at == seed.size()) continue;
        compare(std::string(seed).erase(at, 1));
        compare(std::string(seed).insert(at, 1, seed[at]));
        if (at + 1 < seed.size()) compare(std::string(seed).erase(at, 2));
    }
}

/// All texts of up to `size` characters out of `alphabet`.
template <class Use>
void for_each_text(std::string_view alphabet, std::size_t size, Use use) {
    std::vector<std::size_t> digits;
    std::string text;
    for (;;) {
        use(text);
        std::size_t i = 0;
        while (i < digits.size() && ++digits[i] == alphabet.size()) digits[i++] = 0;
        if (i == digits.size()) {
            if (digits.size() == size) return;
            digits.push_back(0);
        }
        text.clear();
        for (std::size_t const digit : digits) text += alphabet[digit];
    }
}

}  // namespace

TEST_CASE("JSON syntax: mutated documents are accepted and refused as by nlohmann") {
    for (std::string_view const seed : {
             std::string_view(R"({"a":[1,-0.5e+3,"x\n",true,null,{}],"b":{"c":false}})"),
             std::string_view(R"(["\u00e9\uD83D\uDE00\\\/","é€😀",[[],[{}]]])"),
             std::string_view(" { \"k\" : [ ] , \"\" : \"\" } \n"),
             std::string_view("[0,-0,0.0,10E5,1e-7,-12.34E+5]"),
             std::string_view("\xef\xbb\xbf[1]"),
             std::string_view("\"0123456789abcdef0123456789abcdef\xc3\xa9 tail\""),
             std::string_view("null"),
             std::string_view("false"),
             std::string_view("\"\""),
             std::string_view("-1"),
         })
        compare_mutations(seed);
    CHECK(compared > 20'000);
    CHECK(accepted > 2'000);
}

TEST_CASE("JSON syntax: every short text of number characters is accepted and refused as by nlohmann") {
    for_each_text("01-+.eE", 5, [](std::string_view text) { compare(text); });
}

TEST_CASE("JSON syntax: every short text of punctuation is accepted and refused as by nlohmann") {
    for_each_text("[]{},:1\"", 6, [](std::string_view text) { compare(text); });
}

TEST_CASE("JSON syntax: every escape of two characters is accepted and refused as by nlohmann") {
    for (int c = 1; c < 256; ++c) {
        compare(std::string("\"\\") + static_cast<char>(c) + '"');
        compare(std::string("\"\\u00") + static_cast<char>(c) + "0\"");
        compare(std::string("\"\\u000") + static_cast<char>(c) + '"');
    }
}

TEST_CASE("JSON syntax: pairs of surrogate escapes are accepted and refused as by nlohmann") {
    std::vector<std::string> const units{"d7ff", "d800", "DBFF", "dc00", "dFfF", "e000", "0041", "d8", "d8zz"};
    for (auto const& first : units) {
        compare("\"\\u" + first + "\"");
        compare("\"\\u" + first + "x\"");
        compare("\"\\u" + first + "\\n\"");
        for (auto const& second : units) compare("\"\\u" + first + "\\u" + second + "\"");
    }
}

TEST_CASE("JSON syntax: every sequence of two bytes, and the borders of longer ones, are refused as by nlohmann") {
    for (int a = 1; a < 256; ++a) {
        compare(std::string("\"") + static_cast<char>(a) + '"');
        for (int b = 1; b < 256; ++b) compare(std::string("\"") + static_cast<char>(a) + static_cast<char>(b) + '"');
    }
    constexpr std::string_view leads = "\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff";
    constexpr std::string_view tails = "\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0";
    for (char const lead : leads)
        for (char const second : tails)
            for (char const third : tails) {
                std::string const three{lead, second, third};
                compare('"' + three + '"');
                compare('"' + three);
                for (char const fourth : tails) compare('"' + three + fourth + '"');
            }
}

TEST_CASE("JSON syntax: the sample documents are accepted by both, and refused by both when cut off") {
    sample::for_each_json_document([]<class T>(std::type_identity<T>, std::string_view text) {
        for (std::size_t size = 0; size <= text.size(); ++size) compare(text.substr(0, size));
        CHECK(we_accept(text));
    });
}

TEST_CASE("JSON syntax: numbers are accepted and refused by their range as by nlohmann") {
    for (std::string const& text :
         {std::string("1e308"), std::string("1e309"), std::string("-1e309"), std::string("1.7976931348623157e308"),
          std::string("1.7976931348623159e308"), std::string("1e-400"), std::string("-1e-99999"),
          std::string("0e99999"), std::string("0.0e99999"), std::string("1e99999999999999999999"),
          std::string(308, '9'), std::string(309, '9'), std::string(310, '1'), "0." + std::string(400, '0') + "1",
          "0." + std::string(400, '0') + "1e800", "1" + std::string(400, '0') + "e-400",
          "1" + std::string(400, '0') + ".5e-200"}) {
        INFO(text);
        CHECK(we_accept(text) == nlohmann_accepts(text));
    }
}

TEST_CASE("JSON syntax: values nested to any depth below the limit are accepted as by nlohmann") {
    for (std::size_t depth = 0; depth <= 256; ++depth) {
        std::string lists = std::string(depth, '[') + "1" + std::string(depth, ']');
        std::string mixed = "1";
        for (std::size_t i = 0; i < depth; ++i) mixed = i % 3 == 0 ? "[0," + mixed + "]" : "{\"k\":" + mixed + "}";
        for (std::string const& text : {lists, mixed, lists + ']', mixed + '}', lists.substr(1), mixed.substr(1)}) {
            compare(text);
            compare(text.substr(0, text.size() - 1));
        }
        CHECK(we_accept(lists));
        CHECK(we_accept(mixed));
    }
}

TEST_CASE("JSON syntax, difference 1: a value nested deeper than the limit is refused by us alone") {
    std::string const text = std::string(257, '[') + std::string(257, ']');
    CHECK(!we_accept(text));
    CHECK(nlohmann_accepts(text));
}

TEST_CASE("JSON syntax, difference 2: what follows a zero byte is refused by us and not seen by nlohmann") {
    using namespace std::string_view_literals;
    for (std::string_view const text : {"1\0"sv, "1\0 garbage"sv, "[]\0]"sv, "{\"a\":1} \0{"sv}) {
        CHECK(!we_accept(text));
        CHECK(nlohmann_accepts(text));
    }
    // Inside a string it is a control character to both, and inside a value the end comes too early for both.
    for (std::string_view const text : {"\"a\0b\""sv, "[1,\0 2]"sv, "\0"sv, "\0 1"sv}) {
        CHECK(!we_accept(text));
        CHECK(!nlohmann_accepts(text));
    }
}

TEST_CASE("JSON syntax: a byte order mark is no difference") {
    for (std::string_view const text :
         {"\xef\xbb\xbf", "\xef\xbb", "\xef", "\xef\xbb\xbf ", "\xef\xbb\xbfnull", "\xef\xbb\xbf\xef\xbb\xbfnull",
          "null\xef\xbb\xbf", " \xef\xbb\xbfnull", "\xfe\xff", "\xff\xfe", "\xef\xbb\xbf[\xef\xbb\xbf]"}) {
        INFO(text);
        CHECK(we_accept(text) == nlohmann_accepts(text));
    }
    CHECK(we_accept("\xef\xbb\xbfnull"));
}

TEST_CASE("JSON syntax: members that are there twice are taken in free-form values by both") {
    CHECK(we_accept(R"({"a":1,"a":2})"));
    CHECK(nlohmann_accepts(R"({"a":1,"a":2})"));
}

TEST_CASE("JSON syntax: numbers have the values that nlohmann gives them") {
    auto const same = [](std::string_view text) {
        auto const ours = veeam::json::read<double>(text);
        REQUIRE(ours.has_value() == nlohmann_accepts(text));
        if (!ours) return;
        auto const theirs = nlohmann::json::parse(text);
        INFO(text);
        CHECK(*ours == theirs.get<double>());
        auto const integer = veeam::json::read<std::int64_t>(text);
        if (theirs.is_number_integer() && (!theirs.is_number_unsigned() || theirs.get<std::uint64_t>() >> 63 == 0)) {
            REQUIRE(integer.has_value());
            CHECK(*integer == theirs.get<std::int64_t>());
        }
    };
    for_each_text("019-.e", 5, same);
    std::uint64_t state = 88172645463325252u;
    auto const random = [&] {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    };
    for (int i = 0; i < 5'000; ++i) {
        auto const value = std::bit_cast<double>(random());
        if (std::isfinite(value)) same(nlohmann::json(value).dump());
        same(std::to_string(static_cast<std::int64_t>(random())));
        same(std::to_string(random()) + "." + std::to_string(random()) + "e" + std::to_string(random() % 300));
        same("-0." + std::to_string(random()) + "E-" + std::to_string(random() % 330));
    }
}

TEST_CASE("JSON syntax: strings have the values that nlohmann gives them, and come out as nlohmann writes them") {
    std::string every;
    for (unsigned code = 0; code < 0x110000; code += code < 0x900 ? 1 : 0x1b7) {
        if (code >= 0xd800 && code < 0xe000) continue;
        std::string escaped = "\"";
        char unit[8];
        auto const append = [&](unsigned u) {
            std::snprintf(unit, sizeof unit, "\\u%04X", u);
            escaped += unit;
        };
        if (code < 0x10000) {
            append(code);
        } else {
            append(0xd800 + ((code - 0x10000) >> 10));
            append(0xdc00 + ((code - 0x10000) & 0x3ff));
        }
        escaped += '"';
        auto const text = veeam::json::read<std::string>(escaped);
        REQUIRE(text.has_value());
        CHECK(*text == nlohmann::json::parse(escaped).get<std::string>());
        CHECK(veeam::json::read<std::string>('"' + (*text == "\"" || *text == "\\" ? "\\" + *text : *text) + '"')
                  .has_value() == (code >= 0x20));
        every += *text;
    }
    CHECK(veeam::json::write(every).value() == nlohmann::json(every).dump());
}
