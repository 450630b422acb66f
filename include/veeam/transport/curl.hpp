#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <curl/curl.h>
#include <openssl/err.h>

#include <veeam/core/result.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/transport.hpp>
#include <veeam/http/validate.hpp>
#include <veeam/transport/common/broken_pipe.hpp>
#include <veeam/transport/curl/exchange.hpp>
#include <veeam/transport/curl/handle.hpp>
#include <veeam/transport/proxy.hpp>
#include <veeam/transport/server_address.hpp>
#include <veeam/transport/trust.hpp>

namespace veeam::inline v0 {

/// Settings of a `curl_transport`.
struct curl_options {
    veeam::trust trust{system_trust{}};  ///< Whom to take for the server; a CA file or a pin refuses `http://`.
    /// For everything until the request can be sent: the address, the proxy, the TLS handshake.
    std::chrono::milliseconds connect_timeout{std::chrono::seconds(10)};
    /// The longest time without a byte in either direction. Creating a company in Service Provider Console takes close
    /// to a minute.
    std::chrono::milliseconds read_timeout{std::chrono::seconds(120)};
    std::optional<http_proxy> proxy{};
    std::size_t max_body{std::size_t{256} << 20};  ///< A greater answer is an error; in bytes, after decompression.
    std::size_t max_idle_connections{8};           ///< Kept open for the next requests.
};

/// HTTP/1.1 and HTTPS by libcurl and OpenSSL. Models `streaming_transport`.
///
/// Certificates are verified, TLS is 1.2 or newer. Connections are kept open and used again. No redirects, no cookies,
/// no signals, nothing from the environment, `.netrc` included. Answers compressed by gzip are asked for and decoded,
/// but not for a sink, so that the length of a download is known. An address that cannot be read and settings that
/// cannot be used are errors of every request. Needs libcurl 7.80 or newer, built with OpenSSL, and POSIX.
///
/// Errors: `connect`, `tls` (both prove that nothing was sent), `timeout`, `cancelled`, `network`, `invalid_request`,
/// and `decode` for an answer that is too large or badly compressed. A request that a deadline or a stop ends is broken
/// off wherever it is, at once. libcurl's habit of repeating a request whose connection broke is switched off.
///
/// Thread safety: may be used from many threads; each request has a handle and a connection of its own meanwhile.
///
/// @par Example
/// @code
/// veeam::curl_transport wire{"https://em.example.com:9398", {.trust = veeam::ca_file{"company.pem"}}};
/// veeam::request r;
/// r.target = "/api/";
/// if (auto const answer = wire.send(r)) std::cout << answer->status << '\n';
/// else std::cerr << answer.error() << '\n';
/// @endcode
class curl_transport {
public:
    static constexpr bool streams_bodies = true;

    explicit curl_transport(std::string_view url, curl_options options = {})
        : server_(server_address::parse(url)), options_(std::move(options)) {}
    curl_transport(curl_transport const&) = delete;
    curl_transport& operator=(curl_transport const&) = delete;
    ~curl_transport() {
        detail::no_broken_pipe_signal const guard;
        idle_.clear();
    }

    result<response> send(request const& r) {
        std::string_view const name = detail::operation_name(r);
        if (!server_) return server_.error().in(name);
        if (auto problem = detail::refused_proxy(options_.proxy)) return problem->in(name);
        if (auto problem = unusable()) return problem->in(name);
        if (auto problem = validate(r)) return *std::move(problem);
        if (auto problem = given_up(r)) return *std::move(problem);
        detail::no_broken_pipe_signal const guard;
        auto handle = take();
        auto answer = send_on(*handle, r);
        if (!answer) return answer.error().in(name);
        if (detail::is_framed_once(answer->status, answer->headers)) keep(std::move(handle));
        return answer;
    }

private:
    static error failure(error_kind kind, sent was_sent, std::string message) {
        return error({.kind = kind, .was_sent = was_sent, .message = std::move(message)});
    }

    std::optional<error> unusable() const {
        if (!server_->tls &&
            (std::holds_alternative<ca_file>(options_.trust) || std::holds_alternative<pinned_sha256>(options_.trust)))
            return failure(error_kind::invalid_request, sent::no,
                           "a certificate is expected, and " + server_->text() + " is asked without TLS: use https://");
        if (!detail::curl_is_ready()) return failure(error_kind::connect, sent::no, "libcurl cannot be set up");
        if (server_->tls && !detail::curl_has_openssl())
            return failure(error_kind::tls, sent::no, "libcurl was built without OpenSSL");
        return std::nullopt;
    }

