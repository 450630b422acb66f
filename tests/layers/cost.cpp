#include <cstddef>
#include <cstdlib>
#include <new>

#include <doctest/doctest.h>

#include <veeam/layers/logging.hpp>
#include <veeam/layers/rate_limiting.hpp>
#include <veeam/layers/retrying.hpp>

#include "support/layers.hpp"

namespace {

thread_local std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// Answers without allocating.
struct still {
    veeam::result<veeam::response> send(veeam::request const&) { return veeam::response{.status = 204}; }
};

template <class Layer>
std::size_t allocations_of(Layer& layer) {
    veeam::request const r = test::get("/api/a/path/that/is/too/long/for/the/small/string");
    std::size_t const before = allocations;
    for (int i = 0; i < 10; ++i) (void)layer.send(r);
    return allocations - before;
}

}  // namespace

TEST_CASE("a layer allocates nothing where nothing goes wrong") {
    still wire;
    veeam::retrying patient{wire};
    CHECK(allocations_of(patient) == 0);
    std::size_t seen = 0;
    veeam::logging logged{patient, [&](veeam::log_record const& record) { seen += record.request_headers.size(); }};
    CHECK(allocations_of(logged) == 0);
    veeam::rate_limiting modest{logged, {.parallel = 2, .requests = 1'000'000}};
    CHECK(allocations_of(modest) == 0);
    static_assert(sizeof(veeam::retrying<still>) == sizeof(void*) + sizeof(veeam::retry_options));
}
