#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <veeam/client/vb365.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/transport/scripted.hpp>

namespace {

constexpr char token[] = R"({"access_token":"a","token_type":"bearer","expires_in":3600,"refresh_token":"r"})";

bool is_logon(veeam::request const& r) { return r.target == "/v6/token"; }

veeam::vb365_logon logon() { return veeam::vb365_logon{"operator", veeam::secret{"password"}}; }

struct simple_transport {
    veeam::result<veeam::response> send(veeam::request const& r) {
        ++requests;
        return is_logon(r) ? veeam::json_response(200, token) : veeam::json_response(200, "{}");
    }
    int requests{};
};

}  // namespace

TEST_CASE("an upload that was refused with 401 is sent again whole, and its answer reaches the sink once") {
    veeam::scripted_transport wire;
    wire.when(is_logon, [](veeam::request const&) { return veeam::json_response(200, token); });
    wire.then(veeam::json_response(401, "expired")).then(veeam::json_response(200, "done"));
    veeam::client api{wire, logon()};
    veeam::text_source source("a body");
    std::string into;
    veeam::callback_sink sink([&](std::string_view piece) -> std::optional<veeam::error> {
        into += piece;
        return std::nullopt;
    });
    veeam::request r{.method = veeam::http_method::post, .target = "/v6/upload"};
    r.upload = &source;
    r.download = &sink;
    CHECK(api.raw(r).value().status == 200);
    CHECK(into == "done");
    int uploads = 0;
    for (veeam::request const& one : wire.requests())
        if (one.target == "/v6/upload" && one.body == "a body") ++uploads;
    CHECK(uploads == 2);
}

TEST_CASE("an upload that can be read once is not sent as half a body after a 401") {
    veeam::scripted_transport wire;
    wire.when(is_logon, [](veeam::request const&) { return veeam::json_response(200, token); });
    wire.then(veeam::json_response(401, "expired"));
    veeam::client api{wire, logon()};
    veeam::callback_source source([](std::span<char>) -> veeam::result<std::size_t> { return std::size_t{0}; });
    veeam::request r{.method = veeam::http_method::post, .target = "/v6/upload"};
    r.upload = &source;
    CHECK(api.raw(r).value().status == 401);
    // The next call has a new session.
    auto const logons = [&] {
        int out = 0;
        for (veeam::request const& one : wire.requests()) out += is_logon(one) ? 1 : 0;
        return out;
    };
    CHECK(logons() == 1);
    wire.then(veeam::json_response(200, "{}"));
    CHECK(api.raw({.target = "/v6/other"}).value().status == 200);
    CHECK(logons() == 2);
}

TEST_CASE("a client over a transport that streams nothing refuses streams before they are lost") {
    simple_transport wire;
    veeam::client api{wire, logon()};
    CHECK(api.log_on().has_value());
    veeam::text_source source("a body");
    veeam::request r{.method = veeam::http_method::post, .target = "/v6/upload"};
    r.upload = &source;
    CHECK(api.raw(r).error().text() ==
          "invalid request: this transport streams no bodies: it is no veeam::streaming_transport");
    CHECK(wire.requests == 1);
}
