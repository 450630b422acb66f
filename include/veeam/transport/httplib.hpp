#pragma once

#if defined(CPPHTTPLIB_HTTPLIB_H) && !defined(CPPHTTPLIB_OPENSSL_SUPPORT)
#    error "httplib.h was included without CPPHTTPLIB_OPENSSL_SUPPORT; define it for the whole program"
#endif
#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#    define CPPHTTPLIB_OPENSSL_SUPPORT
#endif

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <httplib.h>
#include <openssl/err.h>

#include <veeam/core/result.hpp>
#include <veeam/core/secret.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>
#include <veeam/transport/common/answer_receiver.hpp>
#include <veeam/transport/common/broken_pipe.hpp>
#include <veeam/transport/common/certificate_check.hpp>
#include <veeam/transport/httplib/interruption.hpp>
#include <veeam/transport/proxy.hpp>
#include <veeam/transport/server_address.hpp>
#include <veeam/transport/trust.hpp>

#ifdef CPPHTTPLIB_ZLIB_SUPPORT
#    include <veeam/transport/common/inflater.hpp>
#else
#    include <veeam/transport/common/no_inflater.hpp>
#endif

namespace veeam::inline v0 {

/// Settings of an `httplib_transport`.
struct httplib_options {
    veeam::trust trust{system_trust{}};  ///< Whom to take for the server; a CA file or a pin refuses `http://`.
    /// For one attempt to connect, and for each step of the TLS handshake.
    std::chrono::milliseconds connect_timeout{std::chrono::seconds(10)};
    /// The longest silence of the server. Creating a company in Service Provider Console takes close to a minute.
    std::chrono::milliseconds read_timeout{std::chrono::seconds(120)};
    std::chrono::milliseconds write_timeout{std::chrono::seconds(30)};
    std::optional<http_proxy> proxy{};
    std::size_t max_body{std::size_t{256} << 20};  ///< A greater answer is an error; in bytes, after decompression.
    std::size_t max_idle_connections{8};           ///< Kept open for the next requests.
};

/// HTTP and HTTPS by cpp-httplib and OpenSSL. Models `streaming_transport`.
///
/// Certificates are verified, TLS is 1.2 or newer. Connections are kept open and used again. No redirects, no cookies.
/// Answers compressed by gzip are asked for and decoded, but not for a sink, so that the length of a download is known.
/// An address that cannot be read and settings that cannot be used are errors of every request. Needs POSIX.
///
/// Errors: `connect`, `tls` (both prove that nothing was sent), `timeout`, `cancelled`, `network`, `invalid_request`,
/// and `decode` for an answer that is too large or badly compressed. A request that a deadline or a stop ends is broken
/// off wherever it is, except while the system looks up the name of the host.
///
/// Limits of cpp-httplib: an answer in front of the answer (103) is an error, and headers without end are read until
/// the deadline.
///
/// Thread safety: may be used from many threads; each request has a connection of its own meanwhile.
///
/// @par Example
/// @code
/// veeam::httplib_transport wire{"https://em.example.com:9398", {.trust = veeam::ca_file{"company.pem"}}};
/// veeam::request r;
/// r.target = "/api/";
/// if (auto const answer = wire.send(r)) std::cout << answer->status << '\n';
/// else std::cerr << answer.error() << '\n';
/// @endcode
class httplib_transport {
public:
    static constexpr bool streams_bodies = true;

    explicit httplib_transport(std::string_view url, httplib_options options = {})
        : server_(server_address::parse(url)), options_(std::move(options)) {}
    httplib_transport(httplib_transport const&) = delete;
    httplib_transport& operator=(httplib_transport const&) = delete;
    ~httplib_transport() {
        detail::no_broken_pipe_signal const guard;
        idle_.clear();
    }

