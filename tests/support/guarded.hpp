#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

namespace veeam::inline v0::support {

/// A copy of a text that ends where readable memory ends: reading one byte more ends the program.
class guarded {
public:
    explicit guarded(std::string_view text) {
        auto const page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        std::size_t const readable = (text.size() + page) / page * page;
        size_ = readable + page;
        memory_ = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory_ == MAP_FAILED) throw std::bad_alloc();
        char* const guard = static_cast<char*>(memory_) + readable;
        char* const start = guard - text.size();
        if (!text.empty()) std::memcpy(start, text.data(), text.size());
        mprotect(guard, page, PROT_NONE);
        text_ = {start, text.size()};
    }
    guarded(guarded const&) = delete;
    guarded& operator=(guarded const&) = delete;
    ~guarded() { munmap(memory_, size_); }

    std::string_view text() const noexcept { return text_; }

private:
    void* memory_{};
    std::size_t size_{};
    std::string_view text_{};
};

}  // namespace veeam::inline v0::support
