#pragma once

// What becomes of a read and of a start when something goes wrong, for one kind of transport: docs/faults.md.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simulator/simulator.hpp>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/layers/retrying.hpp>
#include <veeam/transport/proxy.hpp>
#include <veeam/transport/trust.hpp>

#include "support/replaced.hpp"
#include "support/servers.hpp"
#include "support/temporary_folder.hpp"

namespace test {

/// How a request fared: what its caller sees, and what the server saw.
struct fate {
    std::string outcome{};      ///< What the caller gets, in words.
    std::size_t requests{};     ///< How often the server saw the request.
    std::size_t carried_out{};  ///< How often it did what was asked.
    std::string waits{};        ///< How long the client waited between tries.
};

/// One thing that goes wrong, and what becomes of each kind of request.
struct fault_row {
    std::string trouble{};
    fate read{};
    std::optional<fate> start{};  ///< None: the trouble is one of lists.
};

namespace detail {

inline std::string in_words(veeam::error const& e) {
    std::string text = e.text();
    // Where in a document depends on how many digits a port has.
    if (std::size_t const at = text.find(" (byte "); at != std::string::npos)
        text.erase(at, text.find(')', at) + 1 - at);
    return text + (e.was_sent() == veeam::sent::no ? " [nothing sent]" : "");
}

/// The real time, but for waits, which are over at once.
class skipping_clock {
public:
    std::chrono::steady_clock::time_point now() const { return std::chrono::steady_clock::now() + state_->skipped; }
    void sleep(std::chrono::milliseconds duration, std::stop_token const&) {
        state_->waits += (state_->waits.empty() ? "" : ", ") + seconds(duration);
        state_->skipped += duration;
    }
    static double random() { return 1.0; }
    std::string const& waits() const noexcept { return state_->waits; }

private:
    struct state {
        std::chrono::milliseconds skipped{};
        std::string waits{};
    };
    static std::string seconds(std::chrono::milliseconds d) {
        std::string out = std::to_string(d.count() / 1000);
        if (auto const rest = d.count() % 1000; rest != 0) out += "." + std::to_string(rest / 100);
        return out + " s";
    }

    std::shared_ptr<state> state_{std::make_shared<state>()};
};

}  // namespace detail

/// Runs every fault against the simulator. `Make(url, trust)` makes a transport, `Make(url, trust, proxy)` one that
/// goes through a proxy.
///
/// A client asks for a job, which may be repeated, and starts one, which must not be started twice; a retrying layer is
/// between client and transport, and a clock on which waiting takes no time.
template <class Make>
class fault_matrix {
public:
    fault_matrix(veeam::simulator& server, Make make) : server_(server), make_(std::move(make)) {
        server_.reset();
        auto wire = make_(server_.url(), trust());
        veeam::client api{wire, logon()};
        job_ = api(veeam::em::ListJobs{}).value().jobs.value().front().uid.id()->text();
        sessions_ = 0;
        for ([[maybe_unused]] auto const& one : api.items(veeam::em::QueryBackupJobSessions{})) ++sessions_;
    }

    std::vector<fault_row> run() {
        using namespace std::chrono_literals;
        using kind = veeam::fault_kind;
        both("nothing", {});
        refused();
        certificates();
        proxies();
        both("the connection is reset before the request is carried out, once", {{.kind = kind::reset_before}});
        both("the connection is reset after the request was carried out, once", {{.kind = kind::reset_after}});
        both("… every time", {{.kind = kind::reset_after, .count = 0}});
        both("the headers come after the deadline", {{.kind = kind::delay_headers, .delay = 10min}}, 500ms);
        both("the body comes after the deadline", {{.kind = kind::delay_body, .delay = 10min}}, 500ms);
        both("headers and body come late, but before the deadline",
             {{.kind = kind::delay_headers, .delay = 20ms}, {.kind = kind::delay_body, .delay = 20ms}}, 1min);
        both("the body is cut off, once", {{.kind = kind::truncate_body}});
        both("the length is ten too large, once", {{.kind = kind::wrong_length, .length_error = 10}});
        both("the length is five too small, once", {{.kind = kind::wrong_length, .length_error = -5}});
        both("the body is missing, once", {{.kind = kind::empty_body}});
        both("the session has ended", {{.kind = kind::expire_sessions}});
        both("401, once", {{.kind = kind::status, .status = 401}});
        both("401, every time", {{.kind = kind::status, .count = 0, .status = 401}});
        both("403", {{.kind = kind::status, .status = 403}});
        both("429 with `Retry-After: 7`, once", {with_header(429, "Retry-After", "7")});
        both("429 with `Retry-After` as a date in 7 seconds, once", {with_date(429)});
        both("429 with `retryAfter` in the body, once", {with_hint(429)});
        both("429 with `Retry-After: 3600`", {with_header(429, "Retry-After", "3600")});
        both("429, every time", {{.kind = kind::status, .count = 0, .status = 429}});
        for (int const status : {500, 502, 503, 520})
            both(std::to_string(status) + ", once", {{.kind = kind::status, .status = status}});
        both("503, every time", {{.kind = kind::status, .count = 0, .status = 503}});
        both("a web page with status 200", {{.kind = kind::html, .status = 200}});
        both("a web page with status 502, once", {{.kind = kind::html, .status = 502}});
        both("the right body as `text/plain`, once",
             {{.kind = kind::wrong_content_type, .content_type = "text/plain"}});
        both("a redirect to another host", {with_header(302, "Location", "https://elsewhere.example/api/")});
        both("a document 100,000 levels deep", {{.kind = kind::depth_bomb}});
        both("a document that is no UTF-8", {{.kind = kind::invalid_utf8}});
        walk("the session ends in the middle of a list", {.kind = kind::expire_sessions, .skip = 1});
        walk("the connection is reset in the middle of a list", {.kind = kind::reset_after, .skip = 1});
        walk("503 in the middle of a list, every time", {.kind = kind::status, .skip = 1, .count = 0, .status = 503});
        return std::move(rows_);
    }

private:
    using faults = std::vector<veeam::fault>;
    using timeout = std::optional<std::chrono::milliseconds>;

