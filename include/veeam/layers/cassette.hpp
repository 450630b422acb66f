#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/url/encoding_opts.hpp>
#include <boost/url/pct_string_view.hpp>
#include <nlohmann/json.hpp>

#include <veeam/client/basic.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/secret_texts.hpp>
#include <veeam/http/streams.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>
#include <veeam/layers/logging.hpp>

namespace veeam::inline v0 {

/// One request and what came of it, without secrets: those are `***`.
struct recorded_exchange {
    std::string operation{};  ///< Empty: no spec describes the request.
    std::string method{};
    std::string target{};
    headers request_headers{};
    std::optional<std::string> request_body{};  ///< None: it is secret, or was a stream.
    std::optional<response> answer{};           ///< None: there was none, see `failure`.
    std::optional<error_info> failure{};        ///< Kind, `was_sent` and message.

    friend bool operator==(recorded_exchange const& a, recorded_exchange const& b) {
        auto const same_answer = [](response const& x, response const& y) {
            return x.status == y.status && x.headers == y.headers && x.body == y.body;
        };
        auto const same_failure = [](error_info const& x, error_info const& y) {
            return x.kind == y.kind && x.was_sent == y.was_sent && x.message == y.message;
        };
        return a.operation == b.operation && a.method == b.method && a.target == b.target &&
               a.request_headers == b.request_headers && a.request_body == b.request_body &&
               a.answer.has_value() == b.answer.has_value() && (!a.answer || same_answer(*a.answer, *b.answer)) &&
               a.failure.has_value() == b.failure.has_value() && (!a.failure || same_failure(*a.failure, *b.failure));
    }
};

/// What a `recording` layer has heard, and a `replaying` transport answers with: a list of exchanges, kept as JSON.
///
/// Needs nlohmann/json.
///
/// @par Example
/// @code
/// veeam::cassette const tape = veeam::cassette::parse(R"({"exchanges": []})").value();
/// if (auto const saved = tape.save("tape.json"); !saved) std::cerr << saved.error() << '\n';
/// @endcode
struct cassette {
    std::vector<recorded_exchange> exchanges{};

    /// As JSON, one line for each member, with a line break at the end.
    std::string text() const;
    /// Reads what `text` wrote. Errors: `decode`, with what is wrong.
    static result<cassette> parse(std::string_view json);
    /// Errors: `invalid_request` for a file that cannot be written.
    result<void> save(std::string const& path) const;
    /// Errors: `invalid_request` for a file that cannot be read, `decode` for one that is no cassette.
    static result<cassette> load(std::string const& path);
};

namespace detail {

using cassette_json = nlohmann::ordered_json;

inline bool is_utf8(std::string const& text) {
    try {
        (void)cassette_json(text).dump();
        return true;
    } catch (cassette_json::exception const&) {
        return false;
    }
}

/// A body under `name`, or in base64 under `<name>_base64` where it is no text.
inline void put_body(cassette_json& into, std::string const& name, std::string const& body) {
    if (is_utf8(body)) into[name] = body;
    else into[name + "_base64"] = std::string(base64(body).reveal());
}

inline std::optional<std::string> get_body(cassette_json const& from, std::string const& name) {
    if (auto const plain = from.find(name); plain != from.end()) return plain->get<std::string>();
    auto const coded = from.find(name + "_base64");
    if (coded == from.end()) return std::nullopt;
    auto const body = decoded_base64(coded->get<std::string>());
    return body ? std::optional(std::string(body->reveal())) : std::nullopt;
}

inline cassette_json json_of(headers const& all) {
    cassette_json out = cassette_json::array();
    for (auto const& [name, value] : all) out.push_back(cassette_json::array({name, value}));
    return out;
}

inline headers headers_of(cassette_json const& list) {
    headers out;
    for (auto const& one : list) out.add(one.at(0).get<std::string>(), one.at(1).get<std::string>());
    return out;
}

inline std::optional<error_kind> parse_error_kind(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(error_kind::accepted); ++i)
        if (auto const kind = static_cast<error_kind>(i); to_text(kind) == text) return kind;
    return std::nullopt;
}

inline cassette_json json_of(recorded_exchange const& one) {
    cassette_json request;
    if (!one.operation.empty()) request["operation"] = one.operation;
    request["method"] = one.method;
    request["target"] = one.target;
    request["headers"] = json_of(one.request_headers);
    if (one.request_body) put_body(request, "body", *one.request_body);
    cassette_json out;
    out["request"] = std::move(request);
    if (one.answer) {
        cassette_json answer;
        answer["status"] = one.answer->status;
        answer["headers"] = json_of(one.answer->headers);
        put_body(answer, "body", one.answer->body);
        out["response"] = std::move(answer);
    } else if (one.failure) {
        out["error"] = {{"kind", to_text(one.failure->kind)},
                        {"sent", one.failure->was_sent == sent::no ? "no" : "maybe"},
                        {"message", one.failure->message}};
    }
    return out;
}

inline recorded_exchange exchange_of(cassette_json const& one) {
    recorded_exchange out;
    auto const& request = one.at("request");
    out.operation = request.value("operation", "");
    out.method = request.at("method").get<std::string>();
    out.target = request.at("target").get<std::string>();
    out.request_headers = headers_of(request.at("headers"));
    out.request_body = get_body(request, "body");
    if (auto const answer = one.find("response"); answer != one.end()) {
        out.answer = response{.status = answer->at("status").get<int>(),
                              .headers = headers_of(answer->at("headers")),
                              .body = get_body(*answer, "body").value_or(std::string())};
        return out;
    }
    auto const& failure = one.at("error");
    auto const kind = parse_error_kind(failure.at("kind").get<std::string>());
    out.failure = error_info{.kind = kind.value_or(error_kind::network),
                             .was_sent = failure.at("sent") == "no" ? sent::no : sent::maybe,
                             .message = failure.at("message").get<std::string>()};
    return out;
}

}  // namespace detail

