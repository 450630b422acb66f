#include "parse/diagnostics.hpp"

#include <algorithm>
#include <numeric>

namespace veeam::generator {

namespace {

/// Levenshtein distance without regard to ASCII case.
std::size_t distance(std::string_view a, std::string_view b) {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t const change = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, change});
        }
    }
    return row[b.size()];
}

}  // namespace

void diagnostics::error(position const& at, std::string const& what, std::string const& right) {
    messages_.push_back({.file = at.file != nullptr ? *at.file : std::string{},
                         .line = at.line,
                         .column = at.column,
                         .text = right.empty() ? what : what + "; " + right});
}

void diagnostics::print(std::ostream& out) const {
    std::vector<message> sorted = messages_;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (message const& m : sorted) {
        if (!m.file.empty()) out << m.file << ':' << m.line << ':' << m.column << ": ";
        out << m.text << '\n';
    }
}

std::string did_you_mean(std::string_view word, std::vector<std::string_view> const& candidates) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (std::string_view const candidate : candidates) {
        std::size_t const d = distance(word, candidate);
        if (d < best_distance && d < candidate.size()) {
            best = candidate;
            best_distance = d;
        }
    }
    return best.empty() ? std::string{} : " (did you mean " + std::string(best) + "?)";
}

}  // namespace veeam::generator
