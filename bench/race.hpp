#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>
#include <time.h>

/// @file
/// How the benchmarks measure: contenders take turns within a round, so that what else the machine does meets all of
/// them; a ratio is made within its round; medians and extremes are over rounds.

namespace bench {

inline void require(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "bench: %.*s\n", static_cast<int>(what.size()), what.data());
    std::exit(1);
}

/// Keeps freed memory in the process, so that no contender pays for what another gave back to the system.
inline void keep_memory() {
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
}

/// Of this thread: what others take of the processor does not count.
inline double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// What is measured, and what came of it in each round.
struct contender {
    std::string name{};
    std::function<bool()> run{};    ///< Whether the outcome is right.
    std::vector<double> seconds{};  ///< For one run.
    std::size_t repeats{};
};

inline double measure(contender const& one) {
    // What the one before left of the heap, and in the caches, is not this one's.
    require(one.run(), one.name);
    double const start = cpu_seconds();
    for (std::size_t i = 0; i < one.repeats; ++i) require(one.run(), one.name);
    return (cpu_seconds() - start) / static_cast<double>(one.repeats);
}

/// A turn of each contender takes about `turn` seconds or one run.
inline void race(std::vector<contender>& all, std::size_t rounds, double turn = 0.01) {
    for (contender& one : all) {
        one.repeats = 1;
        one.repeats = std::max<std::size_t>(1, static_cast<std::size_t>(turn / std::max(measure(one), 1e-9)));
        one.seconds.clear();
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        std::vector<double> took(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::size_t const next = (round + i) % all.size();
            took[next] = measure(all[next]);
        }
        for (std::size_t i = 0; i < all.size(); ++i) all[i].seconds.push_back(took[i]);
    }
}

inline double median(std::vector<double> of) {
    std::sort(of.begin(), of.end());
    std::size_t const middle = of.size() / 2;
    return of.size() % 2 == 1 ? of[middle] : (of[middle - 1] + of[middle]) / 2;
}

/// How many times as long `of` takes as `to`, round by round.
inline std::vector<double> ratios(std::vector<double> const& of, std::vector<double> const& to) {
    std::vector<double> out;
    for (std::size_t i = 0; i < of.size(); ++i) out.push_back(of[i] / to[i]);
    return out;
}

/// `0.97 (0.93 to 1.02)`
inline std::string with_spread(std::vector<double> const& of, int digits) {
    auto const [least, most] = std::minmax_element(of.begin(), of.end());
    char out[100];
    std::snprintf(out, sizeof out, "%.*f (%.*f to %.*f)", digits, median(of), digits, *least, digits, *most);
    return out;
}

}  // namespace bench
