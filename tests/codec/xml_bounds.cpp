#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <support/guarded.hpp>
#include <support/sample_types.hpp>
#include <veeam/codec/json/scan.hpp>
#include <veeam/codec/output.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/codec/xml/characters.hpp>

// The whole suite runs twice: as it is, and with VEEAM_PORTABLE_SCAN, which leaves out what only one processor has.

namespace {

namespace xml = veeam::xml;
namespace detail = veeam::xml::detail;
namespace sample = veeam::sample;
using detail::byte_class;

using skip = char const* (*)(char const*, char const*);

template <byte_class Run>
std::vector<skip> skips() {
    std::vector<skip> all{
        [](char const* p, char const* end) { return veeam::detail::skip_plain_portable<detail::run_of<Run>>(p, end); },
        [](char const* p, char const* end) { return veeam::detail::skip_plain<detail::run_of<Run>>(p, end); }};
#if VEEAM_SSE2_SCAN
    all.push_back(
        [](char const* p, char const* end) { return veeam::detail::skip_plain_sse2<detail::run_of<Run>>(p, end); });
#endif
    return all;
}

template <byte_class Run>
std::size_t simple_skip(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!detail::is(text[i], Run)) return i;
    return text.size();
}

/// Calls a function for texts that have each of some bytes at each place of each length.
template <class Check>
void for_each_text(Check const& check) {
    constexpr std::string_view bytes("<>&\"'] \t\n\r\0\x1f\x7f\x80\xff;=", 17);
    for (std::size_t size = 0; size <= 50; ++size) {
        check(std::string(size, 'x'));
        for (std::size_t at = 0; at < size; ++at) {
            for (char const byte : bytes) {
                std::string text(size, 'x');
                text[at] = byte;
                check(text);
                if (at + 1 < size) text.back() = '<';
                check(text);
            }
        }
    }
}

template <byte_class Run>
void check_runs() {
    for_each_text([](std::string const& text) {
        veeam::support::guarded const at_end(text);
        std::string_view const there = at_end.text();
        std::size_t const expected = simple_skip<Run>(text);
        for (skip const find : skips<Run>())
            REQUIRE(static_cast<std::size_t>(find(there.data(), there.data() + there.size()) - there.data()) ==
                    expected);
    });
}

TEST_CASE("XML scan: a run ends where a byte of another class stands, up to the last byte of a page") {
    check_runs<detail::text_run>();
    check_runs<detail::quoted_run>();
    check_runs<detail::apostrophed_run>();
    check_runs<detail::plain_in_text>();
    check_runs<detail::plain_in_attribute>();
}

TEST_CASE("XML scan: every byte is of a class or not in every lane") {
    for (int c = 0; c < 256; ++c) {
        for (std::size_t at = 0; at < 33; ++at) {
            std::string text(40, ' ');
            text[at] = static_cast<char>(c);
            // A neighbour one below each border must not be carried over.
            if (at > 0) text[at - 1] = '!';
            if (at + 1 < text.size()) text[at + 1] = '=';
            for (skip const find : skips<detail::text_run>())
                REQUIRE(static_cast<std::size_t>(find(text.data(), text.data() + text.size()) - text.data()) ==
                        simple_skip<detail::text_run>(text));
        }
    }
}

template <class Copy>
void check_copies(Copy const& copy, std::size_t (*simple)(std::string_view)) {
    for_each_text([&](std::string const& text) {
        veeam::support::guarded const at_end(text);
        std::string_view const from = at_end.text();
        std::string copied(text.size() + 16, '#');
        char* to = copied.data();
        char const* const stop = copy(from.data(), from.data() + from.size(), to);
        std::size_t const expected = simple(text);
        REQUIRE(static_cast<std::size_t>(stop - from.data()) == expected);
        REQUIRE(static_cast<std::size_t>(to - copied.data()) == expected);
        REQUIRE(copied.substr(0, expected) == text.substr(0, expected));
    });
}

TEST_CASE("what is copied while it is scanned is the run, and no byte past the text is read") {
    check_copies([](char const* p, char const* end,
                    char*& to) { return veeam::detail::copy_plain<detail::run_of<detail::plain_in_text>>(p, end, to); },
                 simple_skip<detail::plain_in_text>);
    check_copies(
        [](char const* p, char const* end, char*& to) {
            return veeam::detail::copy_plain<detail::run_of<detail::plain_in_attribute>>(p, end, to);
        },
        simple_skip<detail::plain_in_attribute>);
    check_copies([](char const* p, char const* end,
                    char*& to) { return veeam::detail::copy_plain<veeam::json::detail::unescaped>(p, end, to); },
                 [](std::string_view text) {
                     std::size_t i = 0;
                     while (i < text.size() && !veeam::json::detail::is_special(text[i])) ++i;
                     return i;
                 });
}

TEST_CASE("pieces of every size come out in order, whatever is in the string before") {
    std::string expected = "before";
    std::string out = expected;
    {
        veeam::detail::output to(out);
        for (std::size_t size = 0; size < 1200; ++size) {
            std::string const piece(size, static_cast<char>('a' + size % 26));
            veeam::support::guarded const at_end(piece);
            to.put(at_end.text());
            to.put("<", at_end.text(), ">");
            to.put(';');
            expected += piece + '<' + piece + ">;";
            REQUIRE(to.size() == expected.size());
        }
        to.finish();
    }
    CHECK(out == expected);
}

/// What reading comes to, in one text.
std::string outcome(std::string_view text) {
    auto const job = xml::read<sample::Job>(text);
    return job ? xml::write(*job).value() : job.error().text();
}

TEST_CASE("XML: documents and their pieces are read alike wherever they lie, up to the last byte of a page") {
    std::string const text =
        "<?xml version='1.0'?><Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name='a &amp; b' UID=\"urn:veeam:Job:1\">"
        "<Links><Link Rel=\"Up\" Href='h' /></Links><Colour>Red</Colour><!-- c --><Description>d\u00e9]] "
        "<![CDATA[<raw>]]>"
        "</Description><Size>12</Size><Enabled>true</Enabled><New x='1'><Deep/>t</New>"
        "<Schedule Enabled=\"true\"><Days>Sunday</Days><Days>Monday</Days><TimePeriods><Day Name=\"Sunday\">1,0</Day>"
        "</TimePeriods></Schedule></Job>";
    std::string const expected = outcome(text);
    CHECK(expected.starts_with("<?xml"));
    for (std::size_t shift = 0; shift < 20; ++shift) {
        std::string const shifted = std::string(shift, ' ') + text;
        CHECK(outcome(std::string_view(shifted).substr(shift)) == expected);
    }
    for (std::size_t size = 0; size <= text.size(); ++size) {
        std::string const piece = text.substr(0, size);
        veeam::support::guarded const at_end(piece);
        REQUIRE(outcome(at_end.text()) == outcome(piece));
    }
}

}  // namespace
