#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <doctest/doctest.h>

#include <support/sample_types.hpp>
#include <veeam/codec/xml.hpp>

namespace {

namespace xml = veeam::xml;
namespace sample = veeam::sample;
using namespace std::string_literals;

constexpr std::string_view veeam_namespace = "http://www.veeam.com/ent/v1.0";

/// A job with the identity members that every job needs.
std::string job(std::string const& children, std::string const& attributes = {}) {
    return "<Job xmlns=\"" + std::string(veeam_namespace) + "\" Name=\"n\" UID=\"u\"" + attributes + ">" + children +
           "</Job>";
}

sample::Job read_job(std::string const& children, std::string const& attributes = {}) {
    CAPTURE(children);
    auto const found = xml::read<sample::Job>(job(children, attributes));
    REQUIRE_MESSAGE(found.has_value(), found.error().text());
    return *found;
}

std::string failure_of(std::string const& document) {
    auto const found = xml::read<sample::Job>(document);
    return found ? "none" : found.error().text();
}

/// What reading a job with these children fails with; the offset counts from the first of them.
std::string job_failure(std::string const& children) {
    auto const found = xml::read<sample::Job>(job(children));
    if (found) return "none";
    std::uint64_t const start = job({}).size() - std::string_view("</Job>").size();
    return found.error().message() + ", at " + found.error().path() + ", byte " +
           std::to_string(found.error().offset().value_or(0) - start);
}

std::string optionals_failure(std::string const& children) {
    auto const found = xml::read<sample::Optionals>("<Optionals>" + children + "</Optionals>");
    return found ? "none" : found.error().message() + " at " + found.error().path();
}

sample::Optionals read_optionals(std::string const& children) {
    auto const found = xml::read<sample::Optionals>("<Optionals>" + children + "</Optionals>");
    REQUIRE_MESSAGE(found.has_value(), found.error().text());
    return *found;
}

TEST_CASE("attributes, elements, wrapped lists, repeated elements and text content find their members") {
    sample::Job const j = read_job(
        "<Links><Link Rel='Up' Href='h1'/><Link Rel='Down'/></Links>"
        "<Colour>Green</Colour><Scope>Included</Scope><Description>d &amp; e</Description><Size>7</Size>"
        "<Ratio>1.5</Ratio><Enabled>true</Enabled><CreationTimeUTC>2024-03-01T22:15:00.5Z</CreationTimeUTC>"
        "<ServerId>5658281f-625e-4627-89dd-d2a0c48be99e</ServerId>"
        "<Schedule Enabled='false'><Time>22:00:00.0000000-07:00</Time><Days>Sunday</Days><Days>Monday</Days>"
        "<TimePeriods><Day Name='Sunday'>1,0</Day></TimePeriods>"
        "<RetryOptions><RetrySpecified>true</RetrySpecified><RetryTimes>3</RetryTimes></RetryOptions></Schedule>"
        "<JobInfo><BackupJobInfo><Includes><ObjectInJob Href='o'><Name>vm</Name></ObjectInJob></Includes>"
        "<Excludes/><ExcludedFolders><Path>a</Path><Path/></ExcludedFolders><Tag>x</Tag></BackupJobInfo></JobInfo>",
        " Href='h' Type='Job'");
    CHECK(j.name == "n");
    CHECK(j.uid == "u");
    CHECK(j.href == "h");
    CHECK(j.type == "Job");
    REQUIRE(j.links.size() == 2);
    CHECK(j.links[0].rel == "Up");
    CHECK(j.links[0].href == "h1");
    CHECK(j.links[1].rel == "Down");
    CHECK(!j.links[1].href);
    CHECK(j.colour == sample::Colour::Green);
    CHECK(j.scope == sample::Scope::Included);
    CHECK(j.description == "d & e");
    CHECK(j.size == 7);
    CHECK(j.ratio == 1.5);
    CHECK(j.enabled == true);
    CHECK(j.created->text() == "2024-03-01T22:15:00.5Z");
    CHECK(j.server_id->text() == "5658281f-625e-4627-89dd-d2a0c48be99e");
    CHECK(j.schedule->enabled == false);
    CHECK(j.schedule->time->text() == "22:00:00.0000000-07:00");
    CHECK(*j.schedule->days == std::vector<std::string>{"Sunday", "Monday"});
    REQUIRE(j.schedule->grid.size() == 1);
    CHECK(j.schedule->grid[0].name == "Sunday");
    CHECK(j.schedule->grid[0].value == "1,0");
    CHECK(j.schedule->retry->retry_specified == true);
    CHECK(j.schedule->retry->retry_times == 3);
    auto const& backup = std::get<sample::BackupInfo>(j.info->options);
    REQUIRE(backup.includes.size() == 1);
    CHECK(backup.includes[0].name == "vm");
    CHECK(backup.includes[0].href == "o");
    REQUIRE(backup.excludes);
    CHECK(backup.excludes->empty());
    CHECK(*backup.excluded_folders == std::vector<std::string>{"a", ""});
    CHECK(backup.tags == std::vector<std::string>{"x"});
    CHECK(j.unknown.empty());
}

TEST_CASE("the order of elements and attributes does not matter") {
    CHECK(read_job("<Size>1</Size><Links><Link/></Links><Colour>Red</Colour>", " Type='t' Href='h'") ==
          read_job("<Links><Link/></Links><Colour>Red</Colour><Size>1</Size>", " Href='h' Type='t'"));
}

TEST_CASE("text keeps its white space, every other value ignores it") {
    CHECK(read_job("<Description>  </Description>").description == "  ");
    CHECK(read_job("<Description>\n a \n</Description>").description == "\n a \n");
    CHECK(read_job("<Description>a\r\nb\rc&#13;</Description>").description == "a\nb\nc\r");
    CHECK(read_job("", " Href='a\tb\nc&#9;d'").href == "a b c\td");
    sample::Job const j = read_job(
        "<Size>\n 7 </Size><Ratio> 2 </Ratio><Enabled> true\t</Enabled><Colour> Red </Colour>"
        "<CreationTimeUTC> 2024-03-01T22:15:00Z\n</CreationTimeUTC>"
        "<ServerId> 5658281f-625e-4627-89dd-d2a0c48be99e </ServerId>");
    CHECK(j.size == 7);
    CHECK(j.ratio == 2.0);
    CHECK(j.enabled == true);
    CHECK(j.colour->text() == "Red");
    CHECK(j.created->text() == "2024-03-01T22:15:00Z");
    CHECK(j.server_id->text() == "5658281f-625e-4627-89dd-d2a0c48be99e");
}

TEST_CASE("text is whole whatever it is split by") {
    CHECK(read_job("<Description>a<!-- x -->b<![CDATA[<c>]]><?p q?> d</Description>").description == "ab<c> d");
    CHECK(read_job("<Description> <!-- x --> </Description>").description == "  ");
    CHECK(read_job("<Description><![CDATA[]]></Description>").description == "");
    CHECK(read_job("<Size>1<!-- x -->2</Size>").size == 12);
    auto const j =
        read_job("<Schedule><TimePeriods><Day Name='x'>1<!-- -->,<![CDATA[0]]></Day></TimePeriods></Schedule>");
    CHECK(j.schedule->grid.at(0).value == "1,0");
}

TEST_CASE("an empty element is empty text, an empty list, an object without members, or else absent") {
    sample::Job const j = read_job(
        "<Links/><Colour/><Description/><Size/><Ratio></Ratio><Enabled> </Enabled><CreationTimeUTC/><ServerId/>"
        "<Schedule><Time/><RetryOptions/></Schedule><JobInfo><BackupJobInfo/></JobInfo>",
        " Href='' Type=''");
    CHECK(j.href == "");
    CHECK(j.description == "");
    CHECK(j.colour->text().empty());
    CHECK(!j.colour->known());
    CHECK(!j.size);
    CHECK(!j.ratio);
    CHECK(!j.enabled);
    CHECK(!j.created);
    CHECK(!j.server_id);
    CHECK(!j.schedule->time);
    CHECK(j.schedule->retry == sample::RetryOptions{});
    CHECK(std::holds_alternative<sample::BackupInfo>(j.info->options));
    CHECK(!std::get<sample::BackupInfo>(j.info->options).excludes);
    CHECK(read_job("<Schedule Enabled=''/>").schedule->enabled == std::nullopt);
    CHECK(read_job("<Schedule><TimePeriods><Day Name='x'/></TimePeriods></Schedule>").schedule->grid.at(0).value == "");
}

TEST_CASE("a nil element is absent, and null where null is a state of its own") {
    std::string const xsi = " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    sample::Job const j = read_job(
        "<Links xsi:nil='true'/><Colour xsi:nil='1'/><Description xsi:nil=' true '/><Schedule xsi:nil='true'/>"
        "<Note xsi:nil='true'/>",
        xsi);
    CHECK(j.links.empty());
    CHECK(!j.colour);
    CHECK(!j.description);
    CHECK(!j.schedule);
    CHECK(j.note.is_null());
    CHECK(read_job("<Note/>", xsi).note == veeam::nullable<std::string>(""));
    CHECK(read_job("", xsi).note.is_absent());
    CHECK(read_job("<Description xsi:nil='false'>x</Description>", xsi).description == "x");
    CHECK(read_job("<Description xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>").description ==
          std::nullopt);
    CHECK(read_job("<Description xmlns:xsi='urn:other' xsi:nil='true'/>").description == "");
    CHECK(!std::get<sample::BackupInfo>(
               read_job("<JobInfo><BackupJobInfo><Excludes xsi:nil='true'/></BackupJobInfo></JobInfo>", xsi)
                   .info->options)
               .excludes);
    CHECK(std::get<sample::BackupInfo>(
              read_job("<JobInfo><ReplicaJobInfo xsi:nil='true'/><BackupJobInfo/></JobInfo>", xsi).info->options) ==
          sample::BackupInfo{});
    CHECK(read_job("<Schedule><Days>a</Days><Days xsi:nil='true'/><Days>b</Days></Schedule>", xsi).schedule->days ==
          std::vector<std::string>{"a", "b"});
    CHECK(job_failure("<Schedule><TimePeriods><Day/></TimePeriods></Schedule>") ==
          "the member is missing, at Schedule.TimePeriods[0].Name, byte 24");
}

