#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <veeam/core/compiled.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0 {

VEEAM_DEFINE error::error(error_info info) {
    if (info.body.size() > error_info::max_body) info.body.resize(error_info::max_body);
    info_ = std::make_shared<error_info const>(std::move(info));
}

VEEAM_DEFINE error error::in(std::string_view operation) const {
    if (!info_->operation.empty()) return *this;
    error_info named = *info_;
    named.operation = operation;
    return error(std::move(named));
}

VEEAM_DEFINE std::string error::text() const {
    std::string out;
    if (!info_->operation.empty()) out.append(info_->operation).append(": ");
    out.append(to_text(info_->kind));
    if (info_->http_status != 0) out.append(" ").append(std::to_string(info_->http_status));
    // Enterprise Manager's code is the HTTP status once more.
    if (!info_->code.empty() && info_->code != std::to_string(info_->http_status))
        out.append(" [").append(info_->code).append("]");
    if (!info_->message.empty()) out.append(": ").append(info_->message);
    if (!info_->path.empty()) out.append(" (at ").append(info_->path).append(")");
    if (info_->offset) out.append(" (byte ").append(std::to_string(*info_->offset)).append(")");
    return out;
}

VEEAM_DEFINE std::ostream& operator<<(std::ostream& out, error const& e) { return out << e.text(); }

namespace detail {

VEEAM_DEFINE void throw_error(error const& why) { throw api_error(why); }

VEEAM_DEFINE void no_value(error const& why) noexcept {
    std::string const line = "veeam::result: the value of a failed result was used: " + why.text() + '\n';
    std::fputs(line.c_str(), stderr);
    std::abort();
}

VEEAM_DEFINE error const& no_error() noexcept {
    static error const none;
    return none;
}

}  // namespace detail

}  // namespace veeam::inline v0
