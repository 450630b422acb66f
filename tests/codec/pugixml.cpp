#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include <support/infoset.hpp>
#include <support/sample_types.hpp>
#include <veeam/codec/pugixml.hpp>
#include <veeam/codec/xml.hpp>

namespace {

namespace xml = veeam::xml;
namespace sample = veeam::sample;

std::string text_of(pugi::xml_node node) {
    xml::detail::string_sink sink;
    node.print(sink, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return sink.text;
}

sample::Job some_job() {
    return {.links = {{.rel = "Up"}},
            .name = "n & m",
            .uid = "u",
            .description = " ",
            .size = 5,
            .info = sample::JobInfo{.options = sample::BackupInfo{.includes = {{.name = "\r\n"}}}}};
}

TEST_CASE("an element of a tree is read whatever its name and however the tree was parsed") {
    pugi::xml_document document;
    REQUIRE(
        document.load_string("<root xmlns='http://www.veeam.com/ent/v1.0'><Ref Name='n' UID='u'><Size>5</Size>"
                             "<New>1</New></Ref></root>"));
    auto const job = xml::from_node<sample::Job>(document.child("root").child("Ref"));
    REQUIRE_MESSAGE(job.has_value(), job.error().text());
    CHECK(job->size == 5);
    REQUIRE(job->unknown.size() == 1);
    CHECK(job->unknown.begin()->raw == "<New>1</New>");

    for (unsigned const options : {pugi::parse_minimal, pugi::parse_default, pugi::parse_full | pugi::parse_ws_pcdata,
                                   pugi::parse_default | pugi::parse_embed_pcdata}) {
        REQUIRE(document.load_string("<Job Name='n' UID='u'>\n  <Size>5</Size>\n</Job>", options));
        CHECK(xml::from_node<sample::Job>(document.document_element())->size == 5);
    }
}

TEST_CASE("prefixes are resolved by the declarations around the element, and the tree is left as it is") {
    pugi::xml_document document;
    REQUIRE(
        document.load_string("<v:root xmlns:v='http://www.veeam.com/ent/v1.0' xmlns='urn:d' xmlns:x='urn:x'>"
                             "<v:Job Name='n' UID='u' xmlns:x='urn:y'><v:Size>5</v:Size><Odd/></v:Job></v:root>"));
    std::string const before = text_of(document);
    auto const job = xml::from_node<sample::Job>(document.document_element().first_child());
    REQUIRE(job.has_value());
    CHECK(job->size == 5);
    REQUIRE(job->unknown.size() == 3);
    CHECK(job->unknown.begin()[0].raw == "<Odd xmlns=\"urn:d\"/>");
    CHECK(job->unknown.begin()[1].name == "xmlns:x");
    CHECK(job->unknown.begin()[1].raw == "urn:y");
    CHECK(job->unknown.begin()[2].name == "xmlns:v");
    CHECK(text_of(document) == before);
}

TEST_CASE("what is wrong with a tree is named by its path, without an offset") {
    pugi::xml_document document;
    REQUIRE(document.load_string("<Job Name='n' UID='u'><Links><Link/><Link Rel='r'/></Links><Size>x</Size></Job>"));
    CHECK(xml::from_node<sample::Job>(document.document_element()).error().text() ==
          "decode: expected an integer, found \"x\" (at Size)");
    CHECK(xml::from_node<sample::Job>(pugi::xml_node()).error().text() == "decode: the node is not an element");
    CHECK(xml::from_node<sample::Job>(document).error().text() == "decode: the node is not an element");
}

TEST_CASE("a tree that was built by hand cannot bring in what XML cannot carry, or too much depth") {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Job");
    root.append_attribute("Name") = "n\xff";
    root.append_attribute("UID") = "u";
    CHECK(xml::from_node<sample::Job>(root).error().text() ==
          "decode: the text has characters XML cannot carry (at Name)");
    root.attribute("Name") = "n";
    root.append_attribute("Odd") = "\x01";
    CHECK(xml::from_node<sample::Job>(root).error().path() == "Odd");
    root.remove_attribute("Odd");
    root.append_child(pugi::node_pcdata).set_value("\xc3");
    CHECK(!xml::from_node<sample::Job>(root).has_value());

    pugi::xml_node folder = document.append_child("Folder");
    pugi::xml_node const top = folder;
    for (int i = 0; i < 100'000; ++i) {
        folder.append_attribute("Name") = "f";
        folder = folder.append_child("Parent");
    }
    CHECK(xml::from_node<sample::Folder>(top).error().message() == "nested deeper than 256 elements");
}

TEST_CASE("a value becomes the element that writing it gives") {
    sample::Job const job = some_job();
    pugi::xml_document document;
    auto const node = xml::to_node(job, document);
    REQUIRE_MESSAGE(node.has_value(), node.error().text());
    CHECK(*node == document.document_element());
    auto const text = xml::write(job);
    CHECK(veeam::support::infoset(text_of(document)) == veeam::support::infoset(*text));
    CHECK(xml::from_node<sample::Job>(*node).value() == job);
}

TEST_CASE("a value is appended behind what is there, in the namespace that is needed") {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Jobs");
    root.append_child("First");
    CHECK(xml::to_node(sample::Job{.name = "n"}, root).has_value());
    root.append_attribute("xmlns") = "http://www.veeam.com/ent/v1.0";
    CHECK(xml::to_node(sample::Job{.name = "m"}, root, "Other").has_value());
    CHECK(xml::to_node(sample::Link{.rel = "r"}, root, "Link").has_value());
    CHECK(text_of(root) ==
          "<Jobs xmlns=\"http://www.veeam.com/ent/v1.0\"><First/><Job xmlns=\"http://www.veeam.com/ent/v1.0\" "
          "Name=\"n\"/><Other Name=\"m\"/><Link Rel=\"r\"/></Jobs>");
}

TEST_CASE("what cannot be appended is an error, and nothing is appended") {
    pugi::xml_document document;
    CHECK(xml::to_node(sample::Link{}, document).error().text() ==
          "encode: Link has no root element in XML; give a name");
    CHECK(xml::to_node(sample::Link{}, document, "a b").error().text() == "encode: the name is no name in XML");
    CHECK(xml::to_node(sample::Link{}, pugi::xml_node(), "Link").error().text() ==
          "encode: the parent is neither a document nor an element");
    CHECK(xml::to_node(sample::Link{.rel = "\x01"}, document, "Link").error().path() == "Rel");
    CHECK(!document.first_child());
}

TEST_CASE("the reader behind both ways refuses an attribute that a hand-built tree has twice") {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Job");
    for (int i = 0; i < 2; ++i) root.append_attribute("Name") = "n";
    CHECK(xml::from_node<sample::Job>(root).error().text() == "decode: the attribute occurs twice (at Name)");
}

}  // namespace
