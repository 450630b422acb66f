/// Measures what layers and the client cost: the same small document of Enterprise Manager is asked for, again and
/// again over one connection on the loopback, by cpp-httplib alone, by the transport over it, through five layers, and
/// by a client. Prints one table in Markdown. Arguments: rounds (default 15), turns of each contender in a round (120),
/// of 20 requests each.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/layers.hpp>
#include <veeam/transport/httplib.hpp>

#include "loopback.hpp"
#include "race.hpp"

namespace {

using bench::cpu_seconds;
using bench::ratios;
using bench::require;
using bench::with_spread;

constexpr std::string_view id = "2851cb88-37b6-46ea-b2c8-47b55270169d";
// What GetJobRef answers: specs/em/examples/GetJobRef.xml.yaml
constexpr std::string_view document =
    R"(<EntityRef xmlns="http://www.veeam.com/ent/v1.0" Type="JobReference" Href="https://srv12.tech.local:9398/api/jobs/2851cb88-37b6-46ea-b2c8-47b55270169d" Name="CRM Backup" UID="urn:veeam:Job:2851cb88-37b6-46ea-b2c8-47b55270169d">
  <Links>
    <Link Rel="Up" Type="BackupServerReference" Href="https://srv12.tech.local:9398/api/backupServers/ffa6d4ef-ea63-4fb3-88a1-84706c2430e1" Name="appsrv01.tech.local" />
    <Link Rel="Alternate" Type="Job" Href="https://srv12.tech.local:9398/api/jobs/2851cb88-37b6-46ea-b2c8-47b55270169d?format=Entity" Name="CRM Backup" />
    <Link Rel="Down" Type="BackupJobSessionReferenceList" Href="https://srv12.tech.local:9398/api/jobs/2851cb88-37b6-46ea-b2c8-47b55270169d/backupSessions" />
  </Links>
</EntityRef>)";

/// Answers with the document at once: what is left to measure are the layers.
struct still {
    veeam::result<veeam::response> send(veeam::request const&) {
        return veeam::response{
            .status = 200, .headers = {{"Content-Type", "application/xml"}}, .body = std::string(document)};
    }
};

/// Five layers around a transport. There is no use for recording here: its cassette only grows.
template <class Wire>
class five_layers {
public:
    explicit five_layers(Wire& wire) : each_try_(wire, count_bytes{}) {}
    veeam::result<veeam::response> send(veeam::request const& r) { return each_call_.send(r); }

private:
    // The least that somebody does with a record.
    struct count_bytes {
        std::uint64_t bytes{};
        void operator()(veeam::log_record const& record) { bytes += record.response_size.value_or(0); }
    };
    using lower = veeam::logging<Wire, count_bytes>;
    using at_once = veeam::rate_limiting<lower>;
    using in_time = veeam::rate_limiting<at_once>;
    using patient = veeam::retrying<in_time>;

    lower each_try_;
    at_once at_once_{each_try_, {.parallel = 8}};
    in_time in_time_{at_once_, {.requests = 1'000'000}};
    patient patient_{in_time_};
    veeam::logging<patient, count_bytes> each_call_{patient_, count_bytes{}};
};

/// What is measured, and what came of it in each round.
struct contender {
    std::string_view name{};
    std::function<bool()> request{};  ///< Whether the answer is right.
    std::vector<double> rate{};       ///< Requests in a second.
    std::vector<double> cpu{};        ///< Microseconds of the client's thread for a request.
};

/// What some requests of one contender took.
struct sums {
    double seconds{};
    double cpu{};
};

