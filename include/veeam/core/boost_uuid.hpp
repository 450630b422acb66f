#pragma once

#include <algorithm>

#include <boost/uuid/uuid.hpp>

#include <veeam/core/uuid.hpp>

namespace veeam::inline v0 {

/// The same identifier for Boost.UUID; the case of the digits is not part of it.
///
/// @par Example
/// @code
/// boost::uuids::uuid const theirs = veeam::to_boost(veeam::uuid{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"});
/// std::cout << veeam::from_boost(theirs) << '\n';  // cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10
/// @endcode
inline boost::uuids::uuid to_boost(uuid const& id) noexcept {
    boost::uuids::uuid out;
    std::copy(id.bytes().begin(), id.bytes().end(), out.begin());
    return out;
}

/// The same identifier from Boost.UUID; it is printed in lower case.
inline uuid from_boost(boost::uuids::uuid const& id) noexcept {
    uuid::bytes_type bytes{};
    std::copy(id.begin(), id.end(), bytes.begin());
    return uuid(bytes);
}

}  // namespace veeam::inline v0
