#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include <support/infoset.hpp>
#include <veeam/codec/xml/reader.hpp>
#include <veeam/codec/xml/validate.hpp>

namespace {

using veeam::support::leaf;
using namespace std::string_literals;

constexpr std::size_t depth_limit = 64;

std::optional<veeam::xml::detail::violation> violation_of(std::string const& text) {
    return veeam::xml::detail::scanner(text, depth_limit).document();
}

/// What we accept and expat refuses, or the other way round. Each has a test of its own below.
enum class difference {
    none,
    document_type,  ///< We refuse every DOCTYPE.
    encoding,       ///< We read UTF-8 only.
    name,           ///< Our names follow the fifth edition of XML 1.0, expat's the fourth.
    depth,          ///< We limit it.
    other
};

/// Characters that the fourth edition does not allow in names.
constexpr std::string_view fifth_edition_letters[]{"\u0221", "\U00010400", "\U0001f600", "\ufeff"};

/// The document with letters of the fourth edition in their place.
std::string without_fifth_edition(std::string text) {
    for (std::string_view const letter : fifth_edition_letters)
        for (std::size_t at = 1; (at = text.find(letter, at)) != std::string::npos;)
            text.replace(at, letter.size(), "a");
    return text;
}

difference compare(std::string const& text) {
    auto const violation = violation_of(text);
    bool const expat_accepts = veeam::support::parse_with_expat(text).has_value();
    if (expat_accepts != violation.has_value()) return difference::none;
    if (!violation)
        return veeam::support::parse_with_expat(without_fifth_edition(text)) ? difference::name : difference::other;
    if (violation->what == "a document type declaration is not allowed") return difference::document_type;
    if (violation->what.ends_with("; only UTF-8 is read")) return difference::encoding;
    if (violation->what == "nested deeper than 64 elements") return difference::depth;
    return difference::other;
}

/// Documents that hold each construct at least once; mutations make every near miss of them.
std::vector<std::string> seeds() {
    return {
        "<a/>",
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<a b=\"c\">d</a>\n",
        "<?xml version='1.0' encoding='UTF-8'?><a/>",
        "<?xml version = \"1.0\"?><!-- c --><?p d?><a/> <!-- e --><?q?>",
        "\xef\xbb\xbf<a> x <b/> y </a>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x41;&#x1F600;&#10;</a>",
        "<a b=\"&lt;&#9;&#xA;&amp;x\" c='\"&apos;\t\n'/>",
        "<a><![CDATA[<x>&amp;]] ]>]]>t<!-- - -->u<?pi some data ? > ?></a>",
        "<n:a xmlns:n='u' n:b='1' b='2'><n:c></n:c ></n:a>",
        "<\u00e9l\u00e8ve \u00e0=\"\u00fc\">\u4e2d\U0001f600\u00e9</\u00e9l\u00e8ve>",
        "<a><b><c>1</c><c>2</c></b><b/>\r\n\r</a>",
        "<a b='1' c='2' d='3' e='4' f='5' g='6' h='7' i='8' j='9' k='0' l='1' m='2' n='3' o='4'/>",
        "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
        "<!DOCTYPE a><a/>",
        "<?xml version='1.0' encoding='us-ascii'?><a/>",
        "\xff\xfe<\0a\0/\0>\0"s,
    };
}

/// What is put before, and in the place of, each byte.
std::vector<std::string> nasty_pieces() {
    std::vector<std::string> out{"",
                                 "<",
                                 ">",
                                 "&",
                                 "\"",
                                 "'",
                                 "/",
                                 "?",
                                 "!",
                                 "-",
                                 "--",
                                 "]",
                                 "]]>",
                                 "=",
                                 ";",
                                 "#",
                                 ":",
                                 " ",
                                 "\t",
                                 "\n",
                                 "\r",
                                 "a",
                                 "1",
                                 ".",
                                 "\x7f",
                                 "\x01",
                                 "\x1b",
                                 "\x80",
                                 "\xbf",
                                 "\xc0\x80",
                                 "\xc3",
                                 "\xc3\xa9",
                                 "\xe4\xb8",
                                 "\xed\xa0\x80",
                                 "\xef\xbf\xbe",
                                 "\xef\xbf\xbf",
                                 "\xf0\x9f\x98\x80",
                                 "\xf4\x90\x80\x80",
                                 "\xff",
                                 "\xfe",
                                 "\xef\xbb\xbf",
                                 "&#0;",
                                 "&#x;",
                                 "&#xD800;",
                                 "&#x110000;",
                                 "&#8;",
                                 "&#xFFFE;",
                                 "&#99999999999;",
                                 "&#x000041;",
                                 "&e;",
                                 "&lt",
                                 "<!--",
                                 "-->",
                                 "<![CDATA[",
                                 "<?xml?>",
                                 "<?xml version='1.0'?>",
                                 "<?XML x?>",
                                 "<?x?>",
                                 "<b>",
                                 "</a>",
                                 "<b/>",
                                 " b=\"1\"",
                                 " b='2' b='3'",
                                 "xmlns",
                                 "x:y",
                                 "\xcc\x80",
                                 "\xc2\xb7",
                                 "\xc2\x85",
                                 "\xe2\x80\xa8",
                                 "encoding='x'"};
    for (std::string_view const letter : fifth_edition_letters) out.emplace_back(letter);
    out.push_back("\0"s);
    return out;
}

template <class Visit>
void each_mutation(std::string const& seed, Visit const& visit) {
    visit(seed);
    for (std::size_t i = 0; i <= seed.size(); ++i) {
        visit(seed.substr(0, i));
        for (std::string const& piece : nasty_pieces()) {
            visit(seed.substr(0, i) + piece + seed.substr(i));
            if (i < seed.size()) visit(seed.substr(0, i) + piece + seed.substr(i + 1));
        }
    }
}

void append_leaves(pugi::xml_node node, std::string const& path, std::vector<leaf>& out) {
    for (pugi::xml_attribute const a : node.attributes()) out.push_back({path + "/@" + a.name(), a.value()});
    std::string text = node.value();
    std::map<std::string, std::size_t> seen;
    auto const flush = [&] {
        if (text.find_first_not_of(" \t\r\n") != std::string::npos) out.push_back({path + "/text()", text});
        text.clear();
    };
    for (pugi::xml_node const child : node.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
        if (child.type() != pugi::node_element) continue;
        flush();
        std::size_t const n = seen[child.name()]++;
        append_leaves(child, path + '/' + child.name() + (n != 0 ? '[' + std::to_string(n) + ']' : ""), out);
    }
    if (seen.empty()) out.push_back({path, text});
    else flush();
}

TEST_CASE("every mutation of a document is accepted or refused as expat does, with four exceptions") {
    std::map<difference, std::size_t> count;
    std::size_t accepted = 0;
    for (std::string const& seed : seeds()) {
        each_mutation(seed, [&](std::string const& text) {
            difference const d = compare(text);
            ++count[d];
            if (!violation_of(text)) ++accepted;
            if (d == difference::other) {
                auto const why = violation_of(text);
                CAPTURE(text);
                FAIL_CHECK((why ? "we refuse: " + why->what : "we accept"s));
            }
        });
    }
    CHECK(count[difference::other] == 0);
    // The corpus is not one-sided, and meets every exception that it can.
    CHECK(accepted > 10'000);
    CHECK(count[difference::none] > 2 * accepted);
    CHECK(count[difference::document_type] > 0);
    CHECK(count[difference::encoding] > 0);
    CHECK(count[difference::name] > 0);
}

TEST_CASE("what is accepted means the same to the reader as to expat") {
    std::size_t compared = 0;
    for (std::string const& seed : seeds()) {
        each_mutation(seed, [&](std::string const& text) {
            if (violation_of(text)) return;
            auto const expected = veeam::support::parse_with_expat(text);
            if (!expected) return;
            // An unknown element is kept as the reader's tokens give it.
            std::string kept;
            veeam::xml::detail::tokens in(text, depth_limit);
            REQUIRE(in.prolog());
            REQUIRE(veeam::xml::detail::normaliser(in, kept).element({}));
            pugi::xml_document document;
            CAPTURE(text);
            REQUIRE(document.load_buffer(kept.data(), kept.size(), pugi::parse_default | pugi::parse_ws_pcdata));
            pugi::xml_node const root = document.document_element();
            std::vector<leaf> found;
            append_leaves(root, root.name(), found);
            auto sorted = *expected;
            std::sort(sorted.begin(), sorted.end());
            std::sort(found.begin(), found.end());
            bool const same = sorted == found;
            CHECK(same);
            ++compared;
        });
    }
    CHECK(compared > 10'000);
}

TEST_CASE("exception: a document type declaration is refused, even a harmless one") {
    std::string const text = "<?xml version=\"1.0\"?><!DOCTYPE a><a/>";
    CHECK(compare(text) == difference::document_type);
    CHECK(violation_of(text)->offset == 21);
}

TEST_CASE("exception: encodings other than UTF-8 are refused by name") {
    std::string const latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>";
    CHECK(compare(latin) == difference::encoding);
    CHECK(violation_of(latin)->what == "the document declares the encoding ISO-8859-1; only UTF-8 is read");
    CHECK(compare("<?xml version='1.0' encoding='us-ascii'?><a/>") == difference::encoding);

    std::string const utf16 = "\xff\xfe<\0a\0/\0>\0"s;
    CHECK(compare(utf16) == difference::encoding);
    CHECK(violation_of(utf16)->what == "the document is in UTF-16; only UTF-8 is read");
    CHECK(compare("\xfe\xff\0<\0a\0/\0>"s) == difference::encoding);
    CHECK(compare("\0<\0a\0/\0>"s) == difference::encoding);
    CHECK(compare("<\0a\0/\0>\0"s) == difference::encoding);
}

TEST_CASE("exception: names follow the fifth edition, which only adds to the fourth") {
    for (std::string_view const letter : fifth_edition_letters)
        CHECK(compare("<" + std::string(letter) + "/>") == difference::name);

    auto const utf8 = [](char32_t c) {
        std::string out;
        if (c < 0x800) {
            out += static_cast<char>(0xc0 | c >> 6);
        } else {
            out += static_cast<char>(0xe0 | c >> 12);
            out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        }
        out += static_cast<char>(0x80 | (c & 0x3f));
        return out;
    };
    std::size_t more = 0;
    for (char32_t c = 0x80; c < 0x10000; ++c) {
        for (std::string const& text : {"<" + utf8(c) + "/>", "<a" + utf8(c) + "/>"}) {
            bool const we = !violation_of(text);
            bool const expat = veeam::support::parse_with_expat(text).has_value();
            if (expat && !we) FAIL_CHECK(static_cast<unsigned long>(c));
            if (we && !expat) ++more;
        }
    }
    CHECK(more > 0);
}

TEST_CASE("exception: nesting is limited") {
    auto const nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "<a>";
        for (std::size_t i = 0; i < depth; ++i) text += "</a>";
        return text;
    };
    CHECK(compare(nested(depth_limit)) == difference::none);
    CHECK(!violation_of(nested(depth_limit)));
    CHECK(compare(nested(depth_limit + 1)) == difference::depth);
    CHECK(violation_of(nested(depth_limit + 1))->offset == 3 * depth_limit);
}

TEST_CASE("a violation says where it is and what it is") {
    struct row {
        std::string text;
        std::size_t offset;
        std::string what;
    };
    for (row const& r : std::vector<row>{
             {"", 0, "there is no root element"},
             {"  ", 2, "there is no root element"},
             {"x", 0, "there is text outside the root element"},
             {"<a/>x", 4, "there is something after the root element"},
             {"<a/><b/>", 4, "there is something after the root element"},
             {"<a>", 3, "the document ends inside <a>"},
             {"<a><b></a></b>", 8, "the end tag is not that of <b>"},
             {"<a b=\"1\" b=\"2\"/>", 16, "the attribute b occurs twice"},
             {"<a b=1/>", 5, "the value of b is not quoted"},
             {"<a b/>", 4, "the attribute b has no value"},
             {"<a b=\"<\"/>", 6, "\"<\" is not allowed in an attribute value"},
             {"<a b=\"1\"c=\"2\"/>", 8, "the tag of <a> is broken"},
             {"<1/>", 1, "there is no name where one must be"},
             {"<a>\x01</a>", 3, "the character is not allowed in XML"},
             {"<a>\xff</a>", 3, "the bytes are not UTF-8"},
             {"<a>]]></a>", 3, "\"]]>\" is not allowed in text"},
             {"<a>&b;</a>", 4, "the entity is not one of amp, lt, gt, quot, apos"},
             {"<a>&#0;</a>", 6, "the character reference names no character that XML allows"},
             {"<a>&#x;</a>", 6, "the character reference is broken"},
             {"<a><!-- -- --></a>", 10, "\"--\" is not allowed in a comment"},
             {"<a><![CDATA[</a>", 16, "the document ends too early"},
             {"<a><![cdata[]]></a>", 3, "the markup is broken"},
             {"<a><?xml version='1.0'?></a>", 8, "an XML declaration is only allowed at the start"},
             {" <?xml version='1.0'?><a/>", 6, "an XML declaration is only allowed at the start"},
             {"<?xml encoding='utf-8'?><a/>", 5, "the XML declaration is broken"},
         }) {
        CAPTURE(r.text);
        auto const found = violation_of(r.text);
        REQUIRE(found);
        CHECK(found->what == r.what);
        CHECK(found->offset == r.offset);
    }
}

TEST_CASE("very many attributes or declarations take no quadratic time") {
    std::string text = "<a";
    for (int i = 0; i < 100'000; ++i) text += " b" + std::to_string(i) + "='1'";
    CHECK(!violation_of(text + "/>"));
    CHECK(violation_of(text + " b77777=''/>")->what == "the attribute b77777 occurs twice");
}

}  // namespace
