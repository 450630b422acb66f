// Every example of every specification, through both codecs. What is lost is found by nlohmann/json and expat, not by
// us.

#include <doctest/doctest.h>
#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/em/enterprise_manager.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/logon_sessions.hpp>
#include <veeam/vb365/v6.hpp>
#include <veeam/vspc/v2.hpp>
#include <veeam/vspc/v3.hpp>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include <support/examples.hpp>
#include <support/infoset.hpp>
#include <support/round_trip.hpp>
#include <support/unknown.hpp>

namespace {

namespace em = veeam::em;
namespace vspc_v2 = veeam::vspc::v2;
namespace vspc_v3 = veeam::vspc::v3;
namespace vb365 = veeam::vb365::v6;
using veeam::support::document;
using veeam::support::document_type;
using veeam::support::document_types;
using veeam::support::example;
using veeam::support::unknown_names;

std::vector<example> const& all_examples() {
    static std::vector<example> const all = veeam::support::load_all_examples(VEEAM_SPECS_DIR);
    return all;
}

/// What examples hold beyond the specification: a member of a base class, and the options that old versions put
/// directly inside `JobScheduleOptions`. It is kept, and comes back.
std::string expected_unknown(example const& e) {
    if (e.name == "GetJob.crm_backup" && e.is_json()) return "JobScheduleOptions.Href\n";
    if (e.name != "GetJob.replica") return {};
    std::string out;
    for (char const* option :
         {"RetryOptions", "WaitForBackupCompletion", "BackupCompetitionWaitingPeriodMin", "OptionsDaily",
          "OptionsMonthly", "OptionsPeriodically", "OptionsContinuous", "OptionsBackupWindow", "OptionsDaisyChaining"})
        out += std::string("JobScheduleOptions.") + option + "\n";
    return out;
}

/// Decodes, encodes and decodes one form of an example; null: it cannot be read at all.
template <class Codec, class Lost>
std::shared_ptr<void> check_form(example const& e, document_type const& type, Codec const& codec, Lost lost) {
    auto value = type.make();
    if (auto const problem = codec.decode(e.text, value.get(), *type.row)) {
        FAIL_CHECK(e.name << ": " << *problem);
        return nullptr;
    }
    CHECK(unknown_names(value.get(), type.row->object_type()) == expected_unknown(e));
    std::string written;
    if (auto const problem = codec.encode(value.get(), *type.row, written)) FAIL(e.name << ": " << *problem);
    CHECK(lost(e.text, written) == "");
    CHECK(lost(written, e.text) == "");
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

document_types const& documents() {
    static document_types const all = [] {
        document_types types;
        veeam::support::add_answers<em::GetEnterpriseManager, em::CreateLogonSession, em::GetJob, em::GetJobRef,
                                    em::ListJobs, em::ListJobRefs>(types, "em");
        veeam::support::add_first_queries(types);
        veeam::support::add_second_queries(types);
        veeam::support::add_answers<vspc_v2::GetBackupAgentJob, vspc_v2::CreateToken>(types, "vspc_v2");
        veeam::support::add_answers<vspc_v3::ListWindowsBackupAgentJobs, vspc_v3::CreateToken>(types, "vspc_v3");
        veeam::support::add_answers<vb365::ListJobSessions, vb365::CreateToken>(types, "vb365_v6");
        types.emplace("em/Error", document<em::Error>());
        types.emplace("vspc_v2/Error", document<vspc_v2::Error>());
        types.emplace("vspc_v2/TokenError", document<vspc_v2::CreateToken::error_document>());
        types.emplace("vspc_v3/Error", document<vspc_v3::Error>());
        types.emplace("vspc_v3/OAuth2Error", document<vspc_v3::OAuth2Error>());
        types.emplace("vb365_v6/Error", document<vb365::Error>());
        return types;
    }();
    return all;
}

/// The example's key without its variant.
std::string subject(example const& e) { return e.api + "/" + e.name.substr(0, e.name.find('.')); }

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

TEST_CASE("every document that can be answered has an example") {
    std::set<std::string> subjects;
    for (example const& e : all_examples()) subjects.insert(subject(e));
    for (auto const& [name, unused] : documents()) CHECK_MESSAGE(subjects.contains(name), name);
}
