#include "allocations.hpp"

#include <algorithm>
#include <cstddef>

#include <malloc.h>

// glibc's own functions under the names that it keeps for those who replace them.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void __libc_free(void* memory);
}

namespace {

bool counting = false;
std::size_t allocations = 0;
std::size_t in_use = 0;
std::size_t peak = 0;

void* counted(void* memory) {
    if (counting && memory != nullptr) {
        ++allocations;
        in_use += malloc_usable_size(memory);
        peak = std::max(peak, in_use);
    }
    return memory;
}
void returned(void* memory) {
    // What was there before is not counted.
    if (counting && memory != nullptr) in_use -= std::min(in_use, malloc_usable_size(memory));
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) { return counted(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return counted(__libc_calloc(count, size)); }
void* realloc(void* old, std::size_t size) {
    returned(old);
    return counted(__libc_realloc(old, size));
}
void free(void* memory) {
    returned(memory);
    __libc_free(memory);
}
}

namespace bench {

void start_counting() {
    allocations = 0;
    in_use = 0;
    peak = 0;
    counting = true;
}
heap_use stop_counting() {
    counting = false;
    return {allocations, peak};
}

}  // namespace bench
