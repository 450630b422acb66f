#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace veeam::inline v0 {

/// One documented value of an enumeration.
struct enum_entry {
    std::string_view text{};  ///< As documented.
    std::int64_t number{};    ///< What JSON carries where `enum_table::numeric` is set.
};

/// The documented values of an enumeration, in documented order; entry `i` belongs to enumerator `E(i)`.
struct enum_table {
    std::string_view name{};
    enum_entry const* entries{};
    std::size_t size{};
    bool numeric{};  ///< JSON carries numbers, XML carries the words.

    constexpr std::span<enum_entry const> all() const noexcept { return {entries, size}; }
};

/// Specialised by the generator: `static constexpr enum_table value`.
template <class E>
struct enum_values;

/// An enumeration that the generator knows the documented values of.
template <class E>
concept documented_enum = std::is_enum_v<E> && requires { enum_values<E>::value.size; };

/// The documented spelling of an enumerator; empty for a number that is no enumerator.
template <documented_enum E>
constexpr std::string_view to_text(E value) noexcept {
    auto const index = static_cast<std::size_t>(value);
    return index < enum_values<E>::value.size ? enum_values<E>::value.entries[index].text : std::string_view{};
}

namespace detail {

/// ASCII only and without the locale: the wire's rule, not the user's.
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

/// The part of `open_enum` that does not depend on the enumeration, so that one codec serves all of them.
///
/// Holds the index of a documented value, and the text as received where it is not the documented spelling.
class enum_storage {
public:
    static constexpr std::uint32_t unknown = 0xffffffffu;

    enum_storage() = default;
    explicit enum_storage(std::uint32_t index) noexcept : index_(index) {}
    enum_storage(enum_storage const& other) : index_(other.index_) { keep(other.received()); }
    enum_storage(enum_storage&& other) noexcept
        : text_(std::exchange(other.text_, nullptr)), size_(std::exchange(other.size_, 0)), index_(other.index_) {}
    enum_storage& operator=(enum_storage other) noexcept {
        std::swap(text_, other.text_);
        std::swap(size_, other.size_);
        std::swap(index_, other.index_);
        return *this;
    }
    ~enum_storage() { delete[] text_; }

    std::uint32_t index() const noexcept { return index_; }
    bool known() const noexcept { return index_ != unknown; }
    /// The text as it was received, if it is not a documented spelling.
    std::string_view received() const noexcept { return {text_, size_}; }

    /// What is written back: the received text, else the documented spelling.
    std::string_view text(enum_table const& table) const noexcept {
        if (text_ != nullptr) return received();
        return index_ < table.size ? table.entries[index_].text : std::string_view{};
    }

    /// Takes a received text: matched exactly, then without regard to ASCII case.
    void assign(std::string_view text, enum_table const& table) {
        for (std::size_t i = 0; i < table.size; ++i) {
            std::string_view const documented = table.entries[i].text;
            // The first byte tells most words of one length apart.
            if (documented.size() != text.size() || (!text.empty() && documented.front() != text.front())) continue;
            if (documented == text) {
                *this = enum_storage(static_cast<std::uint32_t>(i));
                return;
            }
        }
        enum_storage other(unknown);
        for (std::size_t i = 0; i < table.size; ++i) {
            if (equal_ignoring_case(table.entries[i].text, text)) {
                other.index_ = static_cast<std::uint32_t>(i);
                break;
            }
        }
        other.keep(text);
        *this = std::move(other);
    }

private:
    void keep(std::string_view text) {
        if (text.data() == nullptr) return;
        text_ = new char[text.size() + 1];
        if (!text.empty()) std::memcpy(text_, text.data(), text.size());
        text_[text.size()] = '\0';
        size_ = static_cast<std::uint32_t>(text.size());
    }

    char* text_{};
    std::uint32_t size_{};
    std::uint32_t index_{};
};

}  // namespace detail

/// A value of an enumeration that servers extend and respell: the enumerator if it is documented, and always the text.
///
/// Reading never fails on an undocumented text, and writing gives back what was read.
/// `==` compares enumerators where both are known, else texts.
///
/// @par Example
/// @code
/// auto const describe = []<veeam::documented_enum E>(veeam::open_enum<E> const& value, E good) -> std::string {
///     if (value == good) return "good";
///     return (value.known() ? "documented: " : "new: ") + std::string(value.text());
/// };
/// @endcode
template <class E>
class open_enum {
public:
    using enum_type = E;

    open_enum() noexcept : storage_(0) {}
    open_enum(E value) noexcept : storage_(static_cast<std::uint32_t>(value)) {}
    /// A text as a server would send it, documented or not.
    explicit open_enum(std::string_view text) { storage_.assign(text, enum_values<E>::value); }

    /// Whether the value is a documented one.
    bool known() const noexcept { return storage_.known(); }
    /// Requires `known()`; for `switch`.
    E value() const noexcept { return static_cast<E>(storage_.index()); }
    E value_or(E other) const noexcept { return known() ? value() : other; }
    /// The text as received or, for a value set here, as documented.
    std::string_view text() const noexcept { return storage_.text(enum_values<E>::value); }

    friend bool operator==(open_enum const& a, open_enum const& b) noexcept {
        return a.known() && b.known() ? a.value() == b.value() : a.known() == b.known() && a.text() == b.text();
    }
    friend bool operator==(open_enum const& a, E b) noexcept { return a.known() && a.value() == b; }
    friend std::ostream& operator<<(std::ostream& out, open_enum const& e) { return out << e.text(); }

private:
    detail::enum_storage storage_{};
};

}  // namespace veeam::inline v0