void measure(contender const& one, std::size_t requests, sums& into) {
    auto const start = std::chrono::steady_clock::now();
    double const cpu = cpu_seconds();
    for (std::size_t i = 0; i < requests; ++i) require(one.request(), one.name);
    into.cpu += cpu_seconds() - cpu;
    into.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// In each round the contenders take turns of a few requests, so that what else the machine does meets all of them. The
/// first round is for warming up.
void race(std::vector<contender>& all, std::size_t rounds, std::size_t turns, std::size_t requests) {
    auto const number = static_cast<double>(turns * requests);
    for (std::size_t round = 0; round <= rounds; ++round) {
        std::vector<sums> took(all.size());
        for (std::size_t turn = 0; turn < turns; ++turn)
            for (std::size_t i = 0; i < all.size(); ++i) {
                std::size_t const next = (turn + i) % all.size();
                measure(all[next], requests, took[next]);
            }
        for (std::size_t i = 0; round != 0 && i < all.size(); ++i) {
            all[i].rate.push_back(number / took[i].seconds);
            all[i].cpu.push_back(took[i].cpu / number * 1e6);
        }
    }
}

void print(std::vector<contender> const& all) {
    std::puts(
        "| median (least to most) | requests a second | ratio to cpp-httplib | ratio to no layers "
        "| CPU of the client, us a request |\n|---|---|---|---|---|");
    for (contender const& one : all)
        std::printf("| %.*s | %s | %s | %s | %s |\n", static_cast<int>(one.name.size()), one.name.data(),
                    with_spread(one.rate, 0).c_str(), with_spread(ratios(one.rate, all[0].rate), 2).c_str(),
                    with_spread(ratios(one.rate, all[1].rate), 2).c_str(), with_spread(one.cpu, 1).c_str());
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t const rounds = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 15;
    std::size_t const turns = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 120;
    require(rounds != 0 && turns != 0, "usage: bench-layers [ROUNDS [TURNS]]");

    bench::loopback<httplib::Server> em{std::string(document)};
    std::string const url = "http://127.0.0.1:" + std::to_string(em.port());
    std::string const target = "/api/jobs/" + std::string(id);
    // The same on every wire. Nobody asks for compressed answers: the server would compress for them, and that is not
    // the question.
    veeam::request asked;
    asked.target = target;
    asked.headers = {{"Accept", "application/xml"}, {"Accept-Encoding", "identity"}};
    veeam::request authorised = asked;
    authorised.headers.add("X-RestSvcSessionId", std::string(bench::session_token));
    veeam::call_options const plainly{.headers = {{"Accept-Encoding", "identity"}}};

    httplib::Client bare("127.0.0.1", em.port());
    bare.set_keep_alive(true);
    bare.set_tcp_nodelay(true);
    httplib::Headers headers{{"User-Agent", "veeam-cpp"}};
    for (auto const& [name, value] : authorised.headers) headers.emplace(name, value);

    veeam::httplib_transport wire(url);
    veeam::httplib_transport layered_wire(url);
    five_layers layered(layered_wire);
    veeam::httplib_transport client_wire(url);
    five_layers client_layers(client_wire);
    veeam::client api{client_layers, veeam::em_logon{"operator", veeam::secret("password")}};
    veeam::em::GetJobRef const op{.job_id = std::string(id)};

    auto const is_right = [](auto const& got) { return got && got->status == 200 && got->body == document; };
    std::vector<contender> all{{"cpp-httplib alone", [&] { return is_right(bare.Get(target, headers)); }},
                               {"`httplib_transport`, no layers", [&] { return is_right(wire.send(authorised)); }},
                               {"five layers", [&] { return is_right(layered.send(authorised)); }},
                               {"client with five layers, `raw`", [&] { return is_right(api.raw(asked, plainly)); }},
                               {"client with five layers, `GetJobRef`, which reads the XML", [&] {
                                    auto const job = api(op, plainly);
                                    return job && job->name == "CRM Backup";
                                }}};
    race(all, rounds, turns, 20);
    print(all);

    // A layer that logs looks for the token in the path of a request that no spec describes.
    veeam::request described = authorised;
    described.facts = &veeam::em::GetJobRef::facts;
    still nobody;
    five_layers around_nobody(nobody);
    std::vector<contender> alone{{"no layers", [&] { return is_right(nobody.send(described)); }},
                                 {"operation", [&] { return is_right(around_nobody.send(described)); }},
                                 {"raw", [&] { return is_right(around_nobody.send(authorised)); }}};
    race(alone, rounds, turns, 400);
    auto const cost = [&](contender const& one) {
        std::vector<double> out;
        for (std::size_t i = 0; i < rounds; ++i) out.push_back((one.cpu[i] - alone[0].cpu[i]) * 1000);
        return with_spread(out, 0);
    };
    std::printf(
        "\nWithout a network, five layers take %s ns of the CPU for an operation, and %s ns for a raw request.\n",
        cost(alone[1]).c_str(), cost(alone[2]).c_str());
}