inline std::string cassette::text() const {
    detail::cassette_json list = detail::cassette_json::array();
    for (recorded_exchange const& one : exchanges) list.push_back(detail::json_of(one));
    detail::cassette_json all;
    all["exchanges"] = std::move(list);
    return all.dump(1, ' ', false, detail::cassette_json::error_handler_t::replace) + "\n";
}

inline result<cassette> cassette::parse(std::string_view json) {
    cassette out;
    try {
        auto const document = detail::cassette_json::parse(json);
        for (auto const& one : document.at("exchanges")) out.exchanges.push_back(detail::exchange_of(one));
    } catch (detail::cassette_json::exception const& e) {
        return error({.kind = error_kind::decode, .message = std::string("this is no cassette: ") + e.what()});
    }
    return out;
}

inline result<void> cassette::save(std::string const& path) const {
    std::ofstream file(path, std::ios::binary);
    file << text();
    file.close();
    if (file) return {};
    return error({.kind = error_kind::invalid_request, .message = "the cassette cannot be written: " + path});
}

inline result<cassette> cassette::load(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const all{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad() || !file.is_open())
        return error({.kind = error_kind::invalid_request, .message = "the cassette cannot be read: " + path});
    return parse(all);
}

namespace detail {

/// Takes secrets out of what goes onto a cassette. It remembers those it has seen, since servers repeat them.
class cassette_censor {
public:
    /// Learns the secrets of a request and its answer.
    void learn(request const& r, response const* answer) {
        add(secret_texts(r.headers));
        if (is_secret(r)) learn_form(r.body);
        if (answer == nullptr) return;
        add(secret_texts(answer->headers));
        if (is_secret(r)) learn_tokens(answer->body);
    }

    static bool is_secret(request const& r) noexcept { return r.facts != nullptr && r.facts->secret_body; }

    std::string text(std::string value) const {
        for (secret const& one : known_) redact(value, one.reveal());
        return value;
    }
    /// Of a request nothing but the allow list: what an answer depends on is method, target and body.
    headers of_request(headers const& all) const {
        headers out;
        for (auto const& [name, value] : logged_headers(all, default_logged_headers()))
            out.add(std::string(name), value ? text(std::string(*value)) : "***");
        return out;
    }
    headers of_answer(headers const& all) const {
        headers out;
        for (auto const& [name, value] : all) out.add(name, is_secret_header(name) ? "***" : text(value));
        return out;
    }
    /// The body of a secret answer keeps its shape, so that it can be replayed.
    std::string secret_answer(std::string const& body) const {
        if (body.empty()) return body;
        cassette_json document = cassette_json::parse(body, nullptr, false);
        if (document.is_discarded()) return "***";
        mask(document);
        return document.dump();
    }

private:
    static void mask(cassette_json& value) {
        if (value.is_string()) value = "***";
        if (!value.is_structured()) return;
        for (auto& [name, member] : value.items())
            if (name != "token_type") mask(member);
    }

    void add(std::vector<secret> more) {
        for (secret& one : more) {
            bool const is_known =
                std::any_of(known_.begin(), known_.end(), [&](secret const& k) { return k.reveal() == one.reveal(); });
            if (!is_known) known_.push_back(std::move(one));
        }
    }

