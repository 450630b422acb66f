#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace veeam::inline v0 {

/// Trust what the system trusts, for servers whose certificate an authority has signed.
struct system_trust {};

/// Trust the authorities in a PEM file. The certificate must be for the host's name or address.
struct ca_file {
    std::string path{};
};

/// Trust one certificate, whoever signed it and whatever name it carries: the one with this SHA-256 fingerprint.
///
/// What Veeam's servers need as installed, since their certificates are self-signed. The fingerprint is 64 hexadecimal
/// digits, with or without colons or spaces between them, as browsers and `openssl x509 -fingerprint -sha256` show it.
/// One that is not is an error of the first request.
///
/// @par Example
/// @code
/// veeam::pinned_sha256 const
/// pin("AB:12:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00"); std::cout <<
/// pin.valid() << ' ' << pin.digits() << '\n';  // 1 ab12000...
/// @endcode
class pinned_sha256 {
public:
    explicit pinned_sha256(std::string_view fingerprint) {
        for (char c : fingerprint) {
            if (c == ':' || c == ' ') continue;
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
            valid_ = valid_ && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
            digits_.push_back(c);
        }
        valid_ = valid_ && digits_.size() == 64;
    }

    bool valid() const noexcept { return valid_; }
    /// In lower case, without colons.
    std::string const& digits() const noexcept { return digits_; }

private:
    std::string digits_{};
    bool valid_{true};
};

/// Trust any certificate: whoever sits between the program and the server reads and changes everything, passwords
/// included. For experiments.
struct trust_everything_insecurely {};

/// Whom a transport takes for the server.
using trust = std::variant<system_trust, ca_file, pinned_sha256, trust_everything_insecurely>;

}  // namespace veeam::inline v0