TEST_CASE("booleans are the four words of XML Schema") {
    for (auto const& [text, value] : {std::pair{"true", true}, {"1", true}, {"false", false}, {"0", false}})
        CHECK(read_optionals("<Boolean>"s + text + "</Boolean>").boolean == value);
    for (auto const* text : {"True", "FALSE", "yes", "01", "tru e"})
        CHECK(optionals_failure("<Boolean>"s + text + "</Boolean>") ==
              "expected true or false, found \""s + text + "\" at Boolean");
}

TEST_CASE("integers are exact, and out of range is an error") {
    for (auto const& [text, value] : {std::pair{"0", std::int64_t{0}},
                                      {"-0", 0},
                                      {"+5", 5},
                                      {"007", 7},
                                      {"9223372036854775807", INT64_MAX},
                                      {"-9223372036854775808", INT64_MIN}})
        CHECK(read_optionals("<Integer>"s + text + "</Integer>").integer == value);
    for (auto const* text : {"9223372036854775808", "-9223372036854775809", "1.0", "1e2", "0x1", "+-1", "-+1", "+", "-",
                             "1 2", "\xd9\xa1"})
        CHECK(optionals_failure("<Integer>"s + text + "</Integer>") ==
              "expected an integer, found \""s + text + "\" at Integer");
}

