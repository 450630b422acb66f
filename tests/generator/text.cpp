#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "emit/text.hpp"

namespace g = veeam::generator;
using lines = std::vector<std::string>;

TEST_CASE("text is wrapped between words") {
    CHECK(g::wrap("one two three", 7) == lines{"one two", "three"});
    CHECK(g::wrap("one two three", 8) == lines{"one two", "three"});
    CHECK(g::wrap("one", 2) == lines{"one"});
    CHECK(g::wrap("  spaces \t and\n newlines  ", 80) == lines{"spaces and newlines"});
    CHECK(g::wrap("", 80).empty());
    CHECK(g::wrap(" \n \n", 80).empty());
}

TEST_CASE("a blank line parts paragraphs and a hyphen begins a line") {
    CHECK(g::wrap("a\nb\n\nc\n", 80) == lines{"a b", "", "c"});
    CHECK(g::wrap("list:\n- one\n- two\n  more", 80) == lines{"list:", "- one", "- two more"});
}

TEST_CASE("columns count characters and not bytes") {
    CHECK(g::columns("\xC3\xA4\xC3\xB6") == 2);
    CHECK(g::wrap("\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6", 5).size() == 1);
    CHECK(g::wrap("\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6", 4).size() == 2);
}

TEST_CASE("a comment can neither swallow the next line nor open or end an example") {
    CHECK(g::wrap("C:\\temp\\", 80) == lines{"C:\\temp&#92;"});
    CHECK(g::wrap("a \\ b", 80) == lines{"a &#92; b"});
    CHECK(g::wrap("@endcode @code", 80) == lines{"@@endcode @@code"});
    CHECK(g::wrap("\\endcode", 80) == lines{"\\\\endcode"});
    CHECK(g::wrap("a\x01\x07"
                  "b",
                  80) == lines{"ab"});
    CHECK(g::wrap("ends */ here", 80) == lines{"ends */ here"});
}

TEST_CASE("string literals escape what C++ would read otherwise") {
    CHECK(g::literal("plain") == "\"plain\"");
    CHECK(g::literal("a\"b\\c") == "\"a\\\"b\\\\c\"");
    CHECK(g::literal("line\nend\x7f") == "\"line\\012end\\177\"");
    CHECK(g::literal("\xC3\xA4") == "\"\xC3\xA4\"");
}

TEST_CASE("members' comments stand behind them where all of a run fit and above them otherwise") {
    std::string out;
    std::string const long_text(100, 'x');
    g::print_members(out, {{.type = "int", .name = "a", .doc = {.paragraphs = {"Short."}}},
                           {.type = "int", .name = "b", .doc = {.paragraphs = {long_text}}},
                           {.type = "some::very_long_type_name", .name = "c", .doc = {.paragraphs = {"C."}}},
                           {.type = "required<int>", .name = "d", .braces = false}});
    CHECK(out ==
          "    int a{};  ///< Short.\n"
          "    /// " +
              long_text +
              "\n    int b{};\n"
              "    some::very_long_type_name c{};  ///< C.\n"
              "    required<int> d;\n");
}
