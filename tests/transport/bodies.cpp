#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>
#include <zlib.h>

#include <veeam/http/streams.hpp>
#include <veeam/transport/conformance/loopback.hpp>

#include "support/wires.hpp"

using namespace std::chrono_literals;
using veeam::conformance::loopback;
using veeam::conformance::peer;

namespace {

std::string gzip(std::string_view text) {
    z_stream z{};
    deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

std::string answer_with(std::string_view headers, std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

/// A server that sends the same bytes to every request.
struct always : loopback {
    explicit always(std::string bytes)
        : loopback([bytes = std::move(bytes)](peer& one) {
              while (one.read())
                  if (!one.write(bytes)) return;
          }) {}
};

veeam::request get() {
    veeam::request r;
    r.target = "/";
    r.deadline = std::chrono::steady_clock::now() + 20s;
    return r;
}

/// The body, or the error.
template <class Wire>
std::string outcome(std::string bytes, veeam::request const& r = get()) {
    always const server(std::move(bytes));
    Wire wire(server.url(), {.max_body = 1'000'000});
    auto const got = wire.send(r);
    return got ? got->body : got.error().text();
}

}  // namespace

TEST_CASE_TEMPLATE("gzip is undone, in one part or in several", Wire, VEEAM_WIRES) {
    std::string const text(100'000, 'x');
    CHECK(outcome<Wire>(answer_with("Content-Encoding: gzip\r\n", gzip(text))) == text);
    CHECK(outcome<Wire>(answer_with("Content-Encoding: X-GZip\r\n", gzip("a") + gzip("b"))) == "ab");
    CHECK(outcome<Wire>(answer_with("Content-Encoding: gzip\r\n", "")) == "");
    CHECK(outcome<Wire>(answer_with("Content-Encoding: identity\r\n", "plain")) == "plain");
}

TEST_CASE_TEMPLATE("what is not gzip, or only a part of it, is an error of decoding", Wire, VEEAM_WIRES) {
    std::string const whole = gzip(std::string(1000, 'x'));
    std::string bad_sum = whole;
    bad_sum[bad_sum.size() - 5] ^= 1;
    std::string const header = "Content-Encoding: gzip\r\n";
    CHECK(outcome<Wire>(answer_with(header, "no gzip at all")) == "decode: the compressed answer is garbled");
    CHECK(outcome<Wire>(answer_with(header, bad_sum)) == "decode: the compressed answer is garbled");
    CHECK(outcome<Wire>(answer_with(header, whole + "rest")) == "decode: the compressed answer is garbled");
    CHECK(outcome<Wire>(answer_with(header, whole.substr(0, whole.size() - 3))) ==
          "decode: the compressed answer is cut off");
}

TEST_CASE_TEMPLATE("a body that grows in decompression ends at the limit", Wire, VEEAM_WIRES) {
    std::string const bomb = gzip(std::string(std::size_t{64} << 20, '\0'));
    CHECK(bomb.size() < 100'000);
    CHECK(outcome<Wire>(answer_with("Content-Encoding: gzip\r\n", bomb)) ==
          "decode: the answer is larger than 1000000 bytes");
    CHECK(outcome<Wire>("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n") ==
          "decode: the answer is larger than 1000000 bytes");
}

TEST_CASE_TEMPLATE("a coding that nobody asked for is an error, one that the caller asked for is the caller's", Wire,
                   VEEAM_WIRES) {
    std::string const answer = answer_with("Content-Encoding: br\r\n", "something");
    CHECK(outcome<Wire>(answer) == "decode: the answer has a coding that was not asked for: br");
    veeam::request r = get();
    r.headers.set("Accept-Encoding", "br");
    CHECK(outcome<Wire>(answer, r) == "something");
}

TEST_CASE_TEMPLATE("headers have a limit", Wire, VEEAM_WIRES) {
    std::string many;
    for (int i = 0; i < 300; ++i) many += "X-Many: " + std::string(1000, 'x') + "\r\n";
    CHECK(outcome<Wire>(answer_with(many, "ok")) == "decode: the headers of the answer are larger than 262144 bytes");
    many.resize(many.size() / 2);
    CHECK(outcome<Wire>(answer_with(many.substr(0, many.rfind("X-Many")), "ok")) == "ok");
}

TEST_CASE_TEMPLATE("an encoded line break in a header does not become one, nor an encoded space in a link", Wire,
                   VEEAM_WIRES) {
    always const server(answer_with("Location: /a%20b%0D%0AX:%20y\r\nX-Text: c%0D%0Ad%7F\r\n", "ok"));
    Wire wire(server.url());
    auto const got = wire.send(get());
    REQUIRE(got.has_value());
    CHECK(got->headers.get("Location") == "/a%20b%0D%0AX:%20y");
    CHECK(got->headers.get("X-Text") == "c%0D%0Ad%7F");
    CHECK(!got->headers.contains("X"));
}

TEST_CASE("an answer in front of the answer is skipped by libcurl, and an error at once with cpp-httplib") {
    std::string const both =
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    CHECK(outcome<veeam::curl_transport>(both) == "ok");
    CHECK(outcome<veeam::httplib_transport>(both) ==
          "network: the server began an answer of another sort, with status 103");
}

TEST_CASE_TEMPLATE("a switch of protocols is no answer", Wire, VEEAM_WIRES) {
    CHECK(outcome<Wire>("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n").starts_with("network: "));
}

TEST_CASE_TEMPLATE("a download is asked for uncompressed, and undone all the same", Wire, VEEAM_WIRES) {
    std::string accepted;
    std::string const text(300'000, 'd');
    loopback const server([&](peer& one) {
        auto const got = one.read();
        accepted = got->headers.get("Accept-Encoding").value_or("none");
        one.write(answer_with("Content-Encoding: gzip\r\n", gzip(text)));
    });
    Wire wire(server.url(), {.max_body = 10});  // of answers in memory
    std::string into;
    veeam::callback_sink sink([&](std::string_view piece) -> std::optional<veeam::error> {
        into += piece;
        return std::nullopt;
    });
    veeam::bounded_sink bounded(sink, 300'000);
    veeam::request r = get();
    r.download = &bounded;
    auto const got = wire.send(r);
    REQUIRE(got.has_value());
    CHECK(got->body.empty());
    CHECK(into == text);
    CHECK(accepted == "identity");
}

TEST_CASE_TEMPLATE("a download that is announced too large delivers nothing", Wire, VEEAM_WIRES) {
    always const server(answer_with("", std::string(1000, 'x')));
    Wire wire(server.url());
    veeam::callback_sink sink([](std::string_view) -> std::optional<veeam::error> {
        FAIL("a piece was delivered");
        return std::nullopt;
    });
    veeam::bounded_sink bounded(sink, 999);
    veeam::request r = get();
    r.download = &bounded;
    CHECK(wire.send(r).error().text() == "decode: the body is larger than 999 bytes");
    // The connection had more to come; the next request has another.
    CHECK(wire.send(get()).value().body.size() == 1000);
}

TEST_CASE_TEMPLATE("what a sink or a source throws arrives at the caller, and the transport goes on", Wire,
                   VEEAM_WIRES) {
    always const server(answer_with("", "ok"));
    Wire wire(server.url());
    veeam::callback_sink sink(
        [](std::string_view) -> std::optional<veeam::error> { throw std::runtime_error("sink"); });
    veeam::callback_source source(
        [](std::span<char>) -> veeam::result<std::size_t> { throw std::runtime_error("source"); });
    veeam::request down = get();
    down.download = &sink;
    CHECK_THROWS_WITH_AS((void)wire.send(down), "sink", std::runtime_error);
    veeam::request up = get();
    up.method = veeam::http_method::post;
    up.upload = &source;
    CHECK_THROWS_WITH_AS((void)wire.send(up), "source", std::runtime_error);
    CHECK(wire.send(get()).value().body == "ok");
}

TEST_CASE_TEMPLATE("a source that has less than its size is an error, one that has more is cut", Wire, VEEAM_WIRES) {
    std::string arrived;
    loopback const server([&](peer& one) {
        while (auto const got = one.read()) {
            arrived = got->body;
            one.write(answer_with("", "ok"));
        }
    });
    Wire wire(server.url());
    auto const upload = [&](std::string_view text, std::uint64_t size) {
        veeam::callback_source source(
            [text](std::span<char> into) mutable -> veeam::result<std::size_t> {
                std::size_t const n = text.copy(into.data(), into.size());
                text.remove_prefix(n);
                return n;
            },
            size);
        veeam::request r = get();
        r.method = veeam::http_method::put;
        r.upload = &source;
        auto const got = wire.send(r);
        return got ? got->body : got.error().text();
    };
    CHECK(upload("12345", 10) == "cancelled: the source of the body ended after 5 of 10 bytes");
    CHECK(arrived.empty());
    CHECK(upload("1234567890", 5) == "ok");
    CHECK(arrived == "12345");
}

TEST_CASE_TEMPLATE("a stop ends an upload that the server does not take", Wire, VEEAM_WIRES) {
    std::stop_source stop;
    loopback const server([&](peer& one) { one.wait_for_end(10s); });
    Wire wire(server.url());
    std::size_t given = 0;
    veeam::callback_source endless([&](std::span<char> into) -> veeam::result<std::size_t> {
        std::fill(into.begin(), into.end(), 'x');
        if ((given += into.size()) > 1'000'000) stop.request_stop();
        return into.size();
    });
    veeam::request r = get();
    r.method = veeam::http_method::post;
    r.stop = stop.get_token();
    r.upload = &endless;
    veeam::error const e = wire.send(r).error();
    CHECK(e.kind() == veeam::error_kind::cancelled);
    CHECK(e.was_sent() == veeam::sent::maybe);
}
