#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/open_enum.hpp>
#include <veeam/core/uuid.hpp>

namespace veeam::inline v0 {

/// How Enterprise Manager names an entity: `urn:veeam:<Type>:<guid>`, held as it was received.
///
/// Servers also send an empty text, a bare guid and names, so every text is a valid value; `type` and `id` say what can
/// be read from it. Two texts are equal where they are the same, or name the same guid and differ only in ASCII case;
/// names keep their case.
///
/// @par Example
/// @code
/// veeam::uid const job = "urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10";
/// std::cout << job.type() << ' ' << job.id().value() << '\n';  // Job cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10
/// std::cout << (job == veeam::uid::of("Job", job.id().value())) << '\n';  // 1
/// @endcode
class uid {
public:
    uid() = default;
    uid(std::string text) noexcept : text_(std::move(text)) {}
    uid(std::string_view text) : text_(text) {}
    uid(char const* text) : text_(text) {}

    /// `urn:veeam:<type>:<id>`.
    static uid of(std::string_view type, uuid const& id) {
        char digits[uuid::text_size];
        std::string out;
        out.reserve(prefix_.size() + type.size() + 1 + sizeof digits);
        out.append(prefix_).append(type).append(1, ':').append(digits, id.print(digits));
        return out;
    }

    std::string const& text() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    /// The word after `urn:veeam:`; of nested prefixes the outer one. Empty where the text is no such URN.
    std::string_view type() const noexcept {
        std::string_view const rest = after_prefix();
        std::size_t const end = rest.find(':');
        return end == std::string_view::npos ? std::string_view{} : trim(rest.substr(0, end));
    }

    /// The guid after the last `:` of such a URN, or the whole text where it is a bare guid; spaces around it do not
    /// matter.
    ///
    /// None for names, which is what the uid of a catalog VM ends in, and for references into a hypervisor
    /// (`urn:VMware:Vm:...`), whose guids are not the entity's.
    std::optional<uuid> id() const noexcept {
        std::string_view const rest = after_prefix();
        if (rest.empty()) return uuid::parse(trim(text_));
        return uuid::parse(trim(rest.substr(rest.rfind(':') + 1)));
    }

    friend bool operator==(uid const& a, uid const& b) noexcept {
        return a.text_ == b.text_ || (detail::equal_ignoring_case(a.text_, b.text_) && a.id().has_value());
    }

    friend std::ostream& operator<<(std::ostream& out, uid const& u) { return out << u.text_; }

private:
    static constexpr std::string_view prefix_ = "urn:veeam:";

    /// What follows `urn:veeam:`, which one server spells with a space in it; empty where there is no such prefix.
    std::string_view after_prefix() const noexcept {
        std::string_view rest = text_;
        for (std::string_view const part : {"urn:", "veeam:"}) {
            while (rest.starts_with(' ')) rest.remove_prefix(1);
            if (!detail::equal_ignoring_case(rest.substr(0, part.size()), part)) return {};
            rest.remove_prefix(part.size());
        }
        return rest;
    }

    static constexpr std::string_view trim(std::string_view text) noexcept {
        std::size_t const first = text.find_first_not_of(' ');
        if (first == std::string_view::npos) return {};
        return text.substr(first, text.find_last_not_of(' ') - first + 1);
    }

    std::string text_;
};

}  // namespace veeam::inline v0

template <>
struct std::hash<veeam::uid> {
    std::size_t operator()(veeam::uid const& u) const noexcept {
        std::uint64_t out = 0xcbf29ce484222325u;  // FNV-1a without case, so that equal uids agree
        for (char const c : u.text())
            out = (out ^ static_cast<unsigned char>(veeam::detail::lower(c))) * 0x100000001b3u;
        return static_cast<std::size_t>(out);
    }
};
