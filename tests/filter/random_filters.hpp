#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <filter/independent.hpp>
#include <filter/sample_queries.hpp>
#include <veeam/filter/tree.hpp>

/// @file
/// Random filters with hostile values, each beside the tree that its text must mean and what it must select.

namespace random_filters {

namespace filters = veeam::filters;
namespace sample = veeam::sample;
namespace job = sample::query::job;
using independent::meaning;
using independent::node;
using job_filter = veeam::filter<job::query>;

/// A filter in three forms: the library's, the tree that its text must mean, and what it must select.
struct specimen {
    job_filter filter;
    node expected;
    std::vector<meaning> meanings;                        // a comparison has one
    std::vector<std::pair<char, std::size_t>> structure;  // postfix: {0, meaning} or {join, count}
};

class generator {
public:
    explicit generator(std::uint64_t seed) : random_(seed) {}

    specimen next(int depth) {
        if (depth == 0 || below(4) == 0) return leaf();
        char const how = below(2) == 0 ? ';' : ',';
        std::size_t const count = 2 + below(3);
        specimen out = next(depth - 1);
        for (std::size_t i = 1; i < count; ++i) {
            specimen part = next(depth - 1);
            out.filter = how == ';' ? job_filter(out.filter && part.filter) : job_filter(out.filter || part.filter);
            out.expected = independent::joined(how, std::move(out.expected), std::move(part.expected));
            for (auto& [join, index] : part.structure)
                if (join == 0) index += out.meanings.size();
            out.meanings.insert(out.meanings.end(), part.meanings.begin(), part.meanings.end());
            out.structure.insert(out.structure.end(), part.structure.begin(), part.structure.end());
        }
        out.structure.emplace_back(how, count);
        return out;
    }

    sample::Job entity() {
        sample::Job out;
        out.name = text();
        out.uid = uid();
        if (below(4) != 0) out.description = text();
        if (below(4) != 0) out.job_type = veeam::open_enum<sample::JobType>(pick(types_));
        if (below(4) != 0) out.schedule_configured = below(2) == 0;
        if (below(4) != 0) {
            out.repository.emplace();
            if (below(4) != 0) out.repository->capacity = number();
            if (below(4) != 0) out.repository->compress_ratio = quarter();
        }
        if (below(4) != 0) {
            std::string const when = time_text(seconds());
            out.next_run = veeam::timestamp::parse(below(2) == 0 ? when : when.substr(0, when.size() - 1));
        }
        return out;
    }

private:
    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
    template <class Range>
    typename Range::value_type const& pick(Range const& range) {
        return range[below(range.size())];
    }

    /// Half of all texts are from a small set, so that comparisons are sometimes true; the others try to break out.
    std::string text() {
        if (below(2) == 0) return std::string(pick(plain_));
        std::string out;
        for (std::size_t n = below(12); n > 0; --n) {
            if (below(8) == 0) out.push_back(static_cast<char>(below(256)));
            else out.append(pick(nasty_));
        }
        return out;
    }
    std::string uid() {
        std::string const guid(pick(guids_));
        return below(2) == 0 ? guid : "urn:veeam:Job:" + guid;
    }
    std::int64_t number() {
        switch (below(3)) {
            case 0: return static_cast<std::int64_t>(below(4)) - 2;
            case 1: return pick(numbers_);
            default: return static_cast<std::int64_t>(random_());
        }
    }
    double quarter() { return (static_cast<double>(below(32)) - 16) / 4; }
    std::int64_t seconds() { return 1755237600 + (static_cast<std::int64_t>(below(9)) - 4) * 43200; }

