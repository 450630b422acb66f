/// Measures our codecs beside other libraries that fill the same structs from the same documents. Prints tables in
/// Markdown. Arguments: rounds (default 15), a part of the names of the tables to make (default: all).
///
/// Compiled as bench-memory it counts what each contender asks of the heap instead.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json.hpp>
#include <veeam/codec/nlohmann.hpp>
#include <veeam/codec/xml.hpp>

#ifdef BENCH_MEMORY
#    include "allocations.hpp"
#endif
#include "pages.hpp"
#include "peers/peers.hpp"
#include "race.hpp"

namespace {

using namespace bench;

std::size_t rounds = 15;
std::string_view wanted;

/// A decoder that fills structs, checked against ours before it is measured.
template <class T>
contender decoder(std::string name, std::string_view text, T const& expected, bool (*decode)(std::string_view, T&)) {
    T out;
    require(decode(text, out), name + " cannot read the document");
    require(out == expected, name + " reads something else");
    return {.name = std::move(name), .run = [text, decode] {
                T page;
                return decode(text, page);
            }};
}

bool our_json(std::string_view text, sessions& out) {
    return !veeam::json_codec{}.decode(text, &out, veeam::root_row<sessions>);
}
bool our_nlohmann(std::string_view text, sessions& out) {
    return !veeam::nlohmann_codec{}.decode(text, &out, veeam::root_row<sessions>);
}
template <class T>
bool our_xml(std::string_view text, T& out) {
    return !veeam::xml_codec{}.decode(text, &out, veeam::root_row<T>);
}
/// An encoder of a page; what it writes must say the same as the page before it is measured.
template <class T>
contender encoder(std::string name, T const& page, bool (*encode)(T const&, std::string&),
                  bool (*read)(std::string_view, T&)) {
    std::string text;
    T again;
    require(encode(page, text) && read(text, again) && again == page, name + " writes something else");
    return {.name = std::move(name), .run = [&page, encode] {
                std::string out;
                return encode(page, out) && !out.empty();
            }};
}

bool write_json(sessions const& page, std::string& out) {
    return !veeam::json_codec{}.encode(&page, veeam::root_row<sessions>, out);
}
template <class T>
bool write_xml(T const& page, std::string& out) {
    return !veeam::xml_codec{}.encode(&page, veeam::root_row<T>, out);
}

/// What nothing that reads the text can be faster than.
contender copying(std::string_view text) {
    return {.name = "limit: memory copy", .run = [text] {
                std::string copy(text);
                return !copy.empty() && static_cast<volatile char const&>(copy.back()) == text.back();
            }};
}
contender parsing(std::string name, std::string_view text, bool (*parse)(std::string_view)) {
    require(parse(text), name);
    return {.name = "limit: " + name + ", parse only", .run = [text, parse] { return parse(text); }};
}

void head(std::string const& title, std::size_t items, std::size_t bytes) {
    std::printf("\n### %s\n\n%zu items, %zu bytes.\n\n", title.c_str(), items, bytes);
}

#ifdef BENCH_MEMORY
void print(std::string const& title, std::vector<contender>& all, std::size_t items, std::size_t bytes) {
    head(title, items, bytes);
    std::puts("| | allocations an item | peak, bytes for a byte of the document |\n|---|---|---|");
    for (contender const& one : all) {
        require(one.run(), one.name);  // what is kept for good is made the first time
        start_counting();
        require(one.run(), one.name);
        heap_use const used = stop_counting();
        std::printf("| %s | %.1f | %.2f |\n", one.name.c_str(),
                    static_cast<double>(used.allocations) / static_cast<double>(items),
                    static_cast<double>(used.peak) / static_cast<double>(bytes));
    }
}
#else
void print(std::string const& title, std::vector<contender>& all, std::size_t items, std::size_t bytes) {
    race(all, rounds);
    head(title, items, bytes);
    std::puts("| median (least to most) | ns an item | MB/s | ours is faster by |\n|---|---|---|---|");
    for (contender const& one : all) {
        std::vector<double> each;
        std::vector<double> speed;
        for (double const s : one.seconds) {
            each.push_back(s * 1e9 / static_cast<double>(items));
            speed.push_back(static_cast<double>(bytes) / s / 1e6);
        }
        std::printf("| %s | %s | %s | %s |\n", one.name.c_str(), with_spread(each, 0).c_str(),
                    with_spread(speed, 0).c_str(), with_spread(ratios(one.seconds, all[0].seconds), 2).c_str());
    }
    std::fflush(stdout);
}
#endif

bool skipped(std::string const& title) { return title.find(wanted) == title.npos; }

/// With room behind the text, which simdjson needs.
std::string padded(std::string text) {
    text.reserve(text.size() + simdjson_peer::padding);
    return text;
}

void json_decode(std::string const& what, std::size_t items, form in, bool slow_ones_too) {
    std::string const title = "JSON decode, " + what;
    if (skipped(title)) return;
    sessions const page = session_page(items, in == form::escapes);
    std::string const text = padded(json_text(page, in));
    sessions const expected = veeam::json::read<sessions>(text).value();
    std::string const simdjson = "simdjson " + std::string(simdjson_peer::version()) + " On-Demand";
    std::vector<contender> all{decoder("`json_codec`", text, expected, our_json),
                               decoder(simdjson + ", each field", text, expected, simdjson_peer::decode_each_field),
                               decoder(simdjson + ", by name", text, expected, simdjson_peer::decode_by_name),
                               decoder("RapidJSON", text, expected, rapidjson_peer::decode)};
    if (slow_ones_too) {
        all.push_back(decoder("`nlohmann_codec`, SAX", text, expected, our_nlohmann));
        all.push_back(decoder("cpp-restsdk as generated", text, expected, cpprest_peer::decode));
        all.push_back(decoder("nlohmann macros", text, expected, nlohmann_peer::decode));
        all.push_back(parsing("simdjson DOM", text, simdjson_peer::parse));
        all.push_back(parsing("RapidJSON", text, rapidjson_peer::parse));
        all.push_back(parsing("nlohmann", text, nlohmann_peer::parse));
        all.push_back(copying(text));
    }
    print(title, all, items, text.size());
}

void json_encode(std::string const& what, std::size_t items, bool escapes) {
    std::string const title = "JSON encode, " + what;
    if (skipped(title)) return;
    sessions const page = session_page(items, escapes);
    std::string const text = veeam::json::write(page).value();
    nlohmann_peer::dumper const document(page);
    std::string dumped;
    sessions again;
    require(document.dump(dumped) && our_json(dumped, again) && again == page, "nlohmann dumps something else");
    std::vector<contender> all{encoder("`json_codec`", page, write_json, our_json),
                               encoder("RapidJSON `Writer`", page, rapidjson_peer::encode, our_json),
                               {.name = "nlohmann, `dump` of a DOM that is there",
                                .run =
                                    [&] {
                                        std::string out;
                                        return document.dump(out);
                                    }},
                               encoder("nlohmann macros", page, nlohmann_peer::encode, our_json),
                               encoder("cpp-restsdk as generated", page, cpprest_peer::encode, our_json),
                               copying(text)};
    print(title, all, items, text.size());
}

using count = bool (*)(std::string_view, std::size_t&);

template <class T>
void xml_decode(std::string const& what, T const& page, std::size_t items, form in, count xsd) {
    std::string const title = "XML decode, " + what;
    if (skipped(title)) return;
    std::string const text = xml_text(page, in);
    T const expected = veeam::xml::read<T>(text).value();
    bool (*const by_child)(std::string_view, T&) = pugixml_peer::decode;
    std::vector<contender> all{decoder("`xml_codec`", text, expected, our_xml<T>),
                               decoder("pugixml, `child(\"name\")`", text, expected, by_child)};
    if (xsd != nullptr)
        all.push_back({.name = "CodeSynthesis XSD, types of its own", .run = [&text, xsd, items] {
                           std::size_t found = 0;
                           return xsd(text, found) && found == items;
                       }});
    all.push_back(parsing("pugixml", text, pugixml_peer::parse));
    all.push_back(parsing("expat", text, expat_peer::parse));
    all.push_back(copying(text));
    print(title, all, items, text.size());
}

template <class T>
void xml_encode(std::string const& what, T const& page, std::size_t items) {
    std::string const title = "XML encode, " + what;
    if (skipped(title)) return;
    std::string const text = veeam::xml::write(page).value();
    bool (*const by_tree)(T const&, std::string&) = pugixml_peer::encode;
    std::vector<contender> all{encoder("`xml_codec`", page, write_xml<T>, our_xml<T>),
                               encoder("pugixml, a tree that is saved", page, by_tree, our_xml<T>), copying(text)};
    print(title, all, items, text.size());
}

/// Pages of all sizes, which take turns: time for an item must not depend on how many there are. Giving the memory of a
/// large result back is not decoding, and stands beside it, as does what copying the result costs, which needs the same
/// memory and no codec.
template <class T>
void growth(std::string const& title, std::string (*text_of)(T const&, form), bool (*decode)(std::string_view, T&)) {
    if (skipped(title)) return;
    struct timed {
        std::size_t items{};
        std::string text{};
        std::vector<double> decode{};
        std::vector<double> destroy{};
        std::vector<double> copy{};
    };
    std::vector<timed> all;
    for (std::size_t const items : std::vector<std::size_t>{30, 100, 1000, 10'000, 100'000})
        all.push_back({.items = items, .text = text_of(session_page(items), form::in_order)});
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (timed& one : all) {
            std::size_t const repeats = std::max<std::size_t>(1, 20'000 / one.items);
            double decoding = 0;
            double destroying = 0;
            double copying = 0;
            for (std::size_t i = 0; i < repeats; ++i) {
                std::optional<T> page(std::in_place);
                double const start = cpu_seconds();
                require(decode(one.text, *page), title);
                double const decoded = cpu_seconds();
                std::optional<T> copy(page);
                double const copied = cpu_seconds();
                copy.reset();
                double const emptied = cpu_seconds();
                page.reset();
                destroying += cpu_seconds() - emptied;
                decoding += decoded - start;
                copying += copied - decoded;
            }
            if (round == 0) continue;  // what was before left another heap behind
            double const each = 1e9 / static_cast<double>(repeats * one.items);
            one.decode.push_back(decoding * each);
            one.destroy.push_back(destroying * each);
            one.copy.push_back(copying * each);
        }
    }
    std::printf(
        "\n### %s\n\n| items | ns to decode an item | ratio to 30 items | ns to destroy an item | ratio | "
        "ns to copy an item | ratio |\n|---|---|---|---|---|---|---|\n",
        title.c_str());
    timed const& few = all.front();
    for (timed const& one : all)
        std::printf("| %zu | %s | %s | %s | %s | %s | %s |\n", one.items, with_spread(one.decode, 0).c_str(),
                    with_spread(ratios(one.decode, few.decode), 2).c_str(), with_spread(one.destroy, 0).c_str(),
                    with_spread(ratios(one.destroy, few.destroy), 2).c_str(), with_spread(one.copy, 0).c_str(),
                    with_spread(ratios(one.copy, few.copy), 2).c_str());
}

}  // namespace

