#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/error.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/content_length.hpp>
#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

/// Where the body of an upload comes from, piece by piece: `request::upload`.
///
/// A transport calls `rewind` before each sending, then `read` until it returns 0. An error of either ends the request
/// and is its outcome. Used by one thread at a time.
///
/// @par Example
/// @code
/// struct zeros final : veeam::body_source {
///     std::size_t left{};
///     std::optional<std::uint64_t> size() const override { return 1000; }
///     std::optional<veeam::error> rewind() override { left = 1000; return std::nullopt; }
///     veeam::result<std::size_t> read(std::span<char> into) override {
///         std::size_t const now = std::min(left, into.size());
///         std::fill_n(into.begin(), now, '0');
///         left -= now;
///         return now;
///     }
/// };
/// @endcode
class body_source {
public:
    /// Bytes of the whole body; none: not known before, so that it is sent in chunks.
    virtual std::optional<std::uint64_t> size() const = 0;
    /// Goes to the beginning. A source that cannot, since something of it has been read, says so.
    virtual std::optional<error> rewind() = 0;
    /// Fills the beginning of `into`, which is never empty; how much of it. 0: the body ends here.
    virtual result<std::size_t> read(std::span<char> into) = 0;

    body_source() = default;
    body_source(body_source const&) = delete;
    body_source& operator=(body_source const&) = delete;

protected:
    ~body_source() = default;
};

/// Where the body of an answer goes, piece by piece: `request::download`.
///
/// Only the body of a success (2xx) gets there; every other answer has its body in `response::body`, as usual. A
/// transport calls `begin` when status and headers are known, `write` for each piece and `end` when it knows that the
/// body is complete. An error of any of them ends the request and is its outcome. A request that is sent again begins
/// again: what was written before is then to be dropped. Used by one thread at a time.
///
/// @par Example
/// @code
/// struct counter final : veeam::body_sink {
///     std::size_t bytes{};
///     std::optional<veeam::error> begin(int, veeam::headers const&) override { bytes = 0; return std::nullopt; }
///     std::optional<veeam::error> write(std::string_view piece) override { bytes += piece.size(); return {}; }
///     std::optional<veeam::error> end() override { return std::nullopt; }
/// };
/// @endcode
class body_sink {
public:
    virtual std::optional<error> begin(int status, headers const& of_answer) = 0;
    virtual std::optional<error> write(std::string_view piece) = 0;
    virtual std::optional<error> end() = 0;

    body_sink() = default;
    body_sink(body_sink const&) = delete;
    body_sink& operator=(body_sink const&) = delete;

protected:
    ~body_sink() = default;
};

namespace detail {

inline error stream_error(error_kind kind, sent was_sent, std::string message) {
    return error({.kind = kind, .was_sent = was_sent, .message = std::move(message)});
}

}  // namespace detail

/// Sends a text that somebody else keeps.
///
/// @par Example
/// @code
/// std::string const document(1000, 'x');
/// veeam::text_source body(document);
/// veeam::request r{.method = veeam::http_method::put, .target = "/upload"};
/// r.upload = &body;
/// @endcode
class text_source final : public body_source {
public:
    explicit text_source(std::string_view text) : text_(text), left_(text) {}
    std::optional<std::uint64_t> size() const override { return text_.size(); }
    std::optional<error> rewind() override {
        left_ = text_;
        return std::nullopt;
    }
    result<std::size_t> read(std::span<char> into) override {
        std::size_t const copied = left_.copy(into.data(), into.size());
        left_.remove_prefix(copied);
        return copied;
    }

private:
    std::string_view text_;
    std::string_view left_;
};

/// Sends a file. One that cannot be read is an error of kind `invalid_request`, before anything is sent.
///
/// @par Example
/// @code
/// veeam::file_source body("backup-settings.xml");
/// veeam::request r{.method = veeam::http_method::post, .target = "/upload"};
/// r.upload = &body;
/// @endcode
class file_source final : public body_source {
public:
    explicit file_source(std::string path) : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb")) {
        if (file_ == nullptr || std::fseek(file_, 0, SEEK_END) != 0) return;
        if (long const end = std::ftell(file_); end >= 0) size_ = static_cast<std::uint64_t>(end);
    }
    ~file_source() {
        if (file_ != nullptr) std::fclose(file_);
    }
    std::optional<std::uint64_t> size() const override { return size_; }
    std::optional<error> rewind() override {
        if (file_ != nullptr && size_ && std::fseek(file_, 0, SEEK_SET) == 0) return std::nullopt;
        return detail::stream_error(error_kind::invalid_request, sent::no, "the file cannot be read: " + path_);
    }
    result<std::size_t> read(std::span<char> into) override {
        std::size_t const got = std::fread(into.data(), 1, into.size(), file_);
        if (got != 0 || std::ferror(file_) == 0) return got;
        return detail::stream_error(error_kind::cancelled, sent::maybe, "the file cannot be read on: " + path_);
    }

private:
    std::string path_;
    std::FILE* file_{};
    std::optional<std::uint64_t> size_{};
};