    void learn_form(std::string_view form) {
        while (!form.empty()) {
            std::string_view const pair = form.substr(0, form.find('&'));
            form.remove_prefix(std::min(pair.size() + 1, form.size()));
            std::size_t const equals = std::min(pair.find('='), pair.size());
            std::string_view const name = pair.substr(0, equals);
            if (name == "grant_type" || name == "username" || equals == pair.size()) continue;
            std::vector<secret> one;
            one.emplace_back(pair.substr(equals + 1));
            one.emplace_back(decoded_form(pair.substr(equals + 1)));
            add(std::move(one));
        }
    }

    static std::string decoded_form(std::string_view text) {
        auto const coded = boost::urls::make_pct_string_view({text.data(), text.size()});
        if (!coded) return std::string(text);
        boost::urls::encoding_opts options;
        options.space_as_plus = true;
        return coded->decode(options);
    }

    void learn_tokens(std::string const& body) {
        cassette_json const document = cassette_json::parse(body, nullptr, false);
        if (document.is_object()) learn_strings(document);
    }
    void learn_strings(cassette_json const& object) {
        for (auto const& [name, member] : object.items()) {
            if (member.is_object()) learn_strings(member);
            if (!member.is_string() || name == "token_type" || name.find("token") == std::string::npos) continue;
            std::vector<secret> one;
            one.emplace_back(member.get<std::string>());
            add(std::move(one));
        }
    }

    std::vector<secret> known_{};
};

/// Passes a download on, and keeps a copy.
class copying_sink final : public body_sink {
public:
    explicit copying_sink(body_sink* to) : to_(to) {}
    std::optional<error> begin(int status, headers const& of_answer) override {
        copy_.clear();
        return to_->begin(status, of_answer);
    }
    std::optional<error> write(std::string_view piece) override {
        copy_.append(piece);
        return to_->write(piece);
    }
    std::optional<error> end() override { return to_->end(); }
    std::string const& copy() const noexcept { return copy_; }

private:
    body_sink* to_;
    std::string copy_{};
};

}  // namespace detail

/// A transport that puts every request it passes on, and what came of it, onto a cassette.
///
/// What is secret stays out: values of request headers that `default_logged_headers` does not name, secret headers of
/// answers, bodies of operations that carry credentials or tokens, and those credentials and tokens wherever a server
/// repeats them. Downloads are kept in memory as a whole; uploads are not kept.
///
/// The transport and the cassette must outlive the layer; nobody else may use the cassette meanwhile. Thread safety: as
/// the transport.
///
/// @par Example
/// @code
/// #include <veeam/transport/scripted.hpp>
/// veeam::scripted_transport wire;
/// wire.then(veeam::json_response(200, "{}"));
/// veeam::cassette tape;
/// veeam::recording recorder{wire, tape};
/// recorder.send({.target = "/api/"});
/// std::cout << tape.text();
/// @endcode
template <class Inner>
class recording {
    static_assert(detail::require_transport<Inner>());

public:
    static constexpr bool streams_bodies = streaming_transport<Inner>;

    explicit recording(Inner& inner, cassette& into) : inner_(&inner), into_(&into) {}
    recording(recording const&) = delete;
    recording& operator=(recording const&) = delete;

    result<response> send(request const& r) {
        if (auto problem = unsupported_stream(*inner_, r)) return *std::move(problem);
        if (r.download == nullptr) {
            auto outcome = inner_->send(r);
            keep(r, outcome, nullptr);
            return outcome;
        }
        detail::copying_sink sink(r.download);
        request copy = r;
        copy.download = &sink;
        auto outcome = inner_->send(copy);
        for (std::string_view const name : secret_headers) copy.headers.wipe(name);
        keep(r, outcome, &sink.copy());
        return outcome;
    }

private:
    void keep(request const& r, result<response> const& outcome, std::string const* downloaded) {
        std::lock_guard const lock(mutex_);
        censor_.learn(r, outcome ? &*outcome : nullptr);
        bool const is_secret = detail::cassette_censor::is_secret(r);
        recorded_exchange one;
        if (r.facts != nullptr) one.operation = r.facts->name;
        one.method = to_text(r.method);
        one.target = censor_.text(r.target);
        one.request_headers = censor_.of_request(r.headers);
        if (r.upload == nullptr && !is_secret) one.request_body = censor_.text(r.body);
        if (outcome) {
            bool const streamed = downloaded != nullptr && outcome->body.empty();
            std::string const& body = streamed ? *downloaded : outcome->body;
            one.answer = response{.status = outcome->status,
                                  .headers = censor_.of_answer(outcome->headers),
                                  .body = is_secret ? censor_.secret_answer(body) : censor_.text(body)};
        } else {
            error const& e = outcome.error();
            one.failure = error_info{.kind = e.kind(),
                                     .was_sent = e.was_sent(),
                                     .message = is_secret ? std::string("***") : censor_.text(e.message())};
        }
        into_->exchanges.push_back(std::move(one));
    }

