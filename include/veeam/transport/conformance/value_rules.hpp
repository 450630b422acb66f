#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <veeam/transport/conformance/scene.hpp>

/// @file
/// The rules for every transport, with or without a network.

namespace veeam::inline v0::conformance::rules {

inline response text_answer(int status, std::string body) {
    return {.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

template <class Scene>
void targets(Scene& scene, verdict& v) {
    std::vector<std::string> const sent{
        "/",
        "/api/things/a%2Fb%3Fc/details?format=Entity",
        "/api/query?filter=(Name==%22Backup%20Job%202%22;Result!=None),EndTime%3E%222025-08-15T20:00:00Z%22",
        "/api/query?type=Job&filter=Name%3d%3d%22a+b%22;c&page=2&x=%C3%BC%2B%26",
        "/v2/x?%24filter=isCloudConnect%20eq%20true&a=~!$'()*,-./:;=@_",
        "/api/./x/../y//z?x=//a/../b"};
    scene.with([](arrival const&) { return text_answer(200, "ok"); },
               [&](auto& wire, arrivals const& log) {
                   for (std::string const& target : sent) v.answer(wire.send(make_request(target)), 200, "ok", target);
                   auto const got = log.all();
                   for (std::size_t i = 0; i < sent.size() && i < got.size(); ++i)
                       v.that(got[i].target == sent[i], sent[i] + " arrived as " + got[i].target);
                   v.that(got.size() == sent.size(), "not every request arrived once");
               });
}

template <class Scene>
void requests(Scene& scene, verdict& v) {
    scene.with([](arrival const&) { return text_answer(200, "ok"); },
               [&](auto& wire, arrivals const& log) {
                   for (auto const method : {http_method::get, http_method::post, http_method::put, http_method::patch,
                                             http_method::delete_})
                       v.answer(wire.send(make_request("/a", method)), 200, "ok", std::string(to_text(method)));
                   request r = make_request("/b", http_method::post);
                   r.headers = {{"Content-Type", "application/xml"}, {"X-Id", "a"}, {"X-Id", "b"}, {"X-Empty", ""}};
                   r.body = std::string("<a/>\0z\r\n\r\n", 10);
                   v.answer(wire.send(r), 200, "ok", "a POST with a body");
                   auto const got = log.all();
                   if (!v.that(got.size() == 6, "not every request arrived once")) return;
                   char const* const methods[]{"GET", "POST", "PUT", "PATCH", "DELETE", "POST"};
                   for (std::size_t i = 0; i < 6; ++i)
                       v.that(got[i].method == methods[i], std::string(methods[i]) + " arrived as " + got[i].method);
                   v.that(got[5].body == r.body, "the body did not arrive byte for byte");
                   v.that(got[5].headers.get("Content-Type") == "application/xml", "Content-Type did not arrive");
                   std::vector<std::string> ids;
                   for (auto const& [name, value] : got[5].headers)
                       if (veeam::detail::equal_ignoring_case(name, "X-Id")) ids.push_back(value);
                   v.that(ids == std::vector<std::string>{"a", "b"}, "a header with two values did not arrive as two");
                   v.that(got[5].headers.get("X-Empty") == "", "a header with an empty value did not arrive");
                   v.that(!got[0].headers.contains("Content-Type"), "a GET got a Content-Type");
               });
}

template <class Scene>
void statuses(Scene& scene, verdict& v) {
    scene.with(
        [](arrival const& got) {
            response out = text_answer(std::stoi(got.target.substr(1)), "body of " + got.target);
            out.headers.add("Location", "/200");
            out.headers.add("Set-Cookie", "X-RestSvcSessionId=abc");
            out.headers.add("X-Two", "1");
            out.headers.add("X-Two", "2, 3");
            return out;
        },
        [&](auto& wire, arrivals const& log) {
            std::size_t sendings = 0;
            for (int const status : {200, 201, 202, 301, 302, 303, 307, 308, 400, 401, 404, 407, 429, 500, 503, 520}) {
                std::string const target = "/" + std::to_string(status);
                auto const got = wire.send(make_request(target));
                v.answer(got, status, "body of " + target, target);
                ++sendings;
                if (!got) continue;
                v.that(got->headers.get("location") == "/200", "the header Location is missing");
                std::string twice;
                for (auto const& [name, value] : got->headers)
                    if (veeam::detail::equal_ignoring_case(name, "X-Two")) twice += "[" + value + "]";
                v.that(twice == "[1][2, 3]" || twice == "[1, 2, 3]", "a header that came twice is " + twice);
            }
            auto const all = log.all();
            v.that(all.size() == sendings, std::to_string(sendings) + " requests became " + std::to_string(all.size()) +
                                               ": a redirect was followed, or a request repeated");
            for (arrival const& one : all) v.that(!one.headers.contains("Cookie"), "a cookie was kept");
        });
}

template <class Scene>
void given_up_before(Scene& scene, verdict& v) {
    scene.with([](arrival const&) { return text_answer(200, "ok"); },
               [&](auto& wire, arrivals const& log) {
                   std::stop_source stop;
                   stop.request_stop();
                   request stopped = make_request("/stopped");
                   stopped.stop = stop.get_token();
                   v.error_of(wire.send(stopped), error_kind::cancelled, sent::no);
                   request late = make_request("/late");
                   late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
                   v.error_of(wire.send(late), error_kind::timeout, sent::no);
                   v.that(log.size() == 0, "the request was sent all the same");
               });
}

template <class Scene>
void unused_limits(Scene& scene, verdict& v) {
    scene.with([](arrival const&) { return text_answer(200, "ok"); },
               [&](auto& wire, arrivals const&) {
                   std::stop_source stop;
                   for (int i = 0; i < 3; ++i) {
                       request r = make_request("/");
                       r.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
                       r.stop = stop.get_token();
                       v.answer(wire.send(r), 200, "ok", "a request with a deadline far away");
                   }
               });
}

template <class Scene>
void large_bodies(Scene& scene, verdict& v) {
    std::string big(std::size_t{3} << 20, 'x');
    for (std::size_t i = 0; i < big.size(); ++i) big[i] = static_cast<char>(i * 7 + (i >> 8));
    scene.with([](arrival const& got) { return text_answer(200, got.body); },
               [&](auto& wire, arrivals const&) {
                   request r = make_request("/echo", http_method::put);
                   r.body = big;
                   v.answer(wire.send(r), 200, big, "three megabytes there and back");
               });
}

template <class Scene>
void threads(Scene& scene, verdict& v) {
    static constexpr int in_parallel = 8;
    static constexpr int each = 20;
    scene.with([](arrival const& got) { return text_answer(200, got.target); },
               [&](auto& wire, arrivals const& log) {
                   std::atomic<int> right{};
                   {
                       std::vector<std::jthread> all;
                       for (int t = 0; t < in_parallel; ++t)
                           all.emplace_back([&, t] {
                               for (int i = 0; i < each; ++i) {
                                   std::string const target = "/" + std::to_string(t) + "/" + std::to_string(i);
                                   auto const got = wire.send(make_request(target));
                                   if (got && got->body == target) ++right;
                               }
                           });
                   }
                   v.that(right == in_parallel * each && log.size() == std::size_t{in_parallel} * each,
                          std::to_string(right) + " of " + std::to_string(in_parallel * each) +
                              " requests got their own answer, " + std::to_string(log.size()) + " arrived");
               });
}

}  // namespace veeam::inline v0::conformance::rules
