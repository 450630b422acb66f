#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <support/infoset.hpp>
#include <support/sample_types.hpp>
#include <veeam/codec/xml.hpp>

namespace {

namespace xml = veeam::xml;
namespace sample = veeam::sample;

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

/// Reads a document in the writer's own form, checks that nothing changes on the way back, and returns the value.
template <class T>
T round_trip(std::string_view text) {
    std::string const document = std::string(declaration) + std::string(text);
    CAPTURE(document);
    auto const value = xml::read<T>(document);
    REQUIRE_MESSAGE(value.has_value(), value.error().text());
    auto const written = xml::write(*value);
    REQUIRE_MESSAGE(written.has_value(), written.error().text());
    CHECK(*written == document);
    auto const again = xml::read<T>(*written);
    REQUIRE(again.has_value());
    bool const equal = *again == *value && same_unknown(again->unknown, value->unknown);
    CHECK(equal);
    return *value;
}

TEST_CASE("one identity member of every kind comes back as it was") {
    sample::Singles const s = round_trip<sample::Singles>(
        "<Singles><Text>t</Text><Integer>-9223372036854775808</Integer><Number>1.5</Number><Boolean>true</Boolean>"
        "<Timestamp>2024-03-01T22:15:00.1234567+01:00</Timestamp><TimeOfDay>22:00:00.0000000-07:00</TimeOfDay>"
        "<Uuid>CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</Uuid><Uid>urn:veeam:Job:x</Uid><Colour>DarkBlue</Colour>"
        "<Scope>Excluded</Scope><Point><X>1</X><Y>0.25</Y></Point></Singles>");
    CHECK(s.text == "t");
    CHECK(s.integer == INT64_MIN);
    CHECK(s.number == 1.5);
    CHECK(s.boolean);
    CHECK(s.timestamp.text() == "2024-03-01T22:15:00.1234567+01:00");
    CHECK(s.time_of_day.text() == "22:00:00.0000000-07:00");
    CHECK(s.uuid.text() == "CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    CHECK(s.uid.text() == "urn:veeam:Job:x");
    CHECK(s.colour == sample::Colour::DarkBlue);
    CHECK(s.scope == sample::Scope::Excluded);
    CHECK(s.point == sample::Point{.x = 1, .y = 0.25});
}

TEST_CASE("optional members of every kind come back as they were, present or absent") {
    round_trip<sample::Optionals>("<Optionals />");
    round_trip<sample::Optionals>(
        "<Optionals><Text /><Integer>0</Integer><Number>-1e+300</Number><Boolean>false</Boolean>"
        "<Timestamp>1753-01-01T00:00:00Z</Timestamp><TimeOfDay>14:00:00</TimeOfDay>"
        "<Uuid>cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</Uuid><Uid /><Colour>dark blue</Colour><Scope>excluded</Scope>"
        "<Point><X>1</X></Point></Optionals>");
}

TEST_CASE("members with three states of every kind come back as they were") {
    std::string const nil = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\" />";
    std::string all = "<Nullables>";
    for (std::string_view const name :
         {"Text", "Integer", "Number", "Boolean", "Timestamp", "TimeOfDay", "Uuid", "Uid", "Colour", "Scope", "Point"})
        all.append("<").append(name).append(nil);
    sample::Nullables const n = round_trip<sample::Nullables>(all + "</Nullables>");
    CHECK(n.integer.is_null());
    CHECK(n.point.is_null());
    CHECK(round_trip<sample::Nullables>("<Nullables><Text>t</Text><Point><X>2</X></Point></Nullables>").point->x == 2);
    CHECK(round_trip<sample::Nullables>("<Nullables />").text.is_absent());
}

TEST_CASE("lists of every kind come back as they were, repeated or wrapped") {
    sample::Lists const repeated = round_trip<sample::Lists>(
        "<Lists><Text>a</Text><Text /><Integer>1</Integer><Integer>2</Integer><Number>0.5</Number>"
        "<Timestamp>2024-03-01T22:15:00Z</Timestamp><TimeOfDay>14:00:00</TimeOfDay>"
        "<Uuid>cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</Uuid><Uid>u</Uid><Colour>Red</Colour><Scope>Included</Scope>"
        "<Point><X>1</X></Point><Point><X>2</X></Point></Lists>");
    CHECK(repeated.text == std::vector<std::string>{"a", ""});
    CHECK(repeated.point.size() == 2);

    sample::OptionalLists const wrapped = round_trip<sample::OptionalLists>(
        "<OptionalLists><Text><TextItem>a</TextItem><TextItem /></Text><Integer><IntegerItem>1</IntegerItem></Integer>"
        "<Number /><Timestamp><TimestampItem>2024-03-01T22:15:00Z</TimestampItem></Timestamp>"
        "<TimeOfDay><TimeOfDayItem>14:00:00</TimeOfDayItem></TimeOfDay>"
        "<Uuid><UuidItem>cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</UuidItem></Uuid><Uid><UidItem>u</UidItem></Uid>"
        "<Colour><ColourItem>Red</ColourItem></Colour><Scope><ScopeItem>Included</ScopeItem></Scope>"
        "<Point><PointItem><X>1</X></PointItem></Point></OptionalLists>");
    REQUIRE(wrapped.number);
    CHECK(wrapped.number->empty());
    CHECK(!round_trip<sample::OptionalLists>("<OptionalLists />").number);
}

TEST_CASE("boxes and cycles come back as they were") {
    sample::Boxes const boxes =
        round_trip<sample::Boxes>("<Boxes><Point><X>1</X></Point><Text>t</Text><Integer>3</Integer></Boxes>");
    CHECK((*boxes.point)->x == 1);
    sample::Folder const folder = round_trip<sample::Folder>(
        "<Folder Name=\"a\"><Parent Name=\"b\"><Parent Name=\"c\" /></Parent><Children><Folder Name=\"d\">"
        "<Owner><Name>o</Name><Folders><Folder Name=\"e\" /></Folders></Owner></Folder><Folder Name=\"f\" /></Children>"
        "</Folder>");
    CHECK((*(*folder.parent)->parent)->name == "c");
    CHECK(folder.children.size() == 2);
}

TEST_CASE("a whole entity comes back as it was, known and unknown") {
    round_trip<sample::Job>(
        "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name=\"Backup &amp; Job\" UID=\"urn:veeam:Job:1\" "
        "Href=\"https://em:9398/api/jobs/1?format=Entity&amp;x=1\" Type=\"Job\" Odd=\"o\">"
        "<Links><Link Rel=\"Up\" Href=\"h\" Name=\"n\" Type=\"t\" Hreflang=\"en\" /></Links><Colour>Green</Colour>"
        "<Scope>Included</Scope><Description>\u00e9</Description><Size>1</Size><Ratio>0.1</Ratio><Enabled>false</"
        "Enabled>"
        "<CreationTimeUTC>2024-03-01T22:15:00Z</CreationTimeUTC><ServerId>cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10</"
        "ServerId>"
        "<New><a>1</a><a>2</a></New>"
        "<Schedule Enabled=\"true\"><Time>22:00:00</Time><Days>Sunday</Days><TimePeriods><Day Name=\"Sunday\">1,0</Day>"
        "</TimePeriods><RetryOptions><RetrySpecified>true</RetrySpecified></RetryOptions></Schedule>"
        "<JobInfo><Mode>m</Mode><BackupJobInfo><Includes><ObjectInJob Href=\"o\"><Name>vm</Name><Order>0</Order>"
        "<Later/></ObjectInJob></Includes><Excludes /><ExcludedFolders><Path>C:\\</Path></ExcludedFolders><Tag>t</Tag>"
        "</BackupJobInfo><Compressed>true</Compressed></JobInfo><Credentials><UserName>u</UserName></Credentials>"
        "<Folder Name=\"f\" /><Strict><Name>s</Name></Strict><Note>n</Note></Job>");
}

TEST_CASE("every value of a document in the server's layout is in what is written") {
    std::string const text =
        "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
        "<Job xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\r\n"
        "     xmlns=\"http://www.veeam.com/ent/v1.0\" Type='Job' UID='u' Name='a&#10;b' Href='x&#39;y&#x2F;z'>\r\n"
        "  <Links>\r\n    <Link Rel='Up' Type='t' Href='h'/>\r\n  </Links>\r\n"
        "  <xsd:any xsi:type='xsd:string'>text<!-- c --> more</xsd:any>\r\n"
        "  <Description>line 1\r\nline 2 <![CDATA[<b>]]></Description>\r\n"
        "  <Unknown attr='1'>\r\n    <Inner>  kept  </Inner>\r\n    mixed <b/> content&#13;\r\n  </Unknown>\r\n"
        "  <Size>12</Size>\r\n"
        "  <Schedule Enabled='true'>\r\n    <Days>Sunday</Days>\r\n    <TimePeriods><Day "
        "Name='Sunday'>1,1</Day></TimePeriods>\r\n"
        "  </Schedule>\r\n</Job>\r\n";
    auto const job = xml::read<sample::Job>(text);
    REQUIRE_MESSAGE(job.has_value(), job.error().text());
    auto const written = xml::write(*job);
    REQUIRE(written.has_value());
    CHECK(veeam::support::lost_values(text, *written) == "");
    CHECK(veeam::support::lost_values(*written, text) == "");
    CHECK(veeam::support::infoset(text)->size() == 21);
}

TEST_CASE("the measure of loss finds each lost value") {
    CHECK(veeam::support::lost_values("<a b='1'><c>2</c><c>3</c></a>", "<a b='1'><c>2</c></a>") == "a/c[1] = \"3\"\n");
    CHECK(veeam::support::lost_values("<a b='1'/>", "<a/>") == "a/@b = \"1\"\n");
    CHECK(veeam::support::lost_values("<a>x<b/></a>", "<a><b/></a>") == "a/text() = \"x\"\n");
    CHECK(veeam::support::lost_values("<a xmlns='urn:x'/>", "<a/>") == "urn:x|a = \"\"\n");
}

}  // namespace
