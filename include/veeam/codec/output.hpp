#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include <veeam/core/attributes.hpp>

namespace veeam::inline v0::detail {

/// What writers append to a string.
///
/// Goes through a small buffer: a string that grows fills its new room with zeros first, and a check of the room for
/// each piece is one comparison here. Whoever is told that there is room for `n` bytes may overwrite `slack` more.
class output {
public:
    static constexpr std::size_t slack = 16;

    explicit output(std::string& out) noexcept : out_(out) {}
    output(output const&) = delete;
    output& operator=(output const&) = delete;
    ~output() {
        if (p != buffer_) flush();
    }

    /// Brings everything into the string. Where memory ends this can say so, which the destructor cannot.
    void finish() { flush(); }

    /// Where the next byte goes. Public for writers that put several pieces into room that they asked for once.
    char* p{buffer_};

    /// Makes room for `n` bytes, which is no more than `max_room`.
    VEEAM_INLINE void need(std::size_t n) {
        if (static_cast<std::size_t>(buffer_ + room - p) < n) flush();
    }
    static constexpr std::size_t max_room = 512;

    std::size_t size() const noexcept { return out_.size() + static_cast<std::size_t>(p - buffer_); }

    VEEAM_INLINE void put(char c) {
        need(1);
        *p++ = c;
    }
    VEEAM_INLINE void put(std::string_view text) {
        if (text.size() > max_room) return put_long(text);
        need(text.size());
        append(text);
    }
    /// The same with one look at the room. `before` and `after` together are far shorter than `max_room`.
    VEEAM_INLINE void put(std::string_view before, std::string_view text, std::string_view after) {
        if (text.size() > max_room - slack) {
            put(before);
            put_long(text);
            put(after);
        } else {
            need(text.size() + slack);
            append(before);
            append(text);
            append(after);
        }
    }
    /// Where there is room.
    VEEAM_INLINE void append(std::string_view text) noexcept {
        copy(p, text.data(), text.size());
        p += text.size();
    }
    /// Takes back the byte that was put last.
    void pop() noexcept { --p; }

private:
    VEEAM_OUT_OF_LINE void flush() {
        out_.append(buffer_, static_cast<std::size_t>(p - buffer_));
        p = buffer_;
    }
    VEEAM_OUT_OF_LINE void put_long(std::string_view text) {
        flush();
        out_.append(text);
    }

    /// Most pieces are names and tags, too short for a library call.
    static VEEAM_INLINE void copy(char* to, char const* from, std::size_t n) noexcept {
        if (n > 32) {
            std::memcpy(to, from, n);
        } else if (n >= 16) {
            copy_twice<16>(to, from, n);
        } else if (n >= 8) {
            copy_twice<8>(to, from, n);
        } else if (n >= 4) {
            copy_twice<4>(to, from, n);
        } else {
            for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
        }
    }
    /// From the start and to the end: the two parts overlap where `n` is less than both.
    template <std::size_t Part>
    static VEEAM_INLINE void copy_twice(char* to, char const* from, std::size_t n) noexcept {
        char tail[Part];
        std::memcpy(tail, from + n - Part, Part);
        std::memcpy(to, from, Part);
        std::memcpy(to + n - Part, tail, Part);
    }

    static constexpr std::size_t room = 4096;

    std::string& out_;
    char buffer_[room + slack];
};

}  // namespace veeam::inline v0::detail
