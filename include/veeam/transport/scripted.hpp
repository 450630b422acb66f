#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>

namespace veeam::inline v0 {

/// An answer with a JSON body.
///
/// @par Example
/// @code
/// veeam::response const answer = veeam::json_response(404, R"({"message":"no such job"})");
/// @endcode
inline response json_response(int status, std::string body) {
    return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

/// An answer with an XML body.
///
/// @par Example
/// @code
/// veeam::response const answer = veeam::xml_response(200, "<Jobs/>");
/// @endcode
inline response xml_response(int status, std::string body) {
    return {.status = status, .headers = {{"Content-Type", "application/xml"}}, .body = std::move(body)};
}

/// A transport for tests that answers from a script, without a network, and keeps what it was sent.
///
/// Rules (`when`) are asked first, in the order they were added, and serve any number of requests; a request that no
/// rule takes gets the next answer of the script (`then`). One for which nothing is left is an error of kind
/// `invalid_request` that shows the request. Stop tokens and deadlines that have passed are honoured. Models
/// `streaming_transport`: an upload is kept as the body of the request, and a success with a sink goes into the sink.
///
/// Thread safety: all members may be called from many threads; the functions of rules are then called from many as
/// well.
///
/// @par Example
/// @code
/// veeam::scripted_transport wire;
/// wire.then(veeam::json_response(200, "{}"))
///     .then(veeam::error({.kind = veeam::error_kind::connect, .message = "refused"}))
///     .when([](veeam::request const& r) { return r.method == veeam::http_method::delete_; },
///           [](veeam::request const&) { return veeam::response{.status = 204, .headers = {}, .body = {}}; });
/// veeam::request r;
/// r.target = "/api/";
/// std::cout << wire.send(r)->status << ' ' << wire.requests().front().target << ' ' << wire.left() << '\n';
/// @endcode
class scripted_transport {
public:
    static constexpr bool streams_bodies = true;

    using matcher = std::function<bool(request const&)>;
    using handler = std::function<result<response>(request const&)>;

    scripted_transport() = default;
    scripted_transport(scripted_transport const&) = delete;
    scripted_transport& operator=(scripted_transport const&) = delete;

    /// The next answer of the script, or an error.
    scripted_transport& then(result<response> answer) {
        std::lock_guard const lock(mutex_);
        script_.push_back(std::move(answer));
        return *this;
    }

    /// Requests that `matches` accepts are answered by `answer`.
    scripted_transport& when(matcher matches, handler answer) {
        std::lock_guard const lock(mutex_);
        rules_.push_back(std::make_shared<rule const>(rule{std::move(matches), std::move(answer)}));
        return *this;
    }

    result<response> send(request const& r) {
        if (auto problem = given_up(r)) return *std::move(problem);
        auto arrived = with_upload(r);
        if (!arrived) return arrived.error();
        auto answer = answer_to(*arrived);
        if (r.download == nullptr || !answer || answer->status < 200 || answer->status >= 300) return answer;
        std::string const body = std::exchange(answer->body, {});
        if (auto problem = r.download->begin(answer->status, answer->headers)) return *std::move(problem);
        if (auto problem = r.download->write(body)) return *std::move(problem);
        if (auto problem = r.download->end()) return *std::move(problem);
        return answer;
    }

    /// The requests so far, in the order in which they came.
    std::vector<request> requests() const {
        std::lock_guard const lock(mutex_);
        return requests_;
    }

    /// How many answers of the script were not used.
    std::size_t left() const {
        std::lock_guard const lock(mutex_);
        return script_.size();
    }

    /// The requests so far as text, with `***` in place of secrets.
    std::string transcript() const {
        std::lock_guard const lock(mutex_);
        std::string out;
        for (request const& r : requests_) out.append(printable(r)).append("\n");
        return out;
    }

private:
    /// The request as it arrives: its upload is its body, and nothing points to what may be gone when it is looked at.
    static result<request> with_upload(request const& r) {
        request out = r;
        out.upload = nullptr;
        out.download = nullptr;
        if (r.upload == nullptr) return out;
        if (auto problem = r.upload->rewind()) return *std::move(problem);
        std::array<char, 4096> buffer;
        for (;;) {
            auto const got = r.upload->read(buffer);
            if (!got) return got.error();
            if (*got == 0) return out;
            out.body.append(buffer.data(), *got);
        }
    }

    result<response> answer_to(request const& r) {
        std::vector<std::shared_ptr<rule const>> rules;
        std::size_t number = 0;
        {
            std::lock_guard const lock(mutex_);
            requests_.push_back(r);
            number = requests_.size();
            rules = rules_;
        }
        for (auto const& one : rules)
            if (one->matches(r)) return one->answer(r);
        std::lock_guard const lock(mutex_);
        if (script_.empty())
            return error({.kind = error_kind::invalid_request,
                          .message = "the script has no answer for request " + std::to_string(number) + ": " +
                                     std::string(to_text(r.method)) + " " + r.target});
        result<response> answer = std::move(script_.front());
        script_.pop_front();
        return answer;
    }

    struct rule {
        matcher matches;
        handler answer;
    };

    mutable std::mutex mutex_{};
    std::deque<result<response>> script_{};
    std::vector<std::shared_ptr<rule const>> rules_{};
    std::vector<request> requests_{};
};
static_assert(streaming_transport<scripted_transport>);

}  // namespace veeam::inline v0
