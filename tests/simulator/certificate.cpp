#include "certificate.hpp"

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace veeam::inline v0::simulation {

namespace {

using bio_ptr = std::unique_ptr<BIO, openssl_free<BIO_free_all>>;
using bn_ptr = std::unique_ptr<BIGNUM, openssl_free<BN_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, openssl_free<X509_EXTENSION_free>>;

void require(bool worked, char const* what) {
    if (!worked) throw std::runtime_error(std::string("cannot make a certificate: ") + what);
}

/// As RFC 5280 wants it: positive and hard to guess, so that no two certificates of one name are mixed up.
void set_serial_number(X509* x509) {
    bn_ptr serial(BN_new());
    require(serial && BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr,
            "serial number");
}

void set_names(X509* x509) {
    X509_NAME* name = X509_get_subject_name(x509);
    std::string const common = "veeam-simulator";
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<unsigned char const*>(common.data()),
                                       static_cast<int>(common.size()), -1, 0) == 1 &&
                X509_set_issuer_name(x509, name) == 1,
            "name");
}

void set_validity(X509* x509, certificate_options const& options) {
    // The counts stay within `long`: both are relative to now.
    require(X509_gmtime_adj(X509_getm_notBefore(x509), static_cast<long>(options.valid_from.count())) != nullptr &&
                X509_gmtime_adj(X509_getm_notAfter(x509), static_cast<long>(options.valid_until.count())) != nullptr,
            "validity");
}

void add_extension(X509* x509, int kind, std::string const& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
    extension_ptr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    require(extension && X509_add_ext(x509, extension.get(), -1) == 1, value.c_str());
}

bool is_address(std::string const& name) { return name.find_first_not_of("0123456789.") == std::string::npos; }

std::string alternative_names(std::vector<std::string> const& names) {
    std::string text;
    for (std::string const& name : names)
        text.append(text.empty() ? "" : ",").append(is_address(name) ? "IP:" : "DNS:").append(name);
    return text;
}

std::string pem_of(X509* x509) {
    bio_ptr memory(BIO_new(BIO_s_mem()));
    require(memory && PEM_write_bio_X509(memory.get(), x509) == 1, "PEM");
    char* data = nullptr;
    long const size = BIO_get_mem_data(memory.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

std::string sha256_of(X509* x509) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(X509_digest(x509, EVP_sha256(), digest.data(), &size) == 1, "fingerprint");
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text.push_back(digits[digest[i] >> 4]);
        text.push_back(digits[digest[i] & 15]);
    }
    return text;
}

}  // namespace

certificate::certificate(certificate_options const& options) : key_(EVP_EC_gen("P-256")), x509_(X509_new()) {
    require(key_ && x509_, "out of memory");
    require(X509_set_version(x509_.get(), X509_VERSION_3) == 1, "version");
    set_serial_number(x509_.get());
    set_names(x509_.get());
    set_validity(x509_.get(), options);
    require(X509_set_pubkey(x509_.get(), key_.get()) == 1, "public key");
    add_extension(x509_.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(x509_.get(), NID_ext_key_usage, "serverAuth");
    if (!options.names.empty()) add_extension(x509_.get(), NID_subject_alt_name, alternative_names(options.names));
    require(X509_sign(x509_.get(), key_.get(), EVP_sha256()) > 0, "signature");
    pem_ = pem_of(x509_.get());
    fingerprint_ = sha256_of(x509_.get());
}

}  // namespace veeam::inline v0::simulation
