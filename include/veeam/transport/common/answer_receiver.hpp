#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/result.hpp>
#include <veeam/http/content_length.hpp>
#include <veeam/http/media_type.hpp>
#include <veeam/http/message.hpp>
#include <veeam/http/one_line.hpp>
#include <veeam/http/streams.hpp>

namespace veeam::inline v0::detail {

/// The most bytes that names and values of an answer's headers may have together.
inline constexpr std::size_t max_answer_head = std::size_t{256} << 10;

/// Whether a header says how long the body of a request is, which is a transport's own business.
constexpr bool is_framing_header(std::string_view name) noexcept {
    return equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Transfer-Encoding");
}

inline std::size_t count_headers(headers const& of, std::string_view name) {
    return static_cast<std::size_t>(
        std::count_if(of.begin(), of.end(), [&](auto const& h) { return equal_ignoring_case(h.first, name); }));
}

/// Whether it is beyond doubt where an answer ended, so that what follows on its connection is the next one.
inline bool is_framed_once(int status, headers const& of) {
    auto const lengths = count_headers(of, "Content-Length");
    auto const codings = count_headers(of, "Transfer-Encoding");
    if (status == 204 || status == 304) return codings == 0 && (lengths == 0 || of.get("Content-Length") == "0");
    return lengths + codings <= 1;
}

/// Takes an answer as it comes off the wire: checks where it ends, undoes gzip, and keeps its body or hands it on.
///
/// Its functions return false for "no more"; `problem` then says why. They throw nothing, since C code may call them:
/// what a sink throws is kept in `thrown`, and must be looked at after each of them.
template <class Inflater>
class answer_receiver {
public:
    answer_receiver(request const& r, std::size_t max_body) : request_(r), max_body_(max_body) {}

    /// Status and headers of the answer, complete.
    bool begin(int status, veeam::headers received) noexcept {
        return guarded([&] {
            begun_ = true;
            answer_.status = status;
            answer_.headers = std::move(received);
            return check_head() && choose_coding() && open_sink();
        });
    }

    /// The next piece of the body.
    bool take(std::string_view piece) noexcept {
        return guarded([&] {
            received_ += piece.size();
            if (!inflater_) return deliver(piece);
            auto const outcome = inflater_->feed(piece, [&](std::string_view plain) { return deliver(plain); });
            if (outcome == Inflater::outcome::garbled)
                return fail(error_kind::decode, "the compressed answer is garbled");
            return outcome == Inflater::outcome::more;
        });
    }

    /// The answer, after the wire says that it has ended.
    result<response> finish() {
        if (!problem_ && !thrown_) guarded([&] { return check_end(); });
        if (problem_) return *problem_;
        return std::move(answer_);
    }

    bool begun() const noexcept { return begun_; }
    std::optional<error> const& problem() const noexcept { return problem_; }
    std::exception_ptr const& thrown() const noexcept { return thrown_; }

private:
    template <class F>
    bool guarded(F&& f) noexcept {
        try {
            return f();
        } catch (...) {
            thrown_ = std::current_exception();
            return false;
        }
    }

    bool fail(error_kind kind, std::string message) {
        return fail(error({.kind = kind, .was_sent = sent::maybe, .message = std::move(message)}));
    }
    bool fail(error problem) {
        problem_ = std::move(problem);
        return false;
    }
    bool too_large() {
        return fail(error_kind::decode, "the answer is larger than " + std::to_string(max_body_) + " bytes");
    }

