#include "faults.hpp"

#include <array>
#include <utility>

namespace veeam::inline v0::simulation {

namespace {

/// In the order of the enumerators.
constexpr std::array<std::string_view, 20> names{
    "delay_headers", "delay_body",   "reset_before", "reset_after",        "truncate_body",
    "wrong_length",  "status",       "html",         "wrong_content_type", "empty_body",
    "depth_bomb",    "invalid_utf8", "huge_body",    "expire_sessions",    "revoke_tokens",
    "ignore_offset", "run_async",    "fail_task",    "cancel_task",        "warn_task"};

bool matches(fault const& what, std::string_view method, std::string_view target) {
    // A client may look before it starts something, and looking starts nothing.
    if (what.method.empty() && is_fate(what.kind) && method == "GET") return false;
    return (what.method.empty() || what.method == method) && target.starts_with(what.path);
}

}  // namespace

std::string_view to_text(fault_kind kind) noexcept { return names[static_cast<std::size_t>(kind)]; }

std::optional<fault_kind> parse_fault_kind(std::string_view text) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<fault_kind>(i);
    return std::nullopt;
}

void fault_list::add(fault what) {
    if (what.every == 0) what.every = 1;
    std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(what)});
}

void fault_list::clear() {
    std::lock_guard lock(mutex_);
    waiting_.clear();
}

std::optional<fault> fault_list::take(std::string_view method, std::string_view target) {
    std::lock_guard lock(mutex_);
    std::optional<fault> hit;
    for (waiting& w : waiting_) {
        if (!matches(w.what, method, target)) continue;
        std::size_t const number = w.seen++;
        bool const due = number >= w.what.skip && (number - w.what.skip) % w.what.every == 0;
        if (!due || hit) continue;
        ++w.hit;
        hit = w.what;
    }
    std::erase_if(waiting_, [](waiting const& w) { return w.what.count != 0 && w.hit >= w.what.count; });
    return hit;
}

std::size_t fault_list::size() const {
    std::lock_guard lock(mutex_);
    return waiting_.size();
}

}  // namespace veeam::inline v0::simulation