    Inner* inner_;
    cassette* into_;
    std::mutex mutex_{};
    detail::cassette_censor censor_{};
};

/// A transport that answers from a cassette.
///
/// Each exchange serves once. A request gets the first unused one with its method, target and body; a body that is
/// secret, streamed or has a `***` in it is not compared. A request for which there is none is an error of kind
/// `invalid_request` that says what there is instead. Models `streaming_transport`.
///
/// Thread safety: all members may be called from many threads.
///
/// @par Example
/// @code
/// veeam::cassette tape;
/// tape.exchanges.push_back({.method = "GET", .target = "/api/", .request_body = "",
///                           .answer = veeam::response{.status = 200, .headers = {}, .body = "{}"}});
/// veeam::replaying wire{tape};
/// std::cout << wire.send({.target = "/api/"})->status << '\n';  // 200
/// std::cout << wire.send({.target = "/api/"}).error() << '\n';  // the cassette has no answer for request 2: ...
/// @endcode
class replaying {
public:
    static constexpr bool streams_bodies = true;

    explicit replaying(cassette from) : from_(std::move(from)), used_(from_.exchanges.size()) {}
    replaying(replaying const&) = delete;
    replaying& operator=(replaying const&) = delete;

    result<response> send(request const& r) {
        if (auto problem = given_up(r)) return *std::move(problem);
        auto const body = body_of(r);
        if (!body) return body.error();
        auto found = take(r, *body);
        if (!found) return found.error();
        recorded_exchange const& one = **found;
        if (!one.answer) return error(one.failure.value_or(error_info{}));
        response answer = *one.answer;
        if (r.download == nullptr || answer.status < 200 || answer.status >= 300) return answer;
        std::string const piece = std::exchange(answer.body, {});
        if (auto problem = r.download->begin(answer.status, answer.headers)) return *std::move(problem);
        if (auto problem = r.download->write(piece)) return *std::move(problem);
        if (auto problem = r.download->end()) return *std::move(problem);
        return answer;
    }

    /// How many exchanges were not used.
    std::size_t left() const {
        std::lock_guard const lock(mutex_);
        return static_cast<std::size_t>(std::count(used_.begin(), used_.end(), false));
    }

private:
    static result<std::string> body_of(request const& r) {
        if (r.upload == nullptr) return r.body;
        if (auto problem = r.upload->rewind()) return *std::move(problem);
        std::string out;
        char buffer[4096];
        for (;;) {
            auto const got = r.upload->read(buffer);
            if (!got) return got.error();
            if (*got == 0) return out;
            out.append(buffer, *got);
        }
    }

    result<recorded_exchange const*> take(request const& r, std::string_view body) {
        std::lock_guard const lock(mutex_);
        ++requests_;
        bool other_body = false;
        recorded_exchange const* next = nullptr;
        for (std::size_t i = 0; i < used_.size(); ++i) {
            recorded_exchange const& one = from_.exchanges[i];
            if (used_[i]) continue;
            if (next == nullptr) next = &one;
            if (one.method != to_text(r.method) || one.target != r.target) continue;
            bool const compared = one.request_body && one.request_body->find("***") == std::string::npos;
            if (compared && *one.request_body != body) {
                other_body = true;
                continue;
            }
            used_[i] = true;
            return &one;
        }
        std::string message = "the cassette has no answer for request " + std::to_string(requests_) + ": " +
                              std::string(to_text(r.method)) + " " + r.target;
        if (other_body) message += ", only for one with another body";
        else if (next != nullptr) message += "; the next one is for " + next->method + " " + next->target;
        else message += "; all were used";
        return error({.kind = error_kind::invalid_request,
                      .operation = std::string(detail::operation_name(r)),
                      .message = std::move(message)});
    }

    mutable std::mutex mutex_{};
    cassette from_;
    std::vector<bool> used_;
    std::size_t requests_{};
};
static_assert(streaming_transport<replaying>);

}  // namespace veeam::inline v0
