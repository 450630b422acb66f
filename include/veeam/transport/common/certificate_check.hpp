#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <veeam/transport/trust.hpp>

namespace veeam::inline v0::detail {

/// Decides inside the TLS handshake whether the server is the right one, and remembers why not.
///
/// OpenSSL keeps its address, so it must stay where it is while the context lives. Used by one thread at a time.
class certificate_check {
public:
    certificate_check() = default;
    certificate_check(certificate_check const&) = delete;
    certificate_check& operator=(certificate_check const&) = delete;
    ~certificate_check() { forget_connection(); }

    /// Sets a context up for a server; otherwise says what is wrong with the settings.
    std::optional<std::string> install(SSL_CTX* context, trust const& whom, std::string const& host) {
        SSL_CTX_set_ex_data(context, index(), this);
        SSL_CTX_set_info_callback(context, &certificate_check::handshake);
        if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) return "OpenSSL cannot be held to TLS 1.2";
        if (std::holds_alternative<trust_everything_insecurely>(whom)) {
            SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
            return std::nullopt;
        }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
        SSL_CTX_set_cert_verify_callback(context, &certificate_check::verify, this);
        if (auto const* pin = std::get_if<pinned_sha256>(&whom)) {
            if (!pin->valid())
                return "the pinned fingerprint is not one of SHA-256: it must have 64 hexadecimal digits";
            pin_ = pin->digits();
            return std::nullopt;
        }
        X509_VERIFY_PARAM* const wanted = SSL_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) != 1 &&
            X509_VERIFY_PARAM_set1_host(wanted, host.data(), host.size()) != 1)
            return "the name of the host cannot be checked: " + host;
        if (auto const* file = std::get_if<ca_file>(&whom)) {
            if (SSL_CTX_load_verify_locations(context, file->path.c_str(), nullptr) != 1) {
                ERR_clear_error();
                return "no certificates can be read from " + file->path;
            }
        } else {
            SSL_CTX_set_default_verify_paths(context);
        }
        return std::nullopt;
    }

    void reset() noexcept {
        presented_[0] = '\0';
        verdict_ = X509_V_OK;
        refused_ = false;
    }

    /// Why the certificate was refused; empty: it was not.
    std::string refusal(std::string_view server) const {
        if (!refused_) return {};
        std::string out = "the certificate of " + std::string(server);
        if (!pin_.empty()) return out + " has the SHA-256 fingerprint " + presented_.data() + ", expected " + pin_;
        return out + " is not trusted: " + X509_verify_cert_error_string(verdict_) + " (its SHA-256 fingerprint is " +
               presented_.data() + ")";
    }

    /// Whether OpenSSL holds bytes that nobody has read: more than the last answer was.
    bool has_input() const noexcept { return connection_ != nullptr && SSL_has_pending(connection_) == 1; }

private:
    static int index() {
        static int const of_contexts = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
        return of_contexts;
    }
    static int index_of_connections() {
        static int const of_connections = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, &certificate_check::freed);
        return of_connections;
    }

    // Remembers the connection until OpenSSL frees it. A reference would keep it longer than libcurl keeps what it is
    // made of.
    static void handshake(SSL const* made, int where, int) noexcept {
        if ((where & SSL_CB_HANDSHAKE_DONE) == 0) return;
        auto* const check = static_cast<certificate_check*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(made), index()));
        if (check->connection_ == made) return;
        check->forget_connection();
        auto* const connection = const_cast<SSL*>(made);
        if (SSL_set_ex_data(connection, index_of_connections(), check) == 1) check->connection_ = connection;
    }
    static void freed(void* connection, void* self, CRYPTO_EX_DATA*, int, long, void*) noexcept {
        auto* const check = static_cast<certificate_check*>(self);
        if (check != nullptr && check->connection_ == connection) check->connection_ = nullptr;
    }
    void forget_connection() noexcept {
        if (connection_ != nullptr) SSL_set_ex_data(connection_, index_of_connections(), nullptr);
        connection_ = nullptr;
    }

    // Called by C code: must not throw, and so does not allocate.
    static int verify(X509_STORE_CTX* chain, void* self) noexcept {
        auto& check = *static_cast<certificate_check*>(self);
        check.reset();
        bool const known = check.read_fingerprint(X509_STORE_CTX_get0_cert(chain));
        bool good = false;
        if (check.pin_.empty()) {
            good = X509_verify_cert(chain) == 1;
        } else {
            good = known && check.pin_ == check.presented_.data();
            X509_STORE_CTX_set_error(chain, good ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
        }
        check.verdict_ = X509_STORE_CTX_get_error(chain);
        check.refused_ = !good;
        return good ? 1 : 0;
    }

    bool read_fingerprint(X509 const* certificate) noexcept {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        if (certificate == nullptr || X509_digest(certificate, EVP_sha256(), digest, &size) != 1) return false;
        std::size_t at = 0;
        for (unsigned i = 0; i < size && at + 2 < presented_.size(); ++i) {
            presented_[at++] = "0123456789abcdef"[digest[i] >> 4];
            presented_[at++] = "0123456789abcdef"[digest[i] & 15u];
        }
        presented_[at] = '\0';
        return true;
    }

    SSL* connection_{};  ///< Null once OpenSSL has freed it.
    std::string pin_{};
    std::array<char, 65> presented_{};
    long verdict_{X509_V_OK};
    bool refused_{};
};

}  // namespace veeam::inline v0::detail
