#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <new>
#include <string_view>

#include <zlib.h>

namespace veeam::inline v0::detail {

/// Undoes `Content-Encoding: gzip` piece by piece, so that neither a piece nor what comes of it needs much memory.
class inflater {
public:
    inflater() {
        // 16: gzip and nothing else.
        if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
    }
    inflater(inflater const&) = delete;
    inflater& operator=(inflater const&) = delete;
    ~inflater() { inflateEnd(&stream_); }

    enum class outcome : unsigned char { more, refused, garbled };

    /// Gives what comes of a piece to `out`, which returns false for no more.
    template <class Out>
    outcome feed(std::string_view piece, Out&& out) {
        std::array<char, 16384> buffer;
        while (!piece.empty()) {
            // A file of gzip may have several parts, one behind the other.
            if (ended_ && inflateReset(&stream_) != Z_OK) return outcome::garbled;
            ended_ = false;
            std::size_t const now = piece.size() < largest ? piece.size() : largest;
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
            stream_.avail_in = static_cast<uInt>(now);
            do {
                stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
                stream_.avail_out = static_cast<uInt>(buffer.size());
                int const result = inflate(&stream_, Z_NO_FLUSH);
                if (result == Z_MEM_ERROR) throw std::bad_alloc();
                if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return outcome::garbled;
                ended_ = result == Z_STREAM_END;
                std::size_t const made = buffer.size() - stream_.avail_out;
                if (made != 0 && !out(std::string_view(buffer.data(), made))) return outcome::refused;
            } while (!ended_ && stream_.avail_out == 0);
            piece.remove_prefix(now - stream_.avail_in);
        }
        return outcome::more;
    }

    /// Whether the last part was whole, its check sum included.
    bool is_complete() const noexcept { return ended_; }

private:
    static constexpr std::size_t largest = std::numeric_limits<uInt>::max();

    z_stream stream_{};
    bool ended_{};
};

}  // namespace veeam::inline v0::detail
