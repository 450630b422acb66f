#include <chrono>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include <veeam/transport/curl.hpp>
#include <veeam/transport/httplib.hpp>

#include "support/certificates.hpp"
#include "support/servers.hpp"
#include "support/wires.hpp"

using namespace std::chrono_literals;

namespace {

/// An authority, servers' certificates of all sorts, and the authority's file. Made once: keys take time.
struct world {
    test::temporary_folder folder{};
    test::certificate authority = test::make_certificate({.name = "test authority", .authority = true});
    test::certificate other_authority = test::make_certificate({.name = "other authority", .authority = true});
    test::certificate good = test::make_certificate(
        {.name = "good", .alternative_names = "DNS:localhost,IP:127.0.0.1", .issuer = &authority});
    test::certificate elsewhere =
        test::make_certificate({.name = "localhost", .alternative_names = "DNS:em.example", .issuer = &authority});
    test::certificate expired = test::make_certificate(
        {.name = "expired", .alternative_names = "IP:127.0.0.1", .issuer = &authority, .begins = -7200, .ends = -3600});
    test::certificate self_signed =
        test::make_certificate({.name = "self", .alternative_names = "IP:127.0.0.1", .ends = 3600});
    std::string authority_file = test::write_pem(folder, authority, "authority.pem");
    std::string other_file = test::write_pem(folder, other_authority, "other.pem");
};

world const& certificates() {
    static world const all;
    return all;
}

veeam::request get() {
    veeam::request r;
    r.target = "/api/";
    return r;
}

void answer_ok(test::arrival const&, httplib::Response& out) { out.set_content("ok", "text/plain"); }

/// `ok`, or the error; a server whose certificate was refused must have seen no request.
template <class Wire>
std::string outcome(test::certificate const& own, veeam::trust whom, std::string_view host = "127.0.0.1") {
    test::http_server server(own, answer_ok);
    Wire wire(server.url(host), {.trust = std::move(whom)});
    auto const answer = wire.send(get());
    if (answer) return answer->body;
    CHECK(answer.error().kind() == veeam::error_kind::tls);
    CHECK(answer.error().was_sent() == veeam::sent::no);
    CHECK(server.arrivals().empty());
    std::string text = answer.error().text();
    std::string const address = std::string(host) + ":" + std::to_string(server.port());
    if (auto const at = text.find(address); at != std::string::npos) text.replace(at, address.size(), "SERVER");
    return text;
}

std::string refused(test::certificate const& own, std::string const& why) {
    return "tls: the certificate of SERVER is not trusted: " + why + " (its SHA-256 fingerprint is " +
           own.fingerprint() + ")";
}

}  // namespace

TEST_CASE_TEMPLATE("a certificate that a trusted authority signed for the host is accepted", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.good, veeam::ca_file{w.authority_file}) == "ok");
    CHECK(outcome<Wire>(w.good, veeam::ca_file{w.authority_file}, "localhost") == "ok");
}

TEST_CASE_TEMPLATE("a certificate of another authority is refused, with the reason and the fingerprint to pin", Wire,
                   VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.good, veeam::ca_file{w.other_file}) ==
          refused(w.good, "unable to get local issuer certificate"));
    CHECK(outcome<Wire>(w.good, veeam::system_trust{}) == refused(w.good, "unable to get local issuer certificate"));
    CHECK(outcome<Wire>(w.self_signed, veeam::system_trust{}) == refused(w.self_signed, "self-signed certificate"));
}

TEST_CASE_TEMPLATE("a certificate for another host is refused", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.elsewhere, veeam::ca_file{w.authority_file}) == refused(w.elsewhere, "IP address mismatch"));
    CHECK(outcome<Wire>(w.elsewhere, veeam::ca_file{w.authority_file}, "localhost") ==
          refused(w.elsewhere, "hostname mismatch"));
}

TEST_CASE_TEMPLATE("an expired certificate is refused", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.expired, veeam::ca_file{w.authority_file}) == refused(w.expired, "certificate has expired"));
}

TEST_CASE_TEMPLATE("a pinned certificate is accepted, whoever signed it and whatever it says", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.self_signed, veeam::pinned_sha256(w.self_signed.fingerprint())) == "ok");
    CHECK(outcome<Wire>(w.expired, veeam::pinned_sha256(w.expired.fingerprint())) == "ok");
    CHECK(outcome<Wire>(w.elsewhere, veeam::pinned_sha256(w.elsewhere.fingerprint()), "localhost") == "ok");
}

TEST_CASE_TEMPLATE("another certificate than the pinned one is refused, with both fingerprints", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    CHECK(outcome<Wire>(w.good, veeam::pinned_sha256(w.self_signed.fingerprint())) ==
          "tls: the certificate of SERVER has the SHA-256 fingerprint " + w.good.fingerprint() + ", expected " +
              w.self_signed.fingerprint());
}