    result<response> send(request const& r) {
        std::string_view const name = detail::operation_name(r);
        if (!server_) return server_.error().in(name);
        if (auto problem = detail::refused_proxy(options_.proxy)) return problem->in(name);
        if (!server_->tls &&
            (std::holds_alternative<ca_file>(options_.trust) || std::holds_alternative<pinned_sha256>(options_.trust)))
            return failure(error_kind::invalid_request, sent::no,
                           "a certificate is expected, and " + server_->text() + " is asked without TLS: use https://")
                .in(name);
        if (auto problem = validate(r)) return *std::move(problem);
        if (auto problem = given_up(r)) return *std::move(problem);
        detail::no_broken_pipe_signal const guard;
        std::exception_ptr of_stream;
        try {
            auto taken = take();
            if (!taken) return taken.error().in(name);
            auto answer = send_on(**taken, r, of_stream);
            if (of_stream) std::rethrow_exception(of_stream);
            if (!answer) return answer.error().in(name);
            if (detail::is_framed_once(answer->status, answer->headers)) keep(*std::move(taken));
            return answer;
        } catch (std::bad_alloc const&) {
            throw;
        } catch (std::exception const& e) {
            if (of_stream) throw;  // the sink's or the source's: the caller's
            return failure(error_kind::network, sent::maybe, e.what()).in(name);
        }
    }

private:
    struct connection {
        detail::certificate_check check{};
        detail::socket_handle socket{};
        std::unique_ptr<httplib::ClientImpl> http{};  // last: it goes first, and uses the others until then
    };

    static error failure(error_kind kind, sent was_sent, std::string message) {
        return error({.kind = kind, .was_sent = was_sent, .message = std::move(message)});
    }