    veeam::trust trust() const { return veeam::pinned_sha256(server_.fingerprint()); }
    static veeam::em_logon logon() { return {"operator", veeam::secret("simulator")}; }

    static veeam::fault with_header(int status, std::string name, std::string value) {
        return {.kind = veeam::fault_kind::status,
                .status = status,
                .headers = {{std::move(name), std::move(value)}},
                .body = "no"};
    }
    static veeam::fault with_date(int status) {
        veeam::fault out = with_header(status, "Date", "Sun, 06 Nov 1994 08:49:37 GMT");
        out.headers.add("Retry-After", "Sun, 06 Nov 1994 08:49:44 GMT");
        return out;
    }
    static veeam::fault with_hint(int status) {
        return {.kind = veeam::fault_kind::status,
                .status = status,
                .body = R"({"errors":[{"message":"Too many requests.","retryAfter":7}]})",
                .content_type = "application/json"};
    }

    std::string path() const { return "/api/jobs/" + job_; }

    /// A client in a session, before anything goes wrong, and `what` it then does.
    template <class What>
    fate watch(std::string const& method, std::string const& target, faults const& trouble, What what) {
        server_.reset();
        auto wire = make_(server_.url(), trust());
        detail::skipping_clock clock;
        veeam::retrying patient{wire, options(), clock};
        veeam::client api{patient, logon()};
        api.log_on().value();
        for (veeam::fault one : trouble) {
            one.method = method;
            one.path = target;
            server_.inject(std::move(one));
        }
        fate out;
        out.outcome = cleaned(what(api), server_.url());
        for (veeam::logged_request const& seen : server_.log(method, target)) {
            ++out.requests;
            if (seen.fault == "reset_after" || (seen.status >= 200 && seen.status < 300 && seen.fault != "html" &&
                                                seen.fault != "depth_bomb" && seen.fault != "invalid_utf8"))
                ++out.carried_out;
        }
        out.waits = clock.waits();
        return out;
    }

    static veeam::retry_options options() { return {.max_tries = 3, .first_delay = std::chrono::milliseconds(500)}; }
    static std::string cleaned(std::string text, std::string const& url) {
        return veeam::support::replaced(std::move(text), url.substr(url.find("127")), "SERVER");
    }

    auto reading(timeout limit) const {
        return [this, limit](auto& api) {
            auto const got = api(veeam::em::GetJob{.job_id = job_}, {.timeout = limit});
            return got ? std::string("the job") : detail::in_words(got.error());
        };
    }
    auto starting(timeout limit) const {
        return [this, limit](auto& api) {
            auto const got = api(veeam::em::StartJob{.job_id = job_}, {.timeout = limit});
            return got ? std::string("the task") : detail::in_words(got.error());
        };
    }

    void both(std::string trouble, faults const& what, timeout limit = std::nullopt) {
        rows_.push_back({.trouble = std::move(trouble),
                         .read = watch("GET", path(), what, reading(limit)),
                         .start = watch("POST", path(), what, starting(limit))});
    }

    void walk(std::string trouble, veeam::fault const& what) {
        fate out = watch("GET", "/api/query", {what}, [&](auto& api) {
            std::size_t items = 0;
            try {
                for ([[maybe_unused]] auto const& one :
                     api.items(veeam::em::QueryBackupJobSessions{.page_size = veeam::page_size(5)}))
                    ++items;
            } catch (veeam::api_error const& e) {
                return std::to_string(items) + " items, then " + detail::in_words(e.error());
            }
            return items == sessions_ ? std::string("all items") : std::to_string(items) + " items";
        });
        rows_.push_back({.trouble = std::move(trouble), .read = std::move(out), .start = std::nullopt});
    }

