#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "simulator.hpp"

namespace {

struct settings {
    veeam::simulator_options options{};
    std::string password{};
    std::int64_t idle_seconds{};
    std::int64_t token_seconds{};
    std::string certificate_file{};
    std::string ready_file{};
    bool expired_certificate{};
};

void describe(CLI::App& app, settings& s) {
    s.options.specs = "specs";
    s.password = s.options.password.reveal();
    s.idle_seconds = s.options.idle.count();
    s.token_seconds = s.options.token_lifetime.count();
    app.add_option("--port", s.options.port, "Port to listen on; 0: a free one")->capture_default_str();
    app.add_option("--specs", s.options.specs, "Folder with the specifications")->capture_default_str();
    app.add_option("--user", s.options.user, "The user that may log on")->capture_default_str();
    app.add_option("--password", s.password, "That user's password")->capture_default_str();
    app.add_option("--idle-seconds", s.idle_seconds, "Enterprise Manager ends sessions that are idle so long")
        ->capture_default_str();
    app.add_option("--token-seconds", s.token_seconds, "Lifetime of access tokens")->capture_default_str();
    app.add_option("--certificate-file", s.certificate_file, "Write the certificate there, as PEM");
    app.add_option("--certificate-name", s.options.certificate.names,
                   "Host name or IPv4 address of the certificate, instead of localhost and 127.0.0.1; may be repeated");
    app.add_flag("--expired-certificate", s.expired_certificate, "Use a certificate that expired yesterday");
    app.add_option(
        "--ready-file", s.ready_file,
        "When ready, write url, fingerprint and certificate file there, as JSON; appears complete or not at all");
}

void finish(settings& s) {
    s.options.password = veeam::secret(std::move(s.password));
    s.options.idle = std::chrono::seconds(s.idle_seconds);
    s.options.token_lifetime = std::chrono::seconds(s.token_seconds);
    if (s.expired_certificate) {
        s.options.certificate.valid_from = std::chrono::hours(-48);
        s.options.certificate.valid_until = std::chrono::hours(-24);
    }
}

void write_file(std::string const& path, std::string const& text) {
    // Renamed into place, so that nobody reads half of it.
    std::filesystem::path const half = path + ".part";
    std::ofstream out(half, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path);
    std::filesystem::rename(half, path);
}

/// Announced before the threads are started, so that every thread leaves the signals to `sigwait`.
sigset_t take_over_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

void announce(veeam::simulator const& server, settings const& s) {
    std::cout << "listening on " << server.url() << "\nSHA-256 of the certificate: " << server.fingerprint() << '\n';
    if (!s.certificate_file.empty()) {
        write_file(s.certificate_file, server.certificate_pem());
        std::cout << "certificate: " << s.certificate_file << '\n';
    }
    std::cout << std::flush;
    if (s.ready_file.empty()) return;
    nlohmann::ordered_json const facts{
        {"url", server.url()}, {"fingerprint", server.fingerprint()}, {"certificate", s.certificate_file}};
    write_file(s.ready_file, facts.dump(2) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("An HTTPS server on 127.0.0.1 that answers like Veeam's products; runs until it is interrupted.",
                 "veeam-simulator");
    settings s;
    describe(app, s);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
    try {
        finish(s);
        sigset_t const signals = take_over_signals();
        veeam::simulator const server(std::move(s.options));
        announce(server, s);
        int signal = 0;
        sigwait(&signals, &signal);
        return 0;
    } catch (std::exception const& problem) {
        std::cerr << "veeam-simulator: " << problem.what() << '\n';
        return 1;
    }
}
