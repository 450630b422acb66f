/// Measures what a request costs outside the wire, and a whole one over TLS on the loopback. Prints tables in Markdown.
/// Argument: rounds (default 15).

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/client/em.hpp>
#include <veeam/em/backup_sessions.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/transport/httplib.hpp>

#include <support/certificates.hpp>

#include "loopback.hpp"
#include "pages.hpp"
#include "peers/peers.hpp"
#include "race.hpp"

namespace {

using namespace bench;
namespace em = veeam::em;
namespace session = em::query::backup_job_session;

constexpr std::string_view id = "2851cb88-37b6-46ea-b2c8-47b55270169d";

veeam::filter<session::query> failed_since(veeam::timestamp const& when) {
    return session::result == em::SessionResult::Failed && session::job_name == "Backup Job 2" &&
           session::creation_time > when.instant().value();
}

bool is_target(veeam::result<veeam::request> const& made, std::size_t at_least) {
    return made && made->target.size() >= at_least;
}

void outside_the_wire(std::size_t rounds) {
    veeam::xml_codec const codec;
    veeam::timestamp const when = veeam::timestamp::parse("2024-03-01T22:15:00Z").value();
    em::GetJob const by_id{.job_id = std::string(id)};
    em::QueryBackupJobSessions const query{
        .filter = failed_since(when), .sort = descending(session::creation_time), .page_size = 100};
    std::string const text = xml_text(session_page(1), form::in_order);
    veeam::response const answer{.status = 200, .headers = {{"Content-Type", "application/xml"}}, .body = text};
    std::vector<contender> all{
        {.name = "limit: a string of the target of `GetJob`, and two headers",
         .run =
             [&] {
                 veeam::request made;
                 made.target = "/api/jobs/" + std::string(id) + "?format=Entity";
                 made.headers = {{"Accept", "application/xml"}, {"X-RestSvcSessionId", std::string(session_token)}};
                 return made.target.size() > 20;
             }},
        {.name = "`to_request(GetJob)`", .run = [&] { return is_target(veeam::to_request(by_id, codec), 20); }},
        {.name = "a filter of three conditions, made", .run = [&] { return !failed_since(when).empty(); }},
        {.name = "`to_request(QueryBackupJobSessions)` with that filter and a sort order",
         .run = [&] { return is_target(veeam::to_request(query, codec), 80); }},
        {.name = "`from_response(ListBackupJobSessions)`, one session of " + std::to_string(text.size()) + " bytes",
         .run = [&] { return veeam::from_response<em::ListBackupJobSessions>(answer, codec).has_value(); }}};
    race(all, rounds, 0.005);
    std::puts("| median (least to most) | ns of the CPU |\n|---|---|");
    for (contender const& one : all) {
        std::vector<double> each;
        for (double const s : one.seconds) each.push_back(s * 1e9);
        std::printf("| %s | %s |\n", one.name.c_str(), with_spread(each, 0).c_str());
    }
}

/// Like `race`, in the time of the wall, since two threads share the work.
void over_tls(std::size_t rounds, std::size_t items) {
    test::certificate const certificate = test::make_certificate({.alternative_names = "DNS:localhost,IP:127.0.0.1"});
    loopback<httplib::SSLServer> em(xml_text(session_page(items), form::in_order), certificate.x509.get(),
                                    certificate.key.get());
    std::string const url = "https://127.0.0.1:" + std::to_string(em.port());
    httplib::SSLClient bare("127.0.0.1", em.port());
    bare.enable_server_certificate_verification(false);
    bare.set_keep_alive(true);
    bare.set_tcp_nodelay(true);
    httplib::Headers const headers{{"Accept", "application/xml"},
                                   {"Accept-Encoding", "identity"},
                                   {"X-RestSvcSessionId", std::string(session_token)}};
    auto const page_of = [&] { return bare.Get("/api/backupSessions?format=Entity", headers); };

    veeam::httplib_transport wire(url, {.trust = veeam::pinned_sha256(certificate.fingerprint())});
    veeam::client api{wire, veeam::em_logon{"operator", veeam::secret("password")}};
    veeam::call_options const plainly{.headers = {{"Accept-Encoding", "identity"}}};

    std::vector<contender> all{{.name = "`client`, structs",
                                .run =
                                    [&] {
                                        auto const got = api(em::ListBackupJobSessions{}, plainly);
                                        return got && got->backup_job_sessions->size() == items;
                                    }},
                               {.name = "cpp-httplib, the text",
                                .run =
                                    [&] {
                                        auto const got = page_of();
                                        return got && got->status == 200;
                                    }},
                               {.name = "cpp-httplib and pugixml `child(\"name\")`, structs", .run = [&] {
                                    auto const got = page_of();
                                    sessions out;
                                    return got && pugixml_peer::decode(got->body, out) &&
                                           out.backup_job_sessions->size() == items;
                                }}};
    constexpr std::size_t requests = 40;
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            contender& one = all[(round + i) % all.size()];
            auto const start = std::chrono::steady_clock::now();
            for (std::size_t n = 0; n < requests; ++n) require(one.run(), one.name);
            double const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            if (round != 0) one.seconds.push_back(took / requests);
        }
    }
    std::printf(
        "\n%zu sessions a page:\n\n| median (least to most) | us a request | ratio to the text |\n|---|---|---|\n",
        items);
    for (contender const& one : all) {
        std::vector<double> each;
        for (double const s : one.seconds) each.push_back(s * 1e6);
        std::printf("| %s | %s | %s |\n", one.name.c_str(), with_spread(each, 0).c_str(),
                    with_spread(ratios(one.seconds, all[1].seconds), 2).c_str());
    }
}

}  // namespace

int main(int argc, char** argv) {
    keep_memory();
    std::size_t const rounds = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 15;
    require(rounds != 0, "usage: bench-requests [ROUNDS]");
    std::puts("### Outside the wire\n");
    outside_the_wire(rounds);
    std::puts("\n### Whole requests over TLS on the loopback, one connection that is kept");
    over_tls(rounds, 1);
    over_tls(rounds, 100);
}
