#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <veeam/transport/conformance/scene.hpp>

/// @file
/// The rules for transports with a network: where requests and answers end, and how connections fail.

namespace veeam::inline v0::conformance::rules {

/// How long a server of these rules goes on with a connection that should have been given up.
inline constexpr std::chrono::milliseconds patience = std::chrono::seconds(3);

inline constexpr std::string_view short_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Answers one request with these bytes, then closes the connection.
inline auto answer_once(std::string bytes) {
    return [bytes = std::move(bytes)](peer& one) {
        if (one.read()) one.write(bytes);
    };
}

template <class Scene>
void request_framing(Scene& scene, verdict& v) {
    scene.with([](arrival const&) { return response{.status = 200, .headers = {}, .body = "ok"}; },
               [&](auto& wire, arrivals const& log) {
                   request r = make_request("/", http_method::post);
                   r.headers = {{"Content-Length", "3"}};
                   v.answer(wire.send(r), 200, "ok", "a POST without a body");
                   r.headers = {{"Transfer-Encoding", "chunked"}, {"Content-Length", "1"}};
                   r.body = "five.";
                   v.answer(wire.send(r), 200, "ok", "a POST with a wrong length among its headers");
                   v.answer(wire.send(make_request("/after")), 200, "ok", "the request behind it");
                   auto const got = log.all();
                   if (!v.that(got.size() == 3, "not every request arrived once")) return;
                   v.that(got[0].headers.get("Content-Length") == "0", "a POST without a body has no length of 0");
                   v.that(got[1].body == "five.", "a header of the caller's changed where the body ends");
                   v.that(got[2].target == "/after", "the request behind it arrived as " + got[2].target);
                   v.that(got[0].headers.contains("Host"), "there is no Host");
               });
}

template <class Scene>
void answer_framing(Scene& scene, verdict& v) {
    struct shape {
        char const* name;
        std::string bytes;
        int status;
        char const* body;
    };
    shape const shapes[]{
        {"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 200,
         "abcde"},
        {"a body until the end of the connection", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc", 200, "abc"},
        {"204", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
        {"304 with the length of what it does not send", "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
         304, ""},
        {"100 in front of the answer", "HTTP/1.1 100 Continue\r\n\r\n" + std::string(short_answer), 200, "ok"},
        {"names of headers in lower case", "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nok", 200, "ok"},
        {"no reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok"}};
    for (shape const& one : shapes)
        scene.with_peer(answer_once(one.bytes), [&](auto& wire) {
            request r = make_request("/");
            r.deadline = std::chrono::steady_clock::now() + patience;
            v.answer(wire.send(r), one.status, one.body, one.name);
        });
}

template <class Scene>
void unclear_lengths(Scene& scene, verdict& v) {
    for (char const* const headers :
         {"Content-Length: xyz", "Content-Length: -1", "Content-Length: 2x", "Content-Length: 2\r\nContent-Length: 3",
          "Content-Length: 99999999999999999999999"})
        scene.with_peer(answer_once("HTTP/1.1 200 OK\r\n" + std::string(headers) + "\r\n\r\nok!"), [&](auto& wire) {
            request r = make_request("/");
            r.deadline = std::chrono::steady_clock::now() + patience;
            v.broken(wire.send(r), headers);
        });
}

template <class Scene>
void broken_answers(Scene& scene, verdict& v) {
    for (bool const by_reset : {false, true})
        for (std::string const bytes :
             {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n01234", "SSH-2.0-OpenSSH_9.2\r\n"}) {
            arrivals log;
            scene.with_peer(
                [&](peer& one) {
                    auto got = one.read();
                    if (!got) return;
                    log.add(*got);
                    one.write(bytes);
                    if (by_reset) one.reset();
                },
                [&](auto& wire) {
                    v.broken(wire.send(make_request("/", http_method::post)),
                             (by_reset ? "a reset after \"" : "an end after \"") + bytes + "\"");
                    v.that(log.size() == 1, "the request was sent " + std::to_string(log.size()) + " times");
                });
        }
}

template <class Scene>
void no_silent_repetition(Scene& scene, verdict& v) {
    for (bool const by_reset : {false, true}) {
        arrivals log;
        scene.with_peer(
            [&](peer& one) {
                while (auto got = one.read()) {
                    log.add(*got);
                    if (got->target == "/last") {
                        if (by_reset) one.reset();
                        return;
                    }
                    one.write(short_answer);
                }
            },
            [&](auto& wire) {
                v.answer(wire.send(make_request("/first")), 200, "ok", "the first request");
                v.broken(wire.send(make_request("/last", http_method::post)), "a POST on a connection used before");
                v.that(log.size() == 2,
                       "a POST without an answer was sent " + std::to_string(log.size() - 1) + " times");
            });
    }
}

template <class Scene>
void closed_while_idle(Scene& scene, verdict& v) {
    std::atomic<int> closed{};
    scene.with_peer(
        [&](peer& one) {
            if (one.read()) one.write(short_answer);
            ++closed;
        },
        [&](auto& wire) {
            for (int i = 1; i <= 3; ++i) {
                v.answer(wire.send(make_request("/", http_method::post)), 200, "ok",
                         "a request after the server has closed the connection of the last one");
                auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
                while (closed < i && std::chrono::steady_clock::now() < until) std::this_thread::yield();
                if (closed < i) return;  // the request has not reached the server, which is said already
                std::this_thread::sleep_for(std::chrono::milliseconds(50));  // until the end has arrived
            }
        });
}

template <class Scene>
void too_much(Scene& scene, verdict& v) {
    scene.with_peer(
        [&](peer& one) {
            while (auto got = one.read())
                one.write(got->target == "/first"
                              ? std::string(short_answer) + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
                              : std::string(short_answer));
        },
        [&](auto& wire) {
            v.answer(wire.send(make_request("/first")), 200, "ok", "an answer with something behind it");
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            for (int i = 0; i < 2; ++i) {
                auto const got = wire.send(make_request("/second"));
                v.that(!got || got->body == "ok", "what was too much became the next answer");
            }
        });
}

template <class Scene>
void nobody_listens(Scene& scene, verdict& v) {
    std::string url;
    {
        loopback const gone([](peer&) {});
        url = gone.url();
    }
    auto wire = scene.to(url);
    v.error_of(wire.send(make_request("/", http_method::post)), error_kind::connect, sent::no);
}

template <class Scene>
void deadlines(Scene& scene, verdict& v) {
    auto const ends_at_deadline = [&](std::function<void(peer&)> serve) {
        scene.with_peer(std::move(serve), [&](auto& wire) {
            request r = make_request("/");
            r.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(150);
            v.error_of(wire.send(r), error_kind::timeout, sent::maybe);
        });
    };
    ends_at_deadline([](peer& one) {
        if (one.read()) one.wait_for_end(patience);
    });
    // Each byte comes in time; the answer does not.
    ends_at_deadline([](peer& one) {
        if (!one.read()) return;
        auto const until = std::chrono::steady_clock::now() + patience;
        one.write("HTTP/1.1 200 OK\r\nX: ");
        while (std::chrono::steady_clock::now() < until && one.write("x"))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    });
}

template <class Scene>
void stops(Scene& scene, verdict& v) {
    for (char const* const head : {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}) {
        std::stop_source stop;
        scene.with_peer(
            [&](peer& one) {
                if (!one.read()) return;
                one.write(head);
                stop.request_stop();
                one.wait_for_end(patience);
            },
            [&](auto& wire) {
                request r = make_request("/");
                r.stop = stop.get_token();
                v.error_of(wire.send(r), error_kind::cancelled, sent::maybe);
            });
    }
}

}  // namespace veeam::inline v0::conformance::rules
