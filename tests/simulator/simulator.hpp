#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "faults.hpp"
#include "options.hpp"
#include "request_log.hpp"

namespace veeam::inline v0 {

/// An HTTPS server on 127.0.0.1 that answers like Enterprise Manager, Service Provider Console (v2 and v3) and Backup
/// for Microsoft 365, from the examples of the specifications.
///
/// Each API lies below its base path, all on one port. `tests/simulator/README.md` lists what it answers.
/// Serves from the moment it is made until it is destroyed. Thread safety: every member may be called from any thread.
///
/// @par Example
/// @code
/// veeam::simulator server{{.specs = "specs"}};
/// veeam::httplib_transport wire{server.url(), {.trust = veeam::pinned_sha256(server.fingerprint())}};
/// server.inject({.kind = veeam::fault_kind::status, .path = "/api/jobs", .status = 503});
/// @endcode
class simulator {
public:
    /// Throws `std::runtime_error` where the specifications cannot be read or the port is taken.
    explicit simulator(simulator_options options);
    simulator(simulator const&) = delete;
    simulator& operator=(simulator const&) = delete;
    ~simulator();

    /// `https://127.0.0.1:PORT`.
    std::string const& url() const noexcept;
    std::uint16_t port() const noexcept;
    /// SHA-256 of its certificate: 64 lower-case hexadecimal digits.
    std::string const& fingerprint() const noexcept;
    /// Its certificate as PEM, which is also a CA file for it.
    std::string const& certificate_pem() const noexcept;

    /// Queues a fault.
    void inject(fault what);
    /// Faults that have not hit all their requests.
    std::size_t pending_faults() const;
    /// The requests it saw: those with `method` (empty: any) whose target begins with `path`.
    std::vector<logged_request> log(std::string_view method = {}, std::string_view path = {}) const;
    std::size_t count(std::string_view method = {}, std::string_view path = {}) const;
    /// Forgets faults, log, logon sessions and tokens.
    void reset();

private:
    struct implementation;
    std::unique_ptr<implementation> self_;
};

}  // namespace veeam::inline v0
