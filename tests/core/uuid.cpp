#include <veeam/core/uuid.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

#include <doctest/doctest.h>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <veeam/core/boost_uuid.hpp>

namespace {

using veeam::uuid;

static_assert(sizeof(uuid) == 20);
static_assert(std::is_standard_layout_v<uuid>);
static_assert(std::is_trivially_copyable_v<uuid>);
static_assert(!std::is_convertible_v<char const (&)[37], uuid>);
static_assert(!std::is_constructible_v<uuid, std::string>);
static_assert(!std::is_constructible_v<uuid, std::string_view>);

constexpr uuid literal{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"};
static_assert(literal.bytes()[0] == 0xcc);
static_assert(literal == uuid::parse("CC52EC30-FD33-4AC8-A0B2-8B1C6A3B7F10"));
static_assert(!literal.is_nil());
static_assert(uuid{}.is_nil());
static_assert(!uuid::parse("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f1"));

TEST_CASE("a uuid holds its bytes in the order of its digits") {
    uuid::bytes_type const expected{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                    0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
    CHECK(uuid::parse("00112233-4455-6677-8899-aabbccddeeff")->bytes() == expected);
    CHECK(uuid(expected).text() == "00112233-4455-6677-8899-aabbccddeeff");
    CHECK(uuid().text() == "00000000-0000-0000-0000-000000000000");
}

TEST_CASE("a uuid prints the case of every digit back") {
    std::string const lower = "abcdefab-cdef-abcd-efab-cdefabcdefab";
    // Every digit alone, then every second and every third one.
    auto const with_upper = [&](auto chosen) {
        std::string out = lower;
        std::size_t digit = 0;
        for (char& c : out)
            if (c != '-' && chosen(digit++)) c = static_cast<char>(c - 'a' + 'A');
        return out;
    };
    std::vector<std::string> texts{lower, with_upper([](std::size_t) { return true; })};
    for (std::size_t i = 0; i < 32; ++i) texts.push_back(with_upper([&](std::size_t digit) { return digit == i; }));
    for (std::size_t step : {2u, 3u}) texts.push_back(with_upper([&](std::size_t digit) { return digit % step == 0; }));
    for (std::string const& text : texts) {
        CAPTURE(text);
        std::optional<uuid> const read = uuid::parse(text);
        REQUIRE(read);
        CHECK(read->text() == text);
        CHECK(*read == uuid::parse(lower));
        CHECK(std::hash<uuid>()(*read) == std::hash<uuid>()(uuid::parse(lower).value()));
    }
}

TEST_CASE("a uuid with any one byte changed is refused or printed back") {
    std::string_view const valid = "cC52eC30-Fd33-4ac8-a0b2-8B1c6a3b7f19";
    auto const is_hex = [](int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    std::string first_fault;
    int accepted = 0;
    for (std::size_t at = 0; at < valid.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string text(valid);
            text[at] = static_cast<char>(byte);
            std::optional<uuid> const read = uuid::parse(text);
            bool const expected = valid[at] == '-' ? byte == '-' : is_hex(byte);
            if (first_fault.empty() && (read.has_value() != expected || (read && read->text() != text)))
                first_fault = text;
            accepted += read.has_value();
        }
    }
    CHECK(first_fault == "");
    CHECK(accepted == 32 * 22 + 4);
}

TEST_CASE("a uuid in any other form is refused") {
    for (std::string_view const text :
         {"", "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f1", "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f100",
          "{cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10}", "cc52ec30fd334ac8a0b28b1c6a3b7f10",
          "urn:uuid:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10", " cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10",
          "cc52ec30f-d33-4ac8-a0b2-8b1c6a3b7f10", "cc52ec30-fd334-ac8-a0b2-8b1c6a3b7f10"}) {
        CAPTURE(text);
        CHECK_FALSE(uuid::parse(text));
    }
}

TEST_CASE("uuids are ordered by their bytes, whatever the case of their digits") {
    uuid const a{"0A000000-0000-0000-0000-000000000000"};
    uuid const b{"0b000000-0000-0000-0000-000000000000"};
    uuid const c{"0B000000-0000-0000-0000-000000000001"};
    CHECK(a < b);
    CHECK(b < c);
    CHECK((b <=> uuid{"0B000000-0000-0000-0000-000000000000"}) == std::strong_ordering::equal);
    CHECK(std::set<uuid>{c, b, a, uuid{"0a000000-0000-0000-0000-000000000000"}}.size() == 3);
    CHECK(uuid{"00000000-0000-0000-0000-0000000000ff"} < uuid{"00000000-0000-0000-0000-000000000100"});
}

TEST_CASE("uuids that differ in any one digit have different hashes") {
    std::unordered_set<std::size_t> hashes;
    std::string const nil = uuid().text();
    for (std::size_t at = 0; at < nil.size(); ++at) {
        if (nil[at] == '-') continue;
        std::string text = nil;
        text[at] = '1';
        hashes.insert(std::hash<uuid>()(uuid::parse(text).value()));
    }
    CHECK(hashes.size() == 32);
    CHECK(std::unordered_set<uuid>{uuid{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"},
                                   uuid{"CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10"}}
              .size() == 1);
}

TEST_CASE("a uuid goes into a stream and into a buffer as its text") {
    std::ostringstream out;
    out << uuid{"CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"} << '|';
    CHECK(out.str() == "CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10|");

    char buffer[uuid::text_size + 1];
    std::fill(std::begin(buffer), std::end(buffer), '#');
    CHECK(literal.print(buffer) == 36);
    CHECK(std::string_view(buffer, 37) == "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10#");
}

TEST_CASE("a uuid is the same identifier for Boost") {
    boost::uuids::random_generator random;
    for (int i = 0; i < 100; ++i) {
        boost::uuids::uuid const theirs = random();
        uuid const ours = veeam::from_boost(theirs);
        CHECK(ours.text() == boost::uuids::to_string(theirs));
        CHECK(veeam::to_boost(ours) == theirs);
    }
}

}  // namespace