    /// A client that cannot even log on.
    template <class What>
    fate alone(std::string const& url, veeam::trust const& whom, What what,
               std::optional<veeam::http_proxy> const& proxy = std::nullopt) {
        auto wire = make_(url, whom, proxy);
        detail::skipping_clock clock;
        veeam::retrying patient{wire, options(), clock};
        veeam::client api{patient, logon()};
        fate out{.outcome = cleaned(what(api), url)};
        out.waits = clock.waits();
        return out;
    }

    void refused() {
        std::string const url = "https://127.0.0.1:" + std::to_string(closed_port());
        rows_.push_back({.trouble = "nobody listens",
                         .read = alone(url, trust(), reading({})),
                         .start = alone(url, trust(), starting({}))});
    }

    void certificates() {
        std::string const other(64, 'a');
        auto const add = [&](std::string trouble, veeam::simulator const& server, veeam::trust const& whom) {
            auto const fare = [&](auto what) {
                fate out = alone(server.url(), whom, what);
                out.outcome = veeam::support::replaced(out.outcome, server.fingerprint(), "…");
                out.outcome = veeam::support::replaced(out.outcome, other, "…");
                out.requests = server.count();
                return out;
            };
            rows_.push_back({.trouble = std::move(trouble), .read = fare(reading({})), .start = fare(starting({}))});
        };
        server_.reset();
        add("the certificate is not the pinned one", server_, veeam::pinned_sha256(other));
        auto const own = [&](std::string trouble, veeam::certificate_options certificate) {
            veeam::simulator const server{{.specs = VEEAM_SPECS_DIR, .certificate = std::move(certificate)}};
            temporary_folder const folder;
            add(std::move(trouble), server, veeam::ca_file{folder.write(server.certificate_pem(), "own.pem")});
        };
        own("the certificate has expired",
            {.valid_from = std::chrono::hours(-2), .valid_until = std::chrono::hours(-1)});
        own("the certificate is of another host", {.names = {"other.example"}});
    }

    /// A proxy that makes no tunnel without a password, and repeats one that it was not sent.
    void proxies() {
        raw_server const proxy([](int socket) {
            raw_server::read_head(socket);
            raw_server::write(socket,
                              "HTTP/1.1 407 Proxy Authentication Required\r\n"
                              "Proxy-Authenticate: Basic realm=\"hunter2\"\r\nContent-Length: 0\r\n\r\n");
        });
        auto const port = static_cast<std::uint16_t>(proxy.port());
        server_.reset();
        auto const add = [&](std::string trouble, std::string host) {
            auto const fare = [&](auto what) {
                fate out = alone(server_.url(), trust(), what, veeam::http_proxy{host, port});
                out.outcome = veeam::support::replaced(out.outcome, "127.0.0.1:" + std::to_string(port), "PROXY");
                out.requests = server_.count();
                return out;
            };
            rows_.push_back({.trouble = std::move(trouble), .read = fare(reading({})), .start = fare(starting({}))});
        };
        add("the proxy wants a password", "127.0.0.1");
        add("… which stands in its host as `operator:hunter2@`", "operator:hunter2@127.0.0.1");
    }

    veeam::simulator& server_;
    Make make_;
    std::string job_{};
    std::size_t sessions_{};
    std::vector<fault_row> rows_{};
};

/// The rows of one transport or more as a table of Markdown; where they differ, a cell says which is which.
inline std::string fault_table(std::vector<std::pair<std::string, std::vector<fault_row>>> const& transports) {
    auto const cell = [&](std::size_t row, auto text_of) {
        std::string const first = text_of(transports.front().second[row]);
        bool const same = std::all_of(transports.begin(), transports.end(),
                                      [&](auto const& one) { return text_of(one.second[row]) == first; });
        if (same) return first;
        std::string out;
        for (auto const& [name, rows] : transports)
            out.append(out.empty() ? "" : "<br>").append(name).append(": ").append(text_of(rows[row]));
        return out;
    };
    auto const fate_cells = [&](std::size_t row, auto fate_of) {
        std::string out;
        out += cell(row, [&](fault_row const& r) {
            fate const* const f = fate_of(r);
            if (f == nullptr) return std::string();
            return f->waits.empty() ? f->outcome : f->outcome + " (waited " + f->waits + ")";
        });
        out += " | " + cell(row, [&](fault_row const& r) {
                   fate const* const f = fate_of(r);
                   return f == nullptr ? std::string()
                                       : std::to_string(f->requests) + " / " + std::to_string(f->carried_out);
               });
        return out;
    };
    std::string out =
        "| what goes wrong | reading a job gives | seen / done | starting a job gives | seen / done |\n"
        "|---|---|---|---|---|\n";
    for (std::size_t i = 0; i < transports.front().second.size(); ++i) {
        out += "| " + transports.front().second[i].trouble + " | ";
        out += fate_cells(i, [](fault_row const& r) { return &r.read; }) + " | ";
        out += fate_cells(i, [](fault_row const& r) { return r.start ? &*r.start : nullptr; }) + " |\n";
    }
    return out;
}

}  // namespace test
