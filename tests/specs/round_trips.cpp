// Every example of every specification, through both codecs. What is lost is found by nlohmann/json and expat, not by
// us.

#include <doctest/doctest.h>
#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include <support/documents.hpp>
#include <support/examples.hpp>
#include <support/infoset.hpp>
#include <support/unknown.hpp>

namespace {

using veeam::field;
using veeam::support::document_type;
using veeam::support::documents;
using veeam::support::example;
using veeam::support::expected_unknown;
using veeam::support::subject;
using veeam::support::unknown_names;

std::vector<example> const& all_examples() {
    static std::vector<example> const all = veeam::support::load_all_examples(VEEAM_SPECS_DIR);
    return all;
}

/// Decodes, encodes and decodes one form of an example; null: it cannot be read at all.
template <class Codec, class Lost>
std::shared_ptr<void> check_form(example const& e, document_type const& type, Codec const& codec, Lost lost) {
    auto value = type.make();
    if (auto const problem = codec.decode(e.text, value.get(), *type.row)) {
        FAIL_CHECK(e.name << ": " << *problem);
        return nullptr;
    }
    CHECK(unknown_names(value.get(), *type.row) == expected_unknown(e));
    std::string written;
    if (auto const problem = codec.encode(value.get(), *type.row, written)) FAIL(e.name << ": " << *problem);
    CHECK(lost(e.text, written) == "");
    CHECK(lost(written, e.text) == "");
    if (e.is_xml())
        CHECK(veeam::support::difference(veeam::support::in_order(e.text), veeam::support::in_order(written)) == "");
    auto const again = type.make();
    CHECK_FALSE(codec.decode(written, again.get(), *type.row).has_value());
    CHECK(type.equal(again.get(), value.get()));
    return value;
}

/// The leaves of one JSON document that another lacks, by nlohmann/json; null says nothing in any of the four APIs.
std::string lost_leaves(std::string const& from, std::string const& to) {
    auto const before = nlohmann::json::parse(from).flatten();
    auto const after = nlohmann::json::parse(to).flatten();
    std::string out;
    for (auto const& [pointer, value] : before.items())
        if (!value.is_null() && (!after.contains(pointer) || after.at(pointer) != value)) out += pointer + "\n";
    return out;
}

/// The pairs whose two pages print different things; the specification says where.
std::set<std::string> const contradicting_pairs{"em/GetJob.crm_backup"};

/// The two forms of one object must be one value.
void check_forms(std::vector<example const*> const& forms, document_type const& type) {
    std::shared_ptr<void> json, xml;
    for (example const* e : forms) {
        CAPTURE(e->media_type);
        if (e->is_json()) json = check_form(*e, type, veeam::json_codec{}, lost_leaves);
        else xml = check_form(*e, type, veeam::xml_codec{}, veeam::support::lost_values);
    }
    if (json == nullptr || xml == nullptr) return;
    bool const contradicts = contradicting_pairs.contains(forms.front()->api + "/" + forms.front()->name);
    CHECK(type.equal(json.get(), xml.get()) == !contradicts);
}

}  // namespace

TEST_CASE("every documented example comes back whole in JSON and in XML, and both forms are one value") {
    std::map<std::string, std::vector<example const*>> by_name;
    std::set<std::string> seen;
    for (example const& e : all_examples())
        if (seen.insert(e.api + "/" + e.name + e.media_type).second) by_name[e.api + "/" + e.name].push_back(&e);
    REQUIRE(by_name.size() >= 80);
    for (auto const& [name, forms] : by_name) {
        CAPTURE(name);
        auto const found = documents().find(subject(*forms.front()));
        REQUIRE_MESSAGE(found != documents().end(), "no type is registered for the example " << name);
        check_forms(forms, found->second);
    }
}

TEST_CASE("every type that can be answered or sent has an example") {
    std::set<field const*> shown;
    for (example const& e : all_examples())
        if (auto const found = documents().find(subject(e)); found != documents().end())
            shown.insert(found->second.row);
    for (auto const& [name, document] : documents()) CHECK_MESSAGE(shown.contains(document.row), name);
}
