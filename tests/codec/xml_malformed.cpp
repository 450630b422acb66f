#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <support/guarded.hpp>
#include <support/infoset.hpp>
#include <support/sample_types.hpp>
#include <veeam/codec/xml.hpp>

namespace {

namespace xml = veeam::xml;
namespace sample = veeam::sample;
using namespace std::string_literals;

/// Every kind of construct that documents of the servers hold, and then some.
std::string const& entity() {
    static std::string const text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Job xmlns=\"http://www.veeam.com/ent/v1.0\" "
        "xmlns:x=\"urn:x\" Name=\"a &amp; b\" UID=\"urn:veeam:Job:1\" Href='h'>\n"
        "  <Links><Link Rel=\"Up\" Href=\"h\" /></Links>\n  <Colour>Red</Colour><!-- comment -->\n"
        "  <Description>d\u00e9 <![CDATA[<raw>]]></Description><Size>12</Size><Ratio>1.5</Ratio>\n"
        "  <Enabled>true</Enabled><CreationTimeUTC>2024-03-01T22:15:00Z</CreationTimeUTC>\n"
        "  <ServerId>cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</ServerId><x:New x:a=\"1\"><Deep/></x:New><?target data?>\n"
        "  <Schedule Enabled=\"true\"><Time>22:00:00</Time><Days>Sunday</Days><TimePeriods><Day "
        "Name=\"Sunday\">1,0</Day>"
        "</TimePeriods></Schedule>\n  <JobInfo><BackupJobInfo><Includes><ObjectInJob><Name>vm</Name></ObjectInJob>"
        "</Includes><Tag>t</Tag></BackupJobInfo></JobInfo>\n</Job>\n";
    return text;
}

/// Reads from memory that ends with the text; an error must say where or what it is about.
bool is_read(std::string_view text) {
    veeam::support::guarded const copy(text);
    auto const found = xml::read<sample::Job>(copy.text());
    if (found) return true;
    veeam::error const& e = found.error();
    CAPTURE(text);
    CHECK((e.kind() == veeam::error_kind::decode || e.kind() == veeam::error_kind::media_type));
    CHECK(!e.message().empty());
    CHECK((e.offset() || !e.path().empty()));
    CHECK(e.offset().value_or(0) <= text.size());
    return false;
}

TEST_CASE("a document that is cut off at any byte is an error") {
    std::string const& text = entity();
    REQUIRE(is_read(text));
    std::size_t const end = text.rfind("</Job>") + 6;
    for (std::size_t i = 0; i < text.size(); ++i) CHECK(is_read(text.substr(0, i)) == (i >= end));
}

TEST_CASE("no byte that is changed, added or removed does harm, and what is written back is well-formed") {
    std::string const& text = entity();
    std::size_t read = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (std::string const& piece :
             {""s, "<"s, "&"s, "\""s, "/"s, ">"s, " "s, "x"s, ":"s, "\xff"s, "\0"s, "]]>"s}) {
            for (std::size_t removed = 0; removed < 2; ++removed) {
                std::string const changed = text.substr(0, i) + piece + text.substr(i + removed);
                if (!is_read(changed)) continue;
                ++read;
                auto const written = xml::write(xml::read<sample::Job>(changed).value());
                CAPTURE(changed);
                REQUIRE(written.has_value());
                bool const well_formed = veeam::support::parse_with_expat(*written).has_value();
                CHECK(well_formed);
            }
        }
    }
    CHECK(read > 1000);
}

TEST_CASE("a value of the wrong type is an error in every member") {
    struct row {
        std::string member;
        std::string expected;
    };
    for (row const& r : std::vector<row>{{"Integer", "an integer"},
                                         {"Number", "a number"},
                                         {"Boolean", "true or false"},
                                         {"Timestamp", "a date and time"},
                                         {"TimeOfDay", "a time"},
                                         {"Uuid", "a uuid"}}) {
        std::string const start = "<Optionals><" + r.member + ">";
        auto const found = xml::read<sample::Optionals>(start + "wrong</" + r.member + "></Optionals>");
        REQUIRE(!found.has_value());
        CHECK(found.error().text() == "decode: expected " + r.expected + ", found \"wrong\" (at " + r.member +
                                          ") (byte " + std::to_string(start.size()) + ")");
        auto const item =
            xml::read<sample::OptionalLists>("<OptionalLists><" + r.member + "><" + r.member + "Item>wrong</" +
                                             r.member + "Item></" + r.member + "></OptionalLists>");
        bool const has_list = r.member != "Boolean";
        if (has_list) CHECK(item.error().path() == r.member + "[0]");
    }
    for (std::string const member :
         {"Text", "Integer", "Number", "Boolean", "Timestamp", "TimeOfDay", "Uuid", "Uid", "Colour", "Scope"}) {
        auto const found = xml::read<sample::Optionals>("<Optionals><" + member + "><x/></" + member + "></Optionals>");
        REQUIRE(!found.has_value());
        CHECK(found.error().message() == "expected text, found the element <x>");
        CHECK(found.error().path() == member);
    }
}

