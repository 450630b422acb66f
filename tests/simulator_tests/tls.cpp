#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <support/temporary_folder.hpp>

#include "server.hpp"

namespace {

using veeam::error_kind;

veeam::result<veeam::response> root_of(veeam::simulator const& server, veeam::trust trust) {
    veeam::httplib_transport wire(server.url(), {.trust = std::move(trust)});
    veeam::request r;
    r.target = "/api/";
    return wire.send(r);
}

veeam::result<veeam::response> root_by_file(veeam::simulator const& server) {
    test::temporary_folder const folder;
    return root_of(server, veeam::ca_file{folder.write(server.certificate_pem(), "authority.pem")});
}

veeam::simulator_options with_certificate(veeam::certificate_options certificate) {
    return {.specs = VEEAM_SPECS_DIR, .certificate = std::move(certificate), .workers = 4};
}

}  // namespace

TEST_CASE("The certificate is accepted by its fingerprint and as a file of authorities, and by nothing else") {
    running_server running;
    CHECK(running.get("/api/").has_value());
    CHECK(root_by_file(running.server).has_value());
    std::string wrong = running.server.fingerprint();
    wrong.front() = wrong.front() == '0' ? '1' : '0';
    for (veeam::trust const& other : {veeam::trust(veeam::pinned_sha256(wrong)), veeam::trust(veeam::system_trust{})}) {
        auto const refused = root_of(running.server, other);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind() == error_kind::tls);
        CHECK(refused.error().was_sent() == veeam::sent::no);
    }
    CHECK(running.server.count() == 2);
}

TEST_CASE("An expired certificate is refused") {
    veeam::simulator const server(
        with_certificate({.valid_from = std::chrono::hours(-48), .valid_until = std::chrono::hours(-24)}));
    auto const refused = root_by_file(server);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind() == error_kind::tls);
}

TEST_CASE("A certificate for another name is refused") {
    veeam::simulator const server(with_certificate({.names = {"other.example.com"}}));
    auto const refused = root_by_file(server);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind() == error_kind::tls);
}

TEST_CASE("Two servers do not share a port") {
    running_server first;
    veeam::simulator_options options = with_certificate({});
    options.port = first.server.port();
    CHECK_THROWS_AS(veeam::simulator{options}, std::runtime_error);
}

TEST_CASE("A missing specification is named") {
    CHECK_THROWS_AS(veeam::simulator({.specs = "no-such-folder"}), std::exception);
}

TEST_CASE("A server stops while a client keeps its connection open") {
    auto server = std::make_unique<veeam::simulator>(with_certificate({}));
    veeam::httplib_transport wire(server->url(), {.trust = veeam::pinned_sha256(server->fingerprint())});
    veeam::request r;
    r.target = "/api/";
    CHECK(wire.send(r).has_value());
    server.reset();
    auto const gone = wire.send(r);
    REQUIRE_FALSE(gone.has_value());
}

TEST_CASE("Many threads are each answered once") {
    running_server running;
    running.server.inject({.kind = veeam::fault_kind::status, .every = 7, .count = 0, .status = 503});
    constexpr std::size_t threads = 8;
    constexpr std::size_t requests = 50;
    std::atomic<std::size_t> good = 0;
    std::atomic<std::size_t> busy = 0;
    {
        std::vector<std::jthread> workers;
        for (std::size_t i = 0; i < threads; ++i)
            workers.emplace_back([&] {
                for (std::size_t n = 0; n < requests; ++n) {
                    auto const answer = running.get("/api/");
                    if (answer && answer->status == 200) ++good;
                    if (answer && answer->status == 503) ++busy;
                }
            });
    }
    CHECK(running.server.count("GET", "/api/") == threads * requests);
    CHECK(busy == (threads * requests + 6) / 7);
    CHECK(good + busy == threads * requests);
}
