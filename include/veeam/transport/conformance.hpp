#pragma once

#include <algorithm>
#include <concepts>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/transport/conformance/scene.hpp>
#include <veeam/transport/conformance/stream_rules.hpp>
#include <veeam/transport/conformance/value_rules.hpp>
#include <veeam/transport/conformance/wire_rules.hpp>

namespace veeam::inline v0::conformance {

/// How a transport did by one rule.
struct finding {
    std::string_view rule{};  ///< A sentence that says what must be so.
    std::string problem{};    ///< What was not; empty: the rule is kept.
    bool skipped{};           ///< The rule is for other transports than this one.
};

/// How a transport did by all rules.
///
/// @par Example
/// @code
/// veeam::conformance::report const all{.findings = {{.rule = "targets arrive byte for byte", .problem = ""}}};
/// std::cout << all.passed() << '\n' << all.text();  // 1, and "ok      targets arrive byte for byte"
/// @endcode
struct report {
    std::vector<finding> findings{};

    bool passed() const {
        return std::all_of(findings.begin(), findings.end(), [](finding const& f) { return f.problem.empty(); });
    }
    /// One line for each rule, and one more for what is wrong.
    std::string text() const {
        std::string out;
        for (finding const& f : findings) {
            out.append(f.skipped           ? "skipped "
                       : f.problem.empty() ? "ok      "
                                           : "WRONG   ")
                .append(f.rule)
                .append("\n");
            if (!f.problem.empty()) out.append("        ").append(f.problem).append("\n");
        }
        return out;
    }
};

/// What the suite may expect of a transport.
struct options {
    bool shared_by_threads{true};  ///< It may be used by several threads at once.
};

namespace detail {

template <class Rule>
void apply(report& to, std::string_view name, bool applies, Rule rule) {
    finding one{.rule = name, .problem = {}, .skipped = !applies};
    if (applies) {
        verdict v;
        try {
            rule(v);
        } catch (std::exception const& e) {
            v.that(false, std::string("it threw: ") + e.what());
        }
        one.problem = v.problem();
    }
    to.findings.push_back(std::move(one));
}

template <transport T, class Scene>
void apply_value_rules(report& out, Scene& scene, options const& o) {
    apply(out, "targets arrive byte for byte", true, [&](verdict& v) { rules::targets(scene, v); });
    apply(out, "methods, headers and bodies arrive", true, [&](verdict& v) { rules::requests(scene, v); });
    apply(out, "every status is an answer; no redirect is followed and no cookie kept", true,
          [&](verdict& v) { rules::statuses(scene, v); });
    apply(out, "a request whose time is over is not sent", true, [&](verdict& v) { rules::given_up_before(scene, v); });
    apply(out, "a deadline and a stop that do not come change nothing", true,
          [&](verdict& v) { rules::unused_limits(scene, v); });
    apply(out, "large bodies arrive whole", true, [&](verdict& v) { rules::large_bodies(scene, v); });
    apply(out, "several threads get their own answers", o.shared_by_threads,
          [&](verdict& v) { rules::threads(scene, v); });
    bool constexpr streams = streaming_transport<T>;
    apply(out, "a success goes to the sink, another answer does not", streams, [&](verdict& v) {
        if constexpr (streams) rules::downloads(scene, v);
    });
    apply(out, "a sink that refuses ends the request", streams, [&](verdict& v) {
        if constexpr (streams) rules::refusing_sinks(scene, v);
    });
    apply(out, "a source is sent whole, and again from its beginning", streams, [&](verdict& v) {
        if constexpr (streams) rules::uploads(scene, v);
    });
    apply(out, "a source that fails ends the request", streams, [&](verdict& v) {
        if constexpr (streams) rules::failing_sources(scene, v);
    });
}

template <transport T, class Scene>
void apply_wire_rules(report& out, Scene& scene) {
    apply(out, "where a request ends is the transport's business", true,
          [&](verdict& v) { rules::request_framing(scene, v); });
    apply(out, "answers end where HTTP/1.1 says", true, [&](verdict& v) { rules::answer_framing(scene, v); });
    apply(out, "an answer whose end is unclear is an error", true,
          [&](verdict& v) { rules::unclear_lengths(scene, v); });
    apply(out, "an answer that breaks off is an error, and the request is not repeated", true,
          [&](verdict& v) { rules::broken_answers(scene, v); });
    apply(out, "a POST without an answer is not repeated on another connection", true,
          [&](verdict& v) { rules::no_silent_repetition(scene, v); });
    apply(out, "a connection that was closed while idle is replaced", true,
          [&](verdict& v) { rules::closed_while_idle(scene, v); });
    apply(out, "what follows an answer is not the next one", true, [&](verdict& v) { rules::too_much(scene, v); });
    apply(out, "a server that is not there proves that nothing was sent", true,
          [&](verdict& v) { rules::nobody_listens(scene, v); });
    apply(out, "a deadline ends a request that waits", true, [&](verdict& v) { rules::deadlines(scene, v); });
    apply(out, "a stop ends a request that waits", true, [&](verdict& v) { rules::stops(scene, v); });
    bool constexpr streams = streaming_transport<T>;
    apply(out, "a download that breaks off is not ended", streams, [&](verdict& v) {
        if constexpr (streams) rules::broken_downloads(scene, v);
    });
}

}  // namespace detail

/// Runs every rule of the `transport` concept against a transport that has a network.
///
/// `make(url)` returns a transport for a server like `http://127.0.0.1:40000`; the suite starts such servers, which
/// count what arrives and fail in every way. It needs POSIX, no test framework and no other machine, and takes a few
/// seconds. Rules for streamed bodies are skipped where the transport is no `streaming_transport`. TLS is not part of
/// it.
///
/// @par Example
/// @code
/// struct my_transport {
///     explicit my_transport(std::string const& url) : url_(url) {}
///     veeam::result<veeam::response> send(veeam::request const&) {
///         return veeam::error({.kind = veeam::error_kind::connect, .message = "no way to " + url_});
///     }
///     std::string url_;
/// };
/// auto const check = [] {
///     auto const report = veeam::conformance::check([](std::string const& url) { return my_transport(url); });
///     std::cout << report.text();
///     return report.passed() ? 0 : 1;
/// };
/// @endcode
template <class Make>
    requires transport<std::invoke_result_t<Make&, std::string const&>>
report check(Make make, options const& o = {}) {
    using made = std::invoke_result_t<Make&, std::string const&>;
    report out;
    network_scene<Make> scene(make);
    detail::apply_value_rules<made>(out, scene, o);
    detail::apply_wire_rules<made>(out, scene);
    return out;
}

/// Where a transport without a network gets its answers from.
using answers = std::function<result<response>(request const&)>;

/// Runs the rules that need no network against a transport that has none: a test double, or a layer over one.
///
/// `make(answers)` returns a transport that answers by that function.
///
/// @par Example
/// @code
/// struct double_ {
///     veeam::conformance::answers answers;
///     veeam::result<veeam::response> send(veeam::request const& r) {
///         if (auto problem = veeam::given_up(r)) return *problem;
///         return answers(r);
///     }
/// };
/// auto const report =
///     veeam::conformance::check_in_memory([](veeam::conformance::answers a) { return double_{std::move(a)}; });
/// std::cout << report.text();
/// @endcode
template <class Make>
    requires transport<std::invoke_result_t<Make&, answers>>
report check_in_memory(Make make, options const& o = {}) {
    report out;
    memory_scene<Make> scene(make);
    detail::apply_value_rules<std::invoke_result_t<Make&, answers>>(out, scene, o);
    return out;
}

}  // namespace veeam::inline v0::conformance