TEST_CASE("text where an object or a list must be is kept as unknown") {
    auto const found = xml::read<sample::Optionals>("<Optionals><Point>text<X>1</X></Point></Optionals>");
    REQUIRE(found.has_value());
    CHECK(found->point->unknown.size() == 1);
    CHECK(xml::read<sample::Optionals>("<Optionals><Point>text</Point></Optionals>").error().text() ==
          "decode: the member is missing (at Point.X) (byte 12)");
}

TEST_CASE("a million nested elements are refused where the limit is") {
    std::string bomb;
    for (int i = 0; i < 1'000'000; ++i) bomb += "<Folder>";
    auto const found = xml::read<sample::Folder>(bomb);
    REQUIRE(!found.has_value());
    CHECK(found.error().message() == "nested deeper than 256 elements");
    CHECK(found.error().offset() == 256 * 8);
    for (int i = 0; i < 1'000'000; ++i) bomb += "</Folder>";
    CHECK(xml::read<sample::Folder>(bomb).error().offset() == 256 * 8);
    CHECK(xml::read<sample::Folder>(bomb, {.max_depth = 10'000'000}).error().offset() == 1024 * 8);
}

TEST_CASE("the deepest allowed document is read, known or unknown") {
    auto const nested = [](std::string const& name, std::size_t depth) {
        std::string text = "<Folder Name='a'>";
        for (std::size_t i = 1; i < depth; ++i) text += "<" + name + " Name='a'>";
        for (std::size_t i = 1; i < depth; ++i) text += "</" + name + ">";
        return text + "</Folder>";
    };
    CHECK(xml::read<sample::Folder>(nested("Parent", 1024), {.max_depth = 1024}).has_value());
    auto const unknown = xml::read<sample::Folder>(nested("Odd", 1024), {.max_depth = 1024});
    REQUIRE(unknown.has_value());
    CHECK(xml::write(*unknown).has_value());
}

TEST_CASE("document types and entities are refused, harmless or not") {
    std::string const laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE Job [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        "<Job Name='n' UID='u'><Description>&b;</Description></Job>";
    auto const found = xml::read<sample::Job>(laughs);
    CHECK(found.error().text() == "decode: a document type declaration is not allowed (byte 21)");
    CHECK(xml::read<sample::Job>("<!DOCTYPE Job SYSTEM \"file:///etc/passwd\"><Job Name='n' UID='u'/>")
              .error()
              .message() == "a document type declaration is not allowed");
    CHECK(xml::read<sample::Job>("<Job Name='&b;' UID='u'/>").error().text() ==
          "decode: the entity is not one of amp, lt, gt, quot, apos (byte 12)");
}

TEST_CASE("invalid UTF-8 and characters that XML forbids are refused wherever they stand") {
    for (std::string const& bad : {"\x80"s, "\xc0\xaf"s, "\xc3"s, "\xe2\x82"s, "\xed\xa0\x80"s, "\xf4\x90\x80\x80"s,
                                   "\xfe"s, "\0"s, "\x01"s, "\xef\xbf\xbf"s}) {
        for (std::string const& text :
             {"<Job Name='n" + bad + "' UID='u'/>",
              "<Job Name='n' UID='u'><Description>" + bad + "</Description></Job>",
              "<Job Name='n' UID='u'><!--" + bad + "--></Job>", "<Job Name='n' UID='u'><?p " + bad + "?></Job>",
              "<Job Name='n' UID='u'><![CDATA[" + bad + "]]></Job>", "<Job Name='n' UID='u'><a" + bad + "/></Job>",
              "<Job Name='n' UID='u'/>" + bad}) {
            CAPTURE(text);
            auto const found = xml::read<sample::Job>(text);
            REQUIRE(!found.has_value());
            CHECK(found.error().offset() == text.find(bad));
        }
    }
}

TEST_CASE("very many names, declarations and members take no quadratic time") {
    std::string text = "<Job xmlns='http://www.veeam.com/ent/v1.0' Name='n' UID='u'";
    for (int i = 0; i < 20'000; ++i) text += " xmlns:p" + std::to_string(i) + "='urn:" + std::to_string(i) + "'";
    text += ">";
    for (int i = 0; i < 100'000; ++i) text += "<p" + std::to_string(i % 20'000) + ":a/>";
    auto const found = xml::read<sample::Job>(text + "</Job>");
    REQUIRE(found.has_value());
    CHECK(found->unknown.size() == 120'000);
}

}  // namespace

TEST_CASE("a message is short and on one line, however long and whatever a name is") {
    std::string const name(1 << 20, 'A');
    for (std::string const& text :
         {"<" + name + "/>", "<Job>" + name, "<Job " + name + "></Job>", "<Job " + name + "='1' " + name + "='2'/>",
          "<Job><" + name + "></B></Job>", "<Job><Size>" + name + "</Size></Job>", "<Job xmlns='" + name + "'/>",
          "<?xml version='1.0' encoding='" + name + "'?><Job/>"s, "<Job xmlns='u&#10;[error] forged'/>"s,
          "<Job><Size>&#10;forged</Size></Job>"s}) {
        CAPTURE(text.substr(0, 40));
        auto const found = xml::read<sample::Job>(text);
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().text().size() < 400);
        CHECK(found.error().text().find('\n') == std::string::npos);
    }
}
