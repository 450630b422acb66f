#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

/// Found by Boost.System when `result::value()` meets an error.
[[noreturn]] inline void throw_exception_from_error(error const& e, boost::source_location const&) {
    throw api_error(e);
}

/// A value or the reason why there is none.
///
/// Test it like a pointer, or call `.value()`, which throws `api_error`.
///
/// @par Example
/// @code
/// veeam::result<int> const answer = 42;
/// if (answer) std::cout << *answer << '\n';
/// else std::cerr << answer.error() << '\n';
/// @endcode
template <class T>
using result = boost::system::result<T, error>;

}  // namespace veeam::inline v0