    std::unique_ptr<detail::curl_handle> take() {
        {
            std::lock_guard const lock(mutex_);
            if (!idle_.empty()) {
                auto out = std::move(idle_.back());
                idle_.pop_back();
                return out;
            }
        }
        return std::make_unique<detail::curl_handle>();
    }
    void keep(std::unique_ptr<detail::curl_handle> used) {
        std::lock_guard const lock(mutex_);
        if (idle_.size() < options_.max_idle_connections) idle_.push_back(std::move(used));
    }

    static std::string url_of(server_address const& server) {
        return (server.tls ? "https://" : "http://") + server.text();
    }

    /// What a TLS context needs, in libcurl's hands; the outcome of setting it up.
    struct tls_setup {
        curl_transport const& of;
        detail::curl_handle& handle;
        std::optional<std::string> problem{};
        std::exception_ptr thrown{};

        static CURLcode run(CURL*, void* context, void* self) noexcept {
            auto& setup = *static_cast<tls_setup*>(self);
            try {
                setup.problem = setup.handle.check().install(static_cast<SSL_CTX*>(context), setup.of.options_.trust,
                                                             setup.of.server_->host);
            } catch (...) {
                setup.thrown = std::current_exception();
            }
            return setup.problem || setup.thrown ? CURLE_ABORTED_BY_CALLBACK : CURLE_OK;
        }
    };

