#include "delivery.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <openssl/ssl.h>
#include <sys/socket.h>

namespace veeam::inline v0::simulation {

namespace {

/// Resets the connection: on Linux, connecting a TCP socket to "no address" aborts it and sends RST.
void reset_connection(httplib::Request const& of) {
    sockaddr nowhere{};
    nowhere.sa_family = AF_UNSPEC;
    ::connect(SSL_get_fd(of.ssl), &nowhere, sizeof nowhere);
}

std::string nested(bool json) {
    static constexpr std::size_t levels = 100'000;
    if (json) return std::string(levels, '[') + std::string(levels, ']');
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += "<a>";
    for (std::size_t i = 0; i < levels; ++i) text += "</a>";
    return text;
}

response document(bool json, std::string body) {
    return text_reply(200, json ? "application/json; charset=utf-8" : "application/xml; charset=utf-8",
                      std::move(body));
}

response web_page(int status) {
    std::string const number = std::to_string(status);
    return text_reply(status, "text/html; charset=utf-8",
                      "<!DOCTYPE html><html><head><title>" + number + "</title></head><body><h1>" + number +
                          "</h1><p>The simulator answers like a proxy.</p></body></html>");
}

response as_asked(fault const& what) {
    response answer{.status = what.status, .headers = what.headers, .body = what.body};
    if (!what.body.empty() && !answer.headers.contains("Content-Type"))
        answer.headers.set("Content-Type", what.content_type.empty() ? "text/plain" : what.content_type);
    return answer;
}

/// Start and end of a document; what lies between is filled up to the size asked for, without holding it in memory.
struct padded_document {
    std::string_view start;
    std::string_view end;
    std::size_t size;

    bool write(std::size_t offset, httplib::DataSink& sink) const {
        if (offset == 0) return sink.write(start.data(), start.size());
        std::size_t const left = size - offset;
        if (left <= end.size()) return sink.write(end.data() + (end.size() - left), left);
        static std::string const filling(65'536, 'a');
        return sink.write(filling.data(), std::min(left - end.size(), filling.size()));
    }
};

void send_huge(bool json, std::size_t size, httplib::Response& out) {
    padded_document all =
        json ? padded_document{R"({"name":")", R"("})", size} : padded_document{R"(<Job Name=")", R"("/>)", size};
    all.size = std::max(size, all.start.size() + all.end.size());
    out.set_content_provider(
        all.size, json ? "application/json; charset=utf-8" : "application/xml; charset=utf-8",
        [all](std::size_t offset, std::size_t, httplib::DataSink& sink) { return all.write(offset, sink); });
}

std::string take_content_type(response& answer) {
    std::string type(answer.headers.get("Content-Type").value_or("application/octet-stream"));
    answer.headers.erase("Content-Type");
    return type;
}

void send_in_pieces(std::string body, std::string const& type, std::chrono::milliseconds delay, httplib::Response& out,
                    interruptible& waits) {
    static constexpr std::size_t pieces = 10;
    auto const text = std::make_shared<std::string const>(std::move(body));
    out.set_content_provider(text->size(), type,
                             [=, &waits](std::size_t offset, std::size_t left, httplib::DataSink& sink) {
                                 waits.sleep(delay / pieces);
                                 return sink.write(text->data() + offset, std::min(left, text->size() / pieces + 1));
                             });
}

/// Sends the first `sent` bytes of a body that is announced as `announced` bytes, then closes the connection.
void send_with_length(std::string body, std::string const& type, std::size_t announced, std::size_t sent,
                      httplib::Response& out) {
    auto const text = std::make_shared<std::string const>(body.substr(0, sent));
    out.set_content_provider(announced, type, [=](std::size_t offset, std::size_t, httplib::DataSink& sink) {
        if (offset == 0) sink.write(text->data(), text->size());
        return false;
    });
}

std::size_t announced_length(std::size_t size, std::int64_t error) {
    std::int64_t const length = static_cast<std::int64_t>(size) + error;
    return length < 1 ? 1 : static_cast<std::size_t>(length);
}

void send_damaged(response answer, fault const& what, httplib::Response& out, interruptible& waits) {
    std::string const type = take_content_type(answer);
    std::size_t const size = answer.body.size();
    switch (what.kind) {
        case fault_kind::delay_body: return send_in_pieces(std::move(answer.body), type, what.delay, out, waits);
        case fault_kind::truncate_body: return send_with_length(std::move(answer.body), type, size, size / 2, out);
        case fault_kind::wrong_length:
            return send_with_length(std::move(answer.body), type, announced_length(size, what.length_error), size, out);
        case fault_kind::wrong_content_type:
            return out.set_content(answer.body, what.content_type.empty() ? "text/plain" : what.content_type);
        case fault_kind::empty_body: return out.set_header("Content-Type", type);
        default: return out.set_content(answer.body, type);
    }
}

}  // namespace

void interruptible::sleep(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    stopping_.wait_for(lock, time, [&] { return stopped_; });
}

void interruptible::stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    stopping_.notify_all();
}

std::optional<response> replacement(fault const& what, bool json) {
    switch (what.kind) {
        case fault_kind::reset_before: return empty_reply(500);
        case fault_kind::status: return as_asked(what);
        case fault_kind::html: return web_page(what.status);
        case fault_kind::depth_bomb: return document(json, nested(json));
        case fault_kind::invalid_utf8:
            return document(json, json ? "{\"name\":\"\xff\xfe\"}" : "<Job Name=\"\xff\xfe\"/>");
        case fault_kind::huge_body: return empty_reply(200);
        default: return std::nullopt;
    }
}

void deliver(response answer, std::optional<fault> const& what, bool json, httplib::Request const& to,
             httplib::Response& out, interruptible& waits) {
    if (what && what->kind == fault_kind::delay_headers) waits.sleep(what->delay);
    out.status = answer.status;
    for (auto const& [name, value] : answer.headers)
        if (!detail::equal_ignoring_case(name, "Content-Type")) out.set_header(name, value);
    if (what && is_reset(what->kind)) return reset_connection(to);
    if (what && what->kind == fault_kind::huge_body) return send_huge(json, what->bytes, out);
    if (answer.body.empty()) return;
    if (!what) return out.set_content(answer.body, take_content_type(answer));
    send_damaged(std::move(answer), *what, out, waits);
}

}  // namespace veeam::inline v0::simulation
