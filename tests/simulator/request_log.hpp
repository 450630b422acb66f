#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace veeam::inline v0 {

/// A request that the simulator saw. Never holds headers or bodies, so no secrets.
struct logged_request {
    std::size_t number{};  ///< From 1, in the order of arrival.
    std::string method{};
    std::string target{};  ///< The bytes of the request line.
    int status{};          ///< 0: not answered, or not yet.
    std::string fault{};   ///< Kind of the fault that hit it, if any.
};

}  // namespace veeam::inline v0

namespace veeam::inline v0::simulation {

/// Requests in the order of arrival. Thread-safe.
class request_log {
public:
    /// So many requests are kept; later ones are only counted.
    static constexpr std::size_t capacity = 1'000'000;

    /// Returns the number of the request.
    std::size_t add(std::string_view method, std::string_view target, std::string_view fault);
    void answered(std::size_t number, int status);
    /// The requests with this method (empty: any) whose target begins with `path`.
    std::vector<logged_request> matching(std::string_view method, std::string_view path) const;
    std::size_t count(std::string_view method, std::string_view path) const;
    void clear();

private:
    mutable std::mutex mutex_;
    std::vector<logged_request> requests_;
    std::size_t forgotten_{0};  // numbers that were given out before the last `clear`
    std::size_t last_{0};
};

}  // namespace veeam::inline v0::simulation