TEST_CASE("numbers are decimal with an optional exponent") {
    for (auto const& [text, value] : {std::pair{"1.5", 1.5},
                                      {"-2", -2.0},
                                      {"+.5", 0.5},
                                      {"5.", 5.0},
                                      {"1E3", 1000.0},
                                      {"1e-2", 0.01},
                                      {"1e-999", 0.0},
                                      {"0.1", 0.1}})
        CHECK(read_optionals("<Number>"s + text + "</Number>").number == value);
    for (auto const* text :
         {"INF", "-INF", "NaN", "inf", "nan", "0x1p3", ".", "e5", "1e", "1e999", "1,5", "--1", "+-1"})
        CHECK(optionals_failure("<Number>"s + text + "</Number>") ==
              "expected a number, found \""s + text + "\" at Number");
}

TEST_CASE("enumerations keep what is not documented, and words stand for numbers") {
    CHECK(read_optionals("<Colour>green</Colour>").colour == sample::Colour::Green);
    CHECK(read_optionals("<Colour>green</Colour>").colour->text() == "green");
    CHECK(!read_optionals("<Colour>Mauve</Colour>").colour->known());
    CHECK(read_optionals("<Colour>Mauve</Colour>").colour->text() == "Mauve");
    CHECK(read_optionals("<Scope>Excluded</Scope>").scope == sample::Scope::Excluded);
}

