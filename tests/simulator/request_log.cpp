#include "request_log.hpp"

#include <algorithm>
#include <iterator>

namespace veeam::inline v0::simulation {

namespace {

auto begins(std::string_view method, std::string_view path) {
    return
        [=](logged_request const& r) { return (method.empty() || r.method == method) && r.target.starts_with(path); };
}

}  // namespace

std::size_t request_log::add(std::string_view method, std::string_view target, std::string_view fault) {
    std::lock_guard lock(mutex_);
    ++last_;
    if (requests_.size() < capacity)
        requests_.push_back({last_, std::string(method), std::string(target), 0, std::string(fault)});
    return last_;
}

void request_log::answered(std::size_t number, int status) {
    std::lock_guard lock(mutex_);
    if (number > forgotten_ && number - forgotten_ <= requests_.size())
        requests_[number - forgotten_ - 1].status = status;
}

std::vector<logged_request> request_log::matching(std::string_view method, std::string_view path) const {
    std::lock_guard lock(mutex_);
    std::vector<logged_request> out;
    std::ranges::copy_if(requests_, std::back_inserter(out), begins(method, path));
    return out;
}

std::size_t request_log::count(std::string_view method, std::string_view path) const {
    std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(requests_, begins(method, path)));
}

void request_log::clear() {
    std::lock_guard lock(mutex_);
    requests_.clear();
    forgotten_ = last_;
}

}  // namespace veeam::inline v0::simulation