int main(int argc, char** argv) {
    keep_memory();
    if (argc > 1) rounds = std::strtoul(argv[1], nullptr, 10);
    if (argc > 2) wanted = argv[2];
    require(rounds != 0, "usage: bench-codec [ROUNDS [PART OF A TITLE]]");

    json_decode("30 sessions", 30, form::in_order, true);
    json_decode("1,000 sessions", 1000, form::in_order, true);
    json_decode("1,000 sessions as documented", 1000, form::documented, true);
    json_decode("1,000 sessions, shuffled members", 1000, form::shuffled, true);
    json_decode("1,000 sessions, pretty-printed", 1000, form::pretty, true);
    json_decode("1,000 sessions, many escapes", 1000, form::escapes, true);
    json_decode("1,000 sessions, unknown members", 1000, form::unknown, true);
    json_decode("1,000 sessions, nulls", 1000, form::nulls, true);
    json_decode("100,000 sessions", 100'000, form::in_order, false);
    json_encode("30 sessions", 30, false);
    json_encode("1,000 sessions", 1000, false);
    json_encode("1,000 sessions, many escapes", 1000, true);

    sessions const few = session_page(30);
    sessions const medium = session_page(1000);
    jobs const thousand_jobs = job_page(1000);
    xml_decode("30 sessions", few, 30, form::in_order, xsd_peer::decode_sessions);
    xml_decode("1,000 sessions", medium, 1000, form::in_order, xsd_peer::decode_sessions);
    xml_decode("1,000 sessions as documented", medium, 1000, form::documented, nullptr);
    xml_decode("1,000 sessions, shuffled", medium, 1000, form::shuffled, nullptr);
    xml_decode("1,000 sessions, pretty-printed", medium, 1000, form::pretty, nullptr);
    xml_decode("1,000 sessions, many escapes", session_page(1000, true), 1000, form::escapes, nullptr);
    xml_decode("1,000 sessions, unknown members", medium, 1000, form::unknown, nullptr);
    xml_decode("1,000 jobs", thousand_jobs, 1000, form::in_order, xsd_peer::decode_jobs);
    xml_decode("1,000 jobs as documented", thousand_jobs, 1000, form::documented, nullptr);
    if (!skipped("XML decode, 100,000 sessions"))
        xml_decode("100,000 sessions", session_page(100'000), 100'000, form::in_order, nullptr);
    xml_encode("30 sessions", few, 30);
    xml_encode("1,000 sessions", medium, 1000);
    xml_encode("1,000 jobs", thousand_jobs, 1000);

#ifndef BENCH_MEMORY
    growth<sessions>("Growth of JSON decode", json_text, our_json);
    growth<sessions>("Growth of XML decode", xml_text, our_xml<sessions>);
#endif
}
