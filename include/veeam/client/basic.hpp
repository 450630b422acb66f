#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <veeam/core/secret.hpp>

namespace veeam::inline v0 {

namespace detail {

inline secret base64(std::string_view bytes) {
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);  // so that no copy stays behind in memory
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j)
            out.push_back(i + j <= bytes.size() ? alphabet[group >> (18 - 6 * j) & 63u] : '=');
    }
    return secret(std::move(out));
}

}  // namespace detail

/// The user name and the password as HTTP's Basic scheme carries them, without the word `Basic`.
///
/// The name must not hold a colon, since the scheme ends the name there.
///
/// @par Example
/// @code
/// veeam::secret const value = veeam::basic_credentials("Aladdin", veeam::secret("open sesame"));
/// @endcode
inline secret basic_credentials(std::string_view user, secret const& password) {
    std::string both;
    both.reserve(user.size() + 1 + password.reveal().size());
    both.append(user).append(":").append(password.reveal());
    secret out = detail::base64(both);
    wipe(both);
    return out;
}

}  // namespace veeam::inline v0