TEST_CASE_TEMPLATE("a pin that is no fingerprint is an error of the first request", Wire, VEEAM_WIRES) {
    CHECK(outcome<Wire>(certificates().good, veeam::pinned_sha256("ab12...")) ==
          "tls: the pinned fingerprint is not one of SHA-256: it must have 64 hexadecimal digits");
}

TEST_CASE_TEMPLATE("a file without certificates is an error that names it", Wire, VEEAM_WIRES) {
    std::string const missing = certificates().folder.path("missing.pem");
    CHECK(outcome<Wire>(certificates().good, veeam::ca_file{missing}) ==
          "tls: no certificates can be read from " + missing);
}

TEST_CASE_TEMPLATE("everything is trusted only by a name that says so", Wire, VEEAM_WIRES) {
    CHECK(outcome<Wire>(certificates().expired, veeam::trust_everything_insecurely{}) == "ok");
}

TEST_CASE_TEMPLATE("a server that does not speak TLS is an error with OpenSSL's reason", Wire, VEEAM_WIRES) {
    test::http_server plain(answer_ok);
    Wire wire("https://127.0.0.1:" + std::to_string(plain.port()));
    CHECK(wire.send(get()).error().text() ==
          "tls: the TLS handshake with 127.0.0.1:" + std::to_string(plain.port()) + " failed: wrong version number");
}

TEST_CASE_TEMPLATE(
    "a connection that ends in the handshake is an error of TLS, and one that hangs ends at the deadline", Wire,
    VEEAM_WIRES) {
    test::raw_server closing([](int socket) {
        char c = 0;
        ::recv(socket, &c, 1, 0);
    });
    Wire wire("https://127.0.0.1:" + std::to_string(closing.port()));
    CHECK(wire.send(get()).error().kind() == veeam::error_kind::tls);
    test::raw_server hanging(&test::raw_server::wait_for_end);
    Wire other("https://127.0.0.1:" + std::to_string(hanging.port()));
    veeam::request r = get();
    r.deadline = std::chrono::steady_clock::now() + 100ms;
    CHECK(other.send(r).error().text() == "timeout: the deadline passed before the answer was complete");
    CHECK(other.send(r).error().was_sent() == veeam::sent::no);
}

TEST_CASE_TEMPLATE("TLS before 1.2 is refused", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    test::http_server server(w.self_signed, answer_ok);
    SSL_CTX* const context = static_cast<httplib::SSLServer&>(server.server()).ssl_context();
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
    Wire wire(server.url(), {.trust = veeam::trust_everything_insecurely{}});
    veeam::error const e = wire.send(get()).error();
    CHECK(e.kind() == veeam::error_kind::tls);
    CHECK(e.was_sent() == veeam::sent::no);
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    CHECK(wire.send(get()).value().body == "ok");
}

TEST_CASE_TEMPLATE("a connection over TLS is used again, and verified anew when it is replaced", Wire, VEEAM_WIRES) {
    world const& w = certificates();
    test::http_server server(w.self_signed, answer_ok);
    Wire wire(server.url(), {.trust = veeam::pinned_sha256(w.self_signed.fingerprint())});
    for (int i = 0; i < 3; ++i) CHECK(wire.send(get()).has_value());
    CHECK(server.arrivals()[0].client_port == server.arrivals()[2].client_port);
}

TEST_CASE_TEMPLATE("an expected certificate is never taken for granted without TLS", Wire, VEEAM_WIRES) {
    for (veeam::trust const& expected :
         {veeam::trust(veeam::pinned_sha256(std::string(64, 'a'))), veeam::trust(veeam::ca_file{"company.pem"})}) {
        Wire wire{"http://127.0.0.1:1", {.trust = expected}};
        veeam::request r;
        r.target = "/api/";
        auto const answer = wire.send(r);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().kind() == veeam::error_kind::invalid_request);
        CHECK(answer.error().message() ==
              "a certificate is expected, and 127.0.0.1:1 is asked without TLS: use https://");
    }
}

TEST_CASE_TEMPLATE("connections that a TLS server closes or cuts are replaced, again and again", Wire, VEEAM_WIRES) {
    test::http_server server(certificates().self_signed, [](test::arrival const& got, httplib::Response& out) {
        out.set_content("ok", "text/plain");
        if (got.target == "/close") out.set_header("Connection", "close");
    });
    Wire wire(server.url(), {.trust = veeam::pinned_sha256(certificates().self_signed.fingerprint())});
    veeam::request r = get();
    for (int i = 0; i < 30; ++i) {
        r.target = i % 3 == 0 ? "/close" : "/stay";
        CHECK(wire.send(r).value().body == "ok");
    }
}
