#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "options.hpp"

namespace veeam::inline v0::simulation {

/// Hands an OpenSSL object back to the function that frees it.
template <auto Free>
struct openssl_free {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};
using x509_ptr = std::unique_ptr<X509, openssl_free<X509_free>>;
using pkey_ptr = std::unique_ptr<EVP_PKEY, openssl_free<EVP_PKEY_free>>;

/// A key and the self-signed certificate for it; both exist in memory only.
class certificate {
public:
    /// Makes a P-256 key and signs its certificate. Throws `std::runtime_error` where OpenSSL refuses.
    explicit certificate(certificate_options const& options);

    X509* x509() const noexcept { return x509_.get(); }
    EVP_PKEY* key() const noexcept { return key_.get(); }
    /// PEM text, which serves a client as its CA file.
    std::string const& pem() const noexcept { return pem_; }
    /// SHA-256 of the DER form: 64 lower-case hexadecimal digits.
    std::string const& fingerprint() const noexcept { return fingerprint_; }

private:
    pkey_ptr key_;
    x509_ptr x509_;
    std::string pem_;
    std::string fingerprint_;
};

}  // namespace veeam::inline v0::simulation
