#pragma once

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include <curl/curl.h>
#include <poll.h>

#include <veeam/core/secret.hpp>
#include <veeam/http/redact.hpp>
#include <veeam/transport/common/certificate_check.hpp>

namespace veeam::inline v0::detail {

/// libcurl's own set-up, once a process. It is never undone, since other code may use libcurl.
inline bool curl_is_ready() {
    static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

/// Whether libcurl does TLS by OpenSSL, whose handshake `certificate_check` decides.
inline bool curl_has_openssl() {
    char const* const tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
    return tls != nullptr && std::strstr(tls, "OpenSSL/") != nullptr;
}

/// An easy handle with a multi handle of its own, which keeps its connection for the next request.
class curl_handle {
public:
    curl_handle() : multi_(curl_multi_init()), easy_(curl_easy_init()) {
        if (multi_ == nullptr || easy_ == nullptr) throw std::bad_alloc();
        curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L);
    }

    CURL* easy() const noexcept { return easy_.get(); }
    CURLM* multi() const noexcept { return multi_.get(); }
    certificate_check& check() noexcept { return check_; }

    /// Whether something lies in the connection that no request asked for: its end, or more than the last answer was.
    bool has_input() const noexcept {
        curl_socket_t socket = CURL_SOCKET_BAD;
        curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
        if (socket == CURL_SOCKET_BAD) return false;
        pollfd one{.fd = socket, .events = POLLIN, .revents = 0};
        return ::poll(&one, 1, 0) > 0 || check_.has_input();
    }

private:
    // Both handles are pointers to void.
    struct multi_cleanup {
        void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
    };
    struct easy_cleanup {
        void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
    };

    certificate_check check_{};  // first: it goes last, and OpenSSL uses it until then
    std::unique_ptr<CURLM, multi_cleanup> multi_;
    std::unique_ptr<CURL, easy_cleanup> easy_;  // goes before the multi handle
};

/// A list of header lines; it overwrites the secret ones when it goes.
class curl_lines {
public:
    curl_lines() = default;
    curl_lines(curl_lines const&) = delete;
    curl_lines& operator=(curl_lines const&) = delete;
    ~curl_lines() {
        for (curl_slist* line = lines_; line != nullptr; line = line->next) {
            std::string_view const text(line->data);
            if (!is_secret_header(text.substr(0, text.find_first_of(":;")))) continue;
            for (char volatile* p = line->data; p != line->data + text.size(); ++p) *p = '\0';
        }
        curl_slist_free_all(lines_);
    }

    void add(std::string line) {
        curl_slist* const longer = curl_slist_append(lines_, line.c_str());
        wipe(line);
        if (longer == nullptr) throw std::bad_alloc();
        lines_ = longer;
    }
    curl_slist* get() const noexcept { return lines_; }

private:
    curl_slist* lines_{};
};

}  // namespace veeam::inline v0::detail
