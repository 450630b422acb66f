#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/http/streams.hpp>
#include <veeam/transport/conformance/scene.hpp>
#include <veeam/transport/conformance/value_rules.hpp>
#include <veeam/transport/conformance/wire_rules.hpp>

/// @file
/// The rules for a `streaming_transport`.

namespace veeam::inline v0::conformance::rules {

/// Notes what a transport does with a sink: `begin 200, 5 bytes, end`.
class noting_sink final : public body_sink {
public:
    std::optional<error> begin(int status, headers const&) override {
        calls += "begin " + std::to_string(status) + ", ";
        text.clear();
        return std::nullopt;
    }
    std::optional<error> write(std::string_view piece) override {
        text += piece;
        if (!refuses) return std::nullopt;
        return error({.kind = error_kind::cancelled, .was_sent = sent::maybe, .message = "the sink is full"});
    }
    std::optional<error> end() override {
        calls += std::to_string(text.size()) + " bytes, end";
        return std::nullopt;
    }

    std::string calls{};
    std::string text{};
    bool refuses{};
};

/// Gives a text in pieces of seven bytes.
class piecewise_source final : public body_source {
public:
    piecewise_source(std::string text, bool tells_size) : text_(std::move(text)), tells_size_(tells_size) {}
    std::optional<std::uint64_t> size() const override {
        return tells_size_ ? std::optional<std::uint64_t>(text_.size()) : std::nullopt;
    }
    std::optional<error> rewind() override {
        at_ = 0;
        return std::nullopt;
    }
    result<std::size_t> read(std::span<char> into) override {
        if (at_ >= fails_at)
            return error(
                {.kind = error_kind::cancelled, .was_sent = sent::maybe, .message = "the source has dried up"});
        std::size_t const got = text_.copy(into.data(), std::min<std::size_t>(into.size(), 7), at_);
        at_ += got;
        return got;
    }

    std::size_t fails_at{std::string::npos};

private:
    std::string text_;
    bool tells_size_;
    std::size_t at_{};
};

template <class Scene>
void downloads(Scene& scene, verdict& v) {
    std::string const big(std::size_t{1} << 20, 'y');
    scene.with(
        [&](arrival const& got) {
            return got.target == "/big" ? text_answer(200, big) : text_answer(404, "no such thing");
        },
        [&](auto& wire, arrivals const&) {
            noting_sink sink;
            request r = make_request("/big");
            r.download = &sink;
            auto const got = wire.send(r);
            v.answer(got, 200, "", "a download");
            v.that(sink.calls == "begin 200, 1048576 bytes, end", "the sink saw: " + sink.calls);
            v.that(sink.text == big, "the sink did not get the body");
            v.that(got && got->headers.get("Content-Type") == "text/plain", "the headers are missing");
            noting_sink untouched;
            request refused = make_request("/none");
            refused.download = &untouched;
            v.answer(wire.send(refused), 404, "no such thing", "a download that is refused");
            v.that(untouched.calls.empty(), "the body of an error reached the sink");
        });
}

template <class Scene>
void refusing_sinks(Scene& scene, verdict& v) {
    scene.with([&](arrival const&) { return text_answer(200, "something"); },
               [&](auto& wire, arrivals const&) {
                   noting_sink sink;
                   sink.refuses = true;
                   request r = make_request("/");
                   r.download = &sink;
                   auto const got = wire.send(r);
                   v.that(!got && got.error().message() == "the sink is full",
                          "expected was the error of the sink, and it is " + verdict::text(got));
                   v.that(sink.calls == "begin 200, ", "a sink that had refused saw: " + sink.calls);
                   bounded_sink bounded(sink, 8);
                   sink.refuses = false;
                   r.download = &bounded;
                   auto const large = wire.send(r);
                   v.that(!large && large.error().kind() == error_kind::decode,
                          "expected was the limit of the sink, and it is " + verdict::text(large));
               });
}

template <class Scene>
void uploads(Scene& scene, verdict& v) {
    scene.with([&](arrival const& got) { return text_answer(200, got.body); },
               [&](auto& wire, arrivals const& log) {
                   std::string const text = "a body that comes in pieces, and is sent twice";
                   for (bool const tells_size : {true, false}) {
                       piecewise_source source(text, tells_size);
                       request r = make_request("/", http_method::post);
                       r.upload = &source;
                       for (int i = 0; i < 2; ++i)
                           v.answer(wire.send(r), 200, text,
                                    tells_size ? "an upload of known size" : "an upload of unknown size");
                   }
                   piecewise_source nothing("", true);
                   request r = make_request("/", http_method::put);
                   r.upload = &nothing;
                   v.answer(wire.send(r), 200, "", "an empty upload");
                   for (arrival const& one : log.all())
                       v.that(one.connection == 0 || one.in_chunks != one.headers.contains("Content-Length"),
                              "an upload has a length and chunks, or neither");
               });
}

template <class Scene>
void failing_sources(Scene& scene, verdict& v) {
    scene.with([&](arrival const&) { return text_answer(200, "ok"); },
               [&](auto& wire, arrivals const& log) {
                   for (bool const tells_size : {true, false}) {
                       piecewise_source source(std::string(100'000, 'z'), tells_size);
                       source.fails_at = 70;
                       request r = make_request("/", http_method::post);
                       r.upload = &source;
                       auto const got = wire.send(r);
                       v.that(!got && got.error().message() == "the source has dried up",
                              "expected was the error of the source, and it is " + verdict::text(got));
                   }
                   v.that(log.size() == 0, "half a body was sent as a whole one");
               });
}

template <class Scene>
void broken_downloads(Scene& scene, verdict& v) {
    for (char const* const head : {"Content-Length: 100", "Transfer-Encoding: chunked"})
        scene.with_peer(answer_once("HTTP/1.1 200 OK\r\n" + std::string(head) + "\r\n\r\n5\r\nabcde"), [&](auto& wire) {
            noting_sink sink;
            request r = make_request("/");
            r.download = &sink;
            v.broken(wire.send(r), "a download that breaks off");
            v.that(sink.calls == "begin 200, ", "half a download was ended as a whole one: " + sink.calls);
        });
}

}  // namespace veeam::inline v0::conformance::rules