TEST_CASE("a time of day may come as a time or as a whole date and time") {
    CHECK(read_optionals("<TimeOfDay>22:00:00+01:00</TimeOfDay>").time_of_day ==
          read_optionals("<TimeOfDay>2020-02-04T22:00:00+01:00</TimeOfDay>").time_of_day);
}

TEST_CASE("a missing identity member is an error that names it") {
    CHECK(failure_of("<Job UID='u'/>") == "decode: the member is missing (at Name) (byte 1)");
    CHECK(failure_of("<Job Name='u'><Size>1</Size></Job>") == "decode: the member is missing (at UID) (byte 1)");
    CHECK(job_failure("<JobInfo><BackupJobInfo><Includes><ObjectInJob><Name/></ObjectInJob><ObjectInJob/></Includes>"
                      "</BackupJobInfo></JobInfo>") ==
          "the member is missing, at JobInfo.BackupJobInfo.Includes[1].Name, byte 69");
    CHECK(xml::read<sample::Singles>("<Singles><Text/><Integer/></Singles>").error().text() ==
          "decode: expected an integer, found \"\" (at Integer) (byte 17)");
}

TEST_CASE("an element or choice that occurs twice is an error") {
    CHECK(job_failure("<Size>1</Size><Size>1</Size>") == "the element occurs twice, at Size, byte 15");
    CHECK(job_failure("<Links/><Links/>") == "the element occurs twice, at Links, byte 9");
    CHECK(job_failure("<Schedule/><Schedule/>") == "the element occurs twice, at Schedule, byte 12");
    CHECK(job_failure("<JobInfo><BackupJobInfo/><ScriptPath>x</ScriptPath></JobInfo>") ==
          "there is another alternative of the choice before it, at JobInfo.ScriptPath, byte 26");
    CHECK(job_failure("<JobInfo><BackupJobInfo/><BackupJobInfo/></JobInfo>") ==
          "the element occurs twice, at JobInfo.BackupJobInfo, byte 26");
}

TEST_CASE("elements where text must be are an error") {
    CHECK(job_failure("<Size>1<b/></Size>") == "expected text, found the element <b>, at Size, byte 8");
    CHECK(job_failure("<Schedule><Days><b/></Days></Schedule>") ==
          "expected text, found the element <b>, at Schedule.Days[0], byte 17");
}

TEST_CASE("the byte offset counts a byte order mark and survives references before it") {
    std::string const text =
        "\xef\xbb\xbf<?xml version='1.0'?>\r\n<!-- \xc3\xa9 --><Optionals><Text>&amp;&#x41;\r\n</Text>"
        "<Integer>&#x31;x</Integer></Optionals>";
    auto const found = xml::read<sample::Optionals>(text);
    REQUIRE(!found.has_value());
    CHECK(found.error().message() == "expected an integer, found \"1x\"");
    CHECK(found.error().offset() == text.find("&#x31;"));

    std::string const attribute = "<Schedule Enabled='perhaps'/>";
    CHECK(xml::read<sample::Schedule>(attribute).error().offset() == attribute.find("perhaps"));
}