/// Sends what a function gives: `result<std::size_t>(std::span<char>)`, as `body_source::read`. It can be sent once.
///
/// @par Example
/// @code
/// veeam::callback_source body([&](std::span<char> into) -> veeam::result<std::size_t> {
///     std::cin.read(into.data(), static_cast<std::streamsize>(into.size()));
///     return static_cast<std::size_t>(std::cin.gcount());
/// });
/// @endcode
template <class Read>
class callback_source final : public body_source {
public:
    explicit callback_source(Read read, std::optional<std::uint64_t> size = std::nullopt)
        : read_(std::move(read)), size_(size) {}
    std::optional<std::uint64_t> size() const override { return size_; }
    std::optional<error> rewind() override {
        if (!started_) return std::nullopt;
        return detail::stream_error(error_kind::cancelled, sent::maybe,
                                    "a part of the body has been read, so that it cannot be sent again");
    }
    result<std::size_t> read(std::span<char> into) override {
        started_ = true;
        return read_(into);
    }

private:
    Read read_;
    std::optional<std::uint64_t> size_;
    bool started_{};
};

/// Gives each piece to a function: `std::optional<error>(std::string_view)`, as `body_sink::write`. A download that has
/// delivered something cannot begin again.
///
/// @par Example
/// @code
/// veeam::callback_sink show([](std::string_view piece) -> std::optional<veeam::error> {
///     std::cout << piece;
///     return std::nullopt;
/// });
/// veeam::request r{.target = "/log"};
/// r.download = &show;
/// @endcode
template <class Write>
class callback_sink final : public body_sink {
public:
    explicit callback_sink(Write write) : write_(std::move(write)) {}
    std::optional<error> begin(int, headers const&) override {
        if (!started_) return std::nullopt;
        return detail::stream_error(error_kind::cancelled, sent::maybe,
                                    "a part of the body has been delivered, so that it cannot begin again");
    }
    std::optional<error> write(std::string_view piece) override {
        started_ = true;
        return write_(piece);
    }
    std::optional<error> end() override { return std::nullopt; }

private:
    Write write_;
    bool started_{};
};

/// Writes a file that appears under its name only when it is complete; until then it is `<path>.part`, which a failed
/// download leaves no trace of. An error of the file system is of kind `cancelled`.
///
/// @par Example
/// @code
/// veeam::file_sink file("logs.zip");
/// veeam::bounded_sink limited(file, std::uint64_t{1} << 30);
/// veeam::request r{.target = "/logs"};
/// r.download = &limited;
/// @endcode
class file_sink final : public body_sink {
public:
    explicit file_sink(std::string path) : path_(std::move(path)), part_(path_ + ".part") {}
    ~file_sink() { drop(); }
    std::optional<error> begin(int, headers const&) override {
        drop();
        file_ = std::fopen(part_.c_str(), "wb");
        return file_ != nullptr ? std::nullopt : refused();
    }
    std::optional<error> write(std::string_view piece) override {
        return std::fwrite(piece.data(), 1, piece.size(), file_) == piece.size() ? std::nullopt : refused();
    }
    std::optional<error> end() override {
        bool const written = std::fclose(std::exchange(file_, nullptr)) == 0;
        if (written && std::rename(part_.c_str(), path_.c_str()) == 0) return std::nullopt;
        std::remove(part_.c_str());
        return refused();
    }

private:
    std::optional<error> refused() const {
        return detail::stream_error(error_kind::cancelled, sent::maybe, "the file cannot be written: " + path_);
    }
    void drop() noexcept {
        if (file_ == nullptr) return;
        std::fclose(std::exchange(file_, nullptr));
        std::remove(part_.c_str());
    }

    std::string path_;
    std::string part_;
    std::FILE* file_{};
};

/// Lets at most so many bytes through to another sink, and only a body of the length that the server announced.
///
/// Errors of kind `decode`: an announced length above the limit, before the other sink hears of it; a body that grows
/// beyond it; one that ends with another length than `Content-Length` says, unless it was compressed.
///
/// @par Example
/// @code
/// veeam::file_sink file("logs.zip");
/// veeam::bounded_sink limited(file, 500'000'000);
/// veeam::request r{.target = "/logs"};
/// r.download = &limited;
/// @endcode
class bounded_sink final : public body_sink {
public:
    bounded_sink(body_sink& to, std::uint64_t max_bytes) : to_(&to), max_(max_bytes) {}
    std::optional<error> begin(int status, headers const& of_answer) override {
        written_ = 0;
        announced_.reset();
        auto const length = of_answer.get("Content-Length");
        if (length && !of_answer.contains("Content-Encoding")) {
            announced_ = detail::parse_content_length(*length);
            if (!announced_) return no_length(*length);
            if (*announced_ > max_) return too_large();
        }
        return to_->begin(status, of_answer);
    }
    std::optional<error> write(std::string_view piece) override {
        if (piece.size() > max_ - written_) return too_large();
        written_ += piece.size();
        return to_->write(piece);
    }
    std::optional<error> end() override {
        if (announced_ && *announced_ != written_)
            return detail::stream_error(
                error_kind::decode, sent::maybe,
                "the body has " + std::to_string(written_) + " bytes, announced were " + std::to_string(*announced_));
        return to_->end();
    }

private:
    error too_large() const {
        return detail::stream_error(error_kind::decode, sent::maybe,
                                    "the body is larger than " + std::to_string(max_) + " bytes");
    }
    static error no_length(std::string_view text) {
        return detail::stream_error(error_kind::decode, sent::maybe,
                                    "the length of the body is no number: " + std::string(text.substr(0, 100)));
    }

    body_sink* to_;
    std::uint64_t max_;
    std::uint64_t written_{};
    std::optional<std::uint64_t> announced_{};
};

}  // namespace veeam::inline v0
