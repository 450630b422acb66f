#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>

#include <support/guarded.hpp>
#include <support/json_documents.hpp>

// The whole suite runs twice: as it is, and with VEEAM_PORTABLE_SCAN, which leaves out what only one processor has.

namespace sample = veeam::sample;
namespace detail = veeam::json::detail;

namespace {

using scan = char const* (*)(char const*, char const*);

std::vector<scan> scans() {
    std::vector<scan> all{
        [](char const* p, char const* end) { return veeam::detail::skip_plain_portable<detail::unescaped>(p, end); },
        [](char const* p, char const* end) { return veeam::detail::skip_plain<detail::unescaped>(p, end); }};
#if VEEAM_SSE2_SCAN
    all.push_back(
        [](char const* p, char const* end) { return veeam::detail::skip_plain_sse2<detail::unescaped>(p, end); });
#endif
    return all;
}

std::size_t simple_find_special(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte >= 0x80 || text[i] == '"' || text[i] == '\\') return i;
    }
    return text.size();
}

/// What reading comes to, in one text.
template <class T>
std::string outcome(std::string_view text) {
    auto const value = veeam::json::read<T>(text);
    return value ? veeam::json::write(*value).value() : value.error().text();
}

}  // namespace

TEST_CASE("JSON scan: the first special byte is found at every place of every length, up to the last byte of a page") {
    for (scan const find : scans()) {
        for (std::size_t size = 0; size <= 67; ++size) {
            std::string const plain(size, 'x');
            veeam::support::guarded const plain_at_end(plain);
            std::string_view const none = plain_at_end.text();
            CHECK(find(none.data(), none.data() + size) == none.data() + size);
            for (std::size_t at = 0; at < size; ++at) {
                for (char const special : {'"', '\\', '\x1f', '\0', '\x80', '\xff'}) {
                    std::string text = plain;
                    text[at] = special;
                    text.back() = at + 1 < size ? '"' : text.back();
                    veeam::support::guarded const at_end(text);
                    std::string_view const there = at_end.text();
                    REQUIRE(find(there.data(), there.data() + size) == there.data() + at);
                }
            }
        }
    }
}

TEST_CASE("JSON scan: every byte is special or not in every lane") {
    for (scan const find : scans()) {
        for (int c = 0; c < 256; ++c) {
            for (std::size_t at = 0; at < 33; ++at) {
                std::string text(40, ' ');
                text[at] = static_cast<char>(c);
                // A neighbour one below each border must not be carried over.
                if (at > 0) text[at - 1] = '!';
                if (at + 1 < text.size()) text[at + 1] = '#';
                REQUIRE(static_cast<std::size_t>(find(text.data(), text.data() + text.size()) - text.data()) ==
                        simple_find_special(text));
            }
        }
    }
}

TEST_CASE("JSON names are compared whole, whatever their length") {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string const name(size, 'n');
        CHECK(veeam::detail::same_bytes(name.data(), std::string(name).data(), size));
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = name;
            other[at] = 'm';
            CHECK(!veeam::detail::same_bytes(name.data(), other.data(), size));
        }
    }
}

TEST_CASE("JSON: documents and their pieces are read alike wherever they lie, up to the last byte of a page") {
    sample::for_each_json_document([&]<class T>(std::type_identity<T>, std::string_view text) {
        std::string const expected = outcome<T>(text);
        for (std::size_t shift = 0; shift < 20; ++shift) {
            std::string const shifted = std::string(shift, ' ') + std::string(text);
            CHECK(outcome<T>(std::string_view(shifted).substr(shift)) == expected);
        }
        for (std::size_t size = 0; size <= text.size(); ++size) {
            std::string const piece(text.substr(0, size));
            veeam::support::guarded const at_end(piece);
            REQUIRE(outcome<T>(at_end.text()) == outcome<T>(piece));
            REQUIRE(outcome<veeam::json_text>(at_end.text()) == outcome<veeam::json_text>(piece));
        }
    });
}

TEST_CASE("JSON: single tokens that end with the page are read without a byte more") {
    for (char const* text : {"",
                             "-",
                             "0",
                             "-0",
                             "1.",
                             "1.5",
                             "1e",
                             "1e+",
                             "12345678901234567890",
                             "t",
                             "tru",
                             "true",
                             "n",
                             "nul",
                             "null",
                             "f",
                             "false",
                             "\"",
                             "\"\\",
                             "\"\\u",
                             "\"\\u00",
                             "\"\\uD800",
                             "\"\\uD800\\",
                             "\"\\uD800\\u",
                             "\"\\uD800\\uDC0",
                             "\"\xc3",
                             "\"\xe2\x82",
                             "\"\xf0\x9f\x98",
                             "\xef",
                             "\xef\xbb",
                             "\xef\xbb\xbf",
                             " ",
                             "[",
                             "[1",
                             "[1,",
                             "{",
                             "{\"",
                             "{\"a\"",
                             "{\"a\":",
                             "{\"a\":1"}) {
        veeam::support::guarded const at_end(text);
        std::string_view const there = at_end.text();
        CHECK(outcome<veeam::json_text>(there) == outcome<veeam::json_text>(text));
        CHECK(outcome<std::string>(there) == outcome<std::string>(text));
        CHECK(outcome<std::int64_t>(there) == outcome<std::int64_t>(text));
        CHECK(outcome<double>(there) == outcome<double>(text));
        CHECK(outcome<bool>(there) == outcome<bool>(text));
        CHECK(outcome<std::vector<std::string>>(there) == outcome<std::vector<std::string>>(text));
        CHECK(outcome<sample::Strict>(there) == outcome<sample::Strict>(text));
        CHECK(outcome<sample::Maps>(there) == outcome<sample::Maps>(text));
    }
}

TEST_CASE("JSON: strings of every length that end with the page are written whole") {
    for (std::size_t size = 0; size < 100; ++size) {
        std::string text(size, 's');
        if (size > 3) text[size - 2] = '\n';
        std::string out;
        veeam::support::guarded const at_end(text);
        detail::text_sink(out).text(at_end.text());
        CHECK(veeam::json::read<std::string>(out).value() == text);
    }
}
