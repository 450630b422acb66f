// The conformance suite must find what it is for: each transport here breaks one rule.

#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include <veeam/transport/conformance.hpp>
#include <veeam/transport/httplib.hpp>

namespace {

using veeam::request;
using veeam::response;
using veeam::result;

/// A good transport with one fault: `Fault::send(wire, request)`.
template <class Fault>
struct faulty {
    static constexpr bool streams_bodies = true;
    explicit faulty(std::string const& url) : wire(url) {}
    result<response> send(request const& r) { return fault.send(wire, r); }

    veeam::httplib_transport wire;
    Fault fault{};
};

/// The rules that a transport with a fault breaks, one a line.
template <class Fault>
std::string broken_rules() {
    std::string out;
    auto const report = veeam::conformance::check([](std::string const& url) { return faulty<Fault>(url); });
    for (auto const& one : report.findings)
        if (!one.problem.empty()) out.append(one.rule).append("\n");
    return out;
}

struct none {
    static result<response> send(auto& wire, request const& r) { return wire.send(r); }
};

struct decodes_targets {
    static result<response> send(auto& wire, request r) {
        if (auto const at = r.target.find("%2F"); at != std::string::npos) r.target.replace(at, 3, "/");
        return wire.send(r);
    }
};

struct joins_headers {
    static result<response> send(auto& wire, request r) {
        if (r.headers.contains("X-Id")) r.headers.set("X-Id", "a, b");
        return wire.send(r);
    }
};

struct fails_for_404 {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (got && got->status == 404) return veeam::error({.kind = veeam::error_kind::http_status});
        return got;
    }
};

struct follows_redirects {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (!got || got->status != 302) return got;
        request next = r;
        next.target = std::string(*got->headers.get("Location"));
        (void)wire.send(next);
        return got;
    }
};

struct keeps_cookies {
    result<response> send(auto& wire, request r) {
        std::lock_guard const lock(mutex);
        if (!cookie.empty()) r.headers.set("Cookie", cookie);
        auto got = wire.send(r);
        if (got) cookie = got->headers.get("Set-Cookie").value_or("");
        return got;
    }
    std::mutex mutex{};
    std::string cookie{};
};

struct repeats_what_failed {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        return got || got.error().kind() != veeam::error_kind::network ? got : wire.send(r);
    }
};

struct claims_never_sent {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (got) return got;
        veeam::error_info info = got.error().info();
        info.was_sent = veeam::sent::no;
        return veeam::error(info);
    }
};

struct claims_maybe_sent {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (got) return got;
        veeam::error_info info = got.error().info();
        info.was_sent = veeam::sent::maybe;
        return veeam::error(info);
    }
};

struct looks_at_no_clock {
    static result<response> send(auto& wire, request r) {
        r.deadline.reset();
        return wire.send(r);
    }
};

struct hears_no_stop {
    static result<response> send(auto& wire, request r) {
        r.stop = {};
        return wire.send(r);
    }
};

struct downloads_errors {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (got && got->status == 404 && r.download != nullptr) r.download->begin(404, got->headers);
        return got;
    }
};

struct ends_every_download {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (!got && r.download != nullptr) r.download->end();
        return got;
    }
};

struct ignores_streams {
    static result<response> send(auto& wire, request r) {
        r.upload = nullptr;
        r.download = nullptr;
        return wire.send(r);
    }
};

struct accepts_half_answers {
    static result<response> send(auto& wire, request const& r) {
        auto got = wire.send(r);
        if (!got && got.error().kind() == veeam::error_kind::network)
            return response{.status = 200, .headers = {}, .body = {}};
        return got;
    }
};

}  // namespace

TEST_CASE("the conformance suite finds each fault, and no other") {
    CHECK(broken_rules<none>() == "");
    CHECK(broken_rules<decodes_targets>() == "targets arrive byte for byte\n");
    CHECK(broken_rules<joins_headers>() == "methods, headers and bodies arrive\n");
    std::string const statuses = "every status is an answer; no redirect is followed and no cookie kept\n";
    CHECK(broken_rules<fails_for_404>() == statuses + "a success goes to the sink, another answer does not\n");
    CHECK(broken_rules<follows_redirects>() == statuses);
    CHECK(broken_rules<keeps_cookies>() == statuses);
    CHECK(broken_rules<repeats_what_failed>() ==
          "an answer that breaks off is an error, and the request is not repeated\n"
          "a POST without an answer is not repeated on another connection\n"
          "a download that breaks off is not ended\n");
    CHECK(broken_rules<claims_never_sent>() ==
          "an answer whose end is unclear is an error\n"
          "an answer that breaks off is an error, and the request is not repeated\n"
          "a POST without an answer is not repeated on another connection\n"
          "a deadline ends a request that waits\n"
          "a stop ends a request that waits\n"
          "a download that breaks off is not ended\n");
    CHECK(broken_rules<claims_maybe_sent>() ==
          "a request whose time is over is not sent\n"
          "a server that is not there proves that nothing was sent\n");
    CHECK(broken_rules<downloads_errors>() == "a success goes to the sink, another answer does not\n");
    CHECK(broken_rules<ends_every_download>() ==
          "a sink that refuses ends the request\na download that breaks off is not ended\n");
    CHECK(broken_rules<ignores_streams>() ==
          "a success goes to the sink, another answer does not\n"
          "a sink that refuses ends the request\n"
          "a source is sent whole, and again from its beginning\n"
          "a source that fails ends the request\n"
          "a download that breaks off is not ended\n");
    CHECK(broken_rules<accepts_half_answers>() ==
          "an answer whose end is unclear is an error\n"
          "an answer that breaks off is an error, and the request is not repeated\n"
          "a POST without an answer is not repeated on another connection\n"
          "a download that breaks off is not ended\n");
}

TEST_CASE("a transport that never gives up fails, and does not hang the suite") {
    CHECK(broken_rules<looks_at_no_clock>() ==
          "a request whose time is over is not sent\na deadline ends a request that waits\n");
    CHECK(broken_rules<hears_no_stop>() ==
          "a request whose time is over is not sent\na stop ends a request that waits\n");
}

TEST_CASE("a transport that streams nothing is checked by the other rules, and told in the report") {
    struct simple {
        explicit simple(std::string const& url) : wire(url) {}
        result<response> send(request const& r) { return wire.send(r); }
        veeam::httplib_transport wire;
    };
    auto const report = veeam::conformance::check([](std::string const& url) { return simple(url); });
    CHECK(report.passed());
    std::string const text = report.text();
    CHECK(text.find("skipped a success goes to the sink, another answer does not\n") != std::string::npos);
    CHECK(text.find("ok      targets arrive byte for byte\n") != std::string::npos);
}
