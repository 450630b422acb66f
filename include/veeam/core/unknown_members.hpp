#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace veeam::inline v0 {

/// A member that the server sent and the specification does not know.
struct unknown_member {
    /// The format it was read in, and where it stood: a value of one format has no exact form in the other.
    enum class form : std::uint8_t { json, xml_element, xml_attribute, xml_text };

    /// `after` of a member that stood before every known one.
    static constexpr std::uint16_t at_start = 0xffff;

    std::string name{};  ///< Decoded JSON name, or element or attribute name. Empty for `xml_text`.
    std::string raw{};   ///< JSON value text, whole XML element, decoded attribute value or text.
    form format{};
    bool inside_wrapper{};          ///< It stood in the wrapper of the list in row `after`, not beside it.
    std::uint16_t after{at_start};  ///< Row of the known member that stood before it.

    friend bool operator==(unknown_member const&, unknown_member const&) = default;
};

/// Members that the specification does not know, kept so that reading, changing and sending back loses nothing.
///
/// They are written back in the format they were read in, beside the same known members; writing them in the other
/// format is an error until `clear()` drops them. Comparing two objects ignores them: use `same_unknown`.
///
/// @par Example
/// @code
/// veeam::unknown_members unknown;  // of a decoded object
/// for (veeam::unknown_member const& m : unknown) std::cout << m.name << '=' << m.raw << '\n';
/// @endcode
class unknown_members {
public:
    using value_type = unknown_member;

    unknown_members() = default;
    unknown_members(unknown_members const& other)
        : members_(other.members_ != nullptr ? new std::vector<unknown_member>(*other.members_) : nullptr) {}
    unknown_members(unknown_members&& other) noexcept : members_(std::exchange(other.members_, nullptr)) {}
    unknown_members& operator=(unknown_members other) noexcept {
        std::swap(members_, other.members_);
        return *this;
    }
    ~unknown_members() { delete members_; }

    bool empty() const noexcept { return members_ == nullptr || members_->empty(); }
    std::size_t size() const noexcept { return members_ == nullptr ? 0 : members_->size(); }
    unknown_member const* begin() const noexcept { return members_ == nullptr ? nullptr : members_->data(); }
    unknown_member const* end() const noexcept { return members_ == nullptr ? nullptr : members_->data() + size(); }

    void push_back(unknown_member member) {
        if (members_ == nullptr) members_ = new std::vector<unknown_member>();
        members_->push_back(std::move(member));
    }
    void clear() noexcept {
        delete members_;
        members_ = nullptr;
    }

    /// Always true, so that `==` of an object compares what the specification knows.
    friend bool operator==(unknown_members const&, unknown_members const&) noexcept { return true; }

    /// Whether two objects carry the same unknown members, in the same places.
    friend bool same_unknown(unknown_members const& a, unknown_members const& b) {
        if (a.empty() || b.empty()) return a.empty() && b.empty();
        return *a.members_ == *b.members_;
    }

private:
    // Null for nearly every object; one pointer also keeps the generated structs standard-layout.
    std::vector<unknown_member>* members_{};
};

inline bool same_unknown(unknown_members const& a, unknown_members const& b);

}  // namespace veeam::inline v0