    static std::string time_text(std::int64_t seconds) {
        std::time_t const at = seconds;
        std::tm parts{};
        gmtime_r(&at, &parts);
        std::array<char, 32> out{};
        return {out.data(), std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
    }

    template <class F, class V>
    static job_filter compare(F field, std::string_view operation, V const& value) {
        if (operation == "==") return field == value;
        if (operation == "!=") return field != value;
        if constexpr (F::value_kind::ordered) {
            if (operation == "<") return field < value;
            if (operation == "<=") return field <= value;
            if (operation == ">") return field > value;
            return field >= value;
        }
        return {};
    }

    specimen leaf() {
        specimen out;
        meaning m;
        m.of = static_cast<meaning::field>(below(8));
        bool const ordered = m.of >= meaning::field::capacity;
        m.operation = ordered ? pick(operations_) : operations_[below(2)];
        std::string key;
        switch (m.of) {
            case meaning::field::name:
                key = "Name";
                m.text = text();
                out.filter = compare(job::name, m.operation, m.text);
                break;
            case meaning::field::description:
                key = "Description";
                m.text = text();
                out.filter = compare(job::description, m.operation, m.text);
                break;
            case meaning::field::uid:
                key = "UID";
                m.text = uid();
                out.filter = compare(job::uid, m.operation, m.text);
                break;
            case meaning::field::type:
                key = "JobType";
                m.number = static_cast<std::int64_t>(below(4));
                m.text = types_[static_cast<std::size_t>(m.number)];
                out.filter = compare(job::job_type, m.operation, static_cast<sample::JobType>(m.number));
                break;
            case meaning::field::configured:
                key = "ScheduleConfigured";
                m.number = static_cast<std::int64_t>(below(2));
                m.text = m.number == 1 ? "true" : "false";
                out.filter = compare(job::schedule_configured, m.operation, m.number == 1);
                break;
            case meaning::field::capacity:
                key = "Capacity";
                m.number = number();
                m.text = std::to_string(m.number);
                out.filter = compare(job::capacity, m.operation, m.number);
                break;
            case meaning::field::ratio: {
                key = "CompressRatio";
                m.real = quarter();
                auto const quarters = static_cast<int>(m.real * 4);
                int const whole = quarters < 0 ? -quarters : quarters;
                m.text = std::string(quarters < 0 ? "-" : "") + std::to_string(whole / 4) +
                         std::array<char const*, 4>{"", ".25", ".5", ".75"}[static_cast<std::size_t>(whole % 4)];
                out.filter = compare(job::compress_ratio, m.operation, m.real);
                break;
            }
            case meaning::field::next_run:
                key = "NextRun";
                m.number = seconds();
                m.text = time_text(m.number);
                out.filter =
                    compare(job::next_run, m.operation, std::chrono::sys_seconds(std::chrono::seconds(m.number)));
                break;
        }
        out.expected = node{.key = key, .operation = m.operation, .value = m.text};
        out.meanings.push_back(std::move(m));
        out.structure.emplace_back('\0', 0);
        return out;
    }

    static constexpr std::array<char const*, 6> operations_{"==", "!=", "<", "<=", ">", ">="};
    static constexpr std::array<char const*, 6> types_{"Backup",  "BackupCopy", "ImmediateBackupCopy",
                                                       "Replica", "backup",     "FileCopy"};
    static constexpr std::array<char const*, 5> plain_{"", "a", "A", "Backup Job 2", "\"Backup\""};
    static constexpr std::array<char const*, 24> nasty_{
        "\"",  "\"\"", ";", ",", "(",       ")",  "==",       "!=",           "<",    ">", " ", "\\", "\\\"", "&",
        "%22", "+",    "#", "'", "Name==a", "\n", "\xc3\xa4", "\xe2\x80\x9d", "\xff", "x"};
    static constexpr std::array<char const*, 3> guids_{"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10",
                                                       "CC52EC30-FD33-4AC8-A0B2-8B1C6A3B7F10",
                                                       "39cb6675-8930-436a-8ac3-8a4ae6195cb1"};
    static constexpr std::array<std::int64_t, 4> numbers_{INT64_MIN, INT64_MAX, 9007199254740993, 107374182400};
    std::mt19937_64 random_;
};

/// Whether a job satisfies the specimen, without the library.
inline bool selects(specimen const& s, sample::Job const& entity) {
    std::vector<bool> stack;
    for (auto const& [join, index] : s.structure) {
        if (join == 0) {
            stack.push_back(independent::holds(s.meanings[index], entity));
            continue;
        }
        bool value = join == ';';
        for (std::size_t i = 0; i < index; ++i) {
            bool const part = stack.back();
            stack.pop_back();
            value = join == ';' ? value && part : value || part;
        }
        stack.push_back(value);
    }
    return stack.back();
}

inline node as_node(filters::tree const& t) {
    node out;
    if (t.form == filters::shape::leaf) {
        out.key = t.key;
        out.operation = filters::symbol(t.operation);
        out.value = t.value;
    } else {
        out.join = t.form == filters::shape::all ? ';' : ',';
    }
    for (filters::tree const& part : t.parts) out.parts.push_back(as_node(part));
    return out;
}

}  // namespace random_filters