TEST_CASE("a wrong root element or namespace is an error that names both") {
    CHECK(failure_of("<Error/>") == "decode: expected the root element <Job>, found <Error> (byte 1)");
    CHECK(failure_of("<Job xmlns='urn:other'/>") ==
          "decode: expected <Job> of the namespace http://www.veeam.com/ent/v1.0, found that of urn:other (byte 1)");
    CHECK(failure_of("<x:Job Name='n' UID='u'/>") == "decode: expected the root element <Job>, found <x:Job> (byte 1)");
    CHECK(failure_of("<Job Name='n' UID='u'/>") == "none");
    CHECK(xml::read<sample::Link>("<Link/>").error().text() == "decode: Link has no root element in XML");
}

TEST_CASE("a page, and nothing, are refused as what they are") {
    for (std::string const& text :
         {"<html><body></body></html>"s, "\xef\xbb\xbf  <!DOCTYPE HTML>\n<html><p>"s, "<HTML>"s})
        CHECK(xml::read<sample::Job>(text).error().kind() == veeam::error_kind::media_type);
    CHECK(failure_of("<!doctype html><html/>") == "media type: the document is an HTML page (byte 1)");
    CHECK(failure_of("") == "decode: the document is empty (byte 0)");
    CHECK(failure_of("{\"Name\":1}") == "decode: there is text outside the root element (byte 0)");
}

TEST_CASE("prefixes are matched by the namespace they are bound to") {
    std::string const prefixed = "<v:Job xmlns:v='" + std::string(veeam_namespace) +
                                 "' Name='n' UID='u'><v:Size>1</v:Size><v:Links><v:Link Rel='r'/></v:Links></v:Job>";
    auto const found = xml::read<sample::Job>(prefixed);
    REQUIRE(found.has_value());
    CHECK(found->size == 1);
    CHECK(found->links.at(0).rel == "r");

    sample::Job const j = read_job(
        "<o:Size xmlns:o='urn:o'>1</o:Size><Enabled xmlns='urn:p'>true</Enabled>"
        "<w:Size xmlns:w='http://www.veeam.com/ent/v1.0'>2</w:Size><x:Ratio>1</x:Ratio>");
    CHECK(j.size == 2);
    CHECK(!j.enabled);
    CHECK(!j.ratio);
    REQUIRE(j.unknown.size() == 4);
    CHECK(j.unknown.begin()[0].raw == "<o:Size xmlns:o=\"urn:o\">1</o:Size>");
    CHECK(j.unknown.begin()[1].raw == "<Enabled xmlns=\"urn:p\">true</Enabled>");
    CHECK(j.unknown.begin()[2] == veeam::unknown_member{"xmlns:w", std::string(veeam_namespace),
                                                        veeam::unknown_member::form::xml_attribute, true, 8});
    CHECK(j.unknown.begin()[3].name == "x:Ratio");
}

TEST_CASE("unknown members are kept with the place where they stood") {
    using form = veeam::unknown_member::form;
    sample::Job const j = read_job(
        "<First><a/> t</First><Colour>Red</Colour><Second x='&lt;&#13;'/>stray<Links><Odd>1</Odd><Link/>text</Links>"
        "<Size Unit='GB'>5</Size>",
        " Extra='e&amp;f' xmlns:x='urn:x'");
    REQUIRE(j.unknown.size() == 8);
    auto const* m = j.unknown.begin();
    constexpr auto start = veeam::unknown_member::at_start;
    CHECK(m[0] == veeam::unknown_member{"Extra", "e&f", form::xml_attribute, false, start});
    CHECK(m[1] == veeam::unknown_member{"First", "<First><a/> t</First>", form::xml_element, false, start});
    CHECK(m[2] == veeam::unknown_member{"Second", "<Second x=\"&lt;&#13;\"/>", form::xml_element, false, 5});
    CHECK(m[3] == veeam::unknown_member{"", "stray", form::xml_text, false, 5});
    CHECK(m[4] == veeam::unknown_member{"Odd", "<Odd>1</Odd>", form::xml_element, true, 0});
    CHECK(m[5] == veeam::unknown_member{"", "text", form::xml_text, true, 0});
    CHECK(m[6] == veeam::unknown_member{"Unit", "GB", form::xml_attribute, true, 8});
    CHECK(m[7] == veeam::unknown_member{"xmlns:x", "urn:x", form::xml_attribute, false, start});
    CHECK(j.links.size() == 1);
    CHECK(j.size == 5);
    CHECK(read_job("", " xmlns:x='urn:x' xmlns:y='urn:y'").unknown.empty());
    CHECK(read_job("<Strict><Name>s</Name><New/>text</Strict>", "").strict->name == "s");
}