    void set_up_connection(CURL* easy, tls_setup& tls, std::string& target) const {
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        curl_easy_setopt(easy, CURLOPT_URL, (url_of(*server_) + "/").c_str());
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
        curl_easy_setopt(easy, CURLOPT_PROXY, "");  // not what the environment says
        if (options_.proxy) {
            server_address const proxy{.host = options_.proxy->host, .port = options_.proxy->port};
            curl_easy_setopt(easy, CURLOPT_PROXY, url_of(proxy).c_str());
            curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
            if (!server_->tls) target = url_of(*server_) + target;
        }
        curl_easy_setopt(easy, CURLOPT_REQUEST_TARGET, target.c_str());
#if LIBCURL_VERSION_NUM >= 0x075700
        curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for the system to look up a name
        curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
#endif
        if (!server_->tls) return;
        curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        // `certificate_check` verifies, inside the handshake; without it there is no connection.
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
        curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
        curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &tls);
        if (curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &tls_setup::run) != CURLE_OK)
            tls.problem = "libcurl lets nobody verify certificates";
    }

    static void add_lines(detail::curl_lines& lines, request const& r) {
        for (auto const& [name, value] : r.headers) {
            if (detail::is_framing_header(name)) continue;
            // With a colon and nothing behind it, libcurl would leave the header out.
            lines.add(detail::trim_blanks(value).empty() ? name + ";" : name + ": " + value);
        }
        if (!r.headers.contains("User-Agent")) lines.add("User-Agent: veeam-cpp");
        if (!r.headers.contains("Accept-Encoding"))
            lines.add(r.download == nullptr ? "Accept-Encoding: gzip" : "Accept-Encoding: identity");
        // What libcurl would add by itself.
        for (std::string const name : {"Accept", "Content-Type", "Expect"})
            if (!r.headers.contains(name)) lines.add(name + ":");
    }

    result<response> send_on(detail::curl_handle& handle, request const& r) const {
        CURL* const easy = handle.easy();
        bool const has_input = handle.has_input();
        curl_easy_reset(easy);
        detail::curl_exchange exchange(handle, r, options_.max_body);
        if (auto problem = exchange.prepare()) return *std::move(problem);
        tls_setup tls{.of = *this, .handle = handle};
        std::string target = r.target;
        set_up_connection(easy, tls, target);
        if (has_input) curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        if (tls.problem) return failure(error_kind::tls, sent::no, *tls.problem);
        detail::curl_lines lines;
        add_lines(lines, r);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines.get());
        handle.check().reset();
        ERR_clear_error();
        auto const ending = exchange.drive(options_.read_timeout);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
        for (std::exception_ptr const& one : {exchange.answer().thrown(), exchange.source().thrown(), tls.thrown})
            if (one) std::rethrow_exception(one);
        if (exchange.result_code() == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
        if (auto problem = given_up_on(ending, exchange)) return *std::move(problem);
        if (exchange.answer().problem()) return *exchange.answer().problem();
        if (exchange.source().problem()) return *exchange.source().problem();
        if (tls.problem) return failure(error_kind::tls, sent::no, *tls.problem);
        if (exchange.result_code() != CURLE_OK) return explain(handle, exchange);
        auto answer = exchange.answer().finish();
        if (exchange.answer().thrown()) std::rethrow_exception(exchange.answer().thrown());
        return answer;
    }

    static std::string milliseconds(std::chrono::milliseconds d) { return std::to_string(d.count()) + " ms"; }

    std::optional<error> given_up_on(detail::curl_exchange::ending how, detail::curl_exchange const& exchange) const {
        using detail::curl_exchange;
        sent const was_sent = exchange.was_sent() ? sent::maybe : sent::no;
        switch (how) {
            case curl_exchange::ending::complete: return std::nullopt;
            case curl_exchange::ending::cancelled:
                return failure(error_kind::cancelled, was_sent, "stopped before the answer was complete");
            case curl_exchange::ending::past_deadline:
                return failure(error_kind::timeout, was_sent, "the deadline passed before the answer was complete");
            case curl_exchange::ending::silent: break;
        }
        return failure(error_kind::timeout, was_sent,
                       "no sign of " + server_->text() + " for " + milliseconds(options_.read_timeout));
    }

    std::string proxy_text() const {
        return server_address{.host = options_.proxy->host, .port = options_.proxy->port}.text();
    }

    error explain(detail::curl_handle& handle, detail::curl_exchange const& exchange) const {
        CURLcode const code = exchange.result_code();
        if (!exchange.was_sent()) return explain_connecting(handle, exchange, code);
        switch (code) {
            case CURLE_SEND_ERROR:
                return failure(error_kind::network, sent::maybe, "the connection broke while the request was sent");
            case CURLE_UNSUPPORTED_PROTOCOL:
            case CURLE_WEIRD_SERVER_REPLY:
                return failure(error_kind::network, sent::maybe, "the answer is not one of HTTP: " + exchange.reason());
            case CURLE_WRITE_ERROR:
                if (!exchange.head_was_too_large()) break;
                return failure(
                    error_kind::decode, sent::maybe,
                    "the headers of the answer are larger than " + std::to_string(detail::max_answer_head) + " bytes");
            case CURLE_GOT_NOTHING:
            case CURLE_PARTIAL_FILE:
            case CURLE_RECV_ERROR:
            case CURLE_ABORTED_BY_CALLBACK:
                return failure(error_kind::network, sent::maybe,
                               "the connection was closed before the answer was complete");
            default: break;
        }
        return failure(error_kind::network, sent::maybe, curl_easy_strerror(code));
    }

    error explain_connecting(detail::curl_handle& handle, detail::curl_exchange const& exchange, CURLcode code) const {
        std::string const server = server_->text();
        switch (code) {
            case CURLE_COULDNT_RESOLVE_PROXY:
                return failure(error_kind::connect, sent::no,
                               "there is no address of the proxy " + options_.proxy->host);
            case CURLE_COULDNT_RESOLVE_HOST:
                return failure(error_kind::connect, sent::no, "there is no address of " + server_->host);
            case CURLE_OPERATION_TIMEDOUT:
                return failure(error_kind::timeout, sent::no,
                               "no connection to " + server + " within " + milliseconds(options_.connect_timeout));
            case CURLE_COULDNT_CONNECT: {
                std::string message = "no connection to " + (options_.proxy ? "the proxy " + proxy_text() : server);
                long number = 0;
                curl_easy_getinfo(handle.easy(), CURLINFO_OS_ERRNO, &number);
                if (number != 0) message.append(": ").append(std::generic_category().message(static_cast<int>(number)));
                return failure(error_kind::connect, sent::no, std::move(message));
            }
            default: break;
        }
        long status = 0;
        curl_easy_getinfo(handle.easy(), CURLINFO_HTTP_CONNECTCODE, &status);
        if (options_.proxy && status != 0 && (status < 200 || status > 299))
            return failure(
                error_kind::connect, sent::no,
                "the proxy " + proxy_text() + " makes no tunnel to " + server + ": status " + std::to_string(status));
        if (!server_->tls) return failure(error_kind::connect, sent::no, "no connection to " + server);
        std::string message = handle.check().refusal(server);
        if (message.empty()) {
            message = "the TLS handshake with " + server + " failed";
            if (std::string const reason = exchange.reason(); !reason.empty()) message.append(": ").append(reason);
        }
        return failure(error_kind::tls, sent::no, std::move(message));
    }

    result<server_address> server_;
    curl_options options_;
    std::mutex mutex_{};
    std::vector<std::unique_ptr<detail::curl_handle>> idle_{};
};
static_assert(streaming_transport<curl_transport>);

}  // namespace veeam::inline v0
