// Paths of files in paths of requests, files as answers, and bodies that may be left out.

#include <string>

#include <doctest/doctest.h>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/em/catalog.hpp>
#include <veeam/em/vm_restore_points.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/to_request.hpp>
#include <veeam/transport/scripted.hpp>

namespace {

namespace em = veeam::em;
using download = em::DownloadVmRestorePointMountFile;

std::string target_of(std::string path) {
    auto const r = veeam::to_request(download{.vm_restore_point_id = "1", .mount_id = "2", .path = std::move(path)},
                                     veeam::xml_codec{});
    return r ? r->target : r.error().message();
}

veeam::result<std::string> answered(int status, std::string type, std::string body) {
    veeam::response answer{.status = status, .headers = {}, .body = std::move(body)};
    if (!type.empty()) answer.headers.add("Content-Type", std::move(type));
    return veeam::from_response<download>(answer, veeam::xml_codec{});
}

}  // namespace

TEST_CASE("the slashes of a file's path stay slashes, and nothing in it leads elsewhere") {
    CHECK(target_of("C:/Users/a b/100%.txt") ==
          "/api/vmRestorePoints/1/mounts/2/C:/Users/a%20b/100%25.txt?action=download");
    for (char const* const path : {"..", "a/../b", "a\\..\\b", "a/./b", "/etc/hosts", "a//b"})
        CHECK_MESSAGE(target_of(path).find("would lead to another resource") != std::string::npos, path);
    auto const root = veeam::to_request(em::ListCatalogEntries{.vm_name = "vm", .restore_point_id = "1", .path = ""},
                                        veeam::xml_codec{});
    CHECK(root->target == "/api/catalog/vms/vm/vmRestorePoints/1/guestfs/?action=listAll");
    CHECK_FALSE(
        veeam::to_request(em::GetCatalogEntry{.vm_name = "vm", .restore_point_id = "1", .path = ""}, veeam::xml_codec{})
            .has_value());
}

TEST_CASE("a file comes as it is, and a page or a document in its place is an error") {
    CHECK(answered(200, "application/octet-stream", std::string("\0<x", 3)).value() == std::string("\0<x", 3));
    CHECK(answered(200, "image/png", "png").value() == "png");
    CHECK(answered(200, "", "").value() == "");
    CHECK(answered(200, "text/html; charset=utf-8", "<html>login</html>").error().kind() ==
          veeam::error_kind::media_type);
    CHECK(answered(200, "application/xml", "<Task/>").error().kind() == veeam::error_kind::media_type);
    CHECK(answered(202, "", "").error().kind() == veeam::error_kind::accepted);
    auto const refusal = answered(404, "application/xml", R"(<Error Message="no such file" StatusCode="404"/>)");
    CHECK(refusal.error().message() == "no such file");
    auto const r =
        veeam::to_request(download{.vm_restore_point_id = "1", .mount_id = "2", .path = "a"}, veeam::xml_codec{});
    CHECK(r->headers.get("Accept") == "application/octet-stream, application/xml");
}

TEST_CASE("a body that may be left out is a document where it is given, in both formats") {
    em::CreateVmRestorePointMount op{.vm_restore_point_id = "1"};
    CHECK(veeam::to_request(op, veeam::xml_codec{})->body == "");
    CHECK_FALSE(veeam::to_request(op, veeam::xml_codec{})->headers.contains("Content-Type"));
    op.body.emplace();
    CHECK(veeam::to_request(op, veeam::xml_codec{})->body.find("<VmRestorePointMountSpec") != std::string::npos);
    CHECK(veeam::to_request(op, veeam::json_codec{})->body == "{}");
}