    bool check_head() {
        std::size_t size = 0;
        bool chunked = false;
        for (auto const& [name, value] : answer_.headers) {
            size += name.size() + value.size();
            if (equal_ignoring_case(name, "Transfer-Encoding")) {
                if (!equal_ignoring_case(value, "chunked"))
                    return fail(error_kind::network, "the answer has an unknown coding: " + one_line(value, 100));
                chunked = true;
            } else if (equal_ignoring_case(name, "Content-Length")) {
                auto const length = parse_content_length(value);
                if (!length)
                    return fail(error_kind::network, "the length of the answer is no number: " + one_line(value, 100));
                if (length_ && length_ != length) return fail(error_kind::network, "the answer has two lengths");
                length_ = length;
            }
        }
        if (size > max_answer_head)
            return fail(error_kind::decode,
                        "the headers of the answer are larger than " + std::to_string(max_answer_head) + " bytes");
        if (answer_.status < 200)
            return fail(error_kind::network,
                        "the server began an answer of another sort, with status " + std::to_string(answer_.status));
        if (chunked || answer_.status == 204 || answer_.status == 304) length_.reset();
        return true;
    }

    bool choose_coding() {
        auto const coding = answer_.headers.get("Content-Encoding");
        if (!coding || coding->empty() || equal_ignoring_case(*coding, "identity")) return true;
        if (equal_ignoring_case(*coding, "gzip") || equal_ignoring_case(*coding, "x-gzip")) {
            inflater_.emplace();
            return true;
        }
        // Whoever asked for it knows what to do with it.
        if (request_.headers.contains("Accept-Encoding")) return true;
        return fail(error_kind::decode, "the answer has a coding that was not asked for: " + one_line(*coding, 100));
    }

    bool open_sink() {
        if (request_.download == nullptr || answer_.status >= 300)
            return !length_ || *length_ <= max_body_ || too_large();
        sink_ = request_.download;
        return accepted(sink_->begin(answer_.status, answer_.headers));
    }

    bool accepted(std::optional<error> refusal) { return !refusal || fail(*std::move(refusal)); }

    bool deliver(std::string_view plain) {
        if (sink_ != nullptr) return accepted(sink_->write(plain));
        if (plain.size() > max_body_ - answer_.body.size()) return too_large();
        answer_.body.append(plain);
        return true;
    }

    bool check_end() {
        if (!begun_ || (length_ && received_ != *length_))
            return fail(error_kind::network, "the connection was closed before the answer was complete");
        if (inflater_ && received_ != 0) {
            if (!inflater_->is_complete()) return fail(error_kind::decode, "the compressed answer is cut off");
            answer_.headers.erase("Content-Encoding");
            answer_.headers.erase("Content-Length");
        }
        return sink_ == nullptr || accepted(sink_->end());
    }

    request const& request_;
    std::size_t max_body_;
    response answer_{};
    std::optional<std::uint64_t> length_{};
    std::uint64_t received_{};
    std::optional<Inflater> inflater_{};
    body_sink* sink_{};
    std::optional<error> problem_{};
    std::exception_ptr thrown_{};
    bool begun_{};
};

/// Reads a `body_source` for a transport; what it throws is kept, since C code may be between.
class source_reader {
public:
    explicit source_reader(body_source* source) : source_(source) {}

    /// Fills `into`; none: the source failed. 0: the body ends here.
    std::optional<std::size_t> read(std::span<char> into) noexcept {
        try {
            auto got = source_->read(into);
            if (got && *got <= into.size()) return *got;
            problem_ = got ? error({.kind = error_kind::cancelled,
                                    .was_sent = sent::maybe,
                                    .message = "the source of the body gave more than it was asked for"})
                           : got.error();
        } catch (...) {
            thrown_ = std::current_exception();
        }
        return std::nullopt;
    }
    /// The source has less than its size.
    void ended_early(std::uint64_t at, std::uint64_t size) noexcept {
        try {
            problem_ = error({.kind = error_kind::cancelled,
                              .was_sent = sent::maybe,
                              .message = "the source of the body ended after " + std::to_string(at) + " of " +
                                         std::to_string(size) + " bytes"});
        } catch (...) {
            thrown_ = std::current_exception();
        }
    }

    std::optional<error> const& problem() const noexcept { return problem_; }
    std::exception_ptr const& thrown() const noexcept { return thrown_; }

private:
    body_source* source_;
    std::optional<error> problem_{};
    std::exception_ptr thrown_{};
};

}  // namespace veeam::inline v0::detail
