#include "simulator.hpp"

#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include <httplib.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "certificate.hpp"
#include "control.hpp"
#include "delivery.hpp"
#include "world.hpp"

namespace veeam::inline v0 {

using namespace simulation;

namespace {

std::uint16_t local_port(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    return address.sin_family == AF_INET ? ntohs(address.sin_port) : std::uint16_t(0);
}

call call_of(httplib::Request const& from) {
    call out{.method = from.method, .target = from.target, .body = from.body};
    for (auto const& [name, value] : from.headers) out.headers.add(name, value);
    return out;
}

bool announces_no_body(httplib::Request const& from) {
    bool const sends_body = from.method == "POST" || from.method == "PUT" || from.method == "PATCH";
    return sends_body && !from.has_header("Content-Length") && !from.has_header("Transfer-Encoding");
}

/// Enterprise Manager alone speaks XML, unless it is asked for JSON.
bool expects_json(call const& from) {
    bool const enterprise_manager =
        !from.segments.empty() && from.segments[0] == "api" && (from.segments.size() < 2 || from.segments[1] != "v3");
    return !enterprise_manager || from.wants_json();
}

}  // namespace

struct simulator::implementation {
    explicit implementation(simulator_options options)
        : everything(std::move(options)),
          identity(everything.options.certificate),
          server(identity.x509(), identity.key()) {
        add_control(control, faults, log, everything);
        add_enterprise_manager(services, everything);
        add_queries(services, everything);
        add_all_operations(services, everything);
        add_service_provider_console_v2(services, everything);
        add_service_provider_console_v3(services, everything);
        add_backup_for_microsoft_365(services, everything);
        configure();
        listen();
    }

    ~implementation() {
        waits.stop();
        server.stop();
        close_idle_connections();
        listener.join();
    }

    void configure() {
        server.new_task_queue = [this] { return new httplib::ThreadPool(everything.options.workers); };
        server.set_tcp_nodelay(true);
        server.set_keep_alive_max_count(100'000);
        server.set_payload_max_length(std::size_t(16) << 20);
        // cpp-httplib's own choice lets several processes listen on one port, and a test talk to the wrong one.
        server.set_socket_options([this](socket_t socket) {
            int const on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
            listening = socket;
        });
        server.set_pre_routing_handler([this](httplib::Request const& in, httplib::Response& out) {
            remember_connection(in);
            if (!announces_no_body(in)) return httplib::Server::HandlerResponse::Unhandled;
            out.status = 411;  // cpp-httplib would wait for the client to close
            return httplib::Server::HandlerResponse::Handled;
        });
        auto const serve = [this](httplib::Request const& in, httplib::Response& out) { answer(in, out); };
        std::string const any = R"([\s\S]*)";
        server.Get(any, serve).Post(any, serve).Put(any, serve).Patch(any, serve).Delete(any, serve);
    }

    void listen() {
        int const wanted = everything.options.port;
        bool const bound =
            wanted != 0 ? server.bind_to_port("127.0.0.1", wanted) : server.bind_to_any_port("127.0.0.1") > 0;
        if (!bound) throw std::runtime_error("cannot listen on port " + std::to_string(wanted) + " of 127.0.0.1");
        ::listen(listening, SOMAXCONN);  // cpp-httplib's queue of five loses connections of a busy client
        port = local_port(listening);
        url = "https://127.0.0.1:" + std::to_string(port);
        listener = std::thread([this] { server.listen_after_bind(); });
        while (!server.is_running()) std::this_thread::yield();
    }

    void answer(httplib::Request const& in, httplib::Response& out) {
        call from = call_of(in);
        if (!parse_target(from)) {
            out.status = 400;
            return;
        }
        if (auto const steering = control.answer(from)) return deliver(*steering, std::nullopt, true, in, out, waits);
        auto const trouble = faults.take(from.method, from.target);
        std::size_t const number = log.add(from.method, from.target, trouble ? to_text(trouble->kind) : "");
        response const reply = carry_out(from, trouble);
        if (!trouble || !is_reset(trouble->kind)) log.answered(number, reply.status);
        deliver(reply, trouble, expects_json(from), in, out, waits);
    }

    response carry_out(call& from, std::optional<fault> const& trouble) {
        if (trouble) {
            if (auto instead = replacement(*trouble, expects_json(from))) return *std::move(instead);
            apply(trouble->kind);
            from.ignore_offset = trouble->kind == fault_kind::ignore_offset;
            if (is_fate(trouble->kind)) from.fate = trouble->kind;
        }
        return services.answer(from).value_or(empty_reply(404));
    }

    void apply(fault_kind kind) {
        if (kind != fault_kind::expire_sessions && kind != fault_kind::revoke_tokens) return;
        everything.em.expire_all();
        for (token_store* tokens : {&everything.vspc_v2, &everything.vspc_v3, &everything.vb365}) {
            if (kind == fault_kind::revoke_tokens) tokens->expire_all();
            else tokens->expire_access_tokens();
        }
    }

    void remember_connection(httplib::Request const& of) {
        std::lock_guard lock(connections_mutex);
        connections.insert(SSL_get_fd(of.ssl));
    }

    /// Without this, stopping waits until clients that keep a connection open have been idle for five seconds.
    void close_idle_connections() {
        std::lock_guard lock(connections_mutex);
        // A number may belong to another file by now; ours are the ones that end at our port.
        for (int const socket : connections)
            if (local_port(socket) == port) ::shutdown(socket, SHUT_RD);
    }

    world everything;
    certificate identity;
    fault_list faults;
    request_log log;
    router control;
    router services;
    interruptible waits;
    httplib::SSLServer server;
    socket_t listening{INVALID_SOCKET};
    std::uint16_t port{0};
    std::string url;
    std::mutex connections_mutex;
    std::set<int> connections;
    std::thread listener;
};

simulator::simulator(simulator_options options) : self_(std::make_unique<implementation>(std::move(options))) {}
simulator::~simulator() = default;

std::string const& simulator::url() const noexcept { return self_->url; }
std::uint16_t simulator::port() const noexcept { return self_->port; }
std::string const& simulator::fingerprint() const noexcept { return self_->identity.fingerprint(); }
std::string const& simulator::certificate_pem() const noexcept { return self_->identity.pem(); }

void simulator::inject(fault what) { self_->faults.add(std::move(what)); }
std::size_t simulator::pending_faults() const { return self_->faults.size(); }
std::vector<logged_request> simulator::log(std::string_view method, std::string_view path) const {
    return self_->log.matching(method, path);
}
std::size_t simulator::count(std::string_view method, std::string_view path) const {
    return self_->log.count(method, path);
}
void simulator::reset() { reset_all(self_->faults, self_->log, self_->everything); }

}  // namespace veeam::inline v0
