#pragma once

#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <veeam/em/schemas/job.hpp>

/// @file
/// A job's schedule in words: how to find one's way through a document with choices, lists and much that is optional.

namespace examples {

namespace em = veeam::em;

namespace detail {

inline bool is_on(std::optional<bool> const& enabled) { return enabled.value_or(false); }

template <class T>
std::string listed(std::optional<std::vector<T>> const& items) {
    std::ostringstream out;
    if (items)
        for (std::size_t i = 0; i < items->size(); ++i) out << (i == 0 ? "" : ", ") << (*items)[i];
    return out.str();
}

/// `18:00`, of `18:00:00.0000000+01:00`.
inline std::string clock(std::optional<veeam::time_of_day> const& time) {
    return time ? time->text().substr(0, 5) : "an unknown time";
}

/// Hours that are on in a grid of 24: `00-04 17-24`, of `1,1,1,1,0,...`.
inline std::string hours(std::string_view grid) {
    std::string out;
    auto const on = [&](std::size_t hour) { return 2 * hour < grid.size() && grid[2 * hour] == '1'; };
    auto const two_digits = [](std::size_t hour) { return (hour < 10 ? "0" : "") + std::to_string(hour); };
    for (std::size_t start = 0; start < 24; ++start) {
        if (!on(start)) continue;
        std::size_t end = start;
        while (end < 24 && on(end)) ++end;
        out.append(out.empty() ? "" : " ").append(two_digits(start)).append("-").append(two_digits(end));
        start = end;
    }
    return out;
}

inline void describe_grid(std::optional<std::vector<em::DayGrid>> const& days, std::vector<std::string>& out) {
    if (!days) return;
    for (em::DayGrid const& day : *days) {
        std::string const on = hours(day.value.value_or(""));
        if (day.name) out.push_back("  " + std::string(day.name->text()) + ": " + (on.empty() ? "never" : on));
    }
}

inline std::string daily(em::DailyOptions const& options) {
    std::string days = "every day";
    if (options.kind == em::DailyKind::WeekDays) days = "on week days";
    if (options.kind == em::DailyKind::SelectedDays) days = "on " + listed(options.days);
    return days + " at " + clock(options.time);
}

inline std::string monthly(em::MonthlyOptions const& options) {
    std::ostringstream out;
    if (options.day_number_in_month == em::DayNumberInMonth::OnDay && options.day_of_month)
        out << "on day " << *options.day_of_month;
    else if (options.day_number_in_month && options.day_of_week)
        out << "on the " << *options.day_number_in_month << ' ' << *options.day_of_week;
    bool const all = options.months && options.months->size() == 12;
    out << " of " << (all ? "every month" : listed(options.months)) << " at " << clock(options.time);
    return out.str();
}

inline void describe(em::ContinuousOptions const& options, std::vector<std::string>& out) {
    if (!is_on(options.enabled)) return;
    out.push_back("continuously, in these hours:");
    describe_grid(options.schedule, out);
}

inline void describe(em::StandardSchedule const& options, std::vector<std::string>& out) {
    if (auto const& o = options.options_daily; o && is_on(o->enabled)) out.push_back(daily(*o));
    if (auto const& o = options.options_monthly; o && is_on(o->enabled)) out.push_back(monthly(*o));
    if (auto const& o = options.options_periodically; o && is_on(o->enabled) && o->full_period && o->kind)
        out.push_back("every " + std::to_string(*o->full_period) + " " + std::string(o->kind->text()));
    if (auto const& o = options.options_continuous) describe(*o, out);
    if (auto const& o = options.options_daisy_chaining; o && is_on(o->enabled))
        out.push_back("after the job " + o->previous_job_uid.value_or("?"));
    if (auto const& o = options.options_backup_window; o && is_on(o->enabled)) {
        out.push_back("only in these hours:");
        describe_grid(o->time_periods, out);
    }
    if (auto const& o = options.retry_options; o && o->retry_specified.value_or(false))
        out.push_back("failed machines are tried " + std::to_string(o->retry_times.value_or(0)) + " times more, " +
                      std::to_string(o->retry_timeout.value_or(0)) + " minutes apart");
}

inline void describe(em::ImmediateCopySchedule const& options, std::vector<std::string>& out) {
    if (options.options_continuous) describe(*options.options_continuous, out);
}

inline void describe(std::monostate, std::vector<std::string>&) {}  // neither of the two documented forms

}  // namespace detail

/// One line for each thing that starts or limits the job.
inline std::vector<std::string> describe_schedule(em::Job const& job) {
    std::vector<std::string> out;
    if (!job.schedule_enabled.value_or(false)) out.push_back("(switched off)");
    if (job.schedule_options)
        std::visit([&](auto const& options) { detail::describe(options, out); }, job.schedule_options->mode);
    if (out.empty()) out.push_back("(none)");
    return out;
}

}  // namespace examples
