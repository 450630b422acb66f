#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include <support/infoset.hpp>
#include <support/sample_types.hpp>
#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>

namespace {

namespace xml = veeam::xml;
namespace sample = veeam::sample;
using namespace std::string_literals;

template <class T>
std::string written(T const& value) {
    auto const text = xml::write(value);
    REQUIRE_MESSAGE(text.has_value(), text.error().text());
    constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    REQUIRE(text->starts_with(declaration));
    REQUIRE(veeam::support::parse_with_expat(*text));
    return text->substr(declaration.size());
}

template <class T>
std::string failure_of(T const& value) {
    auto const text = xml::write(value);
    return text ? "none" : text.error().text();
}

sample::Job named_job() { return {.name = "n", .uid = "u"}; }

/// What a job is written as, without its own tags.
std::string inside(sample::Job const& job) {
    constexpr std::string_view start = "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name=\"n\" UID=\"u\">";
    constexpr std::string_view end = "</Job>";
    std::string const text = written(job);
    REQUIRE(text.starts_with(start));
    return text.substr(start.size(), text.size() - start.size() - end.size());
}

sample::Job with_description(std::string text) {
    sample::Job job = named_job();
    job.description = std::move(text);
    return job;
}

veeam::unknown_member unknown(veeam::unknown_member::form form, std::string name, std::string raw) {
    return {.name = std::move(name), .raw = std::move(raw), .format = form};
}

TEST_CASE("children come in the order of the rows, attributes first, the namespace on the root only") {
    sample::Job job = named_job();
    job.href = "h";
    job.size = 5;
    job.links = {{.rel = "Up", .href = "x"}};
    job.schedule = sample::Schedule{.days = {{"a", "b"}}, .grid = {{.name = "Sunday", .value = "1"}}, .enabled = true};
    CHECK(written(job) ==
          "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name=\"n\" UID=\"u\" Href=\"h\">"
          "<Links><Link Rel=\"Up\" Href=\"x\" /></Links><Size>5</Size>"
          "<Schedule Enabled=\"true\"><Days>a</Days><Days>b</Days>"
          "<TimePeriods><Day Name=\"Sunday\">1</Day></TimePeriods></Schedule></Job>");
}

TEST_CASE("nothing is escaped that need not be") {
    CHECK(inside(with_description("a<b>&\"'c")) == "<Description>a&lt;b>&amp;\"'c</Description>");
    CHECK(inside(with_description("]]>")) == "<Description>]]&gt;</Description>");
    CHECK(inside(with_description("\t\n\r ")) == "<Description>\t\n&#13; </Description>");
    CHECK(inside(with_description("\u00e9\U0001f600\x7f")) == "<Description>\u00e9\U0001f600\x7f</Description>");
    sample::Job job = named_job();
    job.href = "a<b>&\"'c\t\n\r]]>";
    CHECK(written(job) ==
          "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name=\"n\" UID=\"u\" "
          "Href=\"a&lt;b>&amp;&quot;'c&#9;&#10;&#13;]]>\" />");
}

TEST_CASE("every character that XML can carry comes back, in text and in attributes") {
    std::string all = "\t\n\r";
    for (char c = 0x20; c < 0x7f; ++c) all += c;
    all += "]]>\u0080\u2028\ufffd\U0010ffff \r\n ";
    sample::Job job = with_description(all);
    job.href = all;
    auto const text = xml::write(job);
    auto const again = xml::read<sample::Job>(text.value());
    REQUIRE(again.has_value());
    CHECK(*again == job);
    auto const leaves = veeam::support::infoset(*text);
    REQUIRE(leaves);
    CHECK(std::count(leaves->begin(), leaves->end(), veeam::support::leaf{"Job/Description", all}) == 1);
    CHECK(std::count(leaves->begin(), leaves->end(), veeam::support::leaf{"Job/@Href", all}) == 1);
}

TEST_CASE("what XML cannot carry is an error with its path") {
    for (char const* bad : {"\x01", "a\x1f", "\x0b", "\xef\xbf\xbe", "\xef\xbf\xbf"})
        CHECK(failure_of(with_description(bad)) ==
              "encode: the text has a character that XML cannot carry (at Description)");
    CHECK(failure_of(with_description("a\0b"s)) ==
          "encode: the text has a character that XML cannot carry (at Description)");
    for (char const* bad : {"\xff", "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe4\xb8"})
        CHECK(failure_of(with_description(bad)) == "encode: the text is not UTF-8 (at Description)");

    sample::Job job = named_job();
    job.links = {{}, {.href = "\x01"}};
    CHECK(failure_of(job) == "encode: the text has a character that XML cannot carry (at Links[1].Href)");
    job = named_job();
    job.info = sample::JobInfo{.options = sample::BackupInfo{.includes = {{.name = "\xff"}}, .tags = {"a", "\xff"}}};
    CHECK(failure_of(job) == "encode: the text is not UTF-8 (at JobInfo.BackupJobInfo.Includes[0].Name)");
    std::get<sample::BackupInfo>(job.info->options).includes.clear();
    CHECK(failure_of(job) == "encode: the text is not UTF-8 (at JobInfo.BackupJobInfo.Tag[1])");
    job = named_job();
    job.colour = veeam::open_enum<sample::Colour>("\x02");
    CHECK(failure_of(job) == "encode: the text has a character that XML cannot carry (at Colour)");
}

TEST_CASE("members that are not set are not written, and present empty lists are") {
    CHECK(written(sample::Job{}) == "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" />");
    sample::Job job = named_job();
    job.info = sample::JobInfo{.options = sample::BackupInfo{}};
    CHECK(inside(job) == "<JobInfo><BackupJobInfo><Includes /></BackupJobInfo></JobInfo>");
    std::get<sample::BackupInfo>(job.info->options).excludes.emplace();
    std::get<sample::BackupInfo>(job.info->options).excluded_folders.emplace();
    CHECK(inside(job) ==
          "<JobInfo><BackupJobInfo><Includes /><Excludes /><ExcludedFolders /></BackupJobInfo></JobInfo>");
    job = named_job();
    job.description = "";
    job.schedule.emplace().days.emplace();
    CHECK(inside(job) == "<Description /><Schedule><TimePeriods /></Schedule>");
}

TEST_CASE("an empty password is not written") {
    CHECK(written(sample::Credentials{.user_name = "", .password = ""}) == "<Credentials><UserName /></Credentials>");
    CHECK(written(sample::Credentials{.password = "p"}) == "<Credentials><Password>p</Password></Credentials>");
}

TEST_CASE("null is written as nil, for the members that have it") {
    sample::Job job = named_job();
    job.note = veeam::null;
    CHECK(inside(job) == "<Note xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\" />");
    auto const again = xml::read<sample::Job>(xml::write(job).value());
    CHECK(again->note.is_null());
    job.note = "x";
    CHECK(inside(job) == "<Note>x</Note>");
}

TEST_CASE("numbered enumerations use their words") {
    sample::Job job = named_job();
    job.scope = sample::Scope::Included;
    CHECK(inside(job) == "<Scope>Included</Scope>");
    auto const from_json = veeam::json::read<sample::Job>("{\"Name\":\"n\",\"UID\":\"u\",\"Scope\":2}");
    REQUIRE(from_json.has_value());
    CHECK(inside(*from_json) == "<Scope>" + std::string(from_json->scope->text()) + "</Scope>");
}

TEST_CASE("a choice is written under the name of its alternative") {
    sample::Job job = named_job();
    job.info = sample::JobInfo{.mode = "m", .options = std::int64_t{4}, .compressed = false};
    CHECK(inside(job) == "<JobInfo><Mode>m</Mode><LegacyId>4</LegacyId><Compressed>false</Compressed></JobInfo>");
    job.info->options = veeam::box<sample::ReplicaInfo>(sample::ReplicaInfo{.suffix = "_r"});
    CHECK(inside(job) ==
          "<JobInfo><Mode>m</Mode><ReplicaJobInfo><Suffix>_r</Suffix></ReplicaJobInfo>"
          "<Compressed>false</Compressed></JobInfo>");
}

TEST_CASE("maps and free-form JSON are refused unless there is nothing in them") {
    CHECK(written(sample::Maps{}) == "<Maps />");
    CHECK(failure_of(sample::Maps{.texts = {{"a", "b"}}}) == "encode: a map has no form in XML (at Texts)");
    CHECK(failure_of(sample::FreeForm{.optional = veeam::json_text("1")}) ==
          "encode: free-form JSON has no form in XML (at Optional)");
    CHECK(written(sample::FreeForm{}) == "<FreeForm />");
    CHECK(failure_of(sample::FreeForm{.list = {veeam::json_text("1")}}) ==
          "encode: free-form JSON has no form in XML (at List[0])");
}

TEST_CASE("unknown members are written behind the member they were read behind") {
    std::string const text =
        "<Job xmlns=\"http://www.veeam.com/ent/v1.0\" Name=\"n\" UID=\"u\" Extra=\"&quot;&#9;\" xmlns:x=\"urn:x\">"
        "<First x:a=\"1\"/><Links More=\"m\"><Link Rel=\"r\" /><Odd>1</Odd>text</Links><Second/>"
        "<Colour>Red</Colour><Third/>stray &amp; text<Size Unit=\"GB\">5</Size></Job>";
    auto const job = xml::read<sample::Job>(text);
    REQUIRE(job.has_value());
    CHECK(written(*job) == text);
}

TEST_CASE("unknown members of an emptied list stay, those of a dropped list go") {
    auto job = xml::read<sample::Job>(
        "<Job Name='n' "
        "UID='u'><Links><Odd/><Link/></Links><JobInfo><BackupJobInfo><Includes/><Excludes><Odd/></Excludes>"
        "</BackupJobInfo></JobInfo></Job>");
    REQUIRE(job.has_value());
    job->links.clear();
    CHECK(inside(*job) ==
          "<Links><Odd/></Links><JobInfo><BackupJobInfo><Includes "
          "/><Excludes><Odd/></Excludes></BackupJobInfo></JobInfo>");
    std::get<sample::BackupInfo>(job->info->options).excludes.reset();
    CHECK(inside(*job) == "<Links><Odd/></Links><JobInfo><BackupJobInfo><Includes /></BackupJobInfo></JobInfo>");
}

TEST_CASE("an unknown element in a namespace of its own is still in it after writing") {
    std::string const text =
        "<v:Job xmlns:v='http://www.veeam.com/ent/v1.0' xmlns='urn:d' Name='n' UID='u'>"
        "<Odd><In/></Odd><v:New>1</v:New></v:Job>";
    auto const job = xml::read<sample::Job>(text);
    REQUIRE(job.has_value());
    auto const again = xml::write(*job);
    REQUIRE(again.has_value());
    CHECK(veeam::support::lost_values(text, *again).empty());
}

TEST_CASE("unknown members that cannot stand in XML are errors with their path") {
    using form = veeam::unknown_member::form;
    auto const failure_with = [](veeam::unknown_member m) {
        sample::Job job = named_job();
        job.info.emplace().unknown.push_back(std::move(m));
        return failure_of(job);
    };
    CHECK(failure_with(unknown(form::json, "Odd", "1")) ==
          "encode: the unknown member was read from JSON and has no form in XML (at JobInfo.Odd)");
    CHECK(failure_with(unknown(form::xml_attribute, "a b", "1")) ==
          "encode: the name of the unknown attribute is no name in XML (at JobInfo.a b)");
    CHECK(failure_with(unknown(form::xml_attribute, "", "1")) ==
          "encode: the name of the unknown attribute is no name in XML (at JobInfo)");
    CHECK(failure_with(unknown(form::xml_attribute, "Odd", "\x01")) ==
          "encode: the text has a character that XML cannot carry (at JobInfo.Odd)");
    CHECK(failure_with(unknown(form::xml_text, "", "\xff")) == "encode: the text is not UTF-8 (at JobInfo)");
    CHECK(failure_with(unknown(form::xml_element, "Odd", "<Odd>")) ==
          "encode: the unknown member is no element in XML: the document ends inside <Odd> (at JobInfo.Odd)");
    CHECK(failure_with(unknown(form::xml_element, "Odd", "<Odd/><Odd/>")) ==
          "encode: the unknown member is no element in XML: there is something after the element (at JobInfo.Odd)");
    CHECK(failure_with(unknown(form::xml_element, "Odd", "<?xml version='1.0'?><Odd/>")) ==
          "encode: the unknown member is no element in XML: there is no name where one must be (at JobInfo.Odd)");
    veeam::unknown_member nowhere = unknown(form::xml_element, "Odd", "<Odd/>");
    nowhere.after = 99;
    CHECK(failure_with(nowhere) ==
          "encode: the unknown member stands behind a member that does not exist (at JobInfo.Odd)");
    CHECK(failure_with(unknown(form::xml_element, "Odd", "<Odd/>")) == "none");
}

TEST_CASE("values that are nested too deeply are refused") {
    auto const nested = [](int levels) {
        sample::Folder folder{.name = "f"};
        for (int i = 1; i < levels; ++i) {
            sample::Folder outer{.name = "f"};
            outer.parent.emplace(std::move(folder));
            folder = std::move(outer);
        }
        return folder;
    };
    CHECK(xml::write(nested(1024)).has_value());
    CHECK(xml::write(nested(1025)).error().message() == "nested deeper than 1024 elements");
}

TEST_CASE("a type without a root element is no document") {
    CHECK(failure_of(sample::Link{}) == "encode: Link has no root element in XML");
}

TEST_CASE("texts that were kept apart never join to what XML forbids") {
    auto const job =
        xml::read<sample::Job>(R"(<Job xmlns="http://www.veeam.com/ent/v1.0" Name="n" UID="u">]]<!-- -->&gt;</Job>)");
    REQUIRE(job.has_value());
    auto const written = xml::write(*job);
    REQUIRE(written.has_value());
    CHECK(written->find("]]>") == std::string::npos);
    CHECK(xml::read<sample::Job>(*written).has_value());
}

}  // namespace
