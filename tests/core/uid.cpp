#include <veeam/core/uid.hpp>

#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>

#include <doctest/doctest.h>

namespace {

using veeam::uid;
using veeam::uuid;

static_assert(std::is_standard_layout_v<uid>);
static_assert(std::is_nothrow_move_constructible_v<uid>);
static_assert(std::is_convertible_v<char const*, uid>);
static_assert(std::is_convertible_v<std::string, uid>);
static_assert(std::is_convertible_v<std::string_view, uid>);

constexpr uuid id{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"};

TEST_CASE("a uid keeps any text as it was received") {
    for (std::string_view const text : {"urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10", "", "task-1", "1",
                                        "CC52EC30-FD33-4ac8-a0b2-8b1c6a3b7f10", "urn:veeam:", ":", " ", "\xff:\xfe"}) {
        CHECK(uid(text).text() == text);
        CHECK(uid(std::string(text)).text() == text);
    }
    CHECK(uid().empty());
    CHECK(uid("").empty());
    CHECK_FALSE(uid("x").empty());
}

TEST_CASE("a uid is read into its type and its guid") {
    uid const job = "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    CHECK(job.type() == "Job");
    CHECK(job.id() == id);
    CHECK(uid("URN:Veeam:BackupServer:CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10").type() == "BackupServer");
    CHECK(uid("urn:veeam:Job:CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10").id()->text() ==
          "CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
}

TEST_CASE("a uid is read in the odd spellings that servers use") {
    uid const bare = "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    CHECK(bare.type() == "");
    CHECK(bare.id() == id);

    uid const nested = "urn:veeam:Replica:urn:veeam:CdpReplica:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    CHECK(nested.type() == "Replica");
    CHECK(nested.id() == id);

    uid const spaced = "urn: veeam:Repository:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    CHECK(spaced.type() == "Repository");
    CHECK(spaced.id() == id);
    CHECK(uid("urn:veeam: Repository : cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10 ").type() == "Repository");
    CHECK(uid("urn:veeam: Repository : cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10 ").id() == id);
    CHECK(uid(" cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10").id() == id);

    uid const named = "urn:veeam:CatalogVm:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10.web01";
    CHECK(named.type() == "CatalogVm");
    CHECK_FALSE(named.id());
    CHECK(uid("urn:veeam:CatalogVm:web01").type() == "CatalogVm");
    CHECK_FALSE(uid("urn:veeam:CatalogVm:web01").id());
}

TEST_CASE("a uid that is no such URN has no type and no guid") {
    for (char const* const text :
         {"", " ", "task-1", "urn", "urn:", "urn:veeam", "urn:veeam:", "urn:veeam:Job", "Job:x", "urn::", ":",
          "veeam:Job:x", "urn:VMware:Vm:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10.vm-12",
          "urn:vCloud:Vm:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10.urn:vcloud:vm:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10",
          "urn:NasBackup:Folder:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"}) {
        CAPTURE(text);
        CHECK(uid(text).type() == "");
        CHECK_FALSE(uid(text).id());
    }
    CHECK(uid("urn:veeam::x").type() == "");
    CHECK(uid("urn:veeam:Job:").type() == "Job");
    CHECK_FALSE(uid("urn:veeam:Job:").id());
}

TEST_CASE("a uid is made from a type and a guid") {
    uid const made = uid::of("Job", id);
    CHECK(made.text() == "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    CHECK(made.type() == "Job");
    CHECK(made.id() == id);
    CHECK(uid::of("Job", uuid{"CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10"}).text() ==
          "urn:veeam:Job:CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10");
}

TEST_CASE("uids of a guid are equal whatever their ASCII case, and names are not") {
    uid const job = "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
    CHECK(job == "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    CHECK("urn:veeam:job:CC52EC30-FD33-4ac8-a0b2-8b1c6a3b7f10" == job);
    CHECK(job == std::string("urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"));
    CHECK(uid("CC52EC30-fd33-4ac8-a0b2-8b1c6a3b7f10") == uid("cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"));

    CHECK(job != "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f11");
    CHECK(job != "urn:veeam:Vm:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    CHECK(job != "cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10");
    CHECK(job != "");
    CHECK(uid("urn:veeam:CatalogVm:WEB") != uid("urn:veeam:CatalogVm:web"));
    CHECK(uid("urn:veeam:CatalogVm:web") == uid("urn:veeam:CatalogVm:web"));
    CHECK(uid() == uid(""));
}

TEST_CASE("equal uids have equal hashes") {
    std::unordered_set<uid> set{"urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10",
                                "URN:VEEAM:JOB:CC52EC30-FD33-4AC8-A0B2-8B1C6A3B7F10", "web", "WEB", ""};
    CHECK(set.size() == 4);
    CHECK(set.contains("urn:veeam:job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"));
    CHECK_FALSE(set.contains("Web"));
    CHECK(std::hash<uid>()("a") != std::hash<uid>()("b"));
}

TEST_CASE("a uid goes into a stream as its text") {
    std::ostringstream out;
    out << uid("urn:veeam:Job:x");
    CHECK(out.str() == "urn:veeam:Job:x");
}

}  // namespace
