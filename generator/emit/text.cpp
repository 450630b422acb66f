#include "emit/text.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace veeam::generator {

namespace {

/// A word as a comment may hold it: `@code` and its like would end or open examples.
std::string harmless(std::string word) {
    if (word.starts_with('@') || (word.starts_with('\\') && word.size() > 1)) word = word[0] + word;
    while (word.ends_with('\\')) word.replace(word.size() - 1, 1, "&#92;");
    return word;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

void wrap_paragraph(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && is_space(text[at])) ++at;
        std::size_t const begin = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at == begin) break;
        std::string raw(text.substr(begin, at - begin));
        std::erase_if(raw, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
        if (raw.empty()) continue;
        std::string const word = harmless(std::move(raw));
        if (!line.empty() && columns(line) + 1 + columns(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
    }
    if (!line.empty()) lines.push_back(std::move(line));
}

}  // namespace

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string paragraph;
    auto const finish = [&] {
        wrap_paragraph(paragraph, width, lines);
        paragraph.clear();
    };
    while (!text.empty()) {
        auto const end = text.find('\n');
        std::string_view const line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        bool const blank = std::all_of(line.begin(), line.end(), is_space);
        if (blank) {
            finish();
            if (!lines.empty() && !lines.back().empty()) lines.emplace_back();
            continue;
        }
        auto const first = line.find_first_not_of(" \t");
        if (line.substr(first).starts_with("- ")) finish();
        paragraph.append(line).append(1, '\n');
    }
    finish();
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            char octal[8];
            std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned>(byte));
            out += octal;
        } else {
            out += c;
        }
    }
    out += '"';
    return out;
}

void print_comment(std::string& out, comment const& c, std::size_t indent) {
    std::string const margin = std::string(indent, ' ') + "///";
    bool first = true;
    auto const line = [&](std::string const& text) {
        out.append(margin);
        if (!text.empty()) out.append(" ").append(text);
        out += '\n';
        first = false;
    };
    std::size_t const width = line_width - margin.size() - 1;
    for (std::string const& paragraph : c.paragraphs) {
        std::vector<std::string> const lines = wrap(paragraph, width);
        if (!first && !lines.empty()) line({});
        for (std::string const& text : lines) line(text);
    }
    bool const behind_text = !first && !(c.notes.empty() && c.example.empty());
    if (behind_text) line({});
    if (!c.example.empty()) {
        line("@code");
        for (std::string const& text : c.example) line(text);
        line("@endcode");
    }
    for (std::string const& note : c.notes) {
        // The command stays as it is; only what follows it is text.
        auto const space = note.find(' ');
        std::string const command = note.substr(0, space);
        std::vector<std::string> lines = wrap(note.substr(space + 1), width - command.size() - 1);
        for (std::size_t i = 0; i < lines.size(); ++i) line(i == 0 ? command + " " + lines[i] : "      " + lines[i]);
    }
    if (c.page.empty()) return;
    std::string page = c.page;  // in one line, whatever is in it
    std::replace_if(
        page.begin(), page.end(), [](unsigned char byte) { return byte < ' '; }, ' ');
    line("@see " + page);
}

void print_members(std::string& out, std::vector<member_plan> const& members) {
    constexpr std::size_t indent = 4;
    constexpr std::size_t mark = 7;  // two spaces, `///<` and a space
    auto const declaration = [](member_plan const& m) { return m.type + " " + m.name + (m.braces ? "{};" : ";"); };
    auto const text_of = [](member_plan const& m) -> std::vector<std::string> {
        return m.doc.paragraphs.empty() ? std::vector<std::string>{} : wrap(m.doc.paragraphs.front(), 100000);
    };
    auto const fits = [&](member_plan const& m, std::size_t width) {
        auto const text = text_of(m);
        return text.size() == 1 && indent + width + mark + columns(text.front()) <= line_width;
    };
    std::vector<bool> behind(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) behind[i] = fits(members[i], declaration(members[i]).size());
    // Comments behind declarations of neighbouring lines stand in one column, which the widest declaration sets. Where
    // a comment does not fit there, it goes above, which parts the neighbours.
    for (std::size_t begin = 0; begin < members.size();) {
        std::size_t end = begin;
        std::size_t width = 0;
        for (; end < members.size() && behind[end]; ++end) width = std::max(width, declaration(members[end]).size());
        std::size_t misfit = end;
        for (std::size_t i = begin; i < end && misfit == end; ++i)
            if (!fits(members[i], width)) misfit = i;
        if (misfit == end) begin = end + 1;
        else behind[misfit] = false;
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        member_plan const& m = members[i];
        if (!behind[i]) print_comment(out, m.doc, indent);
        out.append(std::string(indent, ' ')).append(declaration(m));
        if (behind[i]) out.append("  ///< ").append(text_of(m).front());
        out += '\n';
    }
}

std::string print_path(path_plan const& path, std::string const& prefix) {
    std::string out;
    for (step_plan const& step : path) {
        if (!out.empty()) out += ", ";
        out.append("&").append(prefix).append(step.type).append("::").append(step.member);
    }
    return out;
}

}  // namespace veeam::generator
