#pragma once

#include <veeam/http/headers.hpp>

namespace veeam::inline v0 {

/// An operation's value with the status and the headers it came with.
template <class T>
struct answer {
    T value;
    int status{};
    veeam::headers headers{};
};

template <>
struct answer<void> {
    int status{};
    veeam::headers headers{};
};

}  // namespace veeam::inline v0
