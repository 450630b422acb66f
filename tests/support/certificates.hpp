#pragma once

// Keys and certificates, made when a test runs so that none can expire in the repository.

#include <cstdio>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "support/temporary_folder.hpp"

namespace test {

struct certificate {
    std::shared_ptr<X509> x509{};
    std::shared_ptr<EVP_PKEY> key{};

    /// SHA-256 in lower-case hexadecimal digits.
    std::string fingerprint() const {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        X509_digest(x509.get(), EVP_sha256(), digest, &size);
        std::string out;
        for (unsigned i = 0; i < size; ++i) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", digest[i]);
            out += two;
        }
        return out;
    }
};

struct certificate_options {
    std::string name{"veeam-cpp test"};
    std::string alternative_names{};  ///< `DNS:localhost,IP:127.0.0.1`
    bool authority{};
    certificate const* issuer{};  ///< Null: signed by itself.
    long begins{-3600};           ///< In seconds from now.
    long ends{3600};
};

inline void add_extension(X509* to, X509* issuer, int id, std::string const& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    if (extension == nullptr) throw std::runtime_error("no extension from " + value);
    X509_add_ext(to, extension, -1);
    X509_EXTENSION_free(extension);
}

inline certificate make_certificate(certificate_options const& options) {
    static long serial = 1000;
    certificate out{.x509 = {X509_new(), &X509_free}, .key = {EVP_EC_gen("P-256"), &EVP_PKEY_free}};
    X509* const x = out.x509.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(x), options.begins);
    X509_gmtime_adj(X509_getm_notAfter(x), options.ends);
    X509_set_pubkey(x, out.key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                               reinterpret_cast<unsigned char const*>(options.name.c_str()), -1, -1, 0);
    certificate const& issuer = options.issuer != nullptr ? *options.issuer : out;
    X509_set_issuer_name(x, X509_get_subject_name(issuer.x509.get()));
    add_extension(x, issuer.x509.get(), NID_basic_constraints, options.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!options.alternative_names.empty())
        add_extension(x, issuer.x509.get(), NID_subject_alt_name, options.alternative_names);
    if (X509_sign(x, issuer.key.get(), EVP_sha256()) == 0) throw std::runtime_error("cannot sign");
    return out;
}

/// Writes a certificate as PEM; the path of the file.
inline std::string write_pem(temporary_folder const& folder, certificate const& one, std::string const& name) {
    std::string const file = folder.path(name);
    std::FILE* const out = std::fopen(file.c_str(), "w");
    if (out == nullptr || PEM_write_X509(out, one.x509.get()) != 1) throw std::runtime_error("cannot write " + file);
    std::fclose(out);
    return file;
}

}  // namespace test
