#include <veeam/core/secret.hpp>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <doctest/doctest.h>

// Freed memory can be looked at only by the one who frees it: this file replaces the global `new` and `delete` of the
// test program, and counts the blocks that still hold a watched text when they are given back.
namespace {

std::string_view watched;
int leaks = 0;

constexpr std::size_t header = alignof(std::max_align_t);  // holds the size of the block
static_assert(header >= sizeof(std::size_t));

void* allocate(std::size_t size) {
    auto* const block = static_cast<char*>(std::malloc(header + size));
    if (block == nullptr) throw std::bad_alloc();
    std::memcpy(block, &size, sizeof size);
    return block + header;
}

void release(void* memory) noexcept {
    if (memory == nullptr) return;
    char* const text = static_cast<char*>(memory);
    std::size_t size = 0;
    std::memcpy(&size, text - header, sizeof size);
    if (!watched.empty() && std::string_view(text, size).find(watched) != std::string_view::npos) ++leaks;
    std::free(text - header);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace {

using veeam::secret;

static_assert(std::is_nothrow_move_constructible_v<secret>);
static_assert(std::is_nothrow_move_assignable_v<secret>);
static_assert(std::is_nothrow_destructible_v<secret>);
static_assert(std::is_copy_constructible_v<secret>);
static_assert(!std::is_convertible_v<std::string, secret>);
static_assert(!std::is_convertible_v<char const*, secret>);
static_assert(!std::is_convertible_v<secret, std::string>);
static_assert(!std::is_convertible_v<secret, std::string_view>);

template <class Stream>
concept shows_secrets = requires(Stream& out, secret const& s) { out << s; };
static_assert(!shows_secrets<std::ostream>);
static_assert(!shows_secrets<std::ostringstream>);

template <class T>
concept comparable = requires(T const& a) { a == a; };
static_assert(!comparable<secret>);

/// How many blocks that held the text were freed while the function ran.
template <class Work>
int leaks_of(std::string_view text, Work const& work) {
    leaks = 0;
    watched = text;
    work();
    watched = {};
    return leaks;
}

/// Whether the bytes of a living object contain the text: where a string keeps short ones.
template <class T>
bool is_in(T const& object, std::string_view text) {
    return std::string_view(reinterpret_cast<char const*>(&object), sizeof object).find(text) != std::string_view::npos;
}

constexpr char const* short_text = "hunter2-secret";
constexpr char const* long_text = "a token that is too long for the inside of a string: 0123456789-secret";
constexpr char const* tail = "-secret";

TEST_CASE("a secret is read by revealing it") {
    for (char const* const text : {short_text, long_text}) {
        std::string const owned = text;
        CHECK(secret(owned).reveal() == text);
        CHECK(secret(std::string(text)).reveal() == text);
        CHECK(secret(std::string_view(text)).reveal() == text);
        CHECK(secret(text).reveal() == text);
        CHECK_FALSE(secret(text).empty());
    }
    CHECK(secret().reveal() == "");
    CHECK(secret().empty());
}

TEST_CASE("an ordinary string leaves its text behind, which is what the tests below look for") {
    CHECK(leaks_of(tail, [] { std::string const text = long_text; }) == 1);
    std::string short_one = short_text;
    CHECK(is_in(short_one, tail));
}

TEST_CASE("wiping a string overwrites all of its memory and empties it") {
    std::string long_one = long_text;
    char const* const memory = long_one.data();
    std::size_t const capacity = long_one.capacity();
    long_one = "short";  // the rest of the old text is still behind it
    veeam::wipe(long_one);
    CHECK(long_one.empty());
    CHECK(long_one.capacity() == capacity);
    CHECK(long_one.data() == memory);
    CHECK(leaks_of(tail, [&] { std::string().swap(long_one); }) == 0);

    std::string short_one = short_text;
    short_one = "h";
    veeam::wipe(short_one);
    CHECK(short_one.empty());
    CHECK_FALSE(is_in(short_one, tail));
}

TEST_CASE("a secret leaves no text behind when it is destroyed") {
    CHECK(leaks_of(tail, [] { secret const s(long_text); }) == 0);
    CHECK(leaks_of(tail, [] { auto const s = std::make_unique<secret>(long_text); }) == 0);
    CHECK(leaks_of(tail, [] { auto const s = std::make_unique<secret>(short_text); }) == 0);
    CHECK(leaks_of(tail, [] {
              secret const s(long_text);
              auto const copy = std::make_unique<secret>(s);
          }) == 0);
}

TEST_CASE("a secret leaves no text in what it is made from by moving") {
    for (char const* const text : {short_text, long_text}) {
        std::string given = text;
        CHECK(leaks_of(tail, [&] {
                  secret const s(std::move(given));
                  CHECK(s.reveal() == text);
              }) == 0);
        CHECK(given.empty());  // NOLINT(bugprone-use-after-move): what is left of it is the point
        CHECK_FALSE(is_in(given, tail));

        secret original(text);
        secret const taken = std::move(original);
        CHECK(taken.reveal() == text);
        CHECK(original.empty());  // NOLINT(bugprone-use-after-move)
        CHECK_FALSE(is_in(original, tail));
    }
}

TEST_CASE("a secret leaves no text behind when another one is assigned") {
    for (char const* const text : {short_text, long_text}) {
        for (char const* const next : {"the next one", "a longer next one, which makes the string allocate"}) {
            secret by_copy(text);
            secret by_move(text);
            secret source(next);
            CHECK(leaks_of(tail, [&] {
                      by_copy = source;
                      by_move = std::move(source);
                  }) == 0);
            CHECK(by_copy.reveal() == next);
            CHECK(by_move.reveal() == next);
            CHECK_FALSE(is_in(by_copy, tail));
            CHECK_FALSE(is_in(by_move, tail));
            CHECK_FALSE(is_in(source, "next"));  // NOLINT(bugprone-use-after-move)
            CHECK(source.empty());
            CHECK(leaks_of(tail, [&] {
                      by_copy = secret();
                      by_move = secret();
                  }) == 0);
        }
    }
}

TEST_CASE("a secret leaves no text behind when it is wiped") {
    for (char const* const text : {short_text, long_text}) {
        auto s = std::make_unique<secret>(text);
        s->wipe();
        CHECK(s->empty());
        CHECK_FALSE(is_in(*s, tail));
        CHECK(leaks_of(tail, [&] { s.reset(); }) == 0);
    }
}

TEST_CASE("assigning a secret to itself changes nothing") {
    for (char const* const text : {short_text, long_text}) {
        secret s(text);
        secret& same = s;
        s = same;
        CHECK(s.reveal() == text);
        s = std::move(same);
        CHECK(s.reveal() == text);
    }
}

TEST_CASE("copies of a secret are independent") {
    for (char const* const text : {short_text, long_text}) {
        secret original(text);
        secret const copy = original;
        original.wipe();
        CHECK(copy.reveal() == text);
        original = copy;
        CHECK(original.reveal() == text);
        CHECK(original.reveal().data() != copy.reveal().data());
    }
}

}  // namespace
