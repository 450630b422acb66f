#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <veeam/http/redact.hpp>
#include <veeam/http/secret_texts.hpp>

namespace {

std::vector<std::string> texts(std::string name, std::string value) {
    std::vector<std::string> out;
    for (veeam::secret const& one : veeam::detail::secret_texts({{std::move(name), std::move(value)}}))
        out.emplace_back(one.reveal());
    return out;
}

}  // namespace

TEST_CASE("a secret header gives away its value, what follows its scheme, and what that says in base64") {
    using list = std::vector<std::string>;
    CHECK(texts("Accept", "abcd").empty());
    CHECK(texts("Authorization", "Bearer abc.def") == list{"Bearer abc.def", "abc.def"});
    CHECK(texts("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==") ==
          list{"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "open sesame"});
    CHECK(texts("Set-Cookie", "name=abc; Path=/") == list{"abc"});
    CHECK(texts("X-RestSvcSessionId", "UGxhbnRlZElk") == list{"UGxhbnRlZElk", "PlantedId"});
}

TEST_CASE("a token that is the bytes of a GUID gives the GUID away") {
    auto const all = texts("X-RestSvcSessionId", "AAECAwQFBgcICQoLDA0ODw==");
    auto const holds = [&](std::string_view text) { return std::find(all.begin(), all.end(), text) != all.end(); };
    CHECK(holds("00010203-0405-0607-0809-0a0b0c0d0e0f"));
    CHECK(holds("03020100-0504-0706-0809-0a0b0c0d0e0f"));
}

TEST_CASE("a printed request does not show the id of the session whose token it carries") {
    veeam::request r{.method = veeam::http_method::delete_, .target = "/api/logonSessions/PlantedId"};
    r.headers.set("X-RestSvcSessionId", "UGxhbnRlZElk");
    CHECK(veeam::printable(r) == "DELETE /api/logonSessions/***\nX-RestSvcSessionId: ***\n");
}
