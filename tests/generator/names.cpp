#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "plan/names.hpp"

namespace g = veeam::generator;

TEST_CASE("members are named in snake_case, acronyms and all") {
    struct {
        std::string_view wire;
        std::string_view name;
    } const cases[]{
        {"UID", "uid"},
        {"IDs", "ids"},
        {"BackedUpVMs", "backed_up_vms"},
        {"VMsCount", "vms_count"},
        {"VCenter", "vcenter"},
        {"vCenterName", "vcenter_name"},
        {"VMware", "vmware"},
        {"_links", "links"},
        {".issued", "issued"},
        {"@odata.type", "odata_type"},
        {"$top", "top"},
        {"rel", "rel"},
        {"OAuth2", "oauth2"},
        {"IPAddress", "ip_address"},
        {"NASJobInfo", "nas_job_info"},
        {"CreationTimeUTC", "creation_time_utc"},
        {"processingRateBytesPS", "processing_rate_bytes_ps"},
        {"RetrySpecified1", "retry_specified1"},
        {"Sha256Hash", "sha256_hash"},
        {"already_snake", "already_snake"},
        {"two words", "two_words"},
        {"X-Request-id", "x_request_id"},
        {"iSCSI", "iscsi"},
        {"A", "a"},
        {"***", ""},
        {"", ""},
    };
    for (auto const& c : cases) CHECK_MESSAGE(g::snake_case(c.wire) == c.name, c.wire);
}

TEST_CASE("types and enumerators keep their capitals and lose what is no letter or digit") {
    CHECK(g::pascal_case("BackupJob") == "BackupJob");
    CHECK(g::pascal_case("us-east-1") == "UsEast1");
    CHECK(g::pascal_case("refresh_token") == "RefreshToken");
    CHECK(g::pascal_case("Monthly,") == "Monthly");
    CHECK(g::pascal_case("vCloud") == "VCloud");
    CHECK(g::pascal_case("256KB") == "256KB");
    CHECK(g::pascal_case("+") == "");
}

TEST_CASE("keywords, alternative tokens and macros are reserved and nothing like them is") {
    for (std::string const word : {"operator", "class", "and", "xor_eq", "co_await", "linux", "major", "minor", "unix",
                                   "errno", "ERROR", "IN", "OUT", "DOMAIN", "STRICT", "EOF", "NULL", "std", "veeam"}) {
        CHECK_MESSAGE(g::is_reserved(word), word);
        CHECK(g::unreserved(word) == word + "_");
    }
    for (std::string const word : {"Operator", "error", "domain", "name", "eof", "In"}) {
        CHECK_MESSAGE(!g::is_reserved(word), word);
        CHECK(g::unreserved(word) == word);
    }
}

TEST_CASE("an identifier begins with a letter and has nothing that C++ keeps for itself") {
    CHECK(g::is_identifier("job_id"));
    CHECK(g::is_identifier("class_"));
    CHECK_FALSE(g::is_identifier(""));
    CHECK_FALSE(g::is_identifier("256KB"));
    CHECK_FALSE(g::is_identifier("_links"));
    CHECK_FALSE(g::is_identifier("a__b"));
    CHECK_FALSE(g::is_identifier("a-b"));
    CHECK_FALSE(g::is_identifier("\xC3\xA4"));
    CHECK(g::is_snake_case("job_id"));
    CHECK_FALSE(g::is_snake_case("jobId"));
    CHECK(g::is_pascal_case("JobId"));
    CHECK_FALSE(g::is_pascal_case("Job_Id"));
    CHECK_FALSE(g::is_pascal_case("jobId"));
}
