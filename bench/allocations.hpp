#pragma once

#include <cstddef>

/// @file
/// What is asked of the heap by everything in the program, the libraries it links included. Only in bench-memory.

namespace bench {

struct heap_use {
    std::size_t allocations{};
    std::size_t peak{};  ///< Bytes at most in use beyond what was in use before.
};

void start_counting();
heap_use stop_counting();

}  // namespace bench