    result<std::unique_ptr<connection>> take() {
        std::unique_ptr<connection> out;
        {
            std::lock_guard const lock(mutex_);
            if (!idle_.empty()) {
                out = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        if (out == nullptr) return connect();
        // The server has closed it, or sent more than the last answer was; the next request opens another.
        if (out->socket.has_input() || out->check.has_input()) out->http->stop();
        return out;
    }

    void keep(std::unique_ptr<connection> used) {
        std::lock_guard const lock(mutex_);
        if (idle_.size() < options_.max_idle_connections) idle_.push_back(std::move(used));
    }

    /// Makes what a connection needs; the connection itself opens with its first request.
    result<std::unique_ptr<connection>> connect() const {
        auto out = std::make_unique<connection>();
        if (server_->tls) {
            auto http = std::make_unique<httplib::SSLClient>(server_->host, server_->port);
            SSL_CTX* const context = context_of(*http);
            if (context == nullptr) return failure(error_kind::tls, sent::no, "OpenSSL cannot make a context");
            http->enable_server_certificate_verification(false);  // `check` does it, inside the handshake
            if (auto problem = out->check.install(context, options_.trust, server_->host))
                return failure(error_kind::tls, sent::no, *std::move(problem));
            out->http = std::move(http);
        } else {
            out->http = std::make_unique<httplib::ClientImpl>(server_->host, server_->port);
        }
        out->http->set_connection_timeout(options_.connect_timeout);
        out->http->set_read_timeout(options_.read_timeout);
        out->http->set_write_timeout(options_.write_timeout);
        out->http->set_keep_alive(true);
        out->http->set_tcp_nodelay(true);
        out->http->set_follow_location(false);
        out->http->set_decompress(false);  // the receiver does it, and can tell what is wrong with it
        out->http->set_socket_options([&socket = out->socket](auto handle) { socket.hold(static_cast<int>(handle)); });
        if (options_.proxy) out->http->set_proxy(options_.proxy->host, options_.proxy->port);
        send_targets_as_they_are(*out->http);
        return out;
    }

    // cpp-httplib encodes targets again unless it is told not to, which has another name in later releases.
    template <class Http>
    static void send_targets_as_they_are(Http& http) {
        if constexpr (requires { http.set_path_encode(false); }) http.set_path_encode(false);
        else http.set_url_encode(false);
    }
    template <class Http>
    static SSL_CTX* context_of(Http& http) {
        if constexpr (requires { http.ssl_context(); }) return http.ssl_context();
        else return static_cast<SSL_CTX*>(http.tls_context());
    }

#ifdef CPPHTTPLIB_ZLIB_SUPPORT
    using receiver = detail::answer_receiver<detail::inflater>;
    static constexpr bool decodes_gzip = true;
#else
    using receiver = detail::answer_receiver<detail::no_inflater>;
    static constexpr bool decodes_gzip = false;
#endif

    // cpp-httplib 0.11 decodes the values of headers. A line break that was encoded must not become one, nor a space in
    // the target of a link.
    static std::string encoded_again(std::string const& value, bool is_link) {
        std::string out;
        for (char const c : value) {
            auto const byte = static_cast<unsigned char>(c);
            if ((byte >= ' ' || c == '\t') && c != '\x7f' && (c != ' ' || !is_link)) out += c;
            else out.append("%").append(1, "0123456789ABCDEF"[byte >> 4]).append(1, "0123456789ABCDEF"[byte & 15u]);
        }
        return out;
    }

    static veeam::headers headers_of(httplib::Response const& in) {
        veeam::headers out;
        for (auto const& [key, value] : in.headers)
            out.add(key, encoded_again(value, detail::equal_ignoring_case(key, "Location")));
        return out;
    }

    static void add_headers(httplib::Request& out, request const& r) {
        for (auto const& [key, value] : r.headers)
            if (!detail::is_framing_header(key)) out.headers.emplace(key, value);
        if (!r.headers.contains("User-Agent")) out.headers.emplace("User-Agent", "veeam-cpp");
        if (decodes_gzip && !r.headers.contains("Accept-Encoding"))
            out.headers.emplace("Accept-Encoding", r.download == nullptr ? "gzip" : "identity");
    }

    // What cpp-httplib's own functions for providers do; they are none for every method.
    static void send_from(detail::source_reader& source, std::optional<std::uint64_t> size, httplib::Request& out) {
        out.is_chunked_content_provider_ = !size;
        if (!size) out.headers.emplace("Transfer-Encoding", "chunked");
        else out.content_length_ = static_cast<std::size_t>(*size);
        out.content_provider_ = [&source, size](std::size_t offset, std::size_t left, httplib::DataSink& sink) {
            std::array<char, 16384> buffer;
            auto const got = source.read({buffer.data(), size ? std::min(left, buffer.size()) : buffer.size()});
            if (!got) return false;
            if (*got != 0) return sink.write(buffer.data(), *got);
            if (size) source.ended_early(offset, *size);
            else sink.done();
            return !size;
        };
    }

    result<response> send_on(connection& on, request const& r, std::exception_ptr& of_stream) const {
        using clock = std::chrono::steady_clock;
        receiver answer(r, options_.max_body);
        detail::source_reader source(r.upload);
        clock::time_point last_sign = clock::now();
        httplib::Request out;
        httplib::Response in;
        out.method = to_text(r.method);
        out.path = r.target;
        add_headers(out, r);
        if (r.upload == nullptr) out.body = r.body;
        else if (auto problem = r.upload->rewind()) return *std::move(problem);
        else if (auto const size = r.upload->size(); !size || *size != 0) send_from(source, size, out);
        out.response_handler = [&](httplib::Response const&) {
            last_sign = clock::now();
            if (!answer.begin(in.status, headers_of(in))) return false;
            if (in.status == 304) {  // has no body, whatever length it names: that is the length of what is not sent
                in.headers.erase("Transfer-Encoding");
                in.headers.erase("Content-Length");
                in.headers.emplace("Content-Length", "0");
            }
            return true;
        };
        out.content_receiver = [&](char const* data, std::size_t size, std::uint64_t, std::uint64_t) {
            last_sign = clock::now();
            return answer.take({data, size});
        };
        auto problem = httplib::Error::Success;
        on.check.reset();
        on.socket.forget();
        ERR_clear_error();
        detail::watchdog watch(r, on.socket);
        bool const answered = on.http->send(out, in, problem);
        auto const broken_off = watch.end();
        for (auto& [name, value] : out.headers)
            if (is_secret_header(name)) wipe(value);
        if (r.facts != nullptr && r.facts->secret_body) wipe(out.body);
        of_stream = answer.thrown() ? answer.thrown() : source.thrown();
        if (of_stream) return failure(error_kind::cancelled, sent::maybe, "a stream threw");
        if (broken_off) return given_up_on(*broken_off, problem);
        if (answer.problem()) return *answer.problem();
        if (source.problem()) return *source.problem();
        if (!answered) return explain(on, problem, clock::now() - last_sign);
        // cpp-httplib calls nothing for a 204, and for what a proxy said instead of making a tunnel.
        if (!answer.begun() && in.status == 407 && options_.proxy && server_->tls)
            return failure(error_kind::connect, sent::no,
                           "the proxy " + proxy_text() + " makes no tunnel to " + server_->text() + ": status 407");
        if (!answer.begun()) answer.begin(in.status, headers_of(in));
        auto done = answer.finish();
        of_stream = answer.thrown();
        return done;
    }

    std::string proxy_text() const {
        return options_.proxy ? options_.proxy->host + ":" + std::to_string(options_.proxy->port) : std::string();
    }

    static bool before_sending(httplib::Error problem) noexcept {
        switch (problem) {
            case httplib::Error::Connection:
            case httplib::Error::BindIPAddress:
            case httplib::Error::ConnectionTimeout:
            case httplib::Error::SSLConnection:
            case httplib::Error::SSLLoadingCerts:
            case httplib::Error::SSLServerVerification: return true;
            default: return false;
        }
    }

    static error given_up_on(error_kind kind, httplib::Error problem) {
        return failure(kind, before_sending(problem) ? sent::no : sent::maybe,
                       kind == error_kind::cancelled ? "stopped before the answer was complete"
                                                     : "the deadline passed before the answer was complete");
    }

    error explain(connection& on, httplib::Error problem, std::chrono::steady_clock::duration silence) const {
        std::string const server = server_->text();
        auto const milliseconds = [](std::chrono::milliseconds d) { return std::to_string(d.count()) + " ms"; };
        switch (problem) {
            case httplib::Error::Connection:
            case httplib::Error::BindIPAddress: {
                std::string message = "no connection to " + server;
                if (options_.proxy) message = "no connection to the proxy " + proxy_text();
                // Without an address there was no socket.
                if (!on.socket.was_held())
                    message = (options_.proxy ? "there is no address of the proxy " + options_.proxy->host
                                              : "there is no address of " + server_->host);
                return failure(error_kind::connect, sent::no, std::move(message));
            }
            case httplib::Error::ConnectionTimeout:
                return failure(error_kind::timeout, sent::no,
                               "no connection to " + server + " within " + milliseconds(options_.connect_timeout));
            case httplib::Error::SSLConnection:
            case httplib::Error::SSLLoadingCerts:
            case httplib::Error::SSLServerVerification: {
                std::string message = on.check.refusal(server);
                if (message.empty()) {
                    message = "the TLS handshake with " + server + " failed";
                    if (char const* reason = ERR_reason_error_string(ERR_peek_error()))
                        message.append(": ").append(reason);
                }
                return failure(error_kind::tls, sent::no, std::move(message));
            }
            case httplib::Error::Write:
                return failure(error_kind::network, sent::maybe, "the connection broke while the request was sent");
            case httplib::Error::Read:
                if (silence >= options_.read_timeout)
                    return failure(error_kind::timeout, sent::maybe,
                                   "no sign of " + server + " for " + milliseconds(options_.read_timeout));
                return failure(error_kind::network, sent::maybe,
                               "the connection was closed before the answer was complete");
            default: return failure(error_kind::network, sent::maybe, httplib::to_string(problem));
        }
    }

    result<server_address> server_;
    httplib_options options_;
    std::mutex mutex_{};
    std::vector<std::unique_ptr<connection>> idle_{};
};
static_assert(transport<httplib_transport>);

}  // namespace veeam::inline v0
