#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace veeam::inline v0 {

/// Overwrites a string that held a secret on its way to the wire, and empties it.
///
/// @par Example
/// @code
/// std::string header = "Bearer abc";
/// veeam::wipe(header);
/// std::cout << header.empty() << '\n';  // 1
/// @endcode
inline void wipe(std::string& text) noexcept {
    // The whole capacity, since a shorter text may have replaced a longer one; `volatile` keeps the stores.
    text.resize(text.capacity());
    for (char volatile* p = text.data(); p != text.data() + text.size(); ++p) *p = '\0';
    text.clear();
}

/// Text that must not be seen: a password or a token.
///
/// It cannot be printed or compared with `==`, and the memory it used is overwritten when it changes or goes.
/// Reading it is explicit: `reveal()`.
///
/// @par Example
/// @code
/// veeam::secret const password("hunter2");
/// std::string header = "Bearer ";
/// header += password.reveal();
/// veeam::wipe(header);
/// @endcode
class secret {
public:
    secret() = default;
    /// Takes the text and overwrites what is left of it in `value`: short strings are copied when they move.
    explicit secret(std::string&& value) noexcept : value_(std::move(value)) { v0::wipe(value); }
    explicit secret(std::string_view value) : value_(value) {}
    explicit secret(char const* value) : value_(value) {}

    secret(secret const&) = default;
    secret(secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }
    secret& operator=(secret const& other) {
        if (this != &other) {
            secret copy(other);
            wipe();
            value_.swap(copy.value_);
        }
        return *this;
    }
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            wipe();
            value_ = std::move(other.value_);
            other.wipe();
        }
        return *this;
    }
    ~secret() { wipe(); }

    bool empty() const noexcept { return value_.empty(); }
    /// The text itself; the view lives as long as this object is not changed.
    std::string_view reveal() const noexcept { return value_; }

    /// Overwrites the text and forgets it.
    void wipe() noexcept { v0::wipe(value_); }

    template <class Stream>
    friend Stream& operator<<(Stream&, secret const&) = delete;

private:
    std::string value_;
};

}  // namespace veeam::inline v0
