#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <filter/sample_queries.hpp>

/// @file
/// A second reading of FIQL, written from the grammar alone, and a second idea of what a filter means: they share no
/// code and no technique with the library, so the two cannot have a fault in common.

namespace independent {

/// A filter: a comparison, or parts joined by `;` or `,`.
struct node {
    char join{};  // 0: a comparison
    std::string key{};
    std::string operation{};
    std::string value{};
    std::vector<node> parts{};

    friend bool operator==(node const&, node const&) = default;
};

/// Joins two nodes; a group of the same kind takes the parts of the other.
inline node joined(char how, node left, node right) {
    node out;
    out.join = how;
    for (node* side : {&left, &right}) {
        if (side->join == how)
            for (node& part : side->parts) out.parts.push_back(std::move(part));
        else out.parts.push_back(std::move(*side));
    }
    return out;
}

/// Reads FIQL by splitting it into tokens first and then by two stacks, operators and operands.
class reader {
public:
    static std::optional<node> read(std::string_view text) {
        reader r(text);
        return r.run();
    }

private:
    explicit reader(std::string_view text) : text_(text) {}

    std::optional<node> run() {
        bool operand_next = true;
        while (!text_.empty()) {
            char const c = text_.front();
            if (operand_next && c == '(') {
                operators_.push_back(c);
                text_.remove_prefix(1);
            } else if (operand_next) {
                std::optional<node> leaf = comparison();
                if (!leaf) return std::nullopt;
                operands_.push_back(std::move(*leaf));
                operand_next = false;
            } else if (c == ')') {
                while (!operators_.empty() && operators_.back() != '(') reduce();
                if (operators_.empty()) return std::nullopt;
                operators_.pop_back();
                text_.remove_prefix(1);
            } else if (c == ';' || c == ',') {
                // `;` binds tighter; both are read from the left.
                while (!operators_.empty() && (operators_.back() == ';' || operators_.back() == c)) reduce();
                operators_.push_back(c);
                text_.remove_prefix(1);
                operand_next = true;
            } else {
                return std::nullopt;
            }
        }
        if (operand_next) return std::nullopt;
        while (!operators_.empty()) {
            if (operators_.back() == '(') return std::nullopt;
            reduce();
        }
        return std::move(operands_.back());
    }

    void reduce() {
        node right = std::move(operands_.back());
        operands_.pop_back();
        operands_.back() = joined(operators_.back(), std::move(operands_.back()), std::move(right));
        operators_.pop_back();
    }

    std::optional<node> comparison() {
        static constexpr std::string_view word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
        node leaf;
        std::size_t const key_size = text_.find_first_not_of(word);
        if (key_size == 0 || key_size == std::string_view::npos) return std::nullopt;
        leaf.key = text_.substr(0, key_size);
        text_.remove_prefix(key_size);
        std::size_t const symbol_size = text_.find_first_not_of("=!<>");
        leaf.operation = text_.substr(0, symbol_size);
        if (std::string_view("|==|!=|<|<=|>|>=|").find("|" + leaf.operation + "|") == std::string_view::npos)
            return std::nullopt;
        text_.remove_prefix(leaf.operation.size());
        if (text_.starts_with('"')) return quoted(std::move(leaf));
        std::size_t const size = text_.find_first_of(";,)");
        leaf.value = text_.substr(0, size);
        if (leaf.value.empty() || leaf.value.find_first_of("\"(=<> ") != std::string::npos) return std::nullopt;
        text_.remove_prefix(leaf.value.size());
        return leaf;
    }

    std::optional<node> quoted(node leaf) {
        // The value ends at the first run of quotes of odd length; of such a run half stand for quotes in the value.
        text_.remove_prefix(1);
        while (true) {
            std::size_t const quote = text_.find('"');
            if (quote == std::string_view::npos) return std::nullopt;
            leaf.value.append(text_.substr(0, quote));
            text_.remove_prefix(quote);
            std::size_t run = text_.find_first_not_of('"');
            if (run == std::string_view::npos) run = text_.size();
            leaf.value.append(run / 2, '"');
            text_.remove_prefix(run);
            if (run % 2 == 1) return leaf;
        }
    }

    std::string_view text_;
    std::vector<char> operators_;
    std::vector<node> operands_;
};

/// What a comparison of a job's field with a value is, as plain data.
struct meaning {
    enum class field { name, description, uid, type, configured, capacity, ratio, next_run };

    field of{};
    std::string operation{};
    std::string text{};
    std::int64_t number{};  // also: position of an enumerator, a truth value, seconds since 1970
    double real{};
};

template <class T>
bool compare(T const& left, std::string const& operation, T const& right) {
    if (operation == "==") return left == right;
    if (operation == "!=") return !(left == right);
    if (operation == "<") return left < right;
    if (operation == "<=") return left < right || left == right;
    if (operation == ">") return right < left;
    return right < left || left == right;
}

inline std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

/// Whether a job satisfies a comparison; the tests use identifiers of the form `urn:veeam:Job:<guid>` and guids.
inline bool holds(meaning const& m, veeam::sample::Job const& job) {
    bool const if_missing = m.operation == "!=";
    switch (m.of) {
        case meaning::field::name: return compare(job.name, m.operation, m.text);
        case meaning::field::description:
            return job.description ? compare(*job.description, m.operation, m.text) : if_missing;
        case meaning::field::uid: {
            std::string const mine = lowered(job.uid.text());
            std::string const other = lowered(m.text);
            bool const same = mine == other || (mine.size() > other.size() && mine.ends_with(":" + other)) ||
                              (other.size() > mine.size() && other.ends_with(":" + mine));
            return same == (m.operation == "==");
        }
        case meaning::field::type: {
            if (!job.job_type || !job.job_type->known()) return if_missing;
            return compare(static_cast<std::int64_t>(job.job_type->value()), m.operation, m.number);
        }
        case meaning::field::configured:
            return job.schedule_configured
                       ? compare(std::int64_t{*job.schedule_configured ? 1 : 0}, m.operation, m.number)
                       : if_missing;
        case meaning::field::capacity:
            return job.repository && job.repository->capacity
                       ? compare(*job.repository->capacity, m.operation, m.number)
                       : if_missing;
        case meaning::field::ratio:
            return job.repository && job.repository->compress_ratio
                       ? compare(*job.repository->compress_ratio, m.operation, m.real)
                       : if_missing;
        case meaning::field::next_run: {
            if (!job.next_run) return if_missing;
            // YYYY-MM-DDThh:mm:ss, then nothing or Z.
            std::string const text = job.next_run->text();
            std::tm t{};
            t.tm_year = std::stoi(text.substr(0, 4)) - 1900;
            t.tm_mon = std::stoi(text.substr(5, 2)) - 1;
            t.tm_mday = std::stoi(text.substr(8, 2));
            t.tm_hour = std::stoi(text.substr(11, 2));
            t.tm_min = std::stoi(text.substr(14, 2));
            t.tm_sec = std::stoi(text.substr(17, 2));
            return compare(std::int64_t{timegm(&t)}, m.operation, m.number);
        }
    }
    return false;
}

}  // namespace independent