TEST_CASE("comments and processing instructions stay only inside unknown elements") {
    sample::Job const j = read_job("<!-- c --><?p d?><Size>1</Size><New><!-- c --><?p d?><![CDATA[x]]></New>");
    REQUIRE(j.unknown.size() == 1);
    CHECK(j.unknown.begin()->raw == "<New><!-- c --><?p d?><![CDATA[x]]></New>");
}

TEST_CASE("a password that reads empty counts as absent") {
    CHECK(read_job("<Credentials><UserName/><Password/></Credentials>").credentials->password == std::nullopt);
    CHECK(read_job("<Credentials><UserName/><Password/></Credentials>").credentials->user_name == "");
    CHECK(read_job("<Credentials><Password>p</Password></Credentials>").credentials->password == "p");
}

TEST_CASE("maps and free-form JSON have no form in XML") {
    CHECK(xml::read<sample::Maps>("<Maps><Texts/></Maps>").error().text() ==
          "decode: a map has no form in XML (at Texts) (byte 7)");
    CHECK(xml::read<sample::Maps>("<Maps/>").has_value());
    CHECK(xml::read<sample::FreeForm>("<FreeForm><Optional/></FreeForm>").error().text() ==
          "decode: free-form JSON has no form in XML (at Optional) (byte 11)");
    CHECK(xml::read<sample::FreeForm>("<FreeForm/>").has_value());
}

TEST_CASE("the size and the depth of a document are limited") {
    std::string const text = job("<Folder Name='a'><Parent Name='b'><Parent Name='c'/></Parent></Folder>");
    CHECK(xml::read<sample::Job>(text, {.max_depth = 4}).has_value());
    CHECK(xml::read<sample::Job>(text, {.max_depth = 3}).error().message() == "nested deeper than 3 elements");
    CHECK(xml::read<sample::Job>(text, {.max_size = text.size()}).has_value());
    CHECK(xml::read<sample::Job>(text, {.max_size = text.size() - 1}).error().message() ==
          "the document is larger than " + std::to_string(text.size() - 1) + " bytes");
}

TEST_CASE("the codec reads and writes documents by their rows") {
    veeam::xml_codec const codec{.limits = {.max_depth = 2}};
    CHECK(codec.media_type() == "application/xml");
    sample::JobPage page;
    CHECK(!codec.decode("<Jobs Total='3'><Jobs/></Jobs>", &page, veeam::root_row<sample::JobPage>));
    CHECK(page.total == 3);
    CHECK(codec.decode("<Jobs><Jobs><Job/></Jobs></Jobs>", &page, veeam::root_row<sample::JobPage>)->message() ==
          "nested deeper than 2 elements");
    std::string out = "before";
    CHECK(!codec.encode(&page, veeam::root_row<sample::JobPage>, out));
    CHECK(out ==
          "before<?xml version=\"1.0\" encoding=\"utf-8\"?><Jobs xmlns=\"http://www.veeam.com/ent/v1.0\" "
          "Total=\"3\"><Jobs /></Jobs>");
    std::vector<sample::Job> list;
    CHECK(codec.decode("<Jobs/>", &list, veeam::root_row<std::vector<sample::Job>>)->message() ==
          "only a struct has a form as an XML document");
    CHECK(codec.encode(&list, veeam::root_row<std::vector<sample::Job>>, out)->kind() == veeam::error_kind::encode);
}

}  // namespace
